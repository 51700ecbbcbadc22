"""Frames to files: xlsx, csv, json, Parquet, blank forms."""
