"""Campaigns, submissions and their versions, papers and what people confirmed, kept for good."""

from camdash.store.model import (
    ColumnMeaning,
    Decision,
    Event,
    Outcome,
    PaperEvent,
    PaperFields,
    PaperInfo,
    Receipt,
    StoreError,
    UnitMeaning,
    Verdict,
    VersionInfo,
)
from camdash.store.store import Store

__all__ = [
    "ColumnMeaning",
    "Decision",
    "Event",
    "Outcome",
    "PaperEvent",
    "PaperFields",
    "PaperInfo",
    "Receipt",
    "Store",
    "StoreError",
    "UnitMeaning",
    "Verdict",
    "VersionInfo",
]
