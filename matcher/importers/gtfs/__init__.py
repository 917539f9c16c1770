"""Timetables in the GTFS format."""
