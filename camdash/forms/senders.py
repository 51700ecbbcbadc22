"""Which unit sent a mail: by the name it shows, else by the address, in which words run together."""

import re

from camdash.forms.registry import Unit
from camdash.forms.units import UnitResolver
from camdash.text.fold import fold

_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
_APART = re.compile(r"[._+\-]+")
_SHORTEST = 4
_TYPES = ("quan", "huyen", "thixa", "tx", "q", "h", "caq", "cah", "catx", "ubnd", "ubndquan", "ubndhuyen", "congan")


class SenderResolver:
    """Finds the unit behind a sender such as `Văn thư Ba Đình <vanthu_badinh@hanoi.gov.vn>`; one per campaign."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        """Index every name, short name and alias of `units` written as one word, as addresses write them."""
        self._names = UnitResolver(units)
        self._joined: dict[str, set[str]] = {}
        for unit in units:
            for name in (unit.name, unit.short, *unit.aliases):
                joined = fold(name).replace(" ", "")
                if len(joined) >= _SHORTEST:
                    self._joined.setdefault(joined, set()).add(unit.code)

    def resolve(self, sender: str) -> frozenset[str]:
        """Name the units a sender can be: one code = resolved, none = unknown, several = ambiguous."""
        shown = _ADDRESS.sub(" ", sender)
        found = self._names.resolve(shown) if shown.strip(" <>") else frozenset()
        if found:
            return found
        for address in _ADDRESS.findall(sender.casefold()):
            for part in address.split("@"):  # whose mailbox it is goes before whose domain
                codes = [self._joined[b] for word in _APART.split(part) for b in _bare(word) if b in self._joined]
                if codes:
                    return frozenset().union(*codes)
        return frozenset()


def _bare(word: str) -> list[str]:
    """Give a word of an address as it stands and without a leading type word."""
    return [word, *(word.removeprefix(t) for t in sorted(_TYPES, key=len, reverse=True) if word.startswith(t))]
