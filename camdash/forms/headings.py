"""What a heading means: its text to a field, per form, by the spellings of data/forms."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from camdash.forms.fields import FORMS, fields_of
from camdash.settings import DATA
from camdash.text.fold import fold

_BRACKETS = re.compile(r"\([^)]*\)")
NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[IVX]+\.)\s*")
PAIR = "coordinates"
SPLIT = "quantity:"
UNIT_PRICE = "unit_price"
NOT_A_BRAND = "country"
SECRET = "secret"  # noqa: S105 - the name of a kind of column


@dataclass(frozen=True, slots=True)
class RowWords:
    """Folded or accented first words that tell what a row is; see data/forms/headings.toml."""

    total: frozenset[str]
    total_next: frozenset[str]
    total_next_plain: frozenset[str]
    signature: tuple[str, ...]
    example: tuple[str, ...]
    footnote: tuple[str, ...]
    nil: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingBook:
    """Every known heading: `targets[form][folded heading]` is a field name or one of the special targets."""

    targets: Mapping[str, Mapping[str, str]]
    form_words: Mapping[str, tuple[str, ...]]
    rows: RowWords

    def target(self, form: str, heading: str) -> str | None:
        """Tell what one heading means in one form: as it stands, then without its brackets and numbering."""
        known = self.targets[form]
        for text in (heading, _BRACKETS.sub(" ", heading), NUMBERING.sub("", _BRACKETS.sub(" ", heading))):
            found = known.get(fold(text))
            if found:
                return found
        return None


def heading_key(heading: str) -> str:
    """Give the key by which a person's answer on a heading is remembered."""
    return fold(heading)


def nameless(letters: str) -> str:
    """Give the words by which a column without a heading is remembered: "Cột D"."""
    return f"Cột {letters}"


def text_key(text: str) -> str:
    """Give the key by which a person's answer on a unit is remembered."""
    return fold(text)


class HeadingError(ValueError):
    """A heading's spelling names two fields of one form."""


@cache
def heading_book() -> HeadingBook:
    """Read the headings; HeadingError where a spelling names two fields of one form."""
    with (DATA / "forms" / "headings.toml").open("rb") as file:
        data = tomllib.load(file)
    targets = {form: MappingProxyType(_targets(form, data)) for form in FORMS}
    rows = data["rows"]
    return HeadingBook(
        targets=MappingProxyType(targets),
        form_words=MappingProxyType({form: tuple(map(fold, words)) for form, words in data["form_words"].items()}),
        rows=RowWords(
            total=frozenset(rows["total"]),
            total_next=frozenset(rows["total_next"]),
            total_next_plain=frozenset(map(fold, rows["total_next"])) - {"so"},
            signature=tuple(map(fold, rows["signature"])),
            example=tuple(map(fold, rows["example"])),
            footnote=tuple(map(fold, rows["footnote"])),
            nil=tuple(map(fold, rows["nil"])),
        ),
    )


def _targets(form: str, data: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    index: dict[str, str] = {}
    for field in fields_of(form):
        if not field.derived:
            _add(index, form, field.name, (field.name.replace("_", " "), field.vi, field.en, *field.synonyms))
            _add(index, form, field.name, _grouped(field.group, field.leaf or field.vi))
    if form != "ai_needs":
        _add(index, form, PAIR, data["pair"]["headings"])
        _add(index, form, UNIT_PRICE, data["unit_price"]["headings"])
        _add(index, form, NOT_A_BRAND, data["not_a_brand"]["headings"])
        for camera_type, headings in data["split_quantity"].items():
            _add(index, form, SPLIT + camera_type, headings)
    _add(index, form, SECRET, data["secret"]["headings"])
    return index


def _grouped(group: str, leaf: str) -> list[str]:
    return [f"{group} {leaf}", f"{_BRACKETS.sub('', group)} {leaf}"] if group else []


def _add(index: dict[str, str], form: str, target: str, spellings: Iterable[str]) -> None:
    for spelling in spellings:
        for text in dict.fromkeys((fold(spelling), fold(_BRACKETS.sub(" ", spelling)))):
            if text and index.setdefault(text, target) != target:
                message = f"{form}: the heading “{spelling}” names both {index[text]} and {target}"
                raise HeadingError(message)
