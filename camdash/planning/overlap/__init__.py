"""Overlaps: the same position told twice, a need that is met already, needs of several units at one place."""
