"""Text of TCVN3 and VNI fonts: the tables, what is repaired, and what must be left as it is."""

import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.tables import convert

from camdash.text import legacy
from camdash.text.legacy import decode, detect, repair_sheet, repair_text

SAMPLES = [
    ("VÞ trÝ l¾p ®Æt", "Vị trí lắp đặt", "tcvn3"),
    ("§é ph©n gi¶i", "Độ phân giải", "tcvn3"),
    ("Thêi gian l\u00adu tr÷", "Thời gian lưu trữ", "tcvn3"),
    ("§é ph©n gi¶i 1920×1080, 2 «ng kÝnh", "Độ phân giải 1920×1080, 2 ông kính", "tcvn3"),
    ("Sè 5 phè Ng« QuyÒn", "Số 5 phố Ngô Quyền", "tcvn3"),
    ("QUËN BA §×NH", "QUẬN BA ĐÌNH", "tcvn3"),
    ("Hµ NéI", "HÀ NỘI", "tcvn3"),
    ("UBND QuËn Hµ §«ng", "UBND Quận Hà Đông", "tcvn3"),
    ("§Ò ¸N L¾P §ÆT CAMERA", "ĐỀ ÁN LẮP ĐẶT CAMERA", "tcvn3"),
    ("Q§-UBND ngµy 5/3", "QĐ-UBND ngày 5/3", "tcvn3"),
    ("N©ng cÊp ®Çu ghi Hikvision®", "Nâng cấp đầu ghi Hikvision®", "tcvn3"),
    ("Kinh phÝ 5.000.000®", "Kinh phí 5.000.000đ", "tcvn3"),
    ("Vò trí laép ñaët", "Vị trí lắp đặt", "vni"),
    ("Ñoä phaân giaûi", "Độ phân giải", "vni"),
    ("QUAÄN BA ÑÌNH", "QUẬN BA ĐÌNH", "vni"),
    ("Myõ Ñình, Thuïy Khueâ, Kyù tuùc xaù", "Mỹ Đình, Thụy Khuê, Ký túc xá", "vni"),
    ("Aâu Cô, ÑAËT, Yû La, nghæ, nghó, lyù, kî", "Âu Cơ, ĐẶT, Ỷ La, nghỉ, nghĩ, lý, kỵ", "vni"),
    ("Đ\u00f4 thị", "Đô thị", None),
]


@pytest.mark.parametrize(("text", "meant", "encoding"), SAMPLES)
def test_repaired(text: str, meant: str, encoding: str | None) -> None:
    """A text standing alone is turned into Unicode, and its encoding is named."""
    assert repair_text(text) == (meant, encoding)


LEFT = [
    "Café", "20 °C", "½", "1½ tầng", "×", "1920×1080", "±5%", "10 m²", "50µm", "Hikvision®", "Dahua™", "§ 5",
    "Crème brûlée", "Hôtel Métropole", "Señor", "Zürich", "Köln", "São Paulo", "Nguyễn Văn A <a@b.vn>", "×2", "Ø100",
    "Thanh Trì", "Hòa Bình", "Nhà hàng Phó Minh", "Quán Bò Tó", "Mang Thít", "Krông Ana", "ôtô", "Bê tông", "Lô gô",
    "Võng La", "Nà Nưa", "Tòa nhà", "xã", "ý kiến", "Nô-en", "a@b.vn", "DS-2CD2043G0-I", "", "  ", "Số TT",
    unicodedata.normalize("NFD", "Phường Đội Cấn"), unicodedata.normalize("NFD", "Thanh Trì"), "«Cột cờ»", "1/2.8¨",
]  # fmt: skip

VALID_EITHER_WAY = ["Nhà hàng Phó Minh", "§ 5", "Mang Thít", "Nô-en"]  # "Phú Minh", "Đ 5", "Mang Thớt", "Nơ-en"


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text: str) -> None:
    """Unicode Vietnamese, foreign words, signs and codes stay the same object."""
    assert repair_text(text)[0] is text


@pytest.mark.parametrize("main", ["VÞ trÝ l¾p ®Æt", "Vò trí laép ñaët"])
def test_left_alone_in_a_legacy_sheet(main: str) -> None:
    """What is no text of a font stays in a sheet that is."""
    kept = [[text] for text in LEFT if text not in VALID_EITHER_WAY] + [[3.5], [None], [2021]]
    rows: list[list[Any]] = [[main + " " * count] for count in range(60)] + kept
    assert repair_sheet(rows)[0][60:] == kept


def test_sheet_decides_what_can_be_read_twice() -> None:
    """A text that is Vietnamese either way follows its sheet; a Unicode text beside it stays."""
    rows: list[list[Any]] = [["VÞ trÝ", "Ghi chó"], ["Phó Minh", "Cã"], [1.0, "Đường Láng"], ["T©y S¬n", "Thanh Trì"]]
    meant = [["Vị trí", "Ghi chú"], ["Phú Minh", "Có"], [1.0, "Đường Láng"], ["Tây Sơn", "Thanh Trì"]]
    assert repair_sheet(rows) == (meant, "tcvn3")


def test_pasted_rows_of_a_unicode_sheet() -> None:
    """Rows pasted from an old file are repaired where they are, whole; all other rows stay."""
    rows: list[list[Any]] = [["Phường Đội Cấn", "Phó Minh"], ["X· §µo D­¬ng", "Phó Minh"], ["Xã Phù Đổng", "Ghi chú"]]
    repaired, encoding = repair_sheet(rows)
    assert (encoding, repaired[1]) == ("tcvn3", ["Xã Đào Dương", "Phú Minh"])
    assert (repaired[0], repaired[2]) == (rows[0], rows[2])


def test_letter_that_looks_like_d() -> None:
    """An Icelandic Ð in the place of a Đ becomes one, alone and in a sheet; in TCVN3 it is an é."""
    assert repair_text("Quận Ðống Ða")[0] == "Quận Đống Đa"
    rows: list[list[Any]] = [["Ða Sỹ", 1.0, "Ðan Phượng"], ["Thanh Trì", None, "ðường Láng"]]
    assert repair_sheet(rows) == ([["Đa Sỹ", 1.0, "Đan Phượng"], ["Thanh Trì", None, "đường Láng"]], None)
    assert repair_text("NhËn xÐt") == ("Nhận xét", "tcvn3")


def test_clean_sheet_is_given_back() -> None:
    """Where nothing is to repair the very rows come back."""
    rows: list[list[Any]] = [["Phường Đội Cấn", 2.0, "Café"], ["Thanh Trì", None, True]]
    assert repair_sheet(rows) == (rows, None)
    assert repair_sheet(rows)[0] is rows


def test_detect() -> None:
    """Most texts of a sheet tell its encoding."""
    assert detect(["VÞ trÝ", "l¾p ®Æt", "Phường"]) == "tcvn3"
    assert detect(["Vò trí", "laép ñaët", "STT"]) == "vni"
    assert detect(["Vị trí", "lắp đặt", "§é ph©n gi¶i"]) is None
    assert detect([]) is None


def test_lost_soft_hyphens() -> None:
    """Where software dropped the ư with the soft hyphens it is put back if nothing else can be meant."""
    assert repair_text("§êng Th¬ng TÝn, phêng Phóc L¬ng")[0] == "Đường Thương Tín, phường Phúc Lương"
    assert repair_text("Thñ t\u2212íng chÝnh phñ")[0] == "Thủ tướng chính phủ"


def test_real_strings(shared: Path) -> None:
    """Strings from public files read as Vietnamese, but for an ư that cannot be known and a capital Á."""
    folder = shared / "real" / "spreadsheets" / "vn_tcvn3_text"
    lines = (folder / "tcvn3_strings.txt").read_text("utf-8").splitlines()
    repaired = [repair_text(line) for line in lines]
    assert {encoding for _, encoding in repaired} == {"tcvn3"}
    assert repaired[0][0] == "Ngân hàng TMCP Đại á"
    assert repaired[17][0] == "quyết định của bộ trưởng bộ tài chính"
    assert repaired[20][0] == "Đường dây 22kV"
    assert not any(sign in text for text, _ in repaired for sign in legacy._SIGN)


def test_table_agrees_with_iconv() -> None:
    """The C library's TCVN 5712-1 gives the same letter for every code that TCVN3 (its third set) has."""
    try:
        done = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
            input="\n".join(legacy._TCVN3).encode("latin-1"),
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine's iconv is missing or does not know TCVN5712-1")
    assert unicodedata.normalize("NFC", done.stdout.decode()).split("\n") == list(legacy._TCVN3.values())


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_tables_agree_with_viparse(encoding: Any) -> None:
    """Another implementation, made from real documents, reads all its codes as ours does."""
    charmap = CHARMAPS[encoding]
    assert {code: decode(code, encoding) for code, _ in charmap.pairs} == dict(charmap.pairs)


def test_tables_are_whole() -> None:
    """VNI has every Vietnamese letter, TCVN3 all but capitals with a tone; no letter has two codes in TCVN3."""
    small = {
        unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ("", *"\u0300\u0301\u0303\u0309\u0323")
    }
    accented = {letter for letter in small if not letter.isascii()} | {"đ"}
    assert set(legacy._TCVN3.values()) == accented | set("ĂÂĐÊÔƠƯ")
    assert set(legacy._VNI.values()) == accented | {letter.upper() for letter in accented}
    assert len(set(legacy._TCVN3.values())) == len(legacy._TCVN3)
    assert "".join(convert(code, CHARMAPS["vni"]) for code in "ìíñ") == "ìíđ"


def test_importing_is_light() -> None:
    """The module loads without tables, and fast: its words are read when first needed."""
    code = "import sys, camdash.text.legacy; print([m for m in ('numpy', 'pandas', 'babel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
