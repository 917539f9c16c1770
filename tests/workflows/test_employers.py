"""What the desk agreed with employers reaches every list: one employer under several names, and the room there is."""

from __future__ import annotations

import datetime as dt
import json

from matcher.records.dealings import Approach, SameEmployer
from matcher.records.employer import Employer
from matcher.store.folder import open_folder
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.outlook.prospects import prospects
from matcher.workflows.programme.importing import bring_in
from matcher.workflows.where import Where
from tests.cli.given import csvs
from tests.hands import SIGNED

VACANCY, CLIENT = "V0031", "C0001"


def add(folder, *records):
    with open_folder(folder).changing(SIGNED) as change:
        return change.add(records)


def change(folder, **by_kind):
    """Replace records by what a function makes of each."""
    with open_folder(folder).changing(SIGNED) as changing:
        known = changing.known
        changing.put(
            known.model_copy(update={kind: tuple(map(make, getattr(known, kind))) for kind, make in by_kind.items()})
        )


def employer_of(folder, vacancy=VACANCY):
    return next(one.employer for one in open_folder(folder).everything().vacancies if one.id == vacancy)


def free(folder):
    """Take every pause off the records, so that only dealings bound."""
    change(folder, employers=lambda one: one.model_copy(update={"not_before": None, "contact_full_until": None}))


def shown(where, vacancy=VACANCY):
    """How many people the list shows, whom nothing stops."""
    return len(shortlist(where, vacancy).explained.rows)


class TestContact:
    def test_contacts_bound_the_shortlist_and_an_answer_opens_it_again(self, own_demo):
        free(own_demo)
        where = Where(own_demo)
        on, employer = open_desk(where).on, employer_of(own_demo)
        before = shown(where)
        assert before > 0
        run = shortlist(where, VACANCY).explained.stamp.run
        call = Approach(employer=employer, on=on, how="call")
        add(own_demo, call)
        assert shown(where) == 0
        assert shortlist(where, VACANCY).explained.stamp.run != run
        add(own_demo, call.model_copy(update={"answered": on}))
        assert shown(where) == before

    def test_a_call_under_another_name_of_the_employer_counts(self, own_demo):
        free(own_demo)
        where = Where(own_demo)
        on, employer = open_desk(where).on, employer_of(own_demo)
        add_employer(own_demo, Employer(id="elsewhere", name="The same people under another name"))
        assert shown(where) > 0
        add(
            own_demo,
            Approach(employer="elsewhere", on=on, how="call"),
            SameEmployer(first=employer, second="elsewhere", same=True, on=on),
        )
        assert shown(where) == 0
        found = prospects(where)
        assert employer in {one.employer for one in found.not_now}

    def test_prospects_know_when_somebody_was_last_in_touch(self, own_demo):
        free(own_demo)
        where = Where(own_demo)
        on = open_desk(where).on - dt.timedelta(days=3)
        rows = prospects(where, top=100).rows
        first = next(one for one in rows if one.employer and (one.last_word is None or one.last_word < on))
        add(own_demo, Approach(employer=first.employer, on=on, how="visit", answered=on))
        again = next(one for one in prospects(where, top=100).rows if one.employer == first.employer)
        assert again.last_word == on
        assert again.points <= first.points

    def test_what_has_no_effect_makes_no_other_run(self, own_demo):
        free(own_demo)
        where = Where(own_demo)
        run = shortlist(where, VACANCY).explained.stamp.run
        long_ago = open_desk(where).on - dt.timedelta(days=200)
        add(own_demo, Approach(employer=employer_of(own_demo), on=long_ago, how="call"))
        assert shortlist(where, VACANCY).explained.stamp.run == run


class TestWorkbook:
    """Dealings come in by spreadsheet, once, and may gain their answer."""

    def bring(self, folder, where, **sheets):
        return bring_in(where, [csvs(folder, **sheets)])

    def held(self, where):
        desk = open_desk(where)
        return desk.folder.ledger(purpose="accountability", on=desk.on, kinds=("approach", "promise"))

    def test_dealings_are_kept_once_and_gain_their_answer(self, own_demo, tmp_path):
        where = Where(own_demo)
        approaches = "Employer,On,How\nE001,02/11/2026,Call\nE001,03/11/2026,E-mail\n"
        promises = (
            "Employer,What,Said on,By\nE001,Rota told ahead,02/11/2026,\nE001,Rota told ahead,02/11/2026,09/11/2026\n"
        )
        first = self.bring(tmp_path / "1", where, approaches=approaches, promises=promises)
        assert first.saved is not None
        assert (first.saved.added, first.stopping) == (4, [])
        again = self.bring(tmp_path / "2", where, approaches=approaches, promises=promises)
        assert again.saved is not None
        assert (again.saved.added, again.saved.changed) == (0, 0)
        answered = "Employer,On,How,Answered on,They said\nE001,02/11/2026,Call,04/11/2026,Yes\n"
        kept = "Employer,What,Said on,By,Held,Settled on\nE001,rota_ahead,02/11/2026,09/11/2026,No,10/11/2026\n"
        self.bring(tmp_path / "3", where, approaches=answered, promises=kept)
        held = self.held(where)
        assert sorted((one.how, one.answered is not None) for one in held.approaches) == [
            ("call", True),
            ("email", False),
        ]
        assert sorted(str(one.kept) for one in held.promises if one.employer == "E001") == ["False", "None"]
        self.bring(tmp_path / "4", where, approaches=approaches, promises=promises)
        assert self.held(where) == held


class TestAdverts:
    """An advert names its employer in its own way."""

    def advert(self, folder, name, reference="A1", place="ND3 4AB"):
        line = {"id": reference, "title": "Kitchen porter", "employer": name, "location": place, "description": "Pots."}
        path = folder / f"{reference}.jsonl"
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
        return path

    def programme(self, folder):
        return open_folder(folder).everything()

    def test_the_employer_is_one_that_is_held_where_that_is_sure(self, own_demo, tmp_path):
        add_employer(own_demo, Employer(id="E-9", name="Pembridge Kitchens Ltd"))
        brought = bring_in(Where(own_demo), [self.advert(tmp_path, "PEMBRIDGE KITCHENS")])
        (vacancy,) = [one for one in self.programme(own_demo).vacancies if one.id == "A1"]
        assert (vacancy.employer, vacancy.raw["employer"]) == ("E-9", "PEMBRIDGE KITCHENS")
        assert "pembridge-kitchen" not in {one.id for one in self.programme(own_demo).employers}
        assert any("was taken for Pembridge Kitchens Ltd (E-9)" in one.what for one in brought.notes)
        again = bring_in(Where(own_demo), [self.advert(tmp_path, "PEMBRIDGE KITCHENS")])
        assert again.saved is not None
        assert (again.saved.added, again.saved.changed) == (0, 0)

    def test_one_that_may_be_is_kept_apart_and_both_are_named(self, own_demo, tmp_path):
        add_employer(own_demo, Employer(id="E-9", name="Pembridge Kitchens"))
        brought = bring_in(Where(own_demo), [self.advert(tmp_path, "Pembridge Kitchens (Depot)")])
        (vacancy,) = [one for one in self.programme(own_demo).vacancies if one.id == "A1"]
        assert vacancy.employer != "E-9"
        (note,) = [one for one in brought.notes if "may be" in one.what]
        assert (note.value, "Pembridge Kitchens (E-9)" in note.what) == ("Pembridge Kitchens (Depot)", True)

    def test_two_that_somebody_keeps_apart_or_that_are_equally_likely_are_not_joined(self, own_demo, tmp_path):
        add_employer(own_demo, Employer(id="E-9", name="Pembridge Kitchens Ltd"))
        add(own_demo, SameEmployer(first="E-9", second="pembridge-kitchen", same=False, on="2026-11-02"))
        bring_in(Where(own_demo), [self.advert(tmp_path, "Pembridge Kitchens", "A1")])
        add_employer(own_demo, Employer(id="E-7", name="Sunrise Canteens Ltd"))
        add_employer(own_demo, Employer(id="E-8", name="Sunrise Canteens plc"))
        bring_in(Where(own_demo), [self.advert(tmp_path, "Sunrise Canteens", "A2")])
        employers = {one.id: one.employer for one in self.programme(own_demo).vacancies}
        assert employers["A1"] == "pembridge-kitchen"
        assert employers["A2"] == "sunrise-canteen"


class TestOneEmployer:
    def test_a_refusal_of_one_name_holds_for_the_joined_one_until_they_are_apart_again(self, own_demo):
        where = Where(own_demo)
        employer = employer_of(own_demo)
        other = Employer(id="elsewhere", name="The same people under another name")
        add_employer(own_demo, other)
        change(
            own_demo,
            clients=lambda one: (
                one.model_copy(update={"refused_employers": frozenset({"elsewhere"})}) if one.id == CLIENT else one
            ),
        )
        before = open_desk(where).read().programme
        assert refused(before) == {"elsewhere"}
        add(own_demo, SameEmployer(first=employer, second="elsewhere", same=True, on="2026-11-16"))
        joined = open_desk(where).read().programme
        assert refused(joined) == {employer}
        assert "elsewhere" not in {one.id for one in joined.employers}
        assert VACANCY not in {row.vacancy for row in jobs(where, CLIENT).explained.rows}
        add(own_demo, SameEmployer(first="elsewhere", second=employer, same=False, on="2026-11-16", turn=2))
        assert open_desk(where).read().programme == before


def add_employer(folder, employer):
    with open_folder(folder).changing(SIGNED) as changing:
        changing.put(changing.known.model_copy(update={"employers": (*changing.known.employers, employer)}))


def refused(programme):
    return next(one for one in programme.clients if one.id == CLIENT).refused_employers
