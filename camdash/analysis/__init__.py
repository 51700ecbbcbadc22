"""Snapshot of the current versions; filter in, DataFrame out."""
