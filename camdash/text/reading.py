"""What a parser gives back: a value, and the problem code that goes with it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Param = str | int | float
NO_PARAMS: Mapping[str, Param] = MappingProxyType({})


class Reading(NamedTuple):
    """A cell as read: no value with a code is unreadable, a value with a code is a safe reading that is said."""

    value: Any
    code: str | None = None
    params: Mapping[str, Param] = NO_PARAMS


EMPTY = Reading(None)
