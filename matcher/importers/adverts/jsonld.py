"""schema.org JobPosting: finds every posting in a document and takes its fields as text, whatever shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from matcher.importers.adverts.facts import (
    FIELD_MOST_CHARACTERS,
    MARKUP_MOST_CHARACTERS,
    Advert,
    Asked,
    SaidOfPay,
    SaidOfPlace,
)
from matcher.importers.adverts.files import Value
from matcher.importers.adverts.text import one_line, part_of, pieces, plain, words_of

NODES_MOST = 200_000
PLACES_MOST = 20
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_FIGURE = re.compile(r"£?\s?\d[\d,]*(?:\.\d+)?\Z")
_ASKED = {
    "qualifications": "qualifications",
    "educationRequirements": "education",
    "experienceRequirements": "experience",
    "skills": "skills",
    "physicalRequirement": "physical",
    "sensoryRequirement": "sensory",
    "securityClearanceRequirement": "security clearance",
    "eligibilityToWorkRequirement": "right to work",
    "applicantLocationRequirements": "place of applicants",
}
_NAMES = {
    "pay": "baseSalary",
    "pay_period": "baseSalary.value.unitText",
    "hours": "workHours",
    "contract": "employmentType",
    "place": "jobLocation",
    "postcode": "jobLocation.address.postalCode",
    "posted": "datePosted",
    "closes": "validThrough",
    "starts": "jobStartDate",
    "openings": "totalJobOpenings",
    "employer": "hiringOrganization",
    "id": "identifier",
}

Node = dict[str, Value]


@dataclass
class Postings:
    """The postings of one document, and the objects that others in it refer to by `@id`."""

    postings: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    cut: bool = False

    def meant(self, value: Value) -> Value:
        """The object that `{"@id": ...}` refers to, where this document holds it; else the value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.by_id.get(str(value["@id"]), value)
        return value


def postings_in(value: Value) -> Postings:
    """Every JobPosting of a document, in its order: at the top, in a list, in `@graph` or deeper."""
    found = Postings()
    waiting: list[Value] = [value]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > NODES_MOST:
            found.cut = True
            break
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            if isinstance(one.get("@id"), str) and len(one) > 1:
                found.by_id.setdefault(str(one["@id"]), one)
            if _is_posting(one):
                found.postings.append(one)
            waiting += reversed([inner for inner in one.values() if isinstance(inner, dict | list)])
    return found


def _is_posting(node: Node) -> bool:
    kinds = node.get("@type")
    several = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.casefold() == "jobposting" for kind in several)


def advert_of(node: Node, found: Postings, where: str) -> Advert:
    """One posting's fields as text."""
    remote = "telecommute" in _line(node.get("jobLocationType")).casefold()
    return Advert(
        where=where,
        title=_line(node.get("title") or node.get("name")),
        id=_line(part_of(node.get("identifier"), "value") or node.get("identifier")),
        url=_url(node.get("url") or node.get("@id") or node.get("mainEntityOfPage")),
        employer=_line(found.meant(node.get("hiringOrganization"))),
        pay=_pay(node),
        place=replace(_place(node.get("jobLocation"), found), remote=remote),
        hours=_line(node.get("workHours")),
        tags=tuple(pieces(node.get("employmentType"))),
        opened=_line(node.get("datePosted")),
        closes=_line(node.get("validThrough")),
        starts=_line(node.get("jobStartDate")),
        openings=_line(node.get("totalJobOpenings")),
        description=_description(node.get("description")),
        asked=_asked(node),
        names=_NAMES,
    )


def _line(value: Value) -> str:
    return words_of(value)[:FIELD_MOST_CHARACTERS]


def _url(value: Value) -> str:
    return one_line(value)[:FIELD_MOST_CHARACTERS] if isinstance(value, str) else ""


def _description(value: Value) -> str:
    texts = value if isinstance(value, list) else [value]
    return "\n".join(plain(text[:MARKUP_MOST_CHARACTERS]) for text in texts if isinstance(text, str))


def _pay(node: Node) -> SaidOfPay:
    """Pay from a MonetaryAmount, a price, or plain words; what stands under `value` are its own words."""
    salary = node.get("baseSalary")
    if isinstance(salary, list):
        salary = salary[0] if salary else None
    if not isinstance(salary, dict):
        return SaidOfPay(words=_line(salary), currency=_line(node.get("salaryCurrency")))
    inner = salary.get("value")
    amount = inner if isinstance(inner, dict) else salary
    words = _line(part_of(amount, "value", "price") if amount is not salary else inner or salary.get("price"))
    least, most = (_line(part_of(amount, f"{end}Value", f"{end}Price")) for end in ("min", "max"))
    if _FIGURE.match(words) and not least and not most:
        least = most = words
    return SaidOfPay(
        words=words,
        least=least,
        most=most,
        period=_line(part_of(amount, "unitText", "unitCode") or part_of(salary, "unitText", "unitCode")),
        currency=_line(part_of(salary, "currency", "priceCurrency") or node.get("salaryCurrency")),
    )


def _place(value: Value, found: Postings) -> SaidOfPlace:
    """The first place of work, and the names of any further ones."""
    first, *others = value if isinstance(value, list) and value else [value]
    first = found.meant(first)
    address = found.meant(part_of(first, "address") or first)
    if not isinstance(address, dict):
        words = _line(address)
        postcode = _POSTCODE.search(words)
        return SaidOfPlace(words=words, postcode=postcode.group() if postcode else "", others=_others(others, found))
    parts = [_line(address.get(name)) for name in ("streetAddress", "addressLocality", "addressRegion")]
    name = _line(part_of(first, "name")) if first is not address else ""
    return SaidOfPlace(
        words=", ".join(dict.fromkeys(part for part in (name, *parts) if part))[:FIELD_MOST_CHARACTERS],
        postcode=_line(address.get("postalCode")),
        others=_others(others, found),
        country=_line(address.get("addressCountry")),
    )


def _others(places: list[Value], found: Postings) -> str:
    said = (_place(place, found) for place in places[:PLACES_MOST])
    return "; ".join(place.words or place.postcode for place in said)[:FIELD_MOST_CHARACTERS]


def _asked(node: Node) -> tuple[Asked, ...]:
    """What the requirement fields ask for, one entry a piece, in the source's words."""
    found: list[Asked] = []
    for name, called in _ASKED.items():
        value = node.get(name)
        months = _line(part_of(value, "monthsOfExperience"))
        said = [f"{months} months of experience"] if months else []
        said += [words for words in pieces(value) if words.casefold() not in ("true", "false")]
        found += [Asked(called, words[:FIELD_MOST_CHARACTERS]) for words in dict.fromkeys(said)]
    return tuple(found)
