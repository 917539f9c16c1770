"""Places and a timetable from the import to the explanation, in a programme on disk."""

from __future__ import annotations

import datetime as dt

import pytest

from matcher.base.problems import GivenProblems
from matcher.cli.pairs import show_pair_for
from matcher.store.folder import open_folder
from matcher.store.travelling import JOURNEYS, TIMETABLE, read_journeys, read_map, read_timetable, write_timetable
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.lists.why import why
from matcher.workflows.programme.importing import bring_in
from matcher.workflows.programme.new import new
from matcher.workflows.programme.travelling import import_places, import_timetable
from matcher.workflows.where import Where
from tests.importers.feeds import FEED, write_feed, zipped
from tests.travel.brute import Feed, Stopping
from tests.travel.made_feeds import timetable_from

ON = dt.date(2026, 11, 16)
SHEETS = {
    "clients": "Client,Sector,Ways to travel,Longest journey in minutes\nC1,ND1 1,Bus,45\nC2,ND1 1,Car,45\n",
    "consent": "Client,For,Rests on,On\nC1,Matching,Consent,05/10/2026\nC2,Matching,Consent,05/10/2026\n",
    "vacancies": "Vacancy,Title,Sector,These are all the shifts\nV1,Cleaner,ND3 4,Yes\nV2,Porter,ND3 4,Yes\n",
    "shifts": "Vacancy,Days,From,To\nV1,Mon-Fri,10:00,14:00\nV2,Mon,05:00,09:00\n",
}
SECTORS = "sector,east,north\nND1 1,50000,50000\nND3 4,58000,50000\nND3 5,58500,50000\n"


@pytest.fixture
def where(tmp_path) -> Where:
    """A programme of two people and two jobs eight kilometres away, without any place."""
    folder = new(tmp_path / "programme", name="Made up", data_date=ON).folder
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    for name, text in SHEETS.items():
        (sheets / f"{name}.csv").write_text(text, encoding="utf-8")
    place = Where(folder)
    brought = bring_in(place, [sheets])
    assert brought.stopping == []
    return place


def on_the_map(where: Where, text: str = SECTORS) -> None:
    path = where.programme.parent / "sectors.csv"
    path.write_text(text, encoding="utf-8")
    assert import_places(where, path).saved


def with_buses(where: Where, *, whole: bool = True, work: tuple[int, int] = (58_000, 50_080)) -> None:
    """A bus each way every hour from six until eight in the evening, twenty minutes from stop to stop."""
    days = frozenset(ON + dt.timedelta(days=n) for n in range(60))
    trips = []
    for hour in range(6, 21):
        for a, b in (("home", "work"), ("work", "home")):
            begin = hour * 3600
            trips.append((days, (Stopping(a, begin, begin), Stopping(b, begin + 1200, begin + 1200))))
    feed = Feed({"home": (50_000, 50_080), "work": work}, trips)
    write_timetable(where.programme, timetable_from(feed, first=ON, days=60, whole=whole))


def journey(where: Where, vacancy: str, client: str):
    row = next(one for one in shortlist(where, vacancy).explained.rows if one.client == client)
    return next(line for line in row.lines if line.term == "journey")


def test_the_map_gives_places_to_what_has_none(where):
    line = journey(where, "V1", "C1")
    assert line.band is None
    on_the_map(where)
    line = journey(where, "V1", "C1")
    assert line.band is not None
    assert "our own estimate" in line.note


def test_the_programmes_own_places_win(where):
    on_the_map(where)
    own = where.programme.parent / "places.csv"
    own.write_text("Sector,East,North,Name\nND3 4,50000,50600,Next door\n", encoding="utf-8")
    assert bring_in(where, [own]).stopping == []
    assert journey(where, "V1", "C1").band == "Very near"


def test_a_sector_that_is_not_on_the_map_is_told_with_the_nearest(where):
    path = where.programme.parent / "sectors.csv"
    path.write_text(SECTORS.replace("ND3 4,", "ND3 3,").replace("ND1 1,", "ND1 2,"), encoding="utf-8")
    said = [problem.say() for problem in import_places(where, path).notes]
    assert 'places "ND3 4": is the sector of vacancy V1' in " ".join(said)
    assert "The nearest that is: ND3 3." in " ".join(said)
    assert "The nearest that is: ND1 2." in " ".join(said)
    assert not any("C1" in line or "C2" in line for line in said)


def test_a_timetable_takes_the_place_of_the_estimate(where):
    on_the_map(where)
    with_buses(where)
    line = journey(where, "V1", "C1")
    assert (line.least, line.most) == (24, 24)  # 2 minutes on foot at each end
    assert line.note == "by timetable"
    assert "our own estimate" in journey(where, "V1", "C2").note  # who goes by car


def test_a_shift_before_the_first_bus_says_so(where):
    on_the_map(where)
    with_buses(where)
    line = journey(where, "V2", "C1")
    assert (line.band, line.least) == ("Very far", 130)  # on foot
    assert line.note == ("the timetable has no way to be there by 5am on Monday; the first that day is there at 6:22am")


def test_too_far_to_walk_and_no_bus_is_no_way_unless_other_services_run(where):
    on_the_map(where, SECTORS.replace("ND3 4,58000", "ND3 4,78000"))
    for whole, note in ((True, "the timetable has no way to be there by 5am on Monday"), (False, "our own estimate")):
        with_buses(where, whole=whole, work=(78_000, 50_080))
        line = journey(where, "V2", "C1")
        assert note in line.note
        assert (line.least == 240) == whole


def test_why_tells_the_way_step_by_step(where):
    on_the_map(where)
    assert why(where, "C1", "V1").itinerary is None
    with_buses(where)
    found = why(where, "C1", "V1").itinerary
    assert found is not None
    assert [one.says for one in found.ways] == [
        "Mon to Fri, to be there by 10am: leave at 8:58am, walk 2 minutes to Stop home, Line 6 at 9am to Stop work, "
        "walk 2 minutes, there at 9:22am; no change; the first way that day is there at 6:22am",
        "Mon to Fri, home after 2pm: leave at 2:58pm, walk 2 minutes to Stop work, Line 19 at 3pm to Stop home, "
        "walk 2 minutes, home at 3:22pm; no change; the last way home leaves at 7:58pm",
    ]
    assert why(where, "C2", "V1").itinerary is None  # who goes by car


def test_why_tells_what_blocks_and_the_way_on_foot(where):
    on_the_map(where)
    with_buses(where)
    found = why(where, "C1", "V2").itinerary
    assert found is not None
    assert found.ways[0].says == (
        "the timetable has no way to be there by 5am on Monday; Mon, to be there by 5am: leave at 2:50am, "
        "on foot all the way, 130 minutes, there at 5am; the first way that day is there at 6:22am"
    )
    on_the_map(where, SECTORS.replace("ND3 4,58000", "ND3 4,78000"))
    with_buses(where, work=(78_000, 50_080))
    found = why(where, "C1", "V2").itinerary
    assert found is not None
    there = found.ways[0]
    assert (there.way, there.says.partition(";")[0]) == (None, "the timetable has no way to be there by 5am on Monday")


def test_a_table_of_travel_times_has_no_steps(where, tmp_path):
    on_the_map(where)
    with_buses(where)
    path = tmp_path / "times.csv"
    path.write_text("From,To,By,Minutes,Arrive by\nND1 1,ND3 4,bus,33,10:00\n", encoding="utf-8")
    import_timetable(where, path)
    found = why(where, "C1", "V1").itinerary
    assert found is not None
    assert [one.back for one in found.ways] == [True]


@pytest.mark.parametrize(("reader", "told"), [("epc", True), ("client", True), ("employer", False)])
def test_the_way_is_for_staff_and_the_client_alone(where, reader, told, capsys):
    on_the_map(where)
    with_buses(where)
    pair = why(where, "C1", "V1")
    for as_json in (False, True):
        show_pair_for(reader, pair, as_json=as_json)
        printed = capsys.readouterr().out
        assert ("Stop home" in printed) == told


def test_an_import_tells_of_a_sector_that_is_not_on_the_map(where):
    sheet = where.programme.parent / "clients.csv"
    sheet.write_text(
        "Client,Sector,Ways to travel,Longest journey in minutes\nC3,ND3 6,Bus,45\nC4,ND1 1,Bus,45\n", encoding="utf-8"
    )
    assert not [one for one in bring_in(where, [sheet]).notes if one.where == "places"]  # no map: nothing to go by
    on_the_map(where)
    for dry_run in (True, False):
        said = [one.say() for one in bring_in(where, [sheet], dry_run=dry_run).notes if one.where == "places"]
        assert len(said) == 1
        assert 'places "ND3 6": is the sector of a client' in said[0]
        assert "The nearest that is: ND3 5." in said[0]
        assert "C3" not in said[0]
    own = where.programme.parent / "places.csv"
    own.write_text("Sector,East,North,Name\nND3 6,50000,50600,Next door\n", encoding="utf-8")
    assert not [one for one in bring_in(where, [own, sheet]).notes if one.where == "places"]


def test_what_was_found_is_read_back(where):
    on_the_map(where)
    with_buses(where)
    first = shortlist(where, "V1").explained
    path = where.programme / JOURNEYS
    before = path.read_bytes()
    again = shortlist(where, "V1").explained
    assert again.rows == first.rows
    assert path.read_bytes() == before
    path.write_bytes(before[: len(before) // 2])
    assert shortlist(where, "V1").explained.rows == first.rows
    assert jobs(where, "C1").explained.rows
    assert read_journeys(where.programme, "another timetable").rows == {}


def test_a_run_is_another_run_with_another_timetable(where):
    on_the_map(where)
    plain = shortlist(where, "V1").explained.stamp
    with_buses(where)
    timed = shortlist(where, "V1").explained.stamp
    assert plain.run != timed.run


def test_a_timetable_is_replaced_only_when_asked(where, tmp_path):
    feed = zipped(write_feed(tmp_path / "feed"), tmp_path / "feed.zip")
    loaded = import_timetable(where, feed)
    assert (loaded.what, loaded.saved, loaded.stopping) == ("timetable", True, [])
    with pytest.raises(GivenProblems, match="Add --replace"):
        import_timetable(where, feed)
    assert import_timetable(where, feed, replace=True, partial=True).saved
    kept = read_timetable(where.programme)
    assert kept is not None
    assert not kept.whole


@pytest.mark.parametrize("years", ["19990101,19991231", "20600101,20601231"])
def test_a_feed_of_other_times_is_not_kept_since_it_would_cut_every_place_off(where, tmp_path, years):
    calendar = FEED["calendar.txt"].replace("20261101,20270131", years)
    feed = write_feed(tmp_path / "feed", calendar=calendar, calendar_dates=None)
    loaded = import_timetable(where, feed)
    assert not loaded.saved
    assert "has no service in any week" in loaded.stopping[-1].say()
    assert read_timetable(where.programme) is None


def test_one_trip_is_not_called_trips(where, tmp_path):
    changed = {
        "trips": "route_id,service_id,trip_id\nR,week,T1\n",
        "stop_times": "\n".join(FEED["stop_times.txt"].split("\n")[:3]),
    }
    says = import_timetable(where, write_feed(tmp_path / "feed", **changed)).says
    assert "1 trip, 1 ride from" in says[0]


def test_a_dry_run_keeps_nothing(where, tmp_path):
    feed = zipped(write_feed(tmp_path / "feed"), tmp_path / "feed.zip")
    before = sorted(path.name for path in where.programme.iterdir())
    assert not import_timetable(where, feed, dry_run=True).saved
    assert sorted(path.name for path in where.programme.iterdir()) == before
    assert read_map(where.programme) is None


def test_a_table_of_travel_times_comes_in_with_every_fault_told(where, tmp_path):
    path = tmp_path / "times.csv"
    path.write_text(
        "From,To,By,Minutes,Arrive by,Leave after,Days\n"
        "ND1 1,ND3 4,bus,33,10:00,,Mon-Fri\nND1,ND3,car,12,,,\nsomewhere,ND3,car,12,,,\nND1,ND3,plane,12,,,\n"
        "ND1,ND3,car,many,,,\nND1,ND3,car,12,25:00,,\nND1,ND3,car,12,,,someday\nND1,ND3,car,12,09:00,17:00,\n",
        encoding="utf-8",
    )
    loaded = import_timetable(where, path)
    assert loaded.counts == {"rows": (8, 2)}
    said = [problem.say() for problem in loaded.stopping]
    assert [line.split(":")[0] for line in said] == [f"times.csv, row {n}" for n in range(4, 10)]
    on_the_map(where)
    assert (journey(where, "V1", "C2").least, journey(where, "V1", "C2").most) == (12, 12)


@pytest.mark.parametrize("spoil", [lambda data: data[:100], lambda data: data.replace(b"Stop", b"Shop"), lambda _: b""])
def test_a_damaged_timetable_says_so(where, spoil):
    on_the_map(where)
    with_buses(where)
    path = where.programme / TIMETABLE
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(GivenProblems, match="is damaged and cannot be read"):
        shortlist(where, "V1")


def test_only_sectors_are_kept(where, tmp_path):
    path = tmp_path / "postcodes.csv"
    path.write_text("postcode,east,north\nND1 1QZ,50000,50000\nND3 4QX,58000,50000\n", encoding="utf-8")
    import_places(where, path)
    for kept in where.programme.iterdir():
        data = kept.read_bytes()
        assert b"1QZ" not in data
        assert b"4QX" not in data
    assert open_folder(where.programme).everything().places == ()
