"""Which reporting unit a text names: within one campaign, through full names, aliases, abbreviations and initials."""

from dataclasses import dataclass
from typing import Self

from camdash.forms.registry import Campaign, Unit
from camdash.text.fold import fold

_DISTRICT_TYPES = {("quan",), ("huyen",), ("thi", "xa"), ("q",), ("h",), ("tx",), ("caq",), ("cah",), ("catx",)}
_COMMUNE_TYPES = {("phuong",), ("xa",), ("thi", "tran"), ("p",), ("x",), ("tt",), ("cap",), ("cax",)}
_COMMUNE_KINDS = {"commune", "ward"}
_LEAD_INS = (("uy", "ban", "nhan", "dan"), ("ubnd",), ("cong", "an"), ("ca",))
_POLICE = ("cong an", "caq", "cah", "catx", "ca quan", "ca huyen", "ca thi xa", "ca tx")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text: where (word positions) and how surely (`typed`: with its type word or full name)."""

    codes: frozenset[str]
    at: int
    size: int
    typed: bool


class UnitResolver:
    """Finds the units that texts name; build one per campaign and keep it, answers are memoised."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        """Index the names, short names, aliases and initials of `units`."""
        self._typed: dict[Words, set[str]] = {}
        self._bare: dict[Words, tuple[set[str], bool]] = {}
        self._initials: dict[Words, set[str]] = {}
        self._memo: dict[str, tuple[Mention, ...]] = {}
        self._resolved: dict[str, frozenset[str]] = {}
        for unit in units:
            self._add(unit)
        self._longest = max((len(k) for k in (*self._typed, *self._bare)), default=0)

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """Build the resolver of a campaign's units."""
        return cls(campaign.units)

    def _add(self, unit: Unit) -> None:
        typed, bare = _split_type(tuple(fold(unit.name).split()))
        if not typed:
            for name in (unit.name, unit.short, *unit.aliases, unit.code):
                self._typed.setdefault(tuple(_words(name)), set()).add(unit.code)
            return
        self._typed.setdefault((*typed, *bare), set()).add(unit.code)
        self._typed.setdefault((*typed, *bare, "thanh", "pho", "ha", "noi"), set()).add(unit.code)
        self._bare.setdefault(bare, (set(), unit.kind in _COMMUNE_KINDS))[0].add(unit.code)
        for alias in unit.aliases:
            self._typed.setdefault(tuple(_words(alias)), set()).add(unit.code)
        self._initials.setdefault(("".join(w[0] for w in bare),), set()).add(unit.code)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find all units named in `text`, the longest names first taken, in the order they stand."""
        if text not in self._memo:
            self._memo[text] = tuple(self._scan(tuple(_words(text))))
        return self._memo[text]

    def _scan(self, words: Words) -> list[Mention]:
        spare = _without_lead_in(words)
        if spare in self._initials and len(spare) == 1:
            return [Mention(frozenset(self._initials[spare]), 0, 1, typed=False)]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention = self._longest_at(words, at)
            if mention:
                found.append(mention)
                at += mention.size - 1
            at += 1
        return found

    def _longest_at(self, words: Words, at: int) -> Mention | None:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            key = words[at : at + size]
            if key in self._typed:
                return Mention(frozenset(self._typed[key]), at, size, typed=True)
            if key in self._bare and _type_agrees(words, at, commune=self._bare[key][1]):
                return Mention(frozenset(self._bare[key][0]), at, size, typed=_type_before(words, at) != "")
        return None

    def resolve(self, text: str) -> frozenset[str]:
        """Name the units `text` can mean: one code = resolved, none = unknown, several = ambiguous."""
        if text not in self._resolved:
            mentions = self.mentions(text)
            typed = [m for m in mentions if m.typed]
            self._resolved[text] = frozenset().union(*(m.codes for m in typed or mentions))
        return self._resolved[text]


def speaks_for_police(text: str) -> bool:
    """Whether a letterhead or file name is a police body's."""
    folded = f" {fold(text.replace('_', ' '))} "
    return any(f" {word} " in folded for word in _POLICE)


def _words(text: str) -> list[str]:
    return fold(text.replace("_", " ").replace("&", " ")).split()


def _split_type(words: Words) -> tuple[Words, Words]:
    for kind in _DISTRICT_TYPES | _COMMUNE_TYPES:
        if words[: len(kind)] == kind and len(words) > len(kind):
            return kind, words[len(kind) :]
    return (), words


def _without_lead_in(words: Words) -> Words:
    for lead_in in _LEAD_INS:
        if words[: len(lead_in)] == lead_in:
            words = words[len(lead_in) :]
    return words[1:] if words[:1] and (words[:1] in _DISTRICT_TYPES) else words


def _type_before(words: Words, at: int) -> str:
    for size in (2, 1):
        before = words[max(0, at - size) : at]
        if before in _DISTRICT_TYPES:
            return "district"
        if before in _COMMUNE_TYPES:
            return "commune"
    return ""


def _type_agrees(words: Words, at: int, *, commune: bool) -> bool:
    level = _type_before(words, at)
    return level in {"", "commune" if commune else "district"}
