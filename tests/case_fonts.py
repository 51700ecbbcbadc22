"""Writes Vietnamese for TCVN3 (.VnTime) and VNI fonts and for Windows-1258: what offices typed before Unicode."""

import unicodedata

_TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOFED = {
    "\u0302": {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def to_tcvn3(text: str) -> str:
    """Write a text in TCVN3; a capital with a tone takes the small letter's code, as the font's capitals have it.

    >>> to_tcvn3("Vị trí lắp đặt")
    'VÞ trÝ l¾p ®Æt'
    """
    return "".join(_TCVN3.get(c) or _TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """Write a text in VNI.

    >>> to_vni("Vị trí lắp đặt, Độ phân giải")
    'Vò trí laép ñaët, Ñoä phaân giaûi'
    """
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _WHOLE:
        return _cased(_WHOLE[small], letter)
    parts = unicodedata.normalize("NFD", small)
    base, marks = parts[0], parts[1:]
    tone = next((m for m in marks if m in _TONES), "")
    if "\u031b" in marks:
        return _cased(_WHOLE["ơ" if base == "o" else "ư"] + _TONES.get(tone, ""), letter)
    roof = next((m for m in marks if m in _ROOFED), "")
    sign = _ROOFED[roof][tone] if roof else _TONES.get(tone, "")
    return _cased(base + sign, letter)


def _cased(text: str, letter: str) -> str:
    return text.upper() if letter.isupper() else text


def tones_apart(text: str) -> str:
    """Set each tone behind its vowel as a letter of its own, which is all that Windows-1258 can hold.

    >>> len(tones_apart("ế")), tones_apart("ế")[0]
    (2, 'ê')
    """
    return "".join(map(_tone_apart, unicodedata.normalize("NFC", text)))


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    roofed = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", roofed) + "".join(part for part in parts if part in _TONES)
