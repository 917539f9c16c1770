"""`matcher doctor`: whether everything is in order."""

from __future__ import annotations

import json

from matcher.cli.app import SET_UP, AsJson, Page, app
from matcher.cli.placed import placed
from matcher.cli.say import out, out_json
from matcher.workflows.where import Where

FINE, BROKEN = 0, 1


@app.command(cls=Page, rich_help_panel=SET_UP, epilog="matcher doctor\nmatcher doctor --json")
@placed(signed=False, dated=False)
def doctor(place: Where, as_json: AsJson = False) -> int:
    """Look whether everything is in order: the program, its models, the folder, the database, the log, the clock.

    Each line is `ok`, `look at` or `broken`, with what to do. It changes nothing; exit code 1 where something is
    broken.
    """
    from matcher.workflows.upkeep.doctor import doctor as look

    lines = look(place)
    worst = BROKEN if any(one.state == "broken" for one in lines) else FINE
    if as_json:
        shown = [{"name": one.name, "state": one.state, "says": one.says, "fix": one.fix} for one in lines]
        out_json(json.dumps({"format": 1, "sound": worst == FINE, "lines": shown}, indent=2, ensure_ascii=False) + "\n")
        return worst
    for one in lines:
        out(f"{one.state:<8} {one.name:<12} {one.says}")
        if one.fix:
            out(f"{'':<21} {one.fix}")
    return worst
