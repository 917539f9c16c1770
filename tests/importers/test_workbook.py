"""Reading what people send: everything usable loads, everything else is named with its place and what to type."""

import datetime as dt
import zipfile

import pytest

from matcher.base.problems import Problem
from matcher.importers.told import told
from matcher.records.client import Permission, Statement
from matcher.records.requirement import Gcse, NotCompared, SameJob, Years
from matcher.records.shape import Link
from matcher.records.words import Cover, Emphasis, Kind, Mode, Stance
from tests.importers.sheets_of import Rows, book, csvs, says

CLIENTS = """
    Client,Postcode or sector,Fewest hours a week,Most hours a week,Ways to travel,Times of day matter
    C1,ND3 4AB,16,25,Walk; Bus,Must
    C2,,,,,
"""


def one(imported):
    (client,) = imported.programme.clients
    return client


def test_a_client_of_ten_minutes_is_listed_with_the_rest_unknown(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="Client,Postcode or sector\n007,ND3 4",
        weeks="Client,Pattern\n007,School hours",
        wants="Client,Says,About,What\n007,Wants,Job,Kitchen porter",
    )
    imported = read(folder)
    client = one(imported)
    assert (client.id, client.sector, imported.problems) == ("007", "ND3 4", [])
    assert [spell.interval for spell in client.conditions.week][:2] == [(555, 885), (1995, 2325)]
    assert client.statements[0].what.to is not None
    conditions = client.conditions
    assert (conditions.hours_least_minutes, conditions.modes, conditions.emphasis) == (None, None, {})


def test_only_the_sector_of_a_postcode_is_kept(read, tmp_path):
    imported = read(csvs(tmp_path / "in", clients=CLIENTS))
    assert imported.programme.clients[0].sector == "ND3 4"
    assert "4AB" not in repr(imported.programme)


def test_do_not_mind_and_not_asked_are_two_answers(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="""
            Client,Pay matters,Travel matters,Ways to travel,Allowed to work
            C1,Do not mind,Not asked,None,"Any work, any hours"
        """,
    )
    client = one(read(folder))
    assert client.conditions.emphasis == {"pay": Emphasis.ANY}
    assert client.conditions.modes == ()
    assert client.permission == Permission()


def test_dates_are_day_first_and_true_cells_are_taken_as_they_are(read, tmp_path):
    rows: Rows = [
        ["Client", "Joined", "Goal agreed", "Fewest hours a week", "Longest shift in hours"],
        ["C1", "01/02/2027", dt.date(2027, 2, 1), 16.5, dt.time(7, 30)],
        ["C2", "2027-02-01", dt.datetime.combine(dt.date(2027, 2, 1), dt.time()), "16h 20m", dt.timedelta(hours=6)],
    ]
    imported = read(book(tmp_path / "a.xlsx", {"clients": rows}))
    assert imported.problems == []
    assert {client.joined for client in imported.programme.clients} == {dt.date(2027, 2, 1)}
    assert {client.goal_agreed for client in imported.programme.clients} == {dt.date(2027, 2, 1)}
    assert [c.conditions.hours_least_minutes for c in imported.programme.clients] == [990, 980]
    assert [c.conditions.longest_shift_minutes for c in imported.programme.clients] == [450, 360]


def test_a_number_in_a_date_column_is_refused_at_its_cell(read, tmp_path):
    imported = read(book(tmp_path / "a.xlsx", {"clients": [["Client", "Joined"], ["C1", 46000]]}))
    assert says(imported) == ['clients!B2 "46000": is a number or a time, not a date. Write the date like 05/01/2027.']
    assert imported.programme.clients == ()


def test_every_problem_is_listed_at_once_and_good_rows_load(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="""
            Client,Fewest hours a week,Most hours a week,Joined,Times of day matter
            C1,30,16,,
            C2,sixteen,,5 Jan,Mst
            C3,16,,,
            ,16,,,
            C3,17,,,
            C3,16,,,
            example-C9,1,,,
        """,
    )
    imported = read(folder)
    assert [client.id for client in imported.programme.clients] == ["C3"]
    assert says(imported) == [
        'clients.csv, row 2, "Fewest hours a week" "30": does not fit: the fewest hours a week are more than the most '
        "hours a week. Correct it here or beside it.",
        'clients.csv, row 3, "Fewest hours a week" "sixteen": is not a number of hours. Write hours like 16, 16.5 or '
        "16h 20m.",
        'clients.csv, row 3, "Joined" "5 Jan": is not a date we can read. Write it like 05/01/2027.',
        'clients.csv, row 3, "Times of day matter" "Mst": is not in the list. Did you mean Must?',
        'clients.csv, row 5, "Client": is missing. Fill in Client.',
        'clients.csv, row 6, "Client" "C3": is on clients.csv, row 4, "Client" too, with other facts. Keep one row for '
        "each client.",
    ]
    counts = imported.read["clients"]
    assert (counts.found, counts.loaded, counts.rejected, counts.examples, counts.repeated) == (7, 1, 4, 1, 1)


def test_rows_that_refer_to_nobody_are_rejected_with_the_nearest(read, tmp_path):
    folder = csvs(tmp_path / "in", clients="Client\nC0012", weeks="Client,Pattern\nC0021,Mornings")
    (problem,) = read(folder).problems
    assert problem.say() == (
        'weeks.csv, row 2, "Client" "C0021": is not a reference of any client. Did you mean C0012?'
    )


def test_rows_may_refer_to_what_the_programme_holds(read, tmp_path):
    known = read(csvs(tmp_path / "first", clients=CLIENTS)).programme
    imported = read(csvs(tmp_path / "second", weeks="Client,Pattern\nC2,Mornings"), known=known)
    assert imported.problems == []
    assert one(imported).conditions.week


def test_a_row_of_somebody_whose_own_row_is_wrong_says_so(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="Client,Joined\nC1,soon",
        consent="Client,For,Rests on,On\nC1,Matching,Consent,01/02/2026",
    )
    imported = read(folder)
    assert 'belongs to a row that has a problem itself: clients.csv, row 2, "Client".' in says(imported)[1]
    assert imported.programme.consents == ()


def test_half_a_week_is_not_loaded(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="Client\nC1\nC2",
        weeks="""
            Client,Days,From,To,This time is
            C1,Mon-Fri,9am,5pm,Free
            C1,Wed,2:45,5pm,Not free
            C2,Sat,10pm,6am,
        """,
    )
    imported = read(folder)
    weeks = {client.id: client.conditions.week for client in imported.programme.clients}
    assert weeks["C1"] is None
    assert [spell.interval for spell in weeks["C2"]] == [(5 * 1440 + 1320, 6 * 1440 + 360)]
    assert "goes with row 3" in says(imported)[0]
    assert imported.read["weeks"].rejected == 2


def test_a_refusal_stands_though_another_statement_is_wrong(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="Client,Told us all their skills\nC1,Yes",
        wants="""
            Client,Says,About,What,Level
            C1,Refuses,Task or skill,lift heavy things,
            C1,Holds,GCSE,Maths,ten
        """,
    )
    imported = read(folder)
    client = one(imported)
    assert [statement.stance for statement in client.statements] == [Stance.REFUSES]
    assert client.skills_complete is False, "a list with a row missing is not said to be complete"
    assert any("was taken back until this row loads" in line for line in says(imported))


def test_refusals_choices_and_statements_go_where_they_belong(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        employers="Employer,Name\nE1,Example Kitchens",
        vacancies="Vacancy,Title\nV1,Cleaner",
        clients="Client\nC1",
        wants="""
            Client,Says,About,What,Level,On
            C1,Refuses,Employer,E1,,
            C1,Wants,Employer,E1,,
            C1,No to this vacancy,,V1,,01/11/2026
            C1,Holds,GCSE,Mathematics,4,
            C1,Holds,Driving licence,,,
            C1,Holds,Language,Polish,C2,
            C1,Has done,Job,Kitchen porter,18 months,
            C1,Refuses,Area,nd3,,
            C1,Holds,References,,2,
        """,
    )
    imported = read(folder)
    client = one(imported)
    assert client.refused_employers == {"E1"}
    assert (client.choices[0].vacancy, client.choices[0].wants_it) == ("V1", False)
    told_of = {(s.stance, s.kind): (s.what.to, s.level) for s in client.statements}
    assert told_of[Stance.WANTS, Kind.EMPLOYER] == ("E1", None)
    assert told_of[Stance.HOLDS, Kind.GCSE] == ("maths", 4)
    assert told_of[Stance.HOLDS, Kind.LICENCE_DRIVING] == ("B", None)
    assert told_of[Stance.HOLDS, Kind.LANGUAGE] == ("polish", 6)
    assert told_of[Stance.HAS_DONE, Kind.OCCUPATION][1] == 18
    assert told_of[Stance.REFUSES, Kind.AREA] == ("ND3", None)
    assert told_of[Stance.HOLDS, Kind.REFERENCES][1] == 2


def test_words_that_match_nothing_are_kept_and_asked_about(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="Client\nC1",
        wants="""
            Client,Says,About,What
            C1,Refuses,Job,quantum flute maker
            C1,Holds,Licence or certificate,dorr supervizor licence SIA
        """,
    )
    imported = read(folder)
    client = one(imported)
    assert client.statements[0].what.to is None
    assert client.statements[0].what.words == "quantum flute maker"
    assert "so it rules nothing out yet" in says(imported)[0]
    assert not any(problem.stops_row for problem in imported.problems)


def test_what_a_person_says_was_meant_beats_the_linker(read, tmp_path, library):
    job = library.occupations.entries[0]
    folder = csvs(
        tmp_path / "in",
        clients="Client\nC1",
        wants=f'Client,Says,About,What,We read it as\nC1,Wants,Job,quantum flutes,"{job.title}"',
    )
    imported = read(folder)
    assert imported.problems == []
    assert one(imported).statements == (
        Statement(
            stance=Stance.WANTS,
            kind=Kind.OCCUPATION,
            what=Link(words="quantum flutes", to=job.id, confidence=100),
        ),
    )


def test_either_or_is_one_requirement_and_doubtful_words_are_not_applied(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        vacancies="Vacancy,Title\nV1,Kitchen porter",
        requirements="""
            Vacancy,Reference,Kind,What,Level,How much it matters,Status,Words
            V1,R1,Time in a job,Kitchen porter,6 months,Essential,Asked,Six months or a GCSE
            V1,R1,GCSE,Maths,4,,,
            V1,,Same job before,quantum flute maker,,Desirable,,
            V1,,Driving licence,,,,,
        """,
    )
    imported = read(folder)
    (vacancy,) = imported.programme.vacancies
    first, second, third = vacancy.requirements
    assert (first.id, [type(need) for need in first.needs]) == ("R1", [Years, Gcse])
    assert (second.id, second.needs, second.words) == (
        "R2",
        (NotCompared(),),
        "Same job before: quantum flute maker",
    )
    assert third.id == "R3"
    assert any("kept and shown but not applied" in line for line in says(imported))
    assert not any(isinstance(need, SameJob) for need in second.needs)


def test_rows_of_one_requirement_must_not_disagree(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        vacancies="Vacancy,Title,These are all the requirements\nV1,Cleaner,Yes",
        requirements="""
            Vacancy,Reference,Kind,What,Level,How much it matters
            V1,R1,GCSE,Maths,4,Essential
            V1,R1,Degree,,,Desirable
            V1,R2,Own vehicle,,,
        """,
    )
    imported = read(folder)
    (vacancy,) = imported.programme.vacancies
    assert [one.id for one in vacancy.requirements] == ["R2"]
    assert vacancy.requirements_complete is False
    assert imported.read["requirements"].rejected == 2


def test_more_than_forty_requirements_are_kept_and_said(read, tmp_path):
    rows = "\n".join(f"V1,R{n},Other,thing {n}" for n in range(1, 44))
    folder = csvs(
        tmp_path / "in", vacancies="Vacancy,Title\nV1,Cleaner", requirements=f"Vacancy,Reference,Kind,What\n{rows}"
    )
    imported = read(folder)
    assert len(imported.programme.vacancies[0].requirements) == 43
    (note,) = [problem for problem in imported.problems if "more than 40" in problem.what]
    assert note.where == 'requirements.csv, row 42, "Reference"'
    assert not note.stops_row


def test_observations_introductions_and_questions(read, tmp_path, library):
    criterion = library.rubric.criteria[0]
    folder = csvs(
        tmp_path / "in",
        clients="Client\nC1",
        vacancies="Vacancy,Title\nV1,Cleaner",
        observations=f"""
            Client,About,Level,Said by,Evidence,On,Vacancy,Answer,Not yet because of,Words,No longer true
            C1,{criterion.name},In place,Client,Client says so,02/11/2026,,,,,
            C1,{criterion.id},1,Key worker,,09/11/2026,,,,,Yes
            C1,Introduce now,,EPC,,09/11/2026,V1,Not yet,{criterion.name},,
            C1,Question put,,,,09/11/2026,,Declined,,Which shifts?,
            C1,Introduce now,,EPC,,09/11/2026,,Yes,,,
            C1,{criterion.name},In place,Client,,02/11/2027,,,,,
        """,
    )
    imported = read(folder)
    programme = imported.programme
    assert [(one.level, one.no_longer) for one in programme.observations] == [(3, False), (1, True), (3, False)]
    assert programme.introductions[0].criterion == criterion.id
    assert programme.clients[0].questions_put[0].declined
    assert [problem.stops_row for problem in imported.problems] == [True, False]
    assert "is missing" in says(imported)[0]
    assert "later than the day of this import" in says(imported)[1]


def test_care_and_who_has_them(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="Client\nC1",
        care="Client,Days,From,To,Who has them,What\nC1,Mon-Fri,3pm,6pm,Hoped for,club\nC1,Sat,9am,noon,,",
    )
    (first, *_, last) = one(read(folder)).conditions.care
    assert (first.cover, first.what, last.cover) == (Cover.HOPED_FOR, "club", Cover.NONE)


def test_shifts_past_midnight_and_those_that_only_may_be_worked(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        vacancies="Vacancy,Title\nV1,Cleaner",
        shifts="""
            Vacancy,Days,From,To,Unpaid break in minutes,Certain
            V1,Sun,10pm,6am,30,
            V1,Sat,8am,4pm,,May be worked
        """,
    )
    (vacancy,) = read(folder).programme.vacancies
    assert [(s.interval, s.unpaid_break_minutes, s.certain) for s in vacancy.shifts] == [
        ((9960, 10440), 30, True),
        ((7680, 8160), 0, False),
    ]


def test_days_the_wrong_way_round_are_asked_about(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        vacancies="Vacancy,Title,Opened,Closes\nV1,Cleaner,01/12/2026,01/11/2026",
    )
    imported = read(folder)
    assert len(imported.programme.vacancies) == 1
    assert says(imported) == [
        'vacancies.csv, row 2, "Closes" "01/11/2026": is before Opened. Correct it if that is a slip.'
    ]


def test_names_stay_apart_and_out_of_every_message(read, tmp_path):
    folder = csvs(
        tmp_path / "in",
        clients="""
            Client,Name,Phone,Postcode or sector
            C1,Ann Example,01632 960001,ND3 4
            C2,Bo Private,0163,ND3 secret
        """,
    )
    imported = read(folder)
    assert [(one.client, one.name) for one in imported.identities] == [("C1", "Ann Example")]
    assert "Ann" not in repr(imported.programme)
    shown = " ".join(says(imported)).casefold()
    assert "private" not in shown
    assert "secret" not in shown


# --- headings and sheets


def test_headings_in_any_order_and_case_are_read_and_doubtful_ones_asked_about(read, tmp_path):
    rows = [
        ["Our clients in November"],
        ["  MOST hours a week ", "client", "Postcod or sector", "CRM id", "Joined", "Joined"],
        ["25", "C1", "ND3 4", "x", "01/02/2026", "01/02/2027"],
    ]
    imported = read(book(tmp_path / "a.xlsx", {" Clients ": rows}))
    client = one(imported)
    assert client.conditions.hours_most_minutes == 1500
    assert (client.sector, client.joined) == (None, None), "nothing is applied in doubt"
    assert [line.split(":")[0] for line in says(imported)] == [
        'Clients!C2 "Postcod or sector"',
        'Clients!D2 "CRM id"',
        'Clients!F2 "Joined"',
    ]
    assert "Did you mean Postcode or sector?" in says(imported)[0]
    assert [problem.stops_row for problem in imported.problems] == [True, False, True]


def test_a_sheet_without_its_key_is_refused_whole_and_nothing_is_lost(read, tmp_path):
    imported = read(book(tmp_path / "a.xlsx", {"clients": [["Ref", "Joined"], ["C1", "01/02/2026"]]}))
    assert imported.read["clients"].rejected == 1
    assert dict(imported.rejects[0].cells) == {"Ref": "C1", "Joined": "01/02/2026"}
    assert any("has no column headed Client" in line for line in says(imported))


def test_unknown_sheets_are_named_and_equality_answers_sent_elsewhere(read, tmp_path):
    sheets: dict[str, Rows] = {
        "Client": [["Client"], ["C1"]],
        "Budget": [["x"], [1]],
        "equality": [["Client"], ["C1"]],
        "Empty": [],
    }
    lines = says(read(book(tmp_path / "a.xlsx", sheets)))
    assert "Did you mean clients?" in lines[0]
    assert "no sheet of ours has that name" in lines[1]
    assert "--make-map" in lines[1]
    assert "workbook of their own" in lines[2]
    assert len(lines) == 3


def test_two_workbooks_are_told_apart_in_messages(read, tmp_path):
    first = book(tmp_path / "a.xlsx", {"clients": [["Client", "Joined"], ["C1", "x"]]})
    second = book(tmp_path / "b.xlsx", {"clients": [["Client", "Joined"], ["C2", "x"]]})
    assert [problem.where for problem in read(first, second).problems] == ["a.xlsx: clients!B2", "b.xlsx: clients!B2"]


def test_an_error_in_a_cell_is_not_blank_in_silence(read, tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("clients")
    sheet.write_row(0, 0, ["Client", "Fewest hours a week", "Most hours a week"])
    sheet.write(1, 0, "C1")
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 2, "=8*2", None, 16)
    workbook.close()
    imported = read(path)
    assert one(imported).conditions.hours_most_minutes == 960
    assert [problem.where for problem in imported.problems] == ["clients!B2"]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="clients">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_an_ods_workbook(read, tmp_path):
    cells = [
        [TEXT.format(heading) for heading in ("Client", "Joined", "Longest shift in hours", "Term time only")],
        [
            TEXT.format("007"),
            '<table:table-cell office:value-type="date" office:date-value="2027-02-01"/>',
            '<table:table-cell office:value-type="time" office:time-value="PT07H30M00S"/>',
            TEXT.format("Yes"),
        ],
    ]
    rows = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", "<manifest/>")
        target.writestr("content.xml", ODS.format(rows=rows))
    imported = read(tmp_path / "a.ods")
    assert imported.problems == []
    client = one(imported)
    assert (client.id, client.joined) == ("007", dt.date(2027, 2, 1))
    assert (client.conditions.longest_shift_minutes, client.conditions.term_time_only) == (450, True)


# --- CSV files


@pytest.mark.parametrize(
    ("encoding", "between", "note"),
    [
        ("utf-8", ",", None),
        ("utf-8-sig", ",", None),
        ("utf-16", "\t", "UTF-16"),
        ("cp1252", ";", "Windows-1252"),
    ],
)
def test_encodings_are_proved_and_told(read, tmp_path, encoding, between, note):
    text = "Client,Name,Lowest pay an hour\nC1,Zoë,£12.71\n".replace(",", between)
    path = tmp_path / "clients.csv"
    path.write_bytes(text.encode(encoding))
    imported = read(path)
    assert imported.identities[0].name == "Zoë"
    assert one(imported).conditions.pay_floor_hour_pence == 1271
    assert not any(problem.stops_row for problem in imported.problems)
    assert any(note in problem.what for problem in imported.problems) if note else imported.problems == []


@pytest.mark.parametrize("data", [b"Client\n\x81\x8d", b"\xff\xfeC", b"a\0b", b"\xef\xbb\xbf\xff"])
def test_an_encoding_in_doubt_is_refused(read, tmp_path, data):
    path = tmp_path / "clients.csv"
    path.write_bytes(data)
    (problem,) = read(path).problems
    assert "CSV UTF-8" in problem.fix


def test_a_quotation_mark_out_of_place_keeps_the_rows_before_it(read, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text('Client,Name\nC1,Ann\nC2,"Bo\nC3,Cy\n', encoding="utf-8")
    imported = read(path)
    assert [client.id for client in imported.programme.clients] == ["C1"]
    assert says(imported)[0].startswith("clients.csv, row 3: has a quotation mark out of place")


def test_files_that_are_not_there_or_not_ours(read, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "b.xlsx").write_text("not a workbook")
    (tmp_path / "clients (2).csv").write_text("Client\nC1\n")
    paths = [tmp_path / name for name in ("nowhere.xlsx", "empty", "a.docx", "b.xlsx", "clients (2).csv")]
    lines = says(read(*paths))
    assert [line.partition(": ")[2].partition(".")[0] for line in lines] == [
        "is not there",
        "is a folder without CSV files",
        "is not a kind of file we read",
        "is not a workbook, whatever its name says",
        "was not read: no sheet of ours has that name",
    ]


# --- telling


def test_problems_alike_are_told_once_with_their_rows(read, tmp_path):
    rows = "\n".join(f"C{n},9:30-2:45" for n in range(1, 20))
    imported = read(csvs(tmp_path / "in", clients=f"Client,Joined\n{rows}"))
    (line,) = told(imported.problems)
    assert line.endswith("18 other rows have the same problem: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 6 more.")
    assert len(imported.problems) == 19


def test_ways_to_travel_in_the_order_given(read, tmp_path):
    imported = read(csvs(tmp_path / "in", clients=CLIENTS))
    assert imported.programme.clients[0].conditions.modes == (Mode.WALK, Mode.BUS)
    assert imported.programme.clients[0].conditions.emphasis == {"times": Emphasis.MUST}


def test_what_is_wrong_in_several_places_of_one_thing_names_no_empty_row():
    one = Problem("given.json", "60", "is above the most.", "Correct it.")
    assert told([one, one]) == ['given.json "60": is above the most. Correct it. It is so in 2 places.']
    assert told([one]) == [one.say()]
