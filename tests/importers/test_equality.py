"""Equality answers come in by themselves, and are refused beside anything else."""

from matcher.importers.equality import read_equality, write_equality_template
from tests.importers.sheets_of import book, csvs


def test_answers_by_client_and_question(tmp_path):
    rows = """
        Client,Question,Answer
        C1,Age band,35-49
        C1,Sex,Female
        C1,sex,Female
        C1,Sex,Male
        C2,Sex,
        C9,Sex,Male
        example-C1,Sex,Male
    """
    imported = read_equality([csvs(tmp_path / "in", equality=rows)], clients=["C1", "C2"])
    assert [(one.client, one.answers) for one in imported.answers] == [("C1", {"age_band": "35-49", "sex": "Female"})]
    counts = imported.read
    assert (counts.found, counts.loaded, counts.rejected, counts.examples, counts.repeated) == (7, 2, 3, 1, 1)
    assert [problem.what for problem in imported.problems] == [
        "is a second answer to the same question.",
        "is missing.",
        "is not a reference of any client.",
    ]
    assert "Male" not in " ".join(problem.say() for problem in imported.problems)


def test_the_template_reads_back_and_other_sheets_are_not_taken(tmp_path):
    write_equality_template(tmp_path / "equality.xlsx")
    imported = read_equality([tmp_path / "equality.xlsx"], clients=[])
    assert (imported.answers, imported.problems, imported.read.examples) == ((), [], 2)
    other = read_equality([book(tmp_path / "a.xlsx", {"clients": [["Client"], ["C1"]]})], clients=[])
    assert "no sheet of ours has that name" in other.problems[0].say()
    headless = read_equality([book(tmp_path / "b.xlsx", {"equality": [["Who"], ["C1"]]})], clients=[])
    assert (headless.read.found, headless.read.rejected) == (1, 1)
