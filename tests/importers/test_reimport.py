"""Importing again: the same file changes nothing, a blank cell leaves what is held, facts are added once."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.importers.cells import Cell
from matcher.importers.export import write_csvs
from matcher.importers.imported import Imported, Reject
from matcher.importers.merge import fresh, merged, merged_identities, merged_ledger
from matcher.importers.rejects import write_rejects
from matcher.importers.workbook import read_files
from matcher.library.load import load_library
from matcher.reading.link import Linker
from matcher.records.consents import clients_covered
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from tests.importers.programmes import ledgers, programmes
from tests.importers.sheets_of import csvs, says

LIBRARY = load_library()
LINKER = Linker(LIBRARY)


def into(read, known, folder, **sheets):
    """The programme after one more import."""
    return merged(known, read(csvs(folder, **sheets), known=known))


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_second_import_of_the_same_files_changes_nothing(data, tmp_path_factory):
    programme, identities = data.draw(programmes(LIBRARY))
    ledger = data.draw(ledgers(LIBRARY, programme))
    files = write_csvs(programme, identities, tmp_path_factory.mktemp("in"), library=LIBRARY, ledger=ledger)

    def read(known, remembered):
        return read_files(files, library=LIBRARY, on=dt.date(2200, 1, 1), known=known, ledger=remembered, linker=LINKER)

    once = read(Programme(), Ledger())
    first = merged(Programme(), once)
    remembered = merged_ledger(Ledger(), once)
    twice = read(first, remembered)
    assert remembered == ledger
    assert fresh(Ledger(), remembered) == (*ledger.approaches, *ledger.promises, *ledger.jobs)
    assert fresh(remembered, merged_ledger(remembered, twice)) == ()
    assert first == programme
    assert merged(first, twice) == first
    assert merged_identities(merged_identities((), once), twice) == identities


def test_a_blank_cell_leaves_and_not_known_takes_back(read, tmp_path):
    first = into(
        read,
        Programme(),
        tmp_path / "1",
        clients="""
            Client,Fewest hours a week,Most hours a week,Pay matters,Words for employers,Lifting at most
            C1,16,25,Must,I like kitchens,None of the shift
        """,
    )
    second = into(
        read,
        first,
        tmp_path / "2",
        clients="""
            Client,Fewest hours a week,Most hours a week,Pay matters,Words for employers,Lifting at most
            C1,,Not known,Not asked,(clear),Not known
        """,
    )
    (client,) = second.clients
    assert (client.conditions.hours_least_minutes, client.conditions.hours_most_minutes) == (960, None)
    assert (client.conditions.emphasis, client.conditions.demand_limits, client.words_for_employers) == ({}, {}, "")


def test_rules_across_cells_see_what_is_held(read, tmp_path):
    first = into(read, Programme(), tmp_path / "1", clients="Client,Fewest hours a week\nC1,30")
    imported = read(csvs(tmp_path / "2", clients="Client,Most hours a week\nC1,20"), known=first)
    assert "the fewest hours a week are more than the most hours a week" in says(imported)[0]
    assert merged(first, imported) == first


def test_a_list_is_replaced_as_a_list_and_an_earlier_one_stands_until_the_new_one_is_right(read, tmp_path):
    sheets = {
        "clients": "Client\nC1",
        "wants": "Client,Says,About,What\nC1,Refuses,Area,ND1\nC1,Wants,Area,ND3",
    }
    first = into(read, Programme(), tmp_path / "1", **sheets)
    wrong = read(csvs(tmp_path / "2", wants="Client,Says,About,What\nC1,Refuses,Area,ND2\nC1,Holds,GCSE,"), known=first)
    assert merged(first, wrong) == first, "a refusal is never lost to a slip in another row"
    assert wrong.read["wants"].rejected == 2
    third = into(read, first, tmp_path / "3", wants="Client,Says,About,What\nC1,Refuses,Area,ND2")
    assert [statement.what.to for statement in third.clients[0].statements] == ["ND2"]
    dropped = read(csvs(tmp_path / "3a", wants="Client,Says,About,What\nC1,Wants,Area,ND2"), known=third)
    assert "leaves out what was held before, so it is held no longer: Refuses ND2" in says(dropped)[0]
    cleared = into(read, third, tmp_path / "4", wants="Client,Says\nC1,Not known", weeks="Client,Pattern\nC1,Not known")
    assert cleared.clients[0].statements == ()
    assert cleared.clients[0].conditions.week is None


def test_a_no_to_a_vacancy_and_what_an_employer_did_outlive_a_file_that_leaves_them_out(read, tmp_path):
    first = into(
        read,
        Programme(),
        tmp_path / "1",
        clients="Client\nC1",
        employers="Employer,Name\nE1,Example",
        vacancies="Vacancy,Title\nV1,Cleaner",
        conduct="Employer,On,What,Source\nE1,01/10/2026,Paid late,Payslip",
        wants="Client,Says,About,What,On\nC1,No to this vacancy,,V1,01/11/2026\nC1,Holds,GCSE,,",
    )
    assert [choice.wants_it for choice in first.clients[0].choices] == [False], "a slip beside it holds back no no"
    second = into(
        read,
        first,
        tmp_path / "2",
        wants="Client,Says,About,What\nC1,Wants,Area,ND1",
        conduct="Employer,On,What,Source,Their reply\nE1,01/10/2026,Paid late,Payslip,It was a bank holiday",
    )
    assert second.clients[0].choices == first.clients[0].choices
    assert [fact.reply for fact in second.employers[0].conduct] == ["It was a bank holiday"]


def test_a_consent_taken_back_stays_taken_back(read, tmp_path):
    head = "Client,For,Rests on,On,Withdrawn\n"
    first = into(
        read, Programme(), tmp_path / "1", clients="Client\nC1", consent=head + "C1,Matching,Consent,01/02/2026,"
    )
    second = into(read, first, tmp_path / "2", consent=head + "C1,Matching,Consent,01/02/2026,01/06/2026")
    third = into(read, second, tmp_path / "3", consent=head + "C1,Matching,Consent,01/02/2026,")
    assert len(third.consents) == 1
    assert third.consents[0].withdrawn == dt.date(2026, 6, 1)
    assert clients_covered(third.consents, purpose="matching", on=dt.date(2026, 7, 1)) == set()


def test_an_action_is_ended_but_not_doubled(read, tmp_path, library):
    criterion = library.rubric.criteria[0].id
    head = "Client,Towards,What,Who,By,Done\n"
    row = f"C1,{criterion},Visit a kitchen,Key worker,30/11/2026"
    first = into(read, Programme(), tmp_path / "1", clients="Client\nC1", actions=f"{head}{row},")
    second = into(read, first, tmp_path / "2", actions=f"{head}{row},20/11/2026")
    assert [action.done for action in second.actions] == [dt.date(2026, 11, 20)]
    assert into(read, second, tmp_path / "3", actions=f"{head}{row},") == second


def test_observations_are_added_and_never_overwritten(read, tmp_path, library):
    criterion = library.rubric.criteria[0].id
    head = "Client,About,Level,Said by,On,No longer true\n"
    first = into(
        read,
        Programme(),
        tmp_path / "1",
        clients="Client\nC1",
        observations=f"{head}C1,{criterion},3,Client,01/10/2026,",
    )
    second = into(read, first, tmp_path / "2", observations=f"{head}C1,{criterion},1,Client,01/11/2026,Yes")
    assert second.observations[0] == first.observations[0]
    assert len(second.observations) == 2


def test_a_question_answered_no_stays_so(read, tmp_path):
    head = "Client,About,On,Answer,Words\n"
    first = into(
        read,
        Programme(),
        tmp_path / "1",
        clients="Client\nC1",
        observations=head + "C1,Question put,01/11/2026,Declined,pay",
    )
    second = into(read, first, tmp_path / "2", observations=head + "C1,Question put,01/11/2026,,pay")
    assert second == first


def test_a_change_that_no_longer_fits_is_said_and_nothing_is_merged(read, tmp_path):
    imported = read(csvs(tmp_path / "1", clients="Client,Fewest hours a week\nC1,30"))
    meanwhile = into(read, Programme(), tmp_path / "2", clients="Client,Most hours a week\nC1,20")
    with pytest.raises(GivenProblems, match="does not fit what is held by now"):
        merged(meanwhile, imported)


# --- rows to put right


def test_the_corrected_workbook_of_rejects_completes_the_import(read, tmp_path, library):
    folder = csvs(
        tmp_path / "in",
        clients="""
            Client,Postcode or sector,Told us all their skills,Our own note
            C1,ND3 4,Yes,keep me
            C2,nowhere,,=SUM(A1)
        """,
        weeks="Client,Days,From,To\nC1,Mon,9am,5pm\nC1,Tue,2:45,5pm\nC2,Mon,9am,noon",
        wants="Client,Says,About,What,Level\nC1,Can do,Task or skill,use a till,\nC1,Holds,GCSE,Maths,ten",
    )
    before = read(folder)
    path = tmp_path / "rejects.xlsx"
    write_rejects(path, before, library=library)
    as_sent = read(path, known=merged(Programme(), before))
    assert {sheet: counts.found for sheet, counts in as_sent.read.items()} == {"clients": 2, "weeks": 3, "wants": 2}

    import openpyxl

    book = openpyxl.load_workbook(path)
    columns = {name: [cell.value for cell in book[name][1]] for name in ("clients", "weeks", "wants")}
    assert columns["clients"][0] == "What to put right"
    assert book["clients"].cell(3, columns["clients"].index("Our own note") + 1).value == "=SUM(A1)"
    assert book["clients"].cell(3, columns["clients"].index("Our own note") + 1).data_type == "s"
    assert "is not a postcode" in str(book["clients"].cell(3, 1).value)
    put(book["clients"], columns["clients"], 3, "Postcode or sector", "ND1 1")
    put(book["weeks"], columns["weeks"], 3, "From", "2:45pm")
    put(book["wants"], columns["wants"], 3, "Level", "5")
    book.save(path)

    after = read(path, known=merged(Programme(), before))
    assert not any(problem.stops_row for problem in after.problems)
    clients = {str(client.id): client for client in merged(merged(Programme(), before), after).clients}
    assert len(clients["C1"].conditions.week or ()) == 2
    assert len(clients["C1"].statements) == 2
    assert clients["C1"].skills_complete is True
    assert clients["C2"].conditions.week is not None


def put(sheet, headings, row, heading, value):
    sheet.cell(row, headings.index(heading) + 1).value = value


def test_rejects_of_a_sheet_that_was_not_read_keep_every_cell(read, tmp_path, library):
    from tests.importers.sheets_of import book

    when = dt.datetime.combine(dt.date(2027, 2, 1), dt.time(9, 15))
    source = book(tmp_path / "a.xlsx", {"clients": [["Ref", "", "Joined", "Joined"], ["C1", 7, dt.time(9, 15), when]]})
    path = tmp_path / "rejects.xlsx"
    write_rejects(path, read(source), library=library)
    (again,) = read(path).rejects
    assert [cell for _, cell in again.cells if cell not in ("", again.cells[0][1])] == [dt.time(9, 15), "C1", 7, when]


def test_rejects_hold_whatever_a_cell_held(read, tmp_path, library):
    cells: tuple[Cell, ...] = (
        "C1",
        float("nan"),
        float("inf"),
        dt.date(1850, 1, 1),
        dt.timedelta(days=-1),
        "x" * 40_000,
        True,
        "=1",
    )
    named = tuple((f"h{n}", cell) for n, cell in enumerate(cells))
    reject = Reject("clients", "clients!A2", 2, named, ("why",))
    path = tmp_path / "rejects.xlsx"
    write_rejects(path, Imported(Programme(), (), [], {}, (reject,)), library=library)
    assert read(path).read["clients"].found == 1


def test_rejects_with_nothing_wrong_is_still_a_workbook(read, tmp_path, library):
    path = tmp_path / "rejects.xlsx"
    write_rejects(path, read(csvs(tmp_path / "in", clients="Client\nC1")), library=library)
    assert read(path).problems == []


def test_an_approach_may_gain_its_answer_and_a_promise_how_it_ended_and_nothing_is_taken_back(read, tmp_path):
    first = read(
        csvs(
            tmp_path / "1",
            employers="Employer,Name\nE1,Kitchens",
            approaches="Employer,On,How\nE1,02/11/2026,Call",
            promises="Employer,What,Said on\nE1,Rota told ahead,02/11/2026",
        )
    )
    known, remembered = merged(Programme(), first), merged_ledger(Ledger(), first)
    second = read(
        csvs(
            tmp_path / "2",
            approaches="Employer,On,How,Answered on,They said\nE1,02/11/2026,Call,04/11/2026,Not now",
            promises="Employer,What,Said on,Held,Settled on\nE1,rota_ahead,02/11/2026,Yes,09/11/2026",
        ),
        known=known,
    )
    then = merged_ledger(remembered, second)
    assert [(one.answered, one.said) for one in then.approaches] == [(dt.date(2026, 11, 4), "not_now")]
    assert [(one.what, one.kept) for one in then.promises] == [("rota_ahead", True)]
    assert len(fresh(remembered, then)) == 2
    again = read(
        csvs(tmp_path / "3", promises="Employer,What,Said on,Held\nE1,Rota told ahead,02/11/2026,No"), known=known
    )
    assert merged_ledger(merged_ledger(then, first), again) == then
    assert says(again) == []


def test_a_promise_that_is_settled_says_whether_it_held(read, tmp_path):
    imported = read(
        csvs(
            tmp_path,
            employers="Employer,Name,Sites\nE1,Kitchens,None",
            promises="Employer,What,Said on,Settled on\nE1,To ring back,02/11/2026,09/11/2026",
        )
    )
    assert says(imported) == [
        'promises.csv, row 2, "Held": is missing. Write Yes or No where it is settled, or clear the day.'
    ]
