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


# --- first pass: pairs that no tabled gate stops ----------------------------------------------------------------------


@njit(nogil=True, cache=True)
def open_pairs(gates, on, clients, asked_start, asked, out_client, out_vacancy, out_unknown):  # type: ignore[no-untyped-def]
    """Pairs that no tabled gate stops, with the unknown bits of those gates; returns how many.

    Gate after gate narrows one client's vacancies without a branch, the most selective gate first: vacancies lie
    sorted by its classes, so whole classes that it rules out are never visited.
    """
    order, place, found = gates.order, gates.place, 0
    here = np.empty(len(order) + 1, dtype=np.int32)
    unsure = np.empty(len(order) + 1, dtype=np.uint64)
    active = np.empty(len(gates.bit), dtype=np.int64)
    row = np.empty(len(gates.bit), dtype=np.int64)
    for at in range(len(clients)):
        c = clients[at]
        used = _active(gates.bit, gates.busy, on[c], c, gates.start, gates.client, gates.width, active, row)
        done = 0
        if used > 0 and active[0] == 0:
            states = gates.state[row[0] : row[0] + gates.width[0]]
            count = _first(here, unsure, gates.first, states, gates.bit[0])
            done = 1
        else:
            count = len(order)
            for p in range(count):
                here[p] = p
                unsure[p] = uint64(0)
        for nth in range(done, used):
            g = active[nth]
            states = gates.state[row[nth] : row[nth] + gates.width[g]]
            count = _narrowed(here, unsure, count, gates.vacancy[g], states, gates.bit[g])
        for i in range(count):
            out_client[found + i] = c
            out_vacancy[found + i] = order[here[i]]
            out_unknown[found + i] = unsure[i]
        first, last = asked_start[c], asked_start[c + 1]
        if last > first:
            count = _without(out_vacancy, out_unknown, found, count, asked[first:last])
        found += count
        for i in range(first, last):
            p = place[asked[i]]
            if p >= 0 and _passes(gates.state, gates.vacancy, gates.owned, gates.bit, active, row, used, p, unsure):
                out_client[found] = c
                out_vacancy[found] = asked[i]
                out_unknown[found] = unsure[0]
                found += 1
    return found


@njit(nogil=True, cache=True)
def _active(bits, busy, on, c, start, classes, width, active, row):  # type: ignore[no-untyped-def]
    """Gates that apply to a client and are not met throughout, in order, with where the client's row starts."""
    used = 0
    for g in range(len(bits)):
        if on & bits[g] != 0 and busy[g, c] != 0:
            active[used] = g
            row[used] = start[g] + classes[g, c] * width[g]
            used += 1
    return used


@njit(nogil=True, cache=True)
def _first(here, unsure, first, states, bit):  # type: ignore[no-untyped-def]
    """Places of the vacancies in classes that the first gate does not rule out; returns how many."""
    count = 0
    for one in range(len(states)):
        if states[one] == FAILED:
            continue
        unknown = bit * uint64(states[one] == NOT_KNOWN)
        for p in range(first[one], first[one + 1]):
            here[count] = p
            unsure[count] = unknown
            count += 1
    return count


@njit(nogil=True, cache=True)
def _narrowed(here, unsure, count, classes, states, bit):  # type: ignore[no-untyped-def]
    """Keep the places that one more gate does not rule out; returns how many. No branch: most are ruled out."""
    kept = 0
    for i in range(count):
        p = here[i]
        state = states[classes[p]]
        here[kept] = p
        unsure[kept] = unsure[i] | bit * uint64(state == NOT_KNOWN)
        kept += state != FAILED
    return kept


@njit(nogil=True, cache=True)
def _without(vacancies, unknown, found, count, asked):  # type: ignore[no-untyped-def]
    """Take a client's asked-for vacancies out of the rows from `found` on; returns how many are left."""
    kept = found
    for i in range(found, found + count):
        is_asked = False
        for one in asked:
            is_asked |= vacancies[i] == one
        if not is_asked:
            vacancies[kept] = vacancies[i]
            unknown[kept] = unknown[i]
            kept += 1
    return kept - found


@njit(nogil=True, cache=True)
def _passes(state, classes, owned, bits, active, row, used, p, unsure):  # type: ignore[no-untyped-def]
    """Whether a vacancy that the client asked for passes the gates that are not their own; leaves its unknown bits."""
    unsure[0] = uint64(0)
    for nth in range(used):
        g = active[nth]
        if owned[g] == 1:
            continue
        found = state[row[nth] + classes[g, p]]
        if found == FAILED:
            return False
        if found == NOT_KNOWN:
            unsure[0] |= bits[g]
    return True


# --- what the employers ask for, counts -------------------------------------------------------------------------------


@njit(nogil=True, cache=True)
def requirement_bits(asked, clients, vacancies, failed, unknown):  # type: ignore[no-untyped-def]
    """Fill the failed and the unknown requirements of each pair, in stored order from bit 0."""
    credentials, states, asks_of, asks = asked.credentials, asked.states, asked.asks_of, asked.asks
    for at in range(len(clients)):
        mine, own = credentials[clients[at]], asks_of[vacancies[at]]
        no, unsure = uint64(0), uint64(0)
        for place in range(asks.shape[1]):
            ask = asks[own, place]
            if ask >= 0:
                state = states[mine, ask]
                no |= uint64(state == 0) << uint64(place)
                unsure |= uint64(state == 1) << uint64(place)
        failed[at] = no
        unknown[at] = unsure


@njit(nogil=True, cache=True)
def count_pairs(asked, counts, clients, vacancies, failed):  # type: ignore[no-untyped-def]
    """Count who passes, and who is kept out by one requirement alone, among pairs that no fixed gate stops."""
    applied, essential, sole = asked.applied, asked.essential, counts.sole
    passing, passing_all, client_passing = counts.passing, counts.passing_all, counts.client_passing
    for at in range(len(clients)):
        c, v, no = clients[at], vacancies[at], failed[at]
        stopped = no & applied[v]
        passing_all[v] += no & essential[v] == 0
        passing[v] += stopped == 0
        client_passing[c] += stopped == 0
        if no != 0:
            for place in range(REQUIREMENTS):
                bit = uint64(1) << uint64(place)
                if no & bit != 0 and stopped & ~bit == 0:
                    sole[v, place] += 1


@njit(nogil=True, cache=True)
def term_points(terms, clients, vacancies, slots, low, lift, wanted, wanted_term):  # type: ignore[no-untyped-def]
    """Fill each pair's points by term at the harsher end, and what the kinder end would add; mark wanted jobs."""
    start, width, code, points, slot = terms.start, terms.width, terms.code, terms.points, terms.slot
    of_client, of_vacancy, weights = terms.client, terms.vacancy, terms.weights
    for at in range(len(clients)):
        c, v = clients[at], vacancies[at]
        for t in range(len(start)):
            if slot[t] >= 0:
                both = slots[slot[t], at]
            else:
                both = code[start[t] + of_client[t, c] * width[t] + of_vacancy[t, v]]
            worst = points[t, both >> 4]
            low[at, t] = worst * weights[t, c]
            lift[at, t] = (points[t, both & 15] - worst) * weights[t, c]
            if t == wanted_term and both >> 4 == 0:
                wanted[at] = True


@njit(nogil=True, cache=True)
def fits(terms, side, fit, clients, subject, row, low, lift, fit_low, fit_reach):  # type: ignore[no-untyped-def]
    """Fill each pair's fit on one kind of list: by what is known, and with what the row could still answer."""
    of, on_client_side, weights = terms.of, terms.client_side, terms.weights
    missing, is_open = side.missing, side.is_open
    for at in range(len(subject)):
        c, out, can_ask = clients[at], missing[subject[at]], is_open[row[at]]
        client_low, client_lift, client_of = np.int64(0), np.int64(0), np.int64(0)
        job_low, job_lift, job_of = np.int64(0), np.int64(0), np.int64(0)
        for t in range(len(of)):
            bit = uint64(1) << uint64(t)
            if out & bit != 0:
                continue
            extra = lift[at, t] if can_ask & bit != 0 else 0
            if on_client_side[t] == 1:
                client_low += low[at, t]
                client_lift += extra
                client_of += of[t] * weights[t, c]
            else:
                job_low += low[at, t]
                job_lift += extra
                job_of += of[t]
        fit_low[at] = _fit(fit, client_low, client_of, job_low, job_of)
        fit_reach[at] = _fit(fit, client_low + client_lift, client_of, job_low + job_lift, job_of)


@njit(nogil=True, cache=True)
def _fit(table, client, client_of, job, job_of):  # type: ignore[no-untyped-def]
    """Fit of both sides; a side with nothing to say takes the other's share; 0 where neither has."""
    if client_of == 0 and job_of == 0:
        return 0
    one = _share(client, client_of) if client_of > 0 else _share(job, job_of)
    return int(table[one, _share(job, job_of) if job_of > 0 else one])


@njit(nogil=True, cache=True)
def _share(points, of):  # type: ignore[no-untyped-def]
    """Thousandths of the most, at most all of them."""
    found = WHOLE * points // of
    return found if found < WHOLE else WHOLE


# --- places -----------------------------------------------------------------------------------------------------------


@njit(nogil=True, cache=True)
def keys(rules, asked, side, numbers, pairs, subject, row, lift, fit_low, fit_reach, key):  # type: ignore[no-untyped-def]
    """Fill the key of each pair on one kind of list, as `order.place`: section, behind, band, weeks, number."""
    clients, vacancies, stopped, unknown = pairs.clients, pairs.vacancies, pairs.stopped, pairs.unknown
    wanted, least, most = pairs.wanted, pairs.least, pairs.most
    applied, doubted, left_out, silent = asked.applied, asked.doubted, side.gates_left_out, side.silent
    weeks, of_clients, of_vacancies = side.weeks, numbers.client, numbers.vacancy
    order = np.empty(lift.shape[1], dtype=np.int64)
    for at in range(len(subject)):
        s, v = subject[at], vacancies[at]
        fit, behind, section = fit_low[at], 0, COULD_START
        if stopped[at] != 0:
            section = ONE_REQUIREMENT
            behind = 0 if stopped[at] & doubted[v] != 0 else 1
        elif least[at] > 0:
            section = WITH_HELP
        else:
            requirements = uint64(0) if silent[s] == 1 else applied[v] << uint64(REQUIREMENT_BIT)
            moving = unknown[at] & ((uint64(rules.moving) & ~left_out[s]) | requirements)
            asks = most[at] > 0 or moving != 0
            if asks or fit_reach[at] - fit_low[at] >= rules.lift:
                many = most[at] + _answers(side, moving, lift[at], s, row[at], order) > rules.few
                if asks or not many:
                    section = QUESTION
                    behind = 1 if many else 0
                    fit = (fit_low[at] + fit_reach[at]) // 2
        band = min(BANDS_MOST, fit // rules.step + (rules.lead if wanted[at] else 0))
        number = _pair_number(of_clients[clients[at]], of_vacancies[v]) >> uint64(24)
        shown = uint64(section) << uint64(62) | uint64(behind) << uint64(61) | uint64(BANDS_MOST - band) << uint64(55)
        key[at] = shown | uint64(weeks[row[at]]) << uint64(43) | number


@njit(nogil=True, cache=True)
def _answers(side, moving, lift, s, r, order):  # type: ignore[no-untyped-def]
    """Distinct answers behind the gates that move a section and the dearest terms; criteria are added outside."""
    rows, own = _dearest(side.term_facts, lift, side.missing[s], side.is_open[r], order), uint64(0)
    if moving & uint64((1 << REQUIREMENT_BIT) - 1) != 0:
        for g in range(len(side.gate_bit)):
            if moving & side.gate_bit[g] != 0:
                rows |= side.gate_row_facts[g]
                own |= side.gate_own_facts[g]
    return _ones(rows & side.row_facts[r]) + _ones(own & side.own_facts[s]) + _ones(moving >> uint64(REQUIREMENT_BIT))


@njit(nogil=True, cache=True)
def _dearest(facts, lift, missing, is_open, order):  # type: ignore[no-untyped-def]
    """Facts behind the dearest open terms, taken until they make half of the open points; `order` is scratch."""
    total, count = 0, 0
    for t in range(len(lift)):
        bit = uint64(1) << uint64(t)
        if lift[t] <= 0 or missing & bit != 0 or is_open & bit == 0:
            continue
        total += lift[t]
        place = count
        while place > 0 and lift[order[place - 1]] < lift[t]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = t
        count += 1
    found, taken, at = uint64(0), 0, 0
    while 2 * taken < total:
        found |= facts[order[at]]
        taken += lift[order[at]]
        at += 1
    return found


@njit(nogil=True, cache=True)
def _ones(bits):  # type: ignore[no-untyped-def]
    """How many bits are set."""
    bits = bits - ((bits >> uint64(1)) & uint64(0x5555555555555555))
    bits = (bits & uint64(0x3333333333333333)) + ((bits >> uint64(2)) & uint64(0x3333333333333333))
    bits = (bits + (bits >> uint64(4))) & uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * uint64(0x0101010101010101)) >> uint64(56))


@njit(nogil=True, cache=True)
def _pair_number(client, vacancy):  # type: ignore[no-untyped-def]
    """splitmix64 of both numbers, as `order.pair_number`."""
    z = (client ^ (vacancy << uint64(32) | vacancy >> uint64(32))) + uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> uint64(30)) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> uint64(27)) * uint64(0x94D049BB133111EB)
    return z ^ z >> uint64(31)


@njit(nogil=True, cache=True)
def keep_best(kept, subject, first, row, key):  # type: ignore[no-untyped-def]
    """Put rows into their sorted places, count those that tie with the last one, let the others go.

    `edge` repeats the last key of every full list, so that most rows are let go without touching a list.
    """
    keys_, rows, count, ties, edge, most = kept.key, kept.row, kept.kept, kept.ties, kept.edge, kept.most
    shown = uint64(40)
    for at in range(len(subject)):
        s, section = subject[at] - first, np.int64(key[at] >> uint64(62))
        if key[at] > edge[s, section]:
            ties[s, section] += key[at] >> shown == edge[s, section] >> shown
            continue
        last = most[section] - 1
        if count[s, section] <= last:
            place = count[s, section]
            count[s, section] += 1
        elif key[at] == edge[s, section] and row[at] > rows[s, section, last]:
            ties[s, section] += 1
            continue
        else:
            place = last
        while place > 0 and (
            keys_[s, section, place - 1] > key[at]
            or (keys_[s, section, place - 1] == key[at] and rows[s, section, place - 1] > row[at])
        ):
            keys_[s, section, place] = keys_[s, section, place - 1]
            rows[s, section, place] = rows[s, section, place - 1]
            place -= 1
        keys_[s, section, place] = key[at]
        rows[s, section, place] = row[at]
        if count[s, section] > last:
            now = keys_[s, section, last]
            same = now >> shown == edge[s, section] >> shown
            ties[s, section] = ties[s, section] + 1 if same else 0
            edge[s, section] = now
