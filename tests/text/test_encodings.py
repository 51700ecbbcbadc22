"""Names and street-like texts in four encodings: each read back as the very text it was, alone or in its sheet."""

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.forms.fields import all_fields
from camdash.settings import DATA
from camdash.text.legacy import decode, repair_sheet, repair_text
from camdash.text.syllables import worth
from tests.case_fonts import to_tcvn3, to_vni

# Read by themselves these are Vietnamese as they stand ("Phó Minh" is TCVN3 for Phú Minh), or Vietnamese in both fonts
# (Thö: Thử, Thư), or no Vietnamese at all (vídụ); so they are left, and right where their sheet tells.
NEED_THEIR_SHEET = {
    "tcvn3": {
        "Trung Phụng", "Trung Tự", "Minh Phú", "Kim Lũ", "Phú Minh", "Võng La", "Mộ Lao", "Phú La", "Phúc La",
        "Phú Kim", "Phú Nam An", "Phú Túc", "Trung Tú", "An Phú",
        "Số TT", "Nút giao", "Cự ly", "Số camera", "Số cam", "Hỏng", "Số camera hỏng", "Số hỏng", "Số megapixel",
        "Ghi chú", "Số camera PTZ",
    },
    "vni": {
        "Cống Vị", "Nam Sơn", "Nam Hồng", "Uy Nỗ", "Kim Nỗ", "Võng La", "Kim Sơn", "Hồng Phong", "Kim Thư",
        "Hồng Minh", "Hoa Sơn", "Hồng Quang", "Hồng Sơn", "Hồ Quan Sơn", "Cao Lỗ",
        "Cơ quan", "Số TT", "Vị trí", "Vị trí camera", "Số camera", "Số cam", "Số megapixel", "Vị trí GPS",
        "Số camera PTZ",
    },
    "nfd": set(),
    "nfc": set(),
}  # fmt: skip
ENCODERS: dict[str, Callable[[str], str]] = {
    "nfc": lambda text: unicodedata.normalize("NFC", text),
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "tcvn3": to_tcvn3,
    "vni": to_vni,
}


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a table of names."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names() -> dict[str, list[str]]:
    """Gather every name of places, units and headings that camdash ships."""
    units = rows_of(DATA / "units" / "campaign_2024.csv")
    districts = {unit["code"]: unit["name"] for unit in units}
    wards = rows_of(DATA / "units" / "wards_2024.csv")
    streets = [name for row in rows_of(DATA / "samples" / "streets.csv") for name in row["streets"].split(";")]
    headings = [text for field in all_fields().values() for text in (field.vi, *field.synonyms)]
    return {
        "wards": [ward["name"] for ward in wards],
        "wards with district": [f"{ward['name']}, {districts[ward['district']]}" for ward in wards],
        "wards in capitals": [f"{ward['name']}, {districts[ward['district']]}".upper() for ward in wards],
        "bare wards": [ward["name"].removeprefix(ward["type"]).strip() for ward in wards],
        "units": [unit["name"] for unit in units],
        "headings": headings,
        "places": [row["name"] for row in rows_of(DATA / "samples" / "places.csv")],
        "streets": streets,
        "addresses": [f"Số 12 ngõ 34 phố {name}, phường Ô Chợ Dừa" for name in streets],
    }


def same(read: str, meant: str, encoding: str) -> bool:
    """Compare; TCVN3 has no capitals with a tone, so a word's first letter may come back small."""
    return read == meant or (encoding == "tcvn3" and not meant.isupper() and to_tcvn3(read) == to_tcvn3(meant))


def wrong_alone(texts: list[str], encoding: str) -> set[str]:
    """Give the texts that do not come back when they stand alone; those in NFD must stay as they are."""
    encode = ENCODERS[encoding]
    meant = {text: encode(text) if encoding == "nfd" else text for text in texts}
    return {text for text in texts if not same(repair_text(encode(text))[0], meant[text], encoding)}


def stands(text: str, encoding: str) -> bool:
    """Tell whether a text as the font has it is Vietnamese as it stands, every word of it; headings may be added."""
    written = ENCODERS[encoding](text)
    return all(word.isascii() or worth(word) > 0 for word in re.findall(r"[^\W\d_]+", written))


@pytest.mark.parametrize("encoding", ["nfc", "nfd", "tcvn3", "vni"])
@pytest.mark.parametrize("kind", [*names()])
def test_each_text_alone(kind: str, encoding: str) -> None:
    """Every name by itself comes back as it was, but for those listed; and wards with their type word all do."""
    wrong = wrong_alone(names()[kind], encoding)
    assert {
        text for text in wrong - NEED_THEIR_SHEET[encoding] if kind != "headings" or not stands(text, encoding)
    } == set()
    assert not wrong or kind not in ("wards", "wards with district", "wards in capitals", "units", "addresses")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_left_texts_are_harmless(encoding: str) -> None:
    """What cannot be told alone is left as it was, never turned into something else."""
    for text in NEED_THEIR_SHEET[encoding]:
        assert repair_text(ENCODERS[encoding](text)) == (ENCODERS[encoding](text), None)


@pytest.mark.parametrize("encoding", ["nfc", "nfd", "tcvn3", "vni"])
@pytest.mark.parametrize("kind", [*names()])
def test_all_texts_in_their_sheet(kind: str, encoding: str) -> None:
    """In a sheet of its kind every name comes back, also each that cannot be told alone."""
    texts = names()[kind]
    rows, found = repair_sheet([[ENCODERS[encoding](text), 1.0] for text in texts])
    assert found == (encoding if encoding in ("tcvn3", "vni") else None)
    meant = [ENCODERS["nfd"](text) if encoding == "nfd" else text for text in texts]
    assert [
        (row[0], text) for row, text in zip(rows, meant, strict=True) if not same(str(row[0]), text, encoding)
    ] == []


@pytest.mark.parametrize("encoding", ["nfc", "nfd", "tcvn3", "vni"])
@pytest.mark.parametrize("table", ["communes_2024_579", "wards_2025", "departments", "districts_2024"])
def test_shared_names(shared: Path, table: str, encoding: str) -> None:
    """Every name of the shared registries comes back by itself."""
    assert wrong_alone([row["name"] for row in rows_of(shared / "units" / f"{table}.csv")], encoding) == set()


@given(
    st.tuples(st.integers(1, 999), st.integers(1, 99)),
    st.sampled_from(names()["streets"] + names()["places"]),
    st.sampled_from(names()["wards"]),
    st.sampled_from(
        ["Số {} ngõ {} phố {}, {}", "Ngã tư {}/{} {} - {}", "Cột đèn {}, hẻm {} đường {}; {}", "{}.{} {} ({})"]
    ),
    st.sampled_from([*ENCODERS]),
)
def test_composed_addresses(at: tuple[int, int], street: str, ward: str, pattern: str, encoding: str) -> None:
    """Addresses put together at random come back from every encoding, and so does the whole in capitals."""
    text = pattern.format(*at, street, ward)
    assert wrong_alone([text, text.upper()], encoding) == set()


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


@given(st.text(alphabet=LETTERS + " 0123456789,-"))
def test_tables_turn_back(text: str) -> None:
    """Whatever is written in a font's codes decodes to the very text: small letters in TCVN3, any in VNI."""
    assert decode(to_tcvn3(text), "tcvn3") == text
    assert decode(to_vni(text), "vni") == text
    assert decode(to_vni(text.upper()), "vni") == text.upper()


@given(st.lists(st.lists(st.one_of(st.text(max_size=30), st.integers(), st.none(), st.booleans()), max_size=4)))
def test_any_sheet(rows: list[list[Any]]) -> None:
    """No sheet makes it fail; cells that are no text, and texts in plain ASCII or surely Unicode, stay."""
    repaired, _ = repair_sheet(rows)
    for before, after in zip((c for row in rows for c in row), (c for row in repaired for c in row), strict=True):
        assert type(before) is type(after)
        assert before == after or (isinstance(before, str) and not before.isascii())
