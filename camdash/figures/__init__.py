"""Frames to plotly figures."""
