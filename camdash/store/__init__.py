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
    SavedView,
    StoreError,
    ThresholdChange,
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
    "SavedView",
    "Store",
    "StoreError",
    "ThresholdChange",
    "UnitMeaning",
    "Verdict",
    "VersionInfo",
]
