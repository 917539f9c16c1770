"""Labels that every output shares, so that the terminal, the page and the workbook call a thing the same."""

from __future__ import annotations

WHOSE = {
    "client": "The client",
    "programme": "The programme",
    "employer": "The employer",
    "law": "The law",
}
ASKED = {"client": "Ask the client", "vacancy": "Ask the employer", "employer": "Ask the employer"}
SIDES = {"client": "Suits the client", "job": "Suits the job"}
STATES = {"met": "yes", "not_met": "no", "unknown": "not known"}
