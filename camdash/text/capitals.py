"""Capitals of TCVN3: its fonts in capitals (.VnTimeH) draw small codes as capitals, so "QUËN" decodes to "QUậN"."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_VOWELLESS = re.compile(r"[^AEIOUYĂÂÊÔƠƯ]+")


def raise_capitals(text: str) -> str:
    """Put words in capitals whose plain letters are capitals: "QUậN BA ĐìNH" → "QUẬN BA ĐÌNH".

    Where a word has but one capital, at its start ("Hà", "ÁN" as "áN" has it at its end), the words beside it decide.
    """
    if text == text.lower() or text.isascii():
        return text
    words = list(_WORD.finditer(text))
    kinds = [_kind(match[0]) for match in words]
    pieces, end = [], 0
    for at, match in enumerate(words):
        raised = kinds[at] == "capital" or (kinds[at] == "either" and _among_capitals(kinds, at))
        pieces += [text[end : match.start()], match[0].upper() if raised else match[0]]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _kind(word: str) -> str:
    """Tell what a word shows: "capital", "small" (it has small plain letters), "either", or "none" (abbreviations)."""
    plain = [letter for letter in word if letter.isascii()]
    if any(letter.islower() for letter in plain):
        return "small"
    if word.isupper():
        return "none" if len(word) == 1 or _VOWELLESS.fullmatch(word) else "capital"
    return "capital" if any(letter.isupper() for letter in word[1:]) else "either"


def _among_capitals(kinds: list[str], at: int) -> bool:
    """Tell whether the nearest telling words on both sides, as far as there are any, are capitals."""
    before = next((kind for kind in reversed(kinds[:at]) if kind in ("capital", "small")), "")
    after = next((kind for kind in kinds[at + 1 :] if kind in ("capital", "small")), "")
    return {before, after} - {""} == {"capital"}
