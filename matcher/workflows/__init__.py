"""One short function for each thing a person does, walking through the rooms in order.

The way in for a reader is `workflows/lists/shortlist.py`. What every workflow starts from stands here: `where` and
`desk` (which programme, models and day), `hand` (whose change it is), `allowed` (may they), `today` (the one clock).
The folders are subjects, the same in `cli`.
"""
