"""Numbers as people write them: decimal comma, thousands dot, and words from một to nghìn."""

import re

from camdash.text.fold import clean

NUMBER = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
_PLAIN = re.compile(r"\d+(?:\.\d*)?")
_GROUPS = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}
_SHORT = 15  # digits a float holds exactly
_MOST_WORDS = 9  # of a number below a million


def decimal(text: str, *, thousands: bool = False) -> float | None:
    """Read digits with points, commas and blanks; `thousands` decides what a lone "1.250" or "1,250" is."""
    text = text.replace(" ", "")
    if not text or len(text) > 4 * _SHORT or not text.isascii():
        return None
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return _mixed(text)
    if points + commas > 1 or (points + commas == 1 and thousands):
        mark = "." if points else ","
        if _GROUPS[mark].fullmatch(text):
            return float(text.replace(mark, ""))
        if points + commas > 1:
            return None
    text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def _mixed(text: str) -> float | None:
    """Read "1.234,5" or "1,234.5": the mark that stands last parts the decimals."""
    last = max(text.rfind("."), text.rfind(","))
    whole, mark, fraction = text[:last], text[last], text[last + 1 :]
    other = "," if mark == "." else "."
    if mark in whole or not fraction.isdigit() or not _GROUPS[other].fullmatch(whole):
        return None
    return float(f"{whole.replace(other, '')}.{fraction}")


_UNITS = {
    1: "một mốt mot",
    2: "hai",
    3: "ba",
    4: "bốn tư bon tu",
    5: "năm lăm nhăm nam lam",
    6: "sáu sau",
    7: "bảy bẩy bay",
    8: "tám tam",
    9: "chín chin",
}
_DIGIT = {word: value for value, words in _UNITS.items() for word in words.split()}
_CLASS = {
    **dict.fromkeys(_DIGIT, "U"),
    "mười": "M",
    "mươi": "Y",
    "muoi": "M",
    "chục": "Y",
    "chuc": "Y",
    "trăm": "T",
    "tram": "T",
    "nghìn": "N",
    "ngàn": "N",
    "nghin": "N",
    "ngan": "N",
    "linh": "L",
    "lẻ": "L",
}
_BELOW_1000 = r"(?:UT)?(?:(?:M|UY)U?|LU|U)?"
_GRAMMAR = re.compile(rf"(?:({_BELOW_1000})N)?({_BELOW_1000})")


def spelled(text: str) -> int | None:
    """Read a number written in words only ("mười lăm" = 15, "hai mươi mốt" = 21), else None."""
    words = clean(text).casefold().split()
    if not words or len(words) > _MOST_WORDS or any(word not in _CLASS for word in words):
        return None
    shape = "".join(_CLASS[word] for word in words)
    shape = re.sub("(?<=U)M", "Y", shape)
    match = _GRAMMAR.fullmatch(shape)
    if match is None:
        return None
    thousands = 0
    if match.end(1) > 0:
        thousands = _below_1000(words[: match.end(1)], match[1])
    rest = _below_1000(words[match.start(2) :], match[2])
    return 1000 * thousands + rest


def _below_1000(words: list[str], shape: str) -> int:
    total = digit = 0
    for word, kind in zip(words, shape, strict=True):
        if kind == "U":
            digit = _DIGIT[word]
        elif kind in "MYTL":
            total += {"M": 10, "Y": 10 * digit, "T": 100 * digit, "L": 0}[kind]
            digit = 0
    return total + digit


def leading_words(text: str) -> tuple[int, str] | None:
    """Part a text that begins with a number in words: "mười lăm camera" = (15, "camera")."""
    words = text.split()
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        value = spelled(" ".join(words[:length]))
        if value is not None:
            return value, " ".join(words[length:])
    return None
