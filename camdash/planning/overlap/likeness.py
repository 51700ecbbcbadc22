"""How alike two positions are called: words without accents, kinds of places left out, whatever their order.

Likeness is rapidfuzz's token-set ratio, 0 to 100, so that words which one side leaves out cost nothing; NaN where a
side says nothing.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_KINDS = (
    "đường|phố|ngõ|ngách|hẻm|số nhà|số|nhà số|quận|huyện|thị xã|thị trấn|phường|xã|thành phố|tp|q|p|h|x|tt|đ|"
    "hà nội|ha noi|hanoi|việt nam|viet nam|vietnam|vị trí|vi tri|nút giao thông|nút giao|nút|ngã tư|ngã ba|ngã năm|"
    "ngã 3|ngã 4|ngã 5|khách sạn|khach san|hotel|camera|cam|khu vực|trước cửa|trước"
)
"""Words that tell what kind of place it is, not which; with accents, as "Ngô", "Sở" and "Phương" are names."""

_KIND = rf" (?:{_KINDS.replace(' ', '  ')}) "
_MARKS = (" ", ",", ".", "-", "–", "/", "(", ")", ":", ";")
_NUMBER = r"[^0-9]+"
_AREA = r"\b(?:thon|xom|to|to dan|khu|cum|doi|ap|lo|quoc lo|tinh lo|ql|tl|km|tang|toa) ?[0-9]+[a-z]?"
"""Numbers of villages, groups, highways and floors: many places share them."""

_BLANK, _NONE = pa.scalar(" ", pa.large_string()), pa.scalar("", pa.large_string())


@dataclass(frozen=True, slots=True)
class Called:
    """Texts made comparable: a code for each row (-1: says nothing), and by code what is left of it.

    `numbers` are all its numbers, `houses` those that may be of a house.
    """

    codes: Ints
    plain: npt.NDArray[np.object_]
    numbers: npt.NDArray[np.object_]
    houses: npt.NDArray[np.object_]


def called(texts: pd.Series) -> Called:
    """Fold each different text once."""
    raw = encoded(texts)
    folded = fold_all(raw.dictionary).dictionary_encode()
    said: pa.Array = folded.dictionary
    into = folded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    codes = raw.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    codes = np.where(codes >= 0, into[codes], -1) if len(into) else codes
    numbers = _numbers_of(said)
    of_areas = np.flatnonzero(pc.match_substring_regex(said, _AREA).to_numpy(zero_copy_only=False))
    houses = numbers.copy()
    houses[of_areas] = _numbers_of(pc.replace_substring_regex(said.take(pa.array(of_areas)), _AREA, " "))
    plain = said.to_numpy(zero_copy_only=False)
    codes[np.isin(codes, np.flatnonzero(plain == ""))] = -1
    return Called(codes, plain, numbers, houses)


def encoded(texts: pd.Series) -> pa.DictionaryArray:
    """Give numbers to the different texts of a column."""
    arrow = pa.array(texts, from_pandas=True)
    pieces = arrow.chunks if isinstance(arrow, pa.ChunkedArray) else [arrow]
    text = pa.large_string()
    return pa.chunked_array([piece.cast(text) for piece in pieces], text).combine_chunks().dictionary_encode()


def _numbers_of(texts: pa.Array) -> npt.NDArray[np.object_]:
    found = pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, _NUMBER, " "))
    return np.asarray(found.to_numpy(zero_copy_only=False))


def fold_all(texts: pa.Array) -> pa.Array:
    """Reduce texts to lower-case words without accents and without kinds of places, where others are left."""
    if pc.any(pc.match_substring_regex(texts, r"\p{M}")).as_py():
        texts = pc.utf8_normalize(texts, "NFC")
    parted = pc.binary_join_element_wise(_BLANK, pc.utf8_lower(texts), _BLANK, _NONE)
    for mark in _MARKS:  # several plain replacements take a third of one by a class of characters
        parted = pc.replace_substring(parted, mark, "  ")
    bare = pc.replace_substring_regex(parted, _KIND, " ")
    told = pc.match_substring_regex(bare, r"[\p{L}\p{N}]")
    return _without_accents(pc.if_else(told, bare, parted))


def _without_accents(texts: pa.Array) -> pa.Array:
    apart = pc.replace_substring_regex(pc.utf8_normalize(texts, "NFD"), r"\p{M}+", "")
    plain = pc.replace_substring(apart, "đ", "d")
    if pc.any(pc.match_substring_regex(plain, r"[^\p{L}\p{N} ]")).as_py():
        plain = pc.replace_substring_regex(plain, r"[^\p{L}\p{N}]+", " ")
    for _ in range(4):  # runs of up to sixteen blanks
        plain = pc.replace_substring(plain, "  ", " ")
    return pc.utf8_trim_whitespace(plain)


def likeness(one: Called, other: Called, a: Ints, b: Ints) -> Floats:
    """Compare what the rows `a` of one side and `b` of the other are called; equal pairs of texts are compared once."""
    left, right = one.codes[a], other.codes[b]
    told = np.flatnonzero((left >= 0) & (right >= 0))
    found = np.full(len(a), np.nan)
    width = np.int64(max(len(other.plain), 1))
    pairs, back = np.unique(left[told] * width + right[told], return_inverse=True)
    first, second = one.plain[pairs // width], other.plain[pairs % width]
    scores = np.where(first == second, 100.0, 0.0)
    differ = np.flatnonzero(first != second)
    scores[differ] = process.cpdist(
        first[differ].tolist(), second[differ].tolist(), scorer=fuzz.token_set_ratio, dtype=np.float64, workers=-1
    )
    found[told] = scores[back]
    return found


def numbers_differ(one: Called, other: Called, a: Ints, b: Ints) -> Flags:
    """Tell where both texts have numbers and share none: numbers of houses, lanes, villages, cameras."""
    told, same = _shared((one.codes[a], one.numbers), (other.codes[b], other.numbers))
    return told & ~same


def houses_shared(one: Called, other: Called, a: Ints, b: Ints) -> Flags:
    """Tell where both texts have a number in common that may be of a house."""
    return _shared((one.codes[a], one.houses), (other.codes[b], other.houses))[1]


_Numbers = tuple[Ints, npt.NDArray[np.object_]]


def _shared(left: _Numbers, right: _Numbers) -> tuple[Flags, Flags]:
    first, second = (
        np.where(codes >= 0, numbers[codes], "") if len(numbers) else np.full(len(codes), "", dtype=object)
        for codes, numbers in (left, right)
    )
    told = np.asarray((first != "") & (second != ""), dtype=bool)
    same = np.asarray(told & (first == second), dtype=bool)
    some = np.flatnonzero(told & ~same)
    masks, other_masks = _masks(left[1]), _masks(right[1])
    some = some[masks[left[0][some]] & other_masks[right[0][some]] != 0]
    for row in some:
        same[row] = not set(first[row].split()).isdisjoint(second[row].split())
    return told, same


def _masks(numbers: npt.NDArray[np.object_]) -> npt.NDArray[np.uint64]:
    """Give each text a bit for each of its numbers, by their last digits: without a common bit no number is common."""
    masks = np.zeros(len(numbers), dtype=np.uint64)
    words = pc.split_pattern(pa.array(numbers, pa.large_string()), " ")
    rows = pc.list_parent_indices(words).to_numpy()
    ends = pc.utf8_slice_codeunits(pc.list_flatten(words), -4)
    told = pc.not_equal(ends, "").to_numpy(zero_copy_only=False)
    bits = pc.cast(ends.filter(pa.array(told)), pa.int64()).to_numpy() % 64
    np.bitwise_or.at(masks, rows[told], np.uint64(1) << bits.astype(np.uint64))
    return masks
