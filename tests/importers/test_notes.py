"""Notes that staff write about clients: asked about at their cell, by the words found, and never refused."""

from __future__ import annotations

from matcher.importers.sheets.all_sheets import SHEETS
from tests.importers.sheets_of import csvs

CLIENTS = "Client\nC1\nC2\n"
SECRET = "her sister at the mill told the whole story"


def test_the_row_is_loaded_and_the_writer_is_asked(read, tmp_path):
    imported = read(
        csvs(
            tmp_path / "in",
            clients=CLIENTS,
            actions=f"Client,Towards,What\nC1,cv_current,Not motivated and {SECRET}\nC2,cv_current,Finish the CV\n",
        )
    )
    assert [one.what for one in imported.programme.actions] == [f"Not motivated and {SECRET}", "Finish the CV"]
    (problem,) = imported.problems
    assert (problem.where, problem.value) == ('actions.csv, row 2, "What"', "Not motivated")
    assert not problem.stops_row
    assert "the day" in problem.fix
    assert SECRET not in problem.say()


def test_reasons_and_decisions_are_looked_at_too(read, tmp_path):
    imported = read(
        csvs(
            tmp_path / "in",
            clients=CLIENTS,
            vacancies="Vacancy,Title\nV1,Kitchen porter\n",
            observations="""
                Client,About,Said by,On,Vacancy,Answer,Not yet because of,Words
                C1,Introduce now,EPC,02/11/2026,V1,Not yet,cv_current,Poor attitude and no eye contact
            """,
            decisions="""
                Client,Vacancy,Decision,On,Words
                C2,V1,Held for now,02/11/2026,Unreliable
            """,
        )
    )
    assert len(imported.programme.introductions) == len(imported.programme.remembered) == 1
    assert [(one.where.partition(",")[0], one.value) for one in imported.problems] == [
        ("observations.csv", "Poor attitude"),
        ("observations.csv", "no eye contact"),
        ("decisions.csv", "Unreliable"),
    ]
    assert imported.stopping == []


def test_each_distinct_text_is_read_once(read, tmp_path, monkeypatch):
    texts = []
    import matcher.audit.notes as audit_notes

    real = audit_notes.read_note

    def counted(text, *, library):
        texts.append(text)
        return real(text, library=library)

    monkeypatch.setattr(audit_notes, "read_note", counted)
    rows = "".join(f"C1,cv_current,Lazy,{day:02}/12/2026\n" for day in range(1, 20))
    imported = read(csvs(tmp_path / "in", clients=CLIENTS, actions=f"Client,Towards,What,By\n{rows}"))
    assert texts == ["Lazy"]
    assert len(imported.problems) == 19


def test_only_columns_that_staff_write_about_clients_are_looked_at():
    looked = {(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns if column.about_client}
    said = {("consent", f"may_say_{number}") for number in (1, 2, 3)}
    assert looked == {("observations", "words"), ("actions", "what"), ("decisions", "words"), *said}
