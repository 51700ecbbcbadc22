"""How a cell of each kind of field is read: one reader a kind, all pure, all memoised by the caller."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from camdash.forms.fields import Field
from camdash.forms.vocabulary import vocabulary
from camdash.text.fold import accent_key, clean, is_stated_absence, says_nothing
from camdash.text.measures import (
    read_bandwidth_mbps,
    read_bearing,
    read_fov_deg,
    read_height_m,
    read_money_vnd,
    read_range_m,
    read_resolution_mp,
    read_retention_days,
    read_year,
    read_yes_no,
)
from camdash.text.numbers import read_count
from camdash.text.reading import EMPTY, Cell, Reading

Reader = Callable[[Cell], Reading]
_VAGUE = (
    "không rõ",
    "chưa rõ",
    "không có thông tin",
    "chưa có thông tin",
    "chưa xác định",
    "không xác định",
    "khong ro",
    "chua ro",
)


def read_text(cell: Cell) -> Reading:
    """Read free text; a whole number written as 3.0 by the spreadsheet becomes "3", a stated unknown nothing."""
    if isinstance(cell, float) and cell.is_integer():
        return Reading(str(int(cell)))
    text = clean(str(cell))
    if says_nothing(text):
        return EMPTY
    return Reading(text.removeprefix("'") or None)


def code_reader(name: str, *, several: bool) -> Reader:
    """Make a reader of coded answers: one code, or a list of codes where `several`."""
    answers = vocabulary(name)

    def read(cell: Cell) -> Reading:
        text = read_text(cell).value
        if text is None:
            return EMPTY
        if is_stated_absence(cell):
            return Reading((["none"] if several else "none") if "none" in answers.codes else None)
        matched = answers.read(str(text))
        if not matched.codes:
            return EMPTY if accent_key(text).startswith(_VAGUE) else Reading(None, "code_unknown")
        if not several:
            return Reading(matched.codes[0]) if len(matched.codes) == 1 else Reading(None, "code_several")
        if matched.unknown:
            return Reading(list(matched.codes), "code_partly_unknown", {"part": ", ".join(matched.unknown)})
        return Reading(list(matched.codes))

    return read


_COUNTRIES = frozenset(
    (
        "trung quốc",
        "việt nam",
        "đài loan",
        "nhật bản",
        "hàn quốc",
        "mỹ",
        "đức",
        "china",
        "taiwan",
        "japan",
        "korea",
        "usa",
        "thái lan",
        "singapore",
        "malaysia",
    )
)
_KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "text": read_text,
        "int": read_count,
        "resolution": read_resolution_mp,
        "retention": read_retention_days,
        "bandwidth": read_bandwidth_mbps,
        "bool": read_yes_no,
        "height_m": read_height_m,
        "fov_deg": read_fov_deg,
        "range_m": read_range_m,
        "bearing_deg": read_bearing,
    }
)


def reader_of(field: Field, year: int, heading: str = "") -> Reader:
    """Give the reader of a field; `year` is the campaign's, after which an installation is said to lie ahead.

    Under a heading that speaks of an angle ("Góc quan sát") only compass words are directions.
    """
    if field.name == "bearing_deg" and accent_key(heading).startswith("góc"):
        return _compass_words_only
    if field.name == "brand":
        return _read_brand
    if field.vocabulary:
        return code_reader(field.vocabulary, several=field.kind == "codes")
    if field.kind == "year":
        return _year_reader(year)
    return _KINDS[field.name if field.kind == "float" else field.kind]


def _compass_words_only(cell: Cell) -> Reading:
    return read_bearing(cell, compass_only=True)


def _read_brand(cell: Cell) -> Reading:
    reading = read_text(cell)
    country = accent_key(str(reading.value or "")).removeprefix("xuất xứ").lstrip(" :") in _COUNTRIES
    return Reading(None, "brand_is_country") if country else reading


def read_money(heading: str, title_scale: int) -> Reader:
    """Make a reader of amounts; "(triệu đồng)" in the heading scales them, else the scale that the title states."""
    scale = money_scale(heading) or title_scale

    def read(cell: Cell) -> Reading:
        return read_money_vnd(cell, scale)

    return read


def money_scale(text: str) -> int:
    """Give the factor to đồng that a heading or title states ("ĐVT: triệu đồng" = 1,000,000), 0 where none."""
    key = accent_key(text)
    for words, factor in (
        ("tỷ đồng", 10**9),
        ("triệu", 10**6),
        ("trđ", 10**6),
        ("nghìn đồng", 10**3),
        ("ngàn đồng", 10**3),
        ("1.000 đ", 10**3),
        ("1000đ", 10**3),
    ):
        if words in key:
            return factor
    return 1 if "(đồng)" in key or "vnđ" in key else 0


def _year_reader(latest: int) -> Reader:
    def read(cell: Cell) -> Reading:
        reading = read_year(cell)
        if reading.code is None and reading.value is not None and reading.value > latest:
            return Reading(reading.value, "year_future", {"read": reading.value})
        return reading

    return read
