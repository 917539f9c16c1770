"""One short function for each thing a person does, walking through the rooms in order.

The way in for a reader is `workflows/shortlist.py`.
"""
