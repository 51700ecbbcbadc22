"""Vietnamese text of the fonts before Unicode, TCVN3 (.VnTime) and VNI-Windows, found and turned into Unicode.

Such text reaches us as Latin-1 characters: "§é ph©n gi¶i" (TCVN3) or "Ñoä phaân giaûi" (VNI) for "Độ phân giải". It
must be read before any cleaning: lower-casing, NFKC or dropping soft hyphens (ư in TCVN3) destroys it. Which encoding a
text is in is judged by the syllables that each reading gives; where a text can be read in two ways, its sheet decides.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeVar

from camdash.text.capitals import raise_capitals
from camdash.text.syllables import IMPOSSIBLE, worth

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")
_AT_ONCE = 2**12
"""So many rows are reduced to their different cells at once: few enough for a sheet of nothing but different ones."""

_T = TypeVar("_T")
_Rows = list[list[_T]]

_TCVN3 = dict(zip(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=True,
))  # fmt: skip
_SOFT_HYPHEN_AS_MINUS = re.compile(
    "(?<=[^\\W\\d_])\u2212|\u2212(?=[^\\W\\d_])"
)  # what text taken from a PDF has for it
_VNI_SINGLE = dict(zip("ñôöæóòîìí", "đơưỉĩịỵìí", strict=True))
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HATS = dict(zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_BREVES = dict(zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))


def _vni_table() -> dict[str, str]:
    """Pair what VNI writes, one or two characters, with letters; a capital may be followed by a small mark."""
    toned = {
        bare + mark: letter + tone
        for bare, letter in zip("aeiouyôö", "aeiouyơư", strict=True)
        for mark, tone in _VNI_TONES.items()
    }
    hats = {bare + mark: bare + "\u0302" + tone for bare in "aeo" for mark, tone in _VNI_HATS.items()}
    breves = {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVES.items()}
    small = {**_VNI_SINGLE, **toned, **hats, **breves}
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items()}
    return {code: unicodedata.normalize("NFC", letter) for code, letter in {**mixed, **capital, **small}.items()}


_VNI = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_TCVN3_CODES = str.maketrans(_TCVN3)

_ONLY_UNICODE_HAS = "ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0303\u0306\u0309\u031b\u0323"
_UNICODE_ONLY = re.compile(f"[{_ONLY_UNICODE_HAS}]")
_WITHOUT_UNICODE_ONLY = re.compile(f"\0([^\0{_ONLY_UNICODE_HAS}]+)(?=\0)")  # among texts that NUL parts
_ETH = re.compile(r"(?<![^\W\d_])[Ðð](?=[^\W\d_])")
_TOKEN = re.compile(r"\S+")
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = re.compile(f"[{_LETTER}]+")
_SIGN = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷\u2212"  # no letters, but letters of TCVN3
_SIGN_AFTER_LETTER = re.compile(f"(?<=[{_LETTER}{_SIGN}])[{_SIGN}]")
_SIGN_BEFORE_LETTER = re.compile(f"[{_SIGN}](?=[{_LETTER}{_SIGN}])")
_AT_LETTER = 2
_CAPITAL_INSIDE = re.compile("[a-zß-öø-ÿ][À-ÖØ-Þ]")
_UNIT = re.compile(r"\d\s?µ[a-zA-Z]\b|^µ[mAVFHsgWlT]\b")
_ABBREVIATION = re.compile("[A-ZĂÂĐÊÔƠƯ]{1,8}")
_ONE_LETTER_WORDS, _ONE_LETTER = frozenset("àáạôởừýỷ"), 2
_LETTERS = frozenset("".join(_TCVN3.values()) + "".join(_TCVN3.values()).upper())
_LOST_HORN = re.compile("(?<![ưƯ])([ơờớởỡợ])(?=(?:ng|c|u)$)", re.IGNORECASE)
_SURE = 2  # of a text standing alone: one known syllable, or several possible ones


class _Token(NamedTuple):
    """A word as written, and its readings: how well each is Vietnamese; `odd` when some of it is none as written."""

    odd: bool
    raw: int
    texts: tuple[str, ...]
    worths: tuple[int, ...]


def decode(text: str, encoding: Encoding) -> str:
    """Turn text of a legacy encoding into Unicode (NFC), code by code; what is no code of it stays."""
    if encoding == "vni":
        return _VNI_CODE.sub(lambda match: _VNI[match[0]], text)
    return _SOFT_HYPHEN_AS_MINUS.sub("ư", text).translate(_TCVN3_CODES)


def repair_text(text: str) -> tuple[str, Encoding | None]:
    """Turn a text standing alone into Unicode and name the encoding it was in; None, and untouched, when unsure."""
    encoding = _sure_encoding(text)
    if encoding is None:
        return _with_real_d(text) if "Ð" in text or "ð" in text else text, None
    return _decoded(text, encoding), encoding


def detect(texts: Iterable[str]) -> Encoding | None:
    """Tell the encoding most of a sheet's texts are surely in; None for Unicode."""
    votes = Counter(
        "unicode" if is_unicode(text) else _sure_encoding(text) for text in set(texts) if not text.isascii()
    )
    best = max(ENCODINGS, key=lambda encoding: votes[encoding])
    return best if votes[best] > votes["unicode"] else None


def repair_sheet(rows: _Rows[_T]) -> tuple[_Rows[_T], Encoding | None]:
    """Turn a sheet's legacy texts into Unicode; give the rows (the same list when nothing was found) and the encoding.

    A text that can be read in two ways follows its sheet, and in a sheet of Unicode its row.
    """
    latin, composed, with_eth = _texts_of(rows)
    if with_eth:
        real: dict[object, str] = {text: _with_real_d(text) for text in with_eth}
        rows = [_row(row, real) for row in rows]
        latin, composed, _ = _texts_of(rows)
    return _repaired(rows, latin, composed)


def _repaired(rows: _Rows[_T], latin: list[str], composed: int) -> tuple[_Rows[_T], Encoding | None]:
    """Repair rows whose distinct texts of Latin-1 are known, and the number of those that are surely Unicode."""
    odd = _odd_words(latin)
    suspects = [text for text in latin if not odd.isdisjoint(text.split())] if odd else []
    sure = {text: encoding for text in suspects if (encoding := _sure_encoding(text)) is not None}
    if not sure:
        return rows, None
    votes = Counter(sure.values())
    main = max(ENCODINGS, key=lambda encoding: votes[encoding])
    repaired: dict[object, str] = {text: _decoded(text, encoding) for text, encoding in sure.items()}
    if votes[main] > composed:
        repaired.update((text, _decoded(text, main)) for text in latin if text not in sure and _fits(text, main))
        return [_row(row, repaired) for row in rows], main
    return [
        _row(row, {**repaired, **_of_row(row, sure)} if not sure.keys().isdisjoint(row) else {}) for row in rows
    ], main


def is_unicode(text: str) -> bool:
    """Tell whether the text has letters or combining marks that only Unicode's Vietnamese has."""
    return _UNICODE_ONLY.search(text) is not None


def _texts_of(rows: Sequence[Sequence[object]]) -> tuple[list[str], int, list[str]]:
    """Give the distinct texts with accents: those Latin-1 could hold, how many are surely Unicode, those with an Ð."""
    texts: set[str] = set()
    for at in range(0, len(rows), _AT_ONCE):
        different: set[object] = set().union(*rows[at : at + _AT_ONCE])
        texts.update(cell for cell in different if type(cell) is str and not cell.isascii())
    joined = "\0".join(("", *texts, ""))
    latin: list[str] = _WITHOUT_UNICODE_ONLY.findall(joined)
    with_eth = [text for text in texts if "Ð" in text or "ð" in text] if "Ð" in joined or "ð" in joined else []
    return latin, len(texts) - len(latin), with_eth


def _odd_words(texts: Iterable[str]) -> set[str]:
    """Give the words in the texts that are no Vietnamese as they stand."""
    words = set(" ".join(texts).split())
    return {word for word in words if not word.isascii() and _token(word).odd}


def _with_real_d(text: str) -> str:
    """Put the letter đ where old software wrote the Icelandic ð that looks like it: "Ðống Ða", not in TCVN3 ("xÐt")."""
    real = _ETH.sub(lambda match: "Đ" if match[0] == "Ð" else "đ", text)
    return real if real != text and (is_unicode(text) or _sure_encoding(text) is None) else text


def _row(row: list[_T], repaired: dict[object, str]) -> list[_T]:
    if not repaired or repaired.keys().isdisjoint(cell for cell in row if type(cell) is str):
        return row
    return [repaired.get(cell, cell) if type(cell) is str else cell for cell in row]  # type: ignore[misc]  # text for text


def _of_row(row: Sequence[object], sure: dict[str, Encoding]) -> dict[object, str]:
    """Repair what a row pasted from a legacy sheet has beside its sure texts."""
    texts = [cell for cell in row if type(cell) is str and not cell.isascii()]
    encodings = {sure[text] for text in texts if text in sure}
    if len(encodings) != 1 or any(map(is_unicode, texts)):
        return {}
    encoding = encodings.pop()
    return {text: _decoded(text, encoding) for text in texts if text not in sure and _fits(text, encoding)}


def _sure_encoding(text: str) -> Encoding | None:
    """Choose the encoding of a text by itself: what it gives must be Vietnamese where the text as it stands is not.

    Where both encodings give Vietnamese equally well, the text by itself is left.
    """
    if text.isascii() or is_unicode(text):
        return None
    tokens = _tokens(text)
    raw = sum(token.raw for token in tokens)
    worths = [sum(token.worths[at] for token in tokens) for at in range(len(ENCODINGS))]
    best, other = max(worths), min(worths)
    if best < _SURE or best - raw < _SURE or best == other or not any(token.odd for token in tokens):
        return None
    return ENCODINGS[worths.index(best)]


def _fits(text: str, encoding: Encoding) -> bool:
    """Tell whether a text of a legacy sheet reads at least as well decoded as it does as it stands."""
    if is_unicode(text):
        return False
    tokens, at = _tokens(text), ENCODINGS.index(encoding)
    raw, decoded = sum(token.raw for token in tokens), sum(token.worths[at] for token in tokens)
    return decoded > raw or decoded == raw >= 0


def _decoded(text: str, encoding: Encoding) -> str:
    """Decode the words that read better so, and put words of a capitals font in capitals."""
    at = ENCODINGS.index(encoding)
    decoded = _TOKEN.sub(lambda match: _better(match[0], at), text)
    return raise_capitals(decoded) if encoding == "tcvn3" else decoded


def _better(word: str, at: int) -> str:
    if word.isascii():
        return word
    token = _token(word)
    return word if token.raw > token.worths[at] else token.texts[at]


def _tokens(text: str) -> list[_Token]:
    return [_token(word) for word in text.split() if not word.isascii()]


@lru_cache(maxsize=1 << 15)
def _token(word: str) -> _Token:
    readings = tuple(
        _restored(decode(word, encoding)) if encoding == "tcvn3" else decode(word, encoding) for encoding in ENCODINGS
    )
    weights = _weights(word)
    raw = sum(weights)
    worths = (raw if text == word or _UNIT.search(word) else sum(_weights(text)) for text in readings)
    return _Token(min(weights) < 0, raw, readings, tuple(worths))


def _weights(text: str) -> list[int]:
    """Weigh a text's words as syllables; a sign beside a letter speaks against it, one between letters twice."""
    signs = len(_SIGN_AFTER_LETTER.findall(text)) + len(_SIGN_BEFORE_LETTER.findall(text))
    words = [_weight_of_word(match, text) for match in _WORD.finditer(text) if not match[0].isascii()]
    return [*words, -_AT_LETTER * signs]


def _weight_of_word(match: re.Match[str], text: str) -> int:
    word = match[0]
    if len(word) == 1:
        return _weight_of_letter(word, text, match.start())
    if _CAPITAL_INSIDE.search(word):
        return IMPOSSIBLE
    value = worth(word)
    return 0 if value == IMPOSSIBLE and _ABBREVIATION.fullmatch(word) else value


def _weight_of_letter(letter: str, text: str, at: int) -> int:
    """Weigh a letter by itself: đồng after a number, some words, else a sign misread or no Vietnamese."""
    if letter in "đĐ":
        return 0
    at_digit = text[at - 1 : at].isdigit() or text[at + 1 : at + 2].isdigit()
    if letter.lower() in _ONE_LETTER_WORDS and not at_digit:
        return _ONE_LETTER
    if letter in _LETTERS:
        return -1
    return 0 if at_digit else IMPOSSIBLE


def _restored(text: str) -> str:
    """Put back an ư that software dropped with the soft hyphens, where nothing else can be meant (Th­ơng → Thương)."""
    return _WORD.sub(_with_horn, text)


def _with_horn(match: re.Match[str]) -> str:
    word = match[0]
    if not _LOST_HORN.search(word) or worth(word) > 0:
        return word
    whole = _LOST_HORN.sub(r"ư\1", word)
    return whole if worth(whole) > 0 else word
