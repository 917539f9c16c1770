"""The house rules hold here, and each of them catches what it is for."""

from pathlib import Path

import pytest

from tests.contracts import house_rules


def test_checkout_keeps_the_house_rules() -> None:
    assert house_rules.problems() == []


def test_a_long_module_is_named_with_its_length(tmp_path: Path) -> None:
    module = tmp_path / "matcher" / "audit" / "everything.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n" * 401, encoding="utf-8")
    (problem,) = house_rules.problems(tmp_path)
    assert problem.startswith("matcher/audit/everything.py: 401 lines")


@pytest.mark.parametrize(
    "text",
    [
        "see " + "/".join(["", "work", "notes.md"]),
        "cd " + "/".join(["", "root"]),
        "'" + "/".join(["", "home", "sam", "matcher"]) + "'",
        "https://" + ".".join(["pypi", "org"]) + "/project/x",
        "https://files." + ".".join(["pythonhosted", "org"]),
    ],
)
def test_machine_paths_and_registries_are_caught_with_their_line(text: str) -> None:
    (problem,) = house_rules.forbidden_text("docs/page.md", f"first line\n{text}\n")
    assert problem.startswith("docs/page.md, line 2: ")


@pytest.mark.parametrize(
    "text",
    [
        "out of/work/again",
        "https://example.org/work/list",
        "{base}/home/clients",
        "/usr/bin/env bash",
        "pyproject.toml",
        "/work-related",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert house_rules.forbidden_text("docs/page.md", text) == []


def test_constraints_may_not_choose_an_index() -> None:
    (problem,) = house_rules.forbidden_text("constraints.txt", "numpy==2.0\n--index-url somewhere\n")
    assert problem.startswith("constraints.txt, line 2: ")


def test_without_git_the_folder_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("in " + "/".join(["", "work", "x"]), encoding="utf-8")
    assert len(house_rules.problems(tmp_path)) == 1
