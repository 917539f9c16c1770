"""Looking after a programme's database from the command line."""

from __future__ import annotations

import json

from tests.store.released import released


def test_an_earlier_database_says_what_to_type(run, tmp_path):
    folder = str(released("0001", tmp_path / "p").path)
    ran = run("shortlist", "V0001", "--programme", folder)
    assert ran.code == 1
    assert "matcher db upgrade" in ran.err
    ran = run("db", "status", "--programme", folder)
    assert ran.code == 1
    assert "schema 0001" in ran.out
    assert "  0002  " in ran.out


def test_an_upgrade_is_for_a_manager_and_says_what_it_did(run, tmp_path):
    folder = str(released("0001", tmp_path / "p").path)
    assert "A manager may" in run("db", "upgrade", "--programme", folder).err
    ran = run("db", "upgrade", "--as", "manager", "--by", "m-1", "--programme", folder)
    assert ran.code == 0
    assert "62 records" in ran.out
    assert "before-0002" in ran.out
    ran = run("db", "status", "--json", "--programme", folder)
    assert json.loads(ran.out)["up_to_date"] is True
    assert run("shortlist", "V0001", "--programme", folder).code == 0


def test_a_backup_is_put_back_and_says_what_it_did(run, own_demo, tmp_path):
    file = str(tmp_path / "b.zip")
    assert "A manager may" in run("db", "backup", file).err
    ran = run("db", "backup", file, "--as", "manager", "--by", "m-1")
    assert ran.code == 0
    assert "SHA-256" in ran.out
    assert "is there already" in run("db", "backup", file, "--as", "manager").err
    assert run("data", "erase", "C0001", "--ground", "request", "--as", "manager", "--by", "m-1").code in (0, 1)
    ran = run("db", "restore", file, "--as", "manager")
    assert ran.code == 1
    assert "--replace" in ran.err
    ran = run("db", "restore", file, "--replace", "--as", "manager")
    assert ran.code == 0
    assert "1 client was erased since" in ran.out
    assert "C0001" not in run("shortlist", "V0031").out


def test_erasing_needs_somebody_who_answers_for_it(run, own_demo):
    ran = run("data", "erase", "C0001", "--ground", "request", "--as", "manager")
    assert ran.code == 2
    assert "--by" in ran.err
    ran = run("data", "hold", "C0001", "--as", "manager")
    assert ran.code == 2
    assert "--owner" in ran.err
