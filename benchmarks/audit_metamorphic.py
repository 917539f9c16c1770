"""Whether the audit reads an advert alike when only its dress changes, and otherwise when its meaning does.

python -m benchmarks.audit_metamorphic          shares by relation, then every pair that does not hold
python -m benchmarks.audit_metamorphic slip     one relation only

An advert in which a doubt is found today is changed in one way (upper case, a slip, bullets, another order, a wish
instead of a demand, a duty that justifies it), and what must then be found is known without a label. Adverts are the
snippets of the development half with one label, and three plain sentences a criterion (metamorphic_cases.yaml).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from benchmarks.audit_scores import LABELLED, read_cases, share
from matcher.audit.advert_text import AdvertAudit, TextFinding
from matcher.base.problems import shorten
from matcher.library.load import Library, load_library
from matcher.reading.patterns import words_written

CASES = Path(__file__).parent.parent / "tests" / "audit" / "metamorphic_cases.yaml"
SNIPPETS_EACH = 3
"""Snippets of the development half a criterion, where there are that many."""


def _ids(words: str) -> frozenset[str]:
    return frozenset(words.split())


GONE_IF_WISHED = _ids(
    """driving_licence own_vehicle clean_licence degree_required gcse_required certificate_upfront experience_inflated
    recent_experience uk_experience_only it_skills_inflated own_device own_kit english_level_inflated
    other_language_unexplained"""
)
KEPT_IF_WISHED = _ids(
    """age_limit age_coded_young age_mature sex_specified family_or_marital_status nationality_specified native_speaker
    religion_specified appearance_looks height_or_build attendance_record grade_or_institution_bar"""
)
"""Rule L1 of the guide: what a wish clears, and where a wish is itself the doubt. Of the others it says nothing."""
Must = Literal["same", "gone", "there"]


@dataclass(frozen=True)
class Advert:
    """An advert in which the criterion is found."""

    criterion: str
    text: str
    occupation: str
    found: tuple[TextFinding, ...]
    plain: bool
    """Whether it is one of the plain sentences, behind a sentence that names the job."""

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(one.criterion for one in self.found)

    @property
    def quoted(self) -> TextFinding:
        return next(one for one in self.found if one.criterion == self.criterion)


@dataclass(frozen=True)
class Pair:
    """One change: what was read, what is read now, and what must be found in it."""

    relation: str
    criterion: str
    text: str
    occupation: str
    must: Must
    ids: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    """What the added words raise by themselves, which is told apart."""

    def holds(self, audit: AdvertAudit) -> tuple[bool, tuple[TextFinding, ...]]:
        """Whether the relation holds, and what was found."""
        found = audit.findings(self.text, occupation=self.occupation)
        got = frozenset(one.criterion for one in found)
        if self.must == "same":
            return self.ids <= got <= self.ids | self.beside, found
        return (self.criterion in got) is (self.must == "there"), found


@dataclass(frozen=True)
class Failure:
    """A pair that does not hold."""

    pair: Pair
    found: tuple[TextFinding, ...]

    def say(self) -> str:
        """One line for whoever puts it right."""
        pair, got = self.pair, {one.criterion: one.words for one in self.found}
        if pair.must == "same":
            new = [f"new {one} {got[one]!r}" for one in sorted(got.keys() - pair.ids - pair.beside)]
            what = ", ".join([*(f"lost {one}" for one in sorted(pair.ids - got.keys())), *new])
        else:
            what = f"still there {got[pair.criterion]!r}" if pair.must == "gone" else "not there"
        return f"{pair.relation:20} {pair.criterion:28} {what}: ({pair.occupation}) {shorten(pair.text, 160)!r}"


@cache
def cases() -> dict[str, Any]:
    """The file of plain sentences."""
    loaded: dict[str, Any] = yaml.safe_load(CASES.read_text("utf-8"))
    return loaded


@cache
def library() -> Library:
    """The models as shipped."""
    return load_library()


@cache
def audit() -> AdvertAudit:
    """Their criteria, compiled."""
    return AdvertAudit(library())


def lead(occupation: str) -> str:
    """The sentence that names the job."""
    return f"We are looking for {'an' if occupation[0] in 'aeiou' else 'a'} {occupation}."


# --- adverts to change ---


def adverts() -> tuple[list[Advert], list[tuple[str, str]]]:
    """The adverts in which the audit finds the doubt today, and the plain sentences in which it does not."""
    several, unread = [], []
    for criterion, case in cases()["criteria"].items():
        for sentence in case["says"]:
            one = _advert(criterion, f"{lead(case['occupation'])} {sentence}", case["occupation"], plain=True)
            several += [one] if one else []
            unread += [] if one else [(criterion, sentence)]
    return [*several, *_snippets()], unread


def _snippets() -> Iterator[Advert]:
    kept: Counter[str] = Counter()
    for case in read_cases(sorted(LABELLED.glob("dev_*.jsonl"))):
        expected: list[str] = case["expected"]  # type: ignore[assignment]
        if len(expected) == 1 and kept[expected[0]] < SNIPPETS_EACH:
            one = _advert(expected[0], str(case["text"]), str(case["occupation"]), plain=False)
            if one and one.ids == set(expected):
                kept[expected[0]] += 1
                yield one


def _advert(criterion: str, text: str, occupation: str, *, plain: bool) -> Advert | None:
    found = audit().findings(text, occupation=occupation)
    if criterion not in {one.criterion for one in found}:
        return None
    return Advert(criterion, text, occupation, found, plain)


# --- changes of dress: the same ids ---


def _sentences(text: str) -> list[str]:
    """The sentences; a question stays with what follows it, which may be its answer."""
    return [one.strip() for one in re.split(r"(?<=[.!])\s+(?=[A-Z£])", text) if one.strip()]


def upper(one: Advert) -> Iterator[str]:
    yield one.text.upper()


def title(one: Advert) -> Iterator[str]:
    yield re.sub(r"(?<!['’\w])[a-z]", lambda letter: letter.group().upper(), one.text)


def quotes(one: Advert) -> Iterator[str]:
    """Curly quotes and primes for straight ones."""
    for sign in "\u2019\u2018\u2032\u00b4`":
        if re.search(r"(?<=\w)['’]", one.text):
            yield re.sub(r"(?<=\w)['’]", sign, one.text)
    if '"' in one.text:
        yield re.sub(r'"([^"]*)"', r"“\1”", one.text)


_COMPOUNDS = (
    "part time|full time|zero hours|first aid|year old|non smoker|non smokers|well spoken|self employed|like minded|"
    "job share|able bodied|good looking|school leaver|cash in hand|one way|five years|two years"
)


def hyphens(one: Advert) -> Iterator[str]:
    """A space or another hyphen for a hyphen inside a word, and the other way round."""
    inside = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
    if inside.search(one.text):
        for sign in (" ", "\u2011", "\u2010", "\u2013"):
            yield inside.sub(sign, one.text)
    compound = re.search(rf"\b(?:{_COMPOUNDS})\b", one.text, re.IGNORECASE)
    if compound:
        yield one.text[: compound.start()] + compound.group().replace(" ", "-") + one.text[compound.end() :]


_SPELLINGS = (
    ("licence", "license"),
    ("GCSEs", "GCSE's"),
    ("CVs", "CV's"),
    ("CCJs", "CCJ's"),
    ("organis", "organiz"),
    ("recognis", "recogniz"),
    ("specialis", "specializ"),
    ("colour", "color"),
    ("neighbour", "neighbor"),
    ("behaviour", "behavior"),
    ("grey", "gray"),
    ("centre", "center"),
)


def spellings(one: Advert) -> Iterator[str]:
    """licence and license, GCSEs and GCSE's, -ise and -ize, both ways."""
    for ours, other in _SPELLINGS:
        for old, new in ((ours, other), (other, ours)):
            for a, b in ((old, new), (old.capitalize(), new.capitalize())):
                if re.search(rf"\b{re.escape(a)}", one.text):
                    yield re.sub(rf"\b{re.escape(a)}", b, one.text)


def bullets(one: Advert) -> Iterator[str]:
    """A list instead of sentences."""
    for sign in ("• ", "- ", "* "):
        yield "\n".join(sign + sentence.removesuffix(".") for sentence in _sentences(one.text))


def order(one: Advert) -> Iterator[str]:
    sentences = _sentences(one.text)
    if len(sentences) > 1:
        yield " ".join(reversed(sentences))
        yield " ".join(sentences[1:] + sentences[:1])


def unrelated(one: Advert) -> Iterator[str]:
    """Up to 150 words that say nothing about who may apply, before, behind and around."""
    several: list[str] = cases()["unrelated"]
    place = sum(map(ord, one.text)) % len(several)
    turned = several[place:] + several[:place]
    full_stop = "" if one.text.rstrip()[-1:] in ".!?" else "."
    yield f"{' '.join(turned[:3])} {one.text}"
    yield f"{one.text}{full_stop} {' '.join(turned[3:8])}"
    yield "\n\n".join([" ".join(turned[:7]), one.text, " ".join(turned[7:])])


def employer(one: Advert) -> Iterator[str]:
    """An employer whose name holds a trigger."""
    names: list[str] = cases()["employers"]
    place = sum(map(ord, one.text)) % len(names)
    yield f"{names[place]} is a small employer. {one.text}"
    yield f"Come and work at {names[(place + 3) % len(names)]}. {one.text}"
    yield f"{names[(place + 6) % len(names)]}\n{one.text}"


def invisible(one: Advert) -> Iterator[str]:
    """Soft hyphens and zero-width characters inside the words that are quoted."""
    for sign in ("\u00ad", "\u200b", "\u2060"):
        yield _in_quote(one, lambda words, sign=sign: re.sub(r"\b(\w{2,})(\w{2,})\b", rf"\1{sign}\2", words))  # type: ignore[misc]


def slip(one: Advert) -> Iterator[str]:
    """One letter wrong in a word of six letters or more that the finding quotes: another, doubled, swapped, lost."""
    longest = sorted(set(re.findall(r"[A-Za-z]{6,}", one.quoted.words)), key=lambda word: (-len(word), word))[:2]
    for word in longest:
        for number, change in enumerate((_another, _doubled, _swapped, _lost)):
            place = 1 + (len(word) * (2 * number + 1) // 9 + sum(map(ord, word))) % (len(word) - 3)
            wrong = change(word, place)
            if wrong != word and wrong.casefold() not in _words_of_their_own():
                yield _in_quote(one, lambda words, word=word, wrong=wrong: words.replace(word, wrong, 1))  # type: ignore[misc]


def _another(word: str, place: int) -> str:
    near = dict(zip("abcdefghijklmnopqrstuvwxyz", "sncfrdghujklmnibwtdyjbqczx".replace("z", "y"), strict=True))
    letter = near.get(word[place].casefold(), "x")
    return word[:place] + letter + word[place + 1 :]


def _doubled(word: str, place: int) -> str:
    return word[: place + 1] + word[place:]


def _swapped(word: str, place: int) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _lost(word: str, place: int) -> str:
    return word[:place] + word[place + 1 :]


def _in_quote(one: Advert, change: Callable[[str], str]) -> str:
    start, end = one.quoted.start, one.quoted.end
    return one.text[:start] + change(one.text[start:end]) + one.text[end:]


@cache
def _words_of_their_own() -> frozenset[str]:
    """Words that no slip can be told from: those that patterns write, and the list kept beside them."""
    phrases = library().audit_phrases
    patterns = [one for some in (*phrases.lists.values(), *phrases.stances.values()) for one in some]
    for reads in library().audit_reads.values():
        patterns += [*reads.phrases, *reads.topics, *reads.other_senses, *reads.clears, *reads.clears_anywhere]
    return words_written(patterns) | frozenset(phrases.real_words)


DRESS: Mapping[str, Callable[[Advert], Iterator[str]]] = {
    "upper case": upper,
    "title case": title,
    "quotes": quotes,
    "hyphens": hyphens,
    "slip": slip,
    "spellings": spellings,
    "bullets": bullets,
    "order": order,
    "unrelated added": unrelated,
    "employer's name": employer,
    "invisible signs": invisible,
}


# --- changes of meaning: gone, or kept ---


def wished(criterion: str, case: Mapping[str, Any]) -> Iterator[Pair]:
    """A wish instead of a demand."""
    thing = case.get("wish") or case.get("thing")
    if thing and criterion in GONE_IF_WISHED | KEPT_IF_WISHED:
        must: Must = "gone" if criterion in GONE_IF_WISHED else "there"
        verb = "are" if thing.endswith("s") else "is"
        for words in (f"{verb} desirable, not essential", f"{verb} {'a plus' if must == 'gone' else 'preferred'}"):
            text = f"{lead(case['occupation'])} {thing[0].upper()}{thing[1:]} {words}."
            yield Pair(f"wish ({must})", criterion, text, case["occupation"], must)


def waived(criterion: str, case: Mapping[str, Any]) -> Iterator[Pair]:
    """Said not to be asked for."""
    if thing := case.get("thing"):
        several = [f"We do not ask for {thing}.", f"You do not need {thing}."]
        if thing.startswith(("a ", "an ")) or " " not in thing:
            several.append(f"No {re.sub('^an? ', '', thing)} needed.")
        for words in several:
            yield Pair("waived", criterion, f"{lead(case['occupation'])} {words}", case["occupation"], "gone")


def justified(criterion: str, case: Mapping[str, Any]) -> Iterator[Pair]:
    """An occupation or a duty that gives the reason; then the duty denied."""
    why = case.get("justified")
    if not why or not library().audit_reads[criterion].justified_by:
        return
    sentence = why.get("says") or case["says"][0]
    usual = f"{lead(case['occupation'])} {sentence}"
    if _advert(criterion, usual, case["occupation"], plain=True) is None:
        return
    if "occupation" in why:
        text = f"{lead(why['occupation'])} {sentence}"
        yield Pair("justified (gone)", criterion, text, why["occupation"], "gone")
    if "duty" in why:
        yield Pair("justified (gone)", criterion, f"{usual} {why['duty']}", case["occupation"], "gone")
        yield Pair("justified (gone)", criterion, f"{why['duty']} {usual}", case["occupation"], "gone")
    if "denied" in why:
        yield Pair("denied (back)", criterion, f"{usual} {why['denied']}", case["occupation"], "there")
        if "occupation" in why:
            text = f"{lead(why['occupation'])} {sentence} {why['denied']}"
            yield Pair("denied (back)", criterion, text, why["occupation"], "there")


MEANING = (wished, waived, justified)


def alone() -> Iterator[Pair]:
    """The sentences that say nothing about who may apply, each by itself."""
    for sentence in cases()["unrelated"]:
        yield Pair("unrelated alone", "", sentence, "", "same")
    for name in cases()["employers"]:
        yield Pair("employer alone", "", f"{name} is a small employer. Come and work at {name}.", "", "same")


@cache
def _raised_alone() -> frozenset[str]:
    return frozenset(one.criterion for pair in alone() for one in audit().findings(pair.text))


def pairs(given: Iterable[Advert]) -> Iterator[Pair]:
    """Every change of every advert."""
    beside = dict.fromkeys(("unrelated added", "employer's name"), _raised_alone())
    yield from alone()
    for one in given:
        for name, change in DRESS.items():
            for text in dict.fromkeys(change(one)):
                if text != one.text:
                    yield Pair(
                        name, one.criterion, text, one.occupation, "same", one.ids, beside.get(name, frozenset())
                    )
    for criterion, case in cases()["criteria"].items():
        for changes in MEANING:
            yield from changes(criterion, case)


def run(given: Iterable[Pair]) -> tuple[Counter[str], list[Failure]]:
    """How many pairs each relation has, and those that do not hold."""
    tried: Counter[str] = Counter()
    failures = []
    for pair in given:
        tried[pair.relation] += 1
        good, found = pair.holds(audit())
        if not good:
            failures.append(Failure(pair, found))
    return tried, failures


def tell(tried: Counter[str], failures: Sequence[Failure], unread: Sequence[tuple[str, str]]) -> None:
    """Print the shares, the weakest criteria and what does not hold."""
    failed = Counter(one.pair.relation for one in failures)
    print(f"== metamorphic: {sum(tried.values())} pairs")
    print(f"   hold {share(sum(tried.values()) - len(failures), sum(tried.values()))}")
    for relation, number in tried.items():
        print(f"   {relation:20} {share(number - failed[relation], number)}")
    by_criterion: dict[str, int] = defaultdict(int, Counter(one.pair.criterion for one in failures))
    weakest = sorted(by_criterion.items(), key=lambda one: -one[1])[:12]
    print("   most by criterion: " + (", ".join(f"{one} {number}" for one, number in weakest) or "none"))
    for one in sorted(failures, key=lambda one: (one.pair.relation, one.pair.criterion)):
        print(f"   {one.say()}")
    for criterion, sentence in unread:
        print(f"   not read in plain words: {criterion}: {sentence}")


def main(arguments: Sequence[str]) -> None:
    several, unread = adverts()
    chosen = [one for one in pairs(several) if not arguments or one.relation in arguments]
    tell(*run(chosen), unread)


if __name__ == "__main__":
    main(sys.argv[1:])
