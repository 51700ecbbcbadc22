"""The coded answers: codes, labels and the spellings clerks use, read from data/vocab/*.toml."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from camdash.settings import DATA
from camdash.text.fold import accent_key, fold
from camdash.words import Language

_STRONG = re.compile(r"\s*[;+\n|]\s*")
_WEAK = re.compile(r"\s*[,/&]\s*|\s+-\s+|\s+và\s+|\s+va\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_LEADING_BULLET = re.compile(r"^\s*(?:[-–•*+]|\d+[.)])\s*")
_NEGATIONS = frozenset({"không", "khong", "ko", "chưa", "chua", "chẳng", "mất", "mat"})
_NEGATION_REACH = 2
_SHORTEST_CONTAINED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """One code of a vocabulary with its labels; `short_vi` is for axes where the full label would not fit."""

    code: str
    vi: str
    en: str
    short_vi: str = ""
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """What a text was read as: the codes in order, and the parts of it that no spelling explains."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class SpellingError(ValueError):
    """A spelling names two codes of one vocabulary."""


class Vocabulary:
    """One list of coded answers; spellings are matched with accents first, then without."""

    def __init__(self, name: str, answers: tuple[Answer, ...]) -> None:
        """Index the spellings; raise SpellingError where one names two codes."""
        self.name = name
        self.answers = {a.code: a for a in answers}
        self.codes = tuple(self.answers)
        self._accented, doubled = _index(answers, _key)
        if doubled:
            message = f"{name}: spellings name two codes: {sorted(doubled)}"
            raise SpellingError(message)
        self._folded, _ = _index(answers, fold)
        self._accented_words = _by_words(self._accented, str.split)
        self._folded_words = _by_words(self._folded, str.split)

    def label(self, code: str, language: Language = "vi", *, short: bool = False) -> str:
        """Name a code to a reader."""
        answer = self.answers[code]
        if language == "en":
            return answer.en
        return answer.short_vi if short and answer.short_vi else answer.vi

    def read(self, text: str) -> Matched:
        """Read a cell: one answer, or several separated by ; , / + line breaks or "và"."""
        whole = self._exact(text)
        if whole:
            return Matched((whole,))
        codes: dict[str, None] = {}
        unknown: list[str] = []
        for segment in _STRONG.split(_spare_brackets(text)):
            for part, found in self._parts([p for p in map(_bare, _WEAK.split(segment)) if p]):
                codes.update(dict.fromkeys(found))
                if not found:
                    unknown.append(part)
        if not codes:
            codes = dict.fromkeys(self._contained(text))
            unknown = [] if codes else unknown
        return Matched(tuple(codes), () if "other" in codes else tuple(unknown))

    def _parts(self, pieces: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Join pieces where a spelling has a comma of its own ("Phòng, chống tội phạm"), then read each."""
        at = 0
        while at < len(pieces):
            for end in range(len(pieces), at, -1):
                part = ", ".join(pieces[at:end])
                exact = self._exact(part) or self._exact(_BRACKETS.sub(" ", part))
                if exact or end == at + 1:
                    yield part, (exact,) if exact else self._contained(part)
                    at = end
                    break

    def _exact(self, text: str) -> str | None:
        return self._accented.get(_key(text)) or self._folded.get(fold(text))

    def _contained(self, text: str) -> tuple[str, ...]:
        """Find the longest spellings that stand as whole words in the text and are not negated there."""
        if text.isascii():
            return _longest(fold(text).split(), self._folded_words)
        return _longest(_words(text), self._accented_words)


def _index(answers: tuple[Answer, ...], key: Callable[[str], str]) -> tuple[dict[str, str], set[str]]:
    """Map each spelling's key to its code; keys that two codes share are left out and given apart."""
    index: dict[str, str] = {}
    doubled: set[str] = set()
    for answer in answers:
        for spelling in (answer.code.replace("_", " "), answer.vi, answer.en, *answer.spellings):
            if index.setdefault(key(spelling), answer.code) != answer.code:
                doubled.add(key(spelling))
    return {spelling: code for spelling, code in index.items() if spelling not in doubled}, doubled


def _by_words(index: dict[str, str], split: Callable[[str], list[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(split(k)): code for k, code in index.items() if len(k) >= _SHORTEST_CONTAINED}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", accent_key(text))


def _key(text: str) -> str:
    return " ".join(_words(text))


def _bare(piece: str) -> str:
    return _LEADING_BULLET.sub("", piece).strip()


def _spare_brackets(text: str) -> str:
    """Hide the separators inside brackets, so that "Khác (a, b)" stays one part."""
    return _BRACKETS.sub(lambda m: re.sub(r"[;,/+&|-]", " ", m.group()), text)


def _longest(words: list[str], index: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    found: list[str] = []
    longest = max((len(k) for k in index), default=0)
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            code = index.get(tuple(words[at : at + size]))
            if code and not _negated(words, at, size):
                found.append(code)
                if words[at] in _NEGATIONS:
                    return tuple(dict.fromkeys(found))
                at += size - 1
                break
        at += 1
    return tuple(dict.fromkeys(found))


def _negated(words: list[str], at: int, size: int) -> bool:
    if words[at] in _NEGATIONS and size > 1:
        return False
    return any(w in _NEGATIONS for w in words[max(0, at - _NEGATION_REACH) : at])


@cache
def vocabulary(name: str, folder: Path = DATA / "vocab") -> Vocabulary:
    """Read one vocabulary; SpellingError where a spelling names two of its codes."""
    with (folder / f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    answers = tuple(
        Answer(code, e["vi"], e["en"], e.get("short_vi", ""), tuple(e.get("spellings", ()))) for code, e in data.items()
    )
    return Vocabulary(name, answers)


def vocabulary_names(folder: Path = DATA / "vocab") -> tuple[str, ...]:
    """Name all vocabularies that have a file."""
    return tuple(sorted(p.stem for p in folder.glob("*.toml")))
