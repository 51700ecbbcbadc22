"""Words, numbers and dates on screen, in Vietnamese or English, through one module.

English stands in the code; the gettext catalogue `locale/vi/LC_MESSAGES/camdash.po` holds the Vietnamese.
Numbers and dates go through Babel and never through the browser's locale. Babel is imported where it is used,
because the reader's child processes mark sentences but never say them, and should start fast.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
LOCALE_DIR = Path(__file__).parent / "locale"
_BABEL = {"vi": "vi_VN", "en": "en_GB"}

_Param = str | float | int


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name, which extraction looks for
    """Mark a msgid for extraction where it is defined but translated later."""
    return msgid


@cache
def _catalogue(language: str) -> dict[str, tuple[str, ...]]:
    path = LOCALE_DIR / language / "LC_MESSAGES" / "camdash.po"
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        entries = [m for m in read_po(file) if m.id and m.string and not m.fuzzy]
    return {_first(m.id): _forms(m.string) for m in entries if m.string}


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


_AMOUNTS = ((10**9, N_("{amount} billion đồng")), (10**6, N_("{amount} million đồng")))
_THREE_DIGITS = 100


# Pages write the same numbers again and again, and Babel takes long enough over each to be seen on a busy page.


@lru_cache(maxsize=1 << 16)
def _decimal(value: float, decimals: int, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(value, format=pattern, locale=_BABEL[language]))


@lru_cache(maxsize=1 << 14)
def _percent(share: float, decimals: int, language: str) -> str:
    from babel.numbers import format_percent  # noqa: PLC0415

    pattern = "#,##0." + "0" * decimals + "%" if decimals else "#,##0%"
    return str(format_percent(share, format=pattern, locale=_BABEL[language]))


@dataclass(frozen=True, slots=True)
class Words:
    """One language's way to say and to write numbers; hashable, so it can be part of a cache key."""

    language: Language = "vi"

    def t(self, msgid: str, /, **params: _Param) -> str:
        """Say `msgid` in this language with its named parameters filled in."""
        forms = _catalogue(self.language).get(msgid)
        text = forms[0] if forms and forms[0] else msgid
        return text.format(**params) if params else text

    def n(self, singular: str, plural: str, count: int, /, **params: _Param) -> str:
        """Say a counted thing; `{count}` is filled in with the formatted number."""
        forms = _catalogue(self.language).get(singular)
        choices = forms if forms and forms[0] else (singular, plural)
        text = choices[0] if count == 1 or len(choices) == 1 else choices[1]
        return text.format(count=self.number(count), **params)

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Write a number as `1.234,5` (vi) or `1,234.5` (en); nothing known gives an en dash."""
        if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unequal to itself
            return "–"
        return _decimal(value, decimals, self.language)

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """Write a share of one as a percentage."""
        if share is None or share != share:  # noqa: PLR0124 - NaN
            return "–"
        return _percent(share, decimals, self.language)

    def money(self, vnd: float | None) -> str:
        """Write an amount in đồng as a letter does: `1,2 tỷ đồng`, `350 triệu đồng`, `12.000 đồng`."""
        if vnd is None or vnd != vnd:  # noqa: PLR0124 - NaN
            return "–"
        for size, msgid in _AMOUNTS:
            if abs(vnd) >= size * (1 - 0.5 / 1000):  # 999,96 million is a billion when it is written
                return self.t(msgid, amount=self._short(vnd / size))
        return self.t(N_("{amount} đồng"), amount=self.number(vnd))

    def _short(self, amount: float) -> str:
        """Write three digits or more of an amount, without zeros behind the mark."""
        decimals = 0 if abs(amount) >= _THREE_DIGITS or float(round(amount, 1)).is_integer() else 1
        return self.number(amount, decimals)

    def date(self, day: date | None) -> str:
        """Write a day as dd/mm/yyyy."""
        from babel.dates import format_date  # noqa: PLC0415

        return "–" if day is None else str(format_date(day, "dd/MM/yyyy", locale=_BABEL[self.language]))

    def moment(self, when: datetime) -> str:
        """Write a moment as HH:MM dd/mm/yyyy."""
        from babel.dates import format_datetime  # noqa: PLC0415

        return str(format_datetime(when, "HH:mm dd/MM/yyyy", locale=_BABEL[self.language]))
