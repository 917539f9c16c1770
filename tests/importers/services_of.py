"""Services as directories write them, made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from matcher.importers.services.importer import ServicesRead, read_services
from matcher.records.service import Service
from tests.demos import library


def a_service(reference: str = "S-1", name: str = "Debt advice", **more: Any) -> dict[str, Any]:
    """One service of Open Referral UK 3.0, with no fault in it."""
    return {
        "id": reference,
        "name": name,
        "description": "Help with debt.",
        "status": "active",
        "organization": {"id": "O-1", "name": "Riverside Advice"},
        **more,
    }


def a_contract(reference: str = "PRJ_1", **more: Any) -> dict[str, Any]:
    """One contract of the Ministry of Justice's form."""
    return {
        "contract_reference": reference,
        "region": {"nps_region_code": None, "pcc_region_code": "gwent"},
        "eligibility": {"allows_female": True, "allows_male": False, "minimum_age": 18, "maximum_age": 25},
        "scheduling": {"hide_before": "2026-01-01", "hide_after": None},
        "providers": {"prime_provider_code": "EXAMPLE_TRUST", "subcontractor_codes": []},
        "intervention_title": "Somewhere to live in Gwent",
        "short_description": "Services for people on probation.",
        "activities": [{"need_area": "Accommodation", "activity": "Tenancy", "delivery_location": "Newport"}],
        **more,
    }


def read(folder: Path, given: Any, name: str = "given.json") -> ServicesRead:
    """What the importer makes of one document."""
    path = folder / name
    path.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    return read_services([path], library=library())


def read_one(folder: Path, given: Any) -> Service:
    """The one service that a document holds."""
    found = read(folder, given)
    assert len(found.services) == 1, [one.say() for one in found.problems]
    return found.services[0]


def told(found: ServicesRead) -> list[str]:
    """Every problem as it is told."""
    return [problem.say() for problem in found.problems]
