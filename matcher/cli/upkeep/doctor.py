"""`matcher doctor`: whether everything is in order."""

from __future__ import annotations

import json

from matcher.cli.app import SET_UP, AsJson, ModelsDir, Page, ProgrammeDir, app
from matcher.cli.arguments import where
from matcher.cli.say import out, out_json

FINE, BROKEN = 0, 1


@app.command(cls=Page, rich_help_panel=SET_UP, epilog="matcher doctor\nmatcher doctor --json")
def doctor(as_json: AsJson = False, programme: ProgrammeDir = None, models: ModelsDir = None) -> int:
    """Look whether everything is in order: the program, its models, the folder, the database, the log, the clock.

    Each line is `ok`, `look at` or `broken`, with what to do. It changes nothing; exit code 1 where something is
    broken.
    """
    from matcher.workflows.upkeep.doctor import doctor as look

    lines = look(where(programme, models, None))
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
