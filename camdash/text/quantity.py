"""How many cameras a cell speaks of, and of which kinds: "02 PTZ + 03 cố định", "01 bộ (04 mắt)", "một"."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from camdash.text.fold import accent_key, clean, fold, is_stated_absence, is_unknown
from camdash.text.numbers import is_number
from camdash.text.numerals import decimal, leading_words, spelled
from camdash.text.reading import NO_PARAMS, Cell, Param


class Part(NamedTuple):
    """A number of cameras and the words that tell their kind, "" where none does."""

    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a part
    kind_text: str


class QuantityReading(NamedTuple):
    """The parts of a quantity cell; `zero` when it states that there is none."""

    parts: tuple[Part, ...] = ()
    code: str | None = None
    params: Mapping[str, Param] = NO_PARAMS
    zero: bool = False

    @property
    def total(self) -> int:
        """Sum of all parts."""
        return sum(part.count for part in self.parts)


class _Segment(NamedTuple):
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a segment
    kind: str
    holder: str  # folded noun of what holds cameras (bộ, cột, vị trí ...), "" for cameras themselves


class _UnclearError(ValueError):
    """The text has no single sure reading."""


_MISSING = QuantityReading(code="quantity_missing")
_UNREADABLE = QuantityReading(code="quantity_unreadable")
_ZERO = QuantityReading(zero=True)
_LARGEST = 1_000_000
_LONGEST = 300  # characters a quantity can sensibly take
_PLAIN = re.compile(r"(\d{1,6})(?: ?(?:camera|cái|chiếc|mắt|bộ|cam))?", re.ASCII)
_NEGATIVE = re.compile(r"[-–−]\s*[\d.,]+\s*(?:camera|cam|cái)?", re.IGNORECASE)

_STATE = (
    r"(?:đang\s+|còn\s+|bị\s+|không\s+|ko\s+)?"
    r"(?:hoạt động(?: tốt)?|tốt|hỏng|hư hỏng|hư|mất tín hiệu|chập chờn|dùng được|sử dụng được)"
)
_WITH_STATES = re.compile(
    rf"(\d+)\s*(?:camera|cam|cái|mắt)?\s*[(:,]?\s*(?:trong đó)?\s*:?\s*"
    rf"((?:\d+\s*(?:camera|cam|cái)?\s*{_STATE}\s*(?:[,;+/]|và)?\s*)+)\)?",
    re.IGNORECASE,
)
_EACH_HOLDS = re.compile(
    r"(\d+)\s*(?:cột|bộ|cụm|trụ|vị trí|điểm),?\s*mỗi\s+\w+\s*(?:có\s*)?(\d+)\s*(?:camera|cam|mắt|cái)?", re.IGNORECASE
)
_LETTER_O = re.compile(r"(?<![^\W_])(?=[0-9oO]*[0-9])(?=[0-9]*[oO])[0-9oO]+(?![^\W_])")
_APPROX = re.compile(r"^(?:khoảng|khoang|chừng|ước|tầm|~|≈)\s*(?=\d)", re.IGNORECASE)
_VAGUE = re.compile(
    r"[<>≤≥?%]|\b(?:vài|mấy|nhiều|một số|hoặc|trở lên|hơn|tối thiểu|tối đa|ít nhất"
    r"|đến|tới|chưa rõ|không rõ|nghìn|triệu|tỷ|đồng)\b"
    r"|^(?:trên|dưới|ít)\b",
    re.IGNORECASE,
)
_NONE_OF_THEM = re.compile(r"^(?:không|chưa|ko|khong)(?: có)?(?: camera| cam| mắt| cái)?$", re.IGNORECASE)
_TIMES = re.compile(
    r"(\d+)\s*(?:bộ|cột|cái|vị trí|điểm|cụm|trụ)?\s*[x×*]\s*(\d+)"
    r"\s*(?:mắt|camera|cam|cái)?(?:\s*/\s*(?:bộ|cột|cụm|trụ))?",
    re.IGNORECASE,
)
_PER_HOLDER = re.compile(r"/\s*(?:bộ|cột|cụm|trụ|vị trí|điểm)\b", re.IGNORECASE)
_EACH = re.compile(r"\bmỗi\s+(?:bộ|cột|cụm|trụ|vị trí|điểm)\b\s*", re.IGNORECASE)
_OF_WHICH = re.compile(r"\s*,?\s*(?:trong đó|bao gồm|gồm có|gồm)\s*:?\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SPLIT = re.compile(r"\s*(?:;|\+|&|\bvà\b|,(?!\d)|(?<!\d),|(?<=[^\W\d_])\s*/\s*(?=\d))\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-–•*]\s*(?=[^\W_])")
_COUNT_FIRST = re.compile(r"(\d+(?:[.,]\d+)*)(?!\s*(?:mp|megapixel|k|g|mm|°|độ)\b)(?:\s*(\D.*))?", re.IGNORECASE)
_KIND_FIRST = re.compile(r"([^\W\d_][^\d:=]*?)\s*(?:[:=]\s*|\s-\s|\s+)(\d+)\s*([^\W\d_][^\d]*)?", re.IGNORECASE)
_SPECIFICATION = re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:mp|megapixel|k|g|mm|°|độ)(?!\w)|\bh\.?26[45]\b", re.IGNORECASE)
_GENERIC = (
    r"(?:camera|cam|mắt(?! cá\b)|mat(?! ca\b)|cái|cai|chiếc|chiec|c|thiết bị|thiet bi|máy quay|con|giám sát|giam sat"
    r"|quan sát|quan sat|an ninh|loại|loai|dạng|kiểu|số lượng|so luong|sl|tổng|tổng số|chung)"
)
_GENERIC_START = re.compile(rf"^(?:{_GENERIC}\b[\s.:-]*)+", re.IGNORECASE)
_GENERIC_END = re.compile(rf"(?:(?:^|\s+){_GENERIC})+[\s.]*$", re.IGNORECASE)
_TOTAL_WORD = re.compile(r"^(?:tổng(?: số| cộng)?|tong(?: so)?|cộng|số lượng|sl)\s*:?\s*(?=\d)", re.IGNORECASE)
_HOLDER = re.compile(r"^(bo|cot|vi tri|diem|cum|tru|nut|he thong|tu|dau ghi|dau thu|man hinh|o cung|switch|may chu)\b")
_SAID_TWICE = re.compile(r"(\d+)\s*\(\s*([^\W\d_]+(?: [^\W\d_]+)*)\s*\)")
_AFTER_WORDS = re.compile(
    rf"(?:{_GENERIC}|bộ|ptz|speed|dome|cố định|thân|bán cầu|xoay|quay|bullet|toàn cảnh|ip|cột|\(|\+|;|,)", re.IGNORECASE
)


def read_quantity(cell: Cell) -> QuantityReading:
    """Read the quantity of a row: parts with their kind words, or a problem code, or a stated zero."""
    if is_number(cell):
        return _of_number(float(cell))
    if is_unknown(cell):
        return _MISSING
    if not isinstance(cell, str):
        return _UNREADABLE
    plain = _PLAIN.fullmatch(cell)
    if plain:
        return _of_number(float(plain[1]))
    if is_stated_absence(cell) or _NONE_OF_THEM.match(clean(cell)):
        return _ZERO
    return _of_text(clean(cell.replace("\n", ";").replace("\r", "")).strip("'’‘;,. "))


def _of_state(text: str) -> int | None:
    """Read "4 (3 tốt, 1 hỏng)": the count before what works and what does not, where these add up to it."""
    match = _WITH_STATES.fullmatch(text)
    if not match:
        return None
    count, parts = int(match[1]), [int(n) for n in re.findall(r"\d+", match[2])]
    return count if sum(parts) == count else None


def _of_number(value: float) -> QuantityReading:
    if value == 0:
        return _ZERO
    if value < 0 or not value.is_integer() or value > _LARGEST:
        return _UNREADABLE
    return QuantityReading((Part(int(value), ""),))


def _of_text(text: str) -> QuantityReading:
    if len(text) > _LONGEST:
        return _UNREADABLE
    repaired, text = _mended(text)
    if not text or _VAGUE.search(text) or _NEGATIVE.fullmatch(text):
        return _UNREADABLE
    whole = _of_state(text)
    number = float(whole) if whole is not None else decimal(text, thousands=True)
    if number is not None:
        return _said(_of_number(number), repaired=repaired)
    try:
        segments, assumed = _segments_of(text)
    except _UnclearError:
        return _UNREADABLE
    return _said(_summed(segments), repaired=repaired or assumed)


def _mended(text: str) -> tuple[bool, str]:
    """Put 0 for the letter O, digits for words, and take "khoảng" away; tell if something was assumed."""
    mended = "0" if text in ("O", "o") else _LETTER_O.sub(lambda m: m[0].replace("o", "0").replace("O", "0"), text)
    mended = _APPROX.sub("", mended)
    repaired = mended != text
    mended = _SAID_TWICE.sub(lambda m: m[1] if spelled(m[2]) == int(m[1]) else m[0], mended)
    lead = leading_words(mended)
    if lead and (not lead[1] or _AFTER_WORDS.match(lead[1])):
        mended = f"{lead[0]} {lead[1]}".strip()
    return repaired, mended


def _said(reading: QuantityReading, *, repaired: bool) -> QuantityReading:
    """Add the info code when the text was repaired and a number came of it."""
    if not repaired or (reading.code and not reading.parts):
        return reading
    return reading._replace(code="quantity_repaired", params={"read": reading.total})


def _segments_of(text: str) -> tuple[list[_Segment], bool]:
    """Part the text into counted kinds; the flag tells that something other than cameras was left out."""
    times = _TIMES.fullmatch(text) or _EACH_HOLDS.fullmatch(text)
    if times:
        return [_Segment(int(times[1]) * int(times[2]), "", "")], True
    body, equals, total = text.partition("=")
    if (
        equals
        and re.fullmatch(r"\s*\d+\s*(?:camera|cam|cái)?\s*", total, re.IGNORECASE)
        and re.search(r"\d.*[+;,]", body)
    ):
        segments = _listed(body)
        if sum(s.count for s in segments) != int(re.sub(r"\D", "", total)):
            raise _UnclearError
        return _cameras_only(segments)
    head, inner = _head_and_inner(text)
    if inner is None:
        return _cameras_only(_listed(text))
    return _nested(head, inner)


def _head_and_inner(text: str) -> tuple[str, str | None]:
    """Part "05 camera (02 PTZ, 03 cố định)" or "05 camera, trong đó 02 PTZ" after the head."""
    text = _TOTAL_WORD.sub("", text)
    brackets = _BRACKETS.findall(text)
    if len(brackets) == 1 and text.endswith(")") and not _SPLIT.search(_BRACKETS.sub("", text)):
        return text[: text.index("(")].strip(), _OF_WHICH.sub("", brackets[0]).strip()
    if brackets:
        if any(re.search(r"\d", remark) for remark in brackets):
            raise _UnclearError
        return _BRACKETS.sub(" ", text), None
    of_which = _OF_WHICH.search(text)
    if of_which:
        return text[: of_which.start()], text[of_which.end() :]
    head, colon, inner = text.partition(":")
    if colon and re.match(r"\d", head):
        return head, inner.strip()
    together = re.fullmatch(r"((?:\d+ )?bộ) (\d+ (?:mắt|camera|cam))", text, re.IGNORECASE)
    if together:
        head = together[1] if together[1][0].isdigit() else f"1 {together[1]}"
        return head, together[2]
    return text, None


def _nested(head: str, inner: str) -> tuple[list[_Segment], bool]:
    outer = _segment(head)
    if not re.search(r"(?:^|[\s,;+(])\d+(?!\s*(?:mp|k|g|mm)\b)\s*[^\W\d_]|:\s*\d|^\d+$", inner, re.IGNORECASE):
        kind = outer.kind or ("" if re.search(r"\d", inner) else _kind(inner))
        return _cameras_only([_Segment(outer.count, kind, outer.holder)])
    each = bool(_PER_HOLDER.search(inner) or _EACH.search(inner))
    segments, left_out = _cameras_only(_listed(_EACH.sub("", _PER_HOLDER.sub("", inner))))
    within = sum(s.count for s in segments)
    if outer.holder:
        if each:
            return [_Segment(outer.count * s.count, s.kind, "") for s in segments], False
        if outer.count != 1:
            raise _UnclearError
        return segments, left_out
    if within > outer.count or each:
        raise _UnclearError
    return [*segments, _Segment(outer.count - within, outer.kind, "")], left_out


def _listed(text: str) -> list[_Segment]:
    """Read "02 PTZ + 03 cố định", "PTZ: 02; cố định: 03" or "3+2"."""
    separators = {m[0].strip().casefold() for m in _SPLIT.finditer(text)}
    pieces = [piece for piece in _SPLIT.split(text) if piece.strip()]
    segments = [_segment(piece) for piece in pieces]
    bare = any(piece.strip().isdigit() for piece in pieces)
    if not segments or (len(segments) > 1 and bare and separators != {"+"}):
        raise _UnclearError
    return segments


def _segment(piece: str) -> _Segment:
    piece = _BULLET.sub("", piece).strip()
    lead = leading_words(piece)
    if lead and _AFTER_WORDS.match(lead[1]):
        piece = f"{lead[0]} {lead[1]}"
    per = re.split(r"\s*/\s*(?=(?:\d+\s*)?(?:cột|vị trí|điểm|trụ|nút)\b)", piece, maxsplit=1, flags=re.IGNORECASE)
    match = _COUNT_FIRST.fullmatch(per[0])
    if match:
        count, rest = decimal(match[1], thousands=True), match[2] or ""
    else:
        match = _KIND_FIRST.fullmatch(per[0])
        if match is None:
            raise _UnclearError
        count, rest = float(match[2]), f"{match[1]} {match[3] or ''}"
    if count is None or not count.is_integer() or count > _LARGEST or re.search(r"\d", _SPECIFICATION.sub("", rest)):
        raise _UnclearError
    holder = _HOLDER.match(fold(rest))
    return _Segment(int(count), "" if holder else _kind(rest), holder[1] if holder else "")


def _kind(words: str) -> str:
    """Take the words that only say "camera" away."""
    words = _GENERIC_START.sub("", words.strip(" -–.:,"))
    return _GENERIC_END.sub("", words).strip(" -–.:,")


def _cameras_only(segments: Iterable[_Segment]) -> tuple[list[_Segment], bool]:
    """Leave poles, recorders and screens out where cameras are told too; a lone "bộ" is a camera."""
    segments = list(segments)
    cameras = [s for s in segments if not s.holder]
    if cameras:
        return cameras, len(cameras) < len(segments)
    if any(s.holder != "bo" for s in segments):
        raise _UnclearError
    return [s._replace(holder="") for s in segments], False


def _summed(segments: Iterable[_Segment]) -> QuantityReading:
    """Add up parts of the same kind, in the order written."""
    counts: dict[str, Part] = {}
    for segment in segments:
        key = accent_key(segment.kind)
        known = counts.get(key, Part(0, segment.kind))
        counts[key] = Part(known.count + segment.count, known.kind_text)
    parts = tuple(part for part in counts.values() if part.count)
    return QuantityReading(parts) if parts else _ZERO
