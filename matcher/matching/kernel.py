"""The compiled route: the same tables, masks and keys as the numpy route, one pair at a time, no term known by name.

The only module that imports numba, and it holds every function its kernels call, because numba's cache checks the
cached function's own file alone. The cache folder's name carries a digest of this room's sources and numba's version.
Kernels release the interpreter lock and never run in parallel themselves: threads are the caller's, over blocks.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
from pathlib import Path

import numba
import numpy as np
from numba import njit, uint64

FAILED, NOT_KNOWN = 1, 2
REQUIREMENT_BIT = 24
REQUIREMENTS = 40
COULD_START, WITH_HELP, QUESTION, ONE_REQUIREMENT = 0, 1, 2, 3
WHOLE, BANDS_MOST, WEEKS_MOST = 1000, 63, 4095


def _cache_folder() -> str | None:
    """A writable folder for compiled code: the user's cache, else a private temporary one, else none."""
    whole = hashlib.sha256(numba.__version__.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(source.read_bytes())
    name = f"kernel-{whole.hexdigest()[:16]}"
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~").expanduser() / ".cache")
    for folder in (
        Path(home) / "matcher" / name,
        Path(tempfile.gettempdir()) / f"matcher-{os.getuid()}" / name,
    ):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryFile(dir=folder):
                return str(folder)
        except OSError:
            continue
    return None


CACHE = _cache_folder()
if CACHE is None:
    warnings.warn("No folder can be written for compiled code; it is compiled anew each time.", stacklevel=2)
else:
    numba.config.CACHE_DIR = CACHE  # type: ignore[attr-defined]  # read when a function is compiled, so set before the first @njit below


@njit(nogil=True, cache=True)
def open_pairs(gates, on, clients, vacancies, asked_start, asked, out_client, out_vacancy, out_unknown):  # type: ignore[no-untyped-def]
    """Pairs that no tabled gate stops, with the unknown bits of those gates; returns how many."""
    found = 0
    active = np.empty(len(gates.bit), dtype=np.int64)
    row = np.empty(len(gates.bit), dtype=np.int64)
    mark = np.zeros(gates.vacancy.shape[1], dtype=np.uint8)
    for at in range(len(clients)):
        c = clients[at]
        used = 0
        for g in range(len(gates.bit)):
            if on[c] & gates.bit[g] != 0 and gates.busy[g, c] != 0:
                active[used] = g
                row[used] = gates.start[g] + gates.client[g, c] * gates.width[g]
                used += 1
        for place in range(asked_start[c], asked_start[c + 1]):
            mark[asked[place]] = 1
        for v in vacancies:
            unknown = uint64(0)
            through = True
            for place in range(used):
                g = active[place]
                state = gates.state[row[place] + gates.vacancy[g, v]]
                if state == 0 or (mark[v] == 1 and gates.owned[g] == 1):
                    continue
                if state == FAILED:
                    through = False
                    break
                unknown |= gates.bit[g]
            if through:
                out_client[found] = c
                out_vacancy[found] = v
                out_unknown[found] = unknown
                found += 1
        for place in range(asked_start[c], asked_start[c + 1]):
            mark[asked[place]] = 0
    return found


@njit(nogil=True, cache=True, inline="always")
def ones(bits):  # type: ignore[no-untyped-def]
    """How many bits are set."""
    bits = bits - ((bits >> uint64(1)) & uint64(0x5555555555555555))
    bits = (bits & uint64(0x3333333333333333)) + ((bits >> uint64(2)) & uint64(0x3333333333333333))
    bits = (bits + (bits >> uint64(4))) & uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * uint64(0x0101010101010101)) >> uint64(56))


@njit(nogil=True, cache=True, inline="always")
def requirement_bits(pairs, c, v):  # type: ignore[no-untyped-def]
    """(failed, unknown) requirements of a pair, in stored order from bit 0."""
    failed, unknown = uint64(0), uint64(0)
    own = pairs.asks_of[v]
    mine = pairs.credentials[c]
    for place in range(pairs.asks.shape[1]):
        ask = pairs.asks[own, place]
        if ask < 0:
            continue
        state = pairs.states[mine, ask]
        if state == 0:
            failed |= uint64(1) << uint64(place)
        elif state == 1:
            unknown |= uint64(1) << uint64(place)
    return failed, unknown


@njit(nogil=True, cache=True, inline="always")
def insert(kept, subject, section, key, row):  # type: ignore[no-untyped-def]
    """Put a row into its sorted place, or count it as a tie with the last one, or let it go."""
    most = kept.most[section]
    keys = kept.key[subject, section]
    rows = kept.row[subject, section]
    count = kept.kept[subject, section]
    shown = uint64(40)
    if count == most:
        last = keys[most - 1]
        if key > last or (key == last and row > rows[most - 1]):
            if key >> shown == last >> shown:
                kept.ties[subject, section] += 1
            return
        place = most - 1
        while place > 0 and (keys[place - 1] > key or (keys[place - 1] == key and rows[place - 1] > row)):
            keys[place] = keys[place - 1]
            rows[place] = rows[place - 1]
            place -= 1
        keys[place] = key
        rows[place] = row
        same = keys[most - 1] >> shown == last >> shown
        kept.ties[subject, section] = kept.ties[subject, section] + 1 if same else 0
        return
    place = count
    while place > 0 and (keys[place - 1] > key or (keys[place - 1] == key and rows[place - 1] > row)):
        keys[place] = keys[place - 1]
        rows[place] = rows[place - 1]
        place -= 1
    keys[place] = key
    rows[place] = row
    kept.kept[subject, section] = count + 1


@njit(nogil=True, cache=True, inline="always")
def share(points, of):  # type: ignore[no-untyped-def]
    """Thousandths of the most, at most all of them."""
    found = WHOLE * points // of
    return found if found < WHOLE else WHOLE


@njit(nogil=True, cache=True, inline="always")
def fit_of(table, client, client_of, job, job_of):  # type: ignore[no-untyped-def]
    """Fit of both sides; a side with nothing to say takes the other's share; 0 where neither has."""
    if client_of == 0 and job_of == 0:
        return 0
    if client_of == 0:
        only = share(job, job_of)
        return int(table[only, only])
    if job_of == 0:
        only = share(client, client_of)
        return int(table[only, only])
    return int(table[share(client, client_of), share(job, job_of)])


@njit(nogil=True, cache=True, inline="always")
def lines_of(terms, codes, c, low, lift):  # type: ignore[no-untyped-def]
    """Points of each term at the harsher end, and what the kinder end would add; weighted."""
    for t in range(len(low)):
        weight = int(terms.weights[c, t])
        low[t] = terms.points[t, codes[t] >> 4] * weight
        lift[t] = terms.points[t, codes[t] & 15] * weight - low[t]


@njit(nogil=True, cache=True, inline="always")
def weigh(terms, low, lift, c, left_out, is_open, open_lift):  # type: ignore[no-untyped-def]
    """(client low, reach, of, job low, reach, of) without what the list leaves out; fills `open_lift` by term."""
    client_low, client_lift, client_of, job_low, job_lift, job_of = 0, 0, 0, 0, 0, 0
    for t in range(len(low)):
        bit = uint64(1) << uint64(t)
        open_lift[t] = 0
        if left_out & bit != 0:
            continue
        extra = lift[t] if is_open & bit != 0 else 0
        open_lift[t] = extra
        if terms.client_side[t] == 1:
            client_low += low[t]
            client_lift += extra
            client_of += terms.of[t] * int(terms.weights[c, t])
        else:
            job_low += low[t]
            job_lift += extra
            job_of += terms.of[t]
    return client_low, client_low + client_lift, client_of, job_low, job_low + job_lift, job_of


@njit(nogil=True, cache=True, inline="always")
def dearest(terms, lift, order, vacancy_lists):  # type: ignore[no-untyped-def]
    """Facts behind the dearest open terms, taken until they make half of the open points; `order` is scratch."""
    total, count = 0, 0
    for t in range(len(lift)):
        points = lift[t]
        if points <= 0:
            continue
        total += points
        place = count
        while place > 0 and lift[order[place - 1]] < points:
            order[place] = order[place - 1]
            place -= 1
        order[place] = t
        count += 1
    facts, taken, at = uint64(0), 0, 0
    while 2 * taken < total:
        t = order[at]
        taken += lift[t]
        facts |= terms.facts_client[t] if vacancy_lists else terms.facts_vacancy[t]
        at += 1
    return facts


@njit(nogil=True, cache=True, inline="always")
def answers_of(pairs, moving, dear, c, v, vacancy_lists):  # type: ignore[no-untyped-def]
    """Distinct answers behind the gates that move a section and the dearest terms; criteria are added outside."""
    clients_facts, vacancies_facts = uint64(0), uint64(0)
    for g in range(len(pairs.gate_bit) if moving & uint64((1 << REQUIREMENT_BIT) - 1) != 0 else 0):
        if moving & pairs.gate_bit[g] != 0:
            clients_facts |= pairs.gate_facts_client[g]
            vacancies_facts |= pairs.gate_facts_vacancy[g]
    if vacancy_lists:
        clients_facts |= dear
    else:
        vacancies_facts |= dear
    count = ones(clients_facts & pairs.facts_client[c]) + ones(vacancies_facts & pairs.facts_vacancy[v])
    return count + ones(moving >> uint64(REQUIREMENT_BIT))


@njit(nogil=True, cache=True, inline="always")
def pair_number(client, vacancy):  # type: ignore[no-untyped-def]
    """splitmix64 of both numbers, as `order.pair_number`."""
    z = (client ^ (vacancy << uint64(32) | vacancy >> uint64(32))) + uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> uint64(30)) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> uint64(27)) * uint64(0x94D049BB133111EB)
    return z ^ z >> uint64(31)


@njit(nogil=True, cache=True, inline="always")
def section_and_key(  # type: ignore[no-untyped-def]
    rules,
    terms,
    pairs,
    low_lines,
    lifts,
    lift,
    order,
    c,
    v,
    stopped,
    unknown,
    wanted,
    least,
    most,
    number,
    vacancy_lists,
):
    """(section, key) of a listed pair on one of its two lists, as `order.place`."""
    left_out = terms.missing_vacancy[v] if vacancy_lists else terms.missing_client[c]
    is_open = terms.open_client[c] if vacancy_lists else terms.open_vacancy[v]
    totals = weigh(terms, low_lines, lifts, c, left_out, is_open, lift)
    low = fit_of(pairs.fit, totals[0], totals[2], totals[3], totals[5])
    reach = fit_of(pairs.fit, totals[1], totals[2], totals[4], totals[5])
    fit, behind, section = low, 0, COULD_START
    if stopped != 0:
        section = ONE_REQUIREMENT
        behind = 0 if stopped & (pairs.doubted[v] << uint64(REQUIREMENT_BIT)) != 0 else 1
    elif least > 0:
        section = WITH_HELP
    else:
        gates_out = pairs.left_out_vacancy[v] if vacancy_lists else pairs.left_out_client[c]
        requirements = pairs.applied[v] << uint64(REQUIREMENT_BIT)
        if not vacancy_lists and pairs.silent[c] == 1:
            requirements = uint64(0)
        moving = unknown & ((uint64(rules.moving) & ~gates_out) | requirements)
        asks = most > least or moving != 0
        lifted = reach - low >= rules.lift
        if asks or lifted:
            answers = answers_of(pairs, moving, dearest(terms, lift, order, vacancy_lists), c, v, vacancy_lists)
            many = answers + most - least > rules.few
            if asks or not many:
                section = QUESTION
                behind = 1 if many else 0
                fit = (low + reach) // 2
    band = min(BANDS_MOST, fit // rules.step + (rules.lead if wanted else 0))
    weeks = WEEKS_MOST - pairs.weeks_client[c] if vacancy_lists else pairs.weeks_vacancy[v]
    key = uint64(section) << uint64(62) | uint64(behind) << uint64(61)
    key |= uint64(BANDS_MOST - band) << uint64(55) | uint64(weeks) << uint64(43) | number >> uint64(24)
    return section, key


@njit(nogil=True, cache=True)
def rank_pairs(  # type: ignore[no-untyped-def]
    rules,
    terms,
    pairs,
    clients,
    vacancies,
    unknown_fixed,
    opted,
    slots,
    criteria,
    by_vacancy,
    by_client,
    first_client,
    counts,
    lists,
):
    """Requirements, counts, terms and places of pairs that no fixed gate stops, into the kept lists.

    `slots` (untabled terms, n) holds codes; `criteria` (n,) least + 16 * most; `lists` bit 1 shortlists, bit 2 jobs.
    """
    codes = np.zeros(len(terms.of), dtype=np.int64)
    low = np.zeros(len(terms.of), dtype=np.int64)
    lifts = np.zeros(len(terms.of), dtype=np.int64)
    lift = np.zeros(len(terms.of), dtype=np.int64)
    order = np.zeros(len(terms.of), dtype=np.int64)
    for at in range(len(clients)):
        c, v = clients[at], vacancies[at]
        failed, unknown = requirement_bits(pairs, c, v)
        stopped = failed & pairs.applied[v]
        if failed != 0:
            for place in range(REQUIREMENTS):
                bit = uint64(1) << uint64(place)
                if failed & bit != 0 and stopped & ~bit == 0:
                    counts.sole[v, place] += 1
        if failed & pairs.essential[v] == 0:
            counts.passing_all[v] += 1
        if stopped == 0:
            counts.passing[v] += 1
            counts.client_passing[c] += 1
        elif stopped & (stopped - uint64(1)) != 0:
            continue
        for t in range(len(terms.of)):
            if terms.slot[t] >= 0:
                codes[t] = slots[terms.slot[t], at]
            else:
                codes[t] = terms.code[terms.start[t] + terms.client[t, c] * terms.width[t] + terms.vacancy[t, v]]
        lines_of(terms, codes, c, low, lifts)
        wanted = opted[at] or codes[rules.wanted_term] >> 4 == 0
        known = unknown_fixed[at] | unknown << uint64(REQUIREMENT_BIT)
        out = stopped << uint64(REQUIREMENT_BIT)
        number = pair_number(pairs.number_client[c], pairs.number_vacancy[v])
        least, most = criteria[at] & 15, criteria[at] >> 4
        if lists & 1:
            section, key = section_and_key(
                rules,
                terms,
                pairs,
                low,
                lifts,
                lift,
                order,
                c,
                v,
                out,
                known,
                wanted,
                least,
                most,
                number,
                True,
            )
            insert(by_vacancy, v, section, key, c)
        if lists & 2:
            section, key = section_and_key(
                rules,
                terms,
                pairs,
                low,
                lifts,
                lift,
                order,
                c,
                v,
                out,
                known,
                wanted,
                least,
                most,
                number,
                False,
            )
            insert(by_client, c - first_client, section, key, v)
