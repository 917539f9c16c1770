"""The library finds the models, stamps them, reads each when asked, and checks an edition whole."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.brokerage.models import BrokerageModels
from matcher.library.catalogue import SHELVES
from matcher.library.find import find_models, shipped_models
from matcher.library.load import Library, load_library


def edition(tmp_path: Path, name: str, change: tuple[str, str]) -> Path:
    """A folder with one changed document."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (shipped_models() / name).read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    return tmp_path


def told(folder):
    with pytest.raises(GivenProblems) as caught:
        load_library(folder)
    return [problem.say() for problem in caught.value.problems]


BY_THEIR_SHELF = ("audit/criteria/", "audit/reads/", "parameters/tax/", "parameters/benefits/")
"""Folders whose documents one room reads by their shelf, so that `Library` stays a page."""


def test_every_document_of_the_catalogue_is_on_the_library_under_its_own_class():
    library = load_library()
    for shelf in SHELVES:
        assert isinstance(library.on_shelf(shelf.name), shelf.document()), shelf.name
        assert (
            hasattr(Library, shelf.name)
            or hasattr(BrokerageModels, shelf.name)
            or shelf.file.startswith(BY_THEIR_SHELF)
        ), shelf.name


def test_a_document_is_read_once():
    library = load_library()
    assert library.terms is library.terms


def test_the_digest_covers_the_exact_bytes_of_every_file():
    library = load_library()
    assert library.digest == load_library().digest
    assert len(library.digest) == len(hashlib.sha256().hexdigest())
    for name in library.raw:
        other = Library({**library.raw, name: library.raw[name] + b"\n"})
        assert other.digest != library.digest, name
    assert Library(dict(reversed(list(library.raw.items())))).digest == library.digest


def test_a_byte_cannot_move_from_one_file_to_the_next_unseen():
    assert Library({"a": b"xy", "b": b"z"}).digest != Library({"a": b"x", "b": b"yz"}).digest


def test_the_texts_are_those_of_the_files():
    library = load_library()
    assert library.texts["matching/terms.yaml"].encode() == library.raw["matching/terms.yaml"]


def test_an_edition_overlays_by_file_name(tmp_path):
    folder = edition(tmp_path, "vocabulary/travel.yaml", ("longest_minutes: 240", "longest_minutes: 180"))
    ours = load_library(folder)
    assert ours.travel.longest_minutes == 180
    assert ours.terms == load_library().terms
    assert ours.digest != load_library().digest


def test_an_edition_is_checked_whole(tmp_path):
    folder = edition(tmp_path, "vocabulary/occupations.yaml", ("[clean_surfaces,", "[clean_sufraces,"))
    assert any(
        "occupations.yaml, line" in one
        and 'entries[0].skills[0] "clean_sufraces": is not a skill of skills.yaml.' in one
        and "Did you mean clean_surfaces?" in one
        for one in told(folder)
    )


def test_an_editions_example_that_does_not_hold_is_told(tmp_path):
    folder = edition(tmp_path, "matching/terms.yaml", ("[60, One adjustment away]", "[60, Covered]"))
    assert any("terms.yaml" in one and "60 is One adjustment away" in one for one in told(folder))


def test_an_edition_may_not_use_words_the_rubric_rules_out(tmp_path):
    folder = edition(tmp_path, "vocabulary/adjustments.yaml", ("name: A shared job,", "name: For the ex-offender,"))
    assert any("ex-offender" in one and "words never to use" in one for one in told(folder))


def test_a_model_file_with_an_unknown_name_is_told(tmp_path):
    (tmp_path / "terms.yaml").write_text("id: x\n")
    assert told(tmp_path) == [
        f"{tmp_path / 'terms.yaml'}: is not the name of a model file. " + told(tmp_path)[0].split("model file. ")[1]
    ]
    assert "matching/terms.yaml" in told(tmp_path)[0]


def test_a_folder_of_another_project_is_refused(tmp_path):
    (tmp_path / "INDEX.yaml").write_text("project: something-else\n")
    assert "belongs to another project" in told(tmp_path)[0]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path):
    assert "is not a folder" in told(tmp_path / "gone")[0]


def test_a_document_that_cannot_be_opened_is_told(tmp_path):
    (tmp_path / "matching" / "terms.yaml").mkdir(parents=True)
    assert any("terms.yaml: cannot be opened" in one for one in told(tmp_path))


@pytest.mark.parametrize(
    "text", ["documents: 3", "documents: [1, {file: {a: b}}, {file: [x]}]", "documents: [{file: terms.yaml}]"]
)
def test_an_index_that_lists_something_else_is_told(tmp_path, text):
    (tmp_path / "INDEX.yaml").write_text(f"project: job-readiness-matcher\n{text}\n")
    assert any(one.startswith("INDEX.yaml, line") for one in told(tmp_path))


def test_the_shipped_set_comes_last(tmp_path):
    assert find_models() == [shipped_models()]
    assert find_models(tmp_path) == [tmp_path, shipped_models()]


def test_an_edition_that_is_the_whole_set_is_fine(tmp_path):
    shutil.copytree(shipped_models(), tmp_path / "models")
    assert load_library(tmp_path / "models").digest == load_library().digest


def test_a_missing_document_is_told_when_it_is_asked_for():
    library = load_library()
    without = Library({name: raw for name, raw in library.raw.items() if name != "matching/terms.yaml"})
    with pytest.raises(GivenProblems, match=r"matching/terms\.yaml: is missing"):
        _ = without.terms


def test_loading_imports_only_what_it_needs():
    code = (
        "import sys; from matcher.library.load import load_library; load_library().digest; "
        "heavy = {'numpy', 'pandas', 'sklearn', 'numba', 'matcher.library.marginals'}; "
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
