"""Campaigns, submissions and their versions, kept for good."""

from camdash.store.model import Decision, Event, Outcome, Receipt, StoreError, Verdict, VersionInfo
from camdash.store.store import Store

__all__ = ["Decision", "Event", "Outcome", "Receipt", "Store", "StoreError", "Verdict", "VersionInfo"]
