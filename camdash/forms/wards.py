"""The official wards: names resolve within their district, the accented match first."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from camdash.forms.registry import Campaign
from camdash.settings import DATA
from camdash.text.fold import accent_key, clean, fold

_TYPES = ("phường", "xã", "thị trấn")
_SHORT_TYPES = {"p": "phường", "p.": "phường", "x": "xã", "x.": "xã", "tt": "thị trấn", "tt.": "thị trấn"}


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward, commune or township: official name with its type word, and the GSO code of its district."""

    code: str
    name: str
    district: str


class WardList:
    """The wards of a campaign, found by name; ambiguous names give several wards, unknown ones none."""

    def __init__(self, wards: Iterable[Ward]) -> None:
        """Index the wards by accented and by folded name, with and without the type word."""
        self.wards = tuple(wards)
        self._accented: dict[str, list[Ward]] = {}
        self._folded: dict[str, list[Ward]] = {}
        self._memo: dict[tuple[str, str | None], tuple[Ward, ...]] = {}
        for ward in self.wards:
            for name in (ward.name, _bare(ward.name)):
                self._accented.setdefault(accent_key(name), []).append(ward)
                self._folded.setdefault(fold(name), []).append(ward)

    def resolve(self, text: str, district: str | None) -> tuple[Ward, ...]:
        """Find the wards that `text` can mean, within `district` (GSO code) where that is known."""
        known = self._memo.get((text, district))
        if known is None:
            known = self._memo[text, district] = self._resolve(text, district)
        return known

    def _resolve(self, text: str, district: str | None) -> tuple[Ward, ...]:
        for name in _candidates(text):
            for index, key in ((self._accented, accent_key(name)), (self._folded, fold(name))):
                found = [w for w in index.get(key, ()) if district is None or w.district == district]
                if found:
                    return tuple(dict.fromkeys(found))
        return ()


def _bare(name: str) -> str:
    lowered = name.casefold()
    for kind in _TYPES:
        if lowered.startswith(f"{kind} "):
            return name[len(kind) + 1 :]
    return name


def _candidates(text: str) -> list[str]:
    """Give the ways to read a ward's cell: whole, its first part before a comma, with abbreviations written out."""
    whole = clean(text)
    first = whole.split(",")[0].split(" - ")[0].strip()
    return [expanded for name in dict.fromkeys((whole, first)) for expanded in (name, _expand(name)) if expanded]


def _expand(name: str) -> str:
    head, _, rest = name.replace(".", ". ", 1).partition(" ")
    kind = _SHORT_TYPES.get(head.casefold())
    return f"{kind} {rest.strip()}" if kind and rest.strip() else ""


@cache
def wards_2024() -> WardList:
    """Give the 579 communes of early 2024."""
    with (DATA / "units" / "wards_2024.csv").open(encoding="utf-8", newline="") as file:
        return WardList(Ward(r["code"], r["name"], r["district"]) for r in csv.DictReader(file))


def wards_of(campaign: Campaign) -> WardList:
    """Give a campaign's wards: the communes of 2024 where districts report, else the reporting communes themselves."""
    if campaign.districts:
        return wards_2024()
    return WardList(Ward(u.code, u.name, "") for u in campaign.units if u.kind in {"commune", "ward"})
