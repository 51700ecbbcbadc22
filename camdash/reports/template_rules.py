"""What a cell of the blank form accepts: drop-downs, ranges, and the hint shown beside the cell."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from camdash.forms.fields import Field
from camdash.forms.registry import Campaign, Unit
from camdash.forms.vocabulary import vocabulary
from camdash.forms.wards import wards_of
from camdash.settings import DATA

LISTS_SHEET = "Danh mục"
YES_NO = ("Có", "Không")
_COMPASS = ("Bắc", "Đông Bắc", "Đông", "Đông Nam", "Nam", "Tây Nam", "Tây", "Tây Bắc", "360")
_FREE = frozenset({"codes", "ward", "district"})
_RANGES: Mapping[str, tuple[str, float, float]] = MappingProxyType(
    {
        "lat": ("decimal", 20.53, 21.40),
        "lon": ("decimal", 105.27, 106.05),
        "height_m": ("decimal", 1, 60),
        "fov_deg": ("decimal", 1, 360),
        "range_m": ("decimal", 0.1, 10_000),
        "quantity": ("integer", 1, 100_000),
        "quantity_working": ("integer", 0, 100_000),
        "quantity_broken": ("integer", 0, 100_000),
        "resolution_mp": ("decimal", 0.1, 200),
        "min_resolution_mp": ("decimal", 0.1, 200),
        "retention_days": ("integer", 1, 3650),
        "min_retention_days": ("integer", 1, 3650),
        "bandwidth_mbps": ("decimal", 0.01, 100_000),
        "cost_vnd": ("integer", 0, 10**13),
    }
)
_FIRST_YEAR = 1990
_HINT_LENGTH, _TITLE_LENGTH = 255, 32


@dataclass(frozen=True, slots=True)
class Hint:
    """How to fill in a column, with an example cell; `example` is None where it depends on the unit."""

    hint: str
    example: str | float | None = None


@cache
def hints() -> Mapping[str, Hint]:
    """Read how to fill in each field, by field name."""
    with (DATA / "templates" / "blank_form.toml").open("rb") as file:
        return MappingProxyType({name: Hint(**entry) for name, entry in tomllib.load(file).items()})


def answers(field: Field, unit: Unit, campaign: Campaign) -> tuple[str, ...]:
    """List what the drop-down of a field offers to a unit; empty where the cell is free."""
    if field.vocabulary:
        known = vocabulary(field.vocabulary)
        return tuple(known.label(code) for code in known.codes)
    if field.kind == "bool":
        return YES_NO
    if field.name == "bearing_deg":
        return _COMPASS
    if field.name == "district":
        return (unit.name,) if unit.is_district else tuple(u.name for u in campaign.districts)
    if field.name == "ward" and unit.is_district:
        return tuple(w.name for w in wards_of(campaign).wards if w.district == unit.code)
    return ()


class Lists:
    """The hidden sheet that holds the answers of the drop-downs, one list a column."""

    def __init__(self, book: Workbook) -> None:
        """Add the sheet, empty and hidden, to the end of `book`."""
        self._sheet = book.add_worksheet(LISTS_SHEET)
        self._sheet.hide()
        self._placed: dict[tuple[str, ...], str] = {}

    def reference(self, texts: tuple[str, ...]) -> str:
        """Place a list once and give the formula that refers to it."""
        if texts not in self._placed:
            at = len(self._placed)
            self._sheet.write_column(0, at, texts)
            column = xl_col_to_name(at)
            self._placed[texts] = f"='{LISTS_SHEET}'!${column}$1:${column}${len(texts)}"
        return self._placed[texts]


def rule(field: Field, unit: Unit, campaign: Campaign, lists: Lists) -> dict[str, Any]:
    """Make the data validation of a column, as XlsxWriter takes it."""
    offered = answers(field, unit, campaign)
    hint = hints()[field.name].hint
    made: dict[str, Any] = {"input_title": field.vi[:_TITLE_LENGTH], "input_message": hint[:_HINT_LENGTH]}
    if offered:
        free = field.kind in _FREE or field.name == "bearing_deg"
        made |= {"validate": "list", "source": lists.reference(offered), "show_error": not free}
        made |= _refusal("Hãy chọn một trong các giá trị của danh sách.")
    elif limits := _limits(field, campaign):
        made |= {"validate": limits[0], "criteria": "between", "minimum": limits[1], "maximum": limits[2]}
        made |= _refusal(f"Hãy ghi một số từ {_number(limits[1])} đến {_number(limits[2])}.")
    else:
        made["validate"] = "any"
    return made


def _limits(field: Field, campaign: Campaign) -> tuple[str, float, float] | None:
    if field.kind == "year":
        return ("integer", _FIRST_YEAR, campaign.year)
    return _RANGES.get(field.name)


def _refusal(message: str) -> dict[str, Any]:
    return {"error_title": "Giá trị chưa đúng", "error_message": message}


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",") if value % 1 else f"{value:.0f}"
