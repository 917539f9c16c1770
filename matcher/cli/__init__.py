"""The command line: each command turns what was typed into one workflow call and shows the result.

Only typer and the standard library are imported at the start, so that `matcher --help` is there at once.
"""
