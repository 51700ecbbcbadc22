"""A made-up city in which it is known what is doubled: copies with the mistakes that people make, and near misses.

Frames are those of camdash.planning.positions. A copy is the same camera (or need) in another unit's list: moved up to
15 m, with typing errors, lost accents, parts in another order, other words for kinds of places, blanks, one in ten
without coordinates. Near misses are other things: a neighbour on the same street, another purpose on the same pole, the
same name in another ward (half of them without coordinates).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from camdash.forms.registry import default_campaign
from camdash.store.plans import Question
from camdash.text.fold import fold

SIDE_M = 20_000.0
JITTER_M = 15.0
_STREETS = (
    "Tràng Tiền", "Đinh Tiên Hoàng", "Láng Hạ", "Thái Hà", "Nguyễn Trãi", "Khương Đình", "Lạc Long Quân", "Âu Cơ",
    "Hoàng Quốc Việt", "Xuân Thủy", "Cầu Giấy", "Trần Duy Hưng", "Phạm Hùng", "Lê Văn Lương", "Tố Hữu", "Quang Trung",
    "Trần Phú", "Bà Triệu", "Phố Huế", "Bạch Mai", "Trương Định", "Giải Phóng", "Minh Khai", "Đại Cồ Việt", "Giảng Võ",
    "Kim Mã", "Đội Cấn", "Hoàng Hoa Thám", "Thụy Khuê", "Nghi Tàm", "Yên Phụ", "Ngô Gia Tự", "Nguyễn Văn Cừ", "Cổ Linh",
    "Ngọc Lâm", "Sài Đồng", "Hữu Hưng", "Mễ Trì", "Đại Mỗ", "Phương Canh", "Tây Sơn", "Tôn Đức Thắng", "Chùa Bộc",
    "Phạm Ngọc Thạch", "Đê La Thành", "Ô Chợ Dừa", "Vĩnh Tuy", "Lĩnh Nam", "Tam Trinh", "Kim Giang", "Ngọc Hồi",
    "Hàng Bài", "Hàng Bông", "Hàng Gai", "Lý Thường Kiệt", "Hai Bà Trưng", "Trần Hưng Đạo", "Phan Chu Trinh",
)  # fmt: skip
_OWN = (
    "Hòa Bình", "Thống Nhất", "Kim Đồng", "Chu Văn An", "Nguyễn Du", "Hồng Hà", "Thành Công", "Bách Khoa", "Tân Mai",
    "Định Công", "Nghĩa Đô", "Dịch Vọng", "Yên Hòa", "Quan Hoa", "Phú Thượng", "Nhật Tân", "Tứ Liên", "Quảng An",
    "Bồ Đề", "Gia Thụy", "Việt Hưng", "Giang Biên", "Mỹ Đình", "Xuân Phương", "Văn Quán", "Mộ Lao", "Vạn Phúc",
    "Kiến Hưng", "Thanh Liệt", "Triều Khúc", "Văn Điển", "Tứ Hiệp", "Ngũ Hiệp", "Khâm Thiên", "Hàng Bột", "Cát Linh",
)  # fmt: skip
_KINDS = ("Trường Tiểu học", "Trường THCS", "Chợ", "Trạm y tế", "Đình", "Chùa", "Nhà văn hóa", "Công viên", "Bến xe")
_WARDS = ("Phường Đội Cấn", "Phường Kim Mã", "Phường Trúc Bạch", "Phường Cửa Nam", "Phường Hàng Bài", "Phường Láng Hạ")
_PURPOSES = ("public_security", "violations", "traffic", "urban_order", "environment", "premises")
_AREAS = ("traffic_route", "public_place", "school", "market", "residential", "hospital")
_WORDS = (("đường", "phố"), ("Ngã tư", "Nút giao"), ("Số", "Số nhà"), ("Trường", "Cổng trường"), ("đường", "đ."))
_TYPES = ("fixed", "fixed", "ptz")
_LETTERS = "abcdeghiklmnopqrstuvxy"

Row = dict[str, Any]


@dataclass(slots=True)
class City:
    """Records of both sides, and the pairs of keys that are one thing."""

    one: list[Row] = field(default_factory=list)
    other: list[Row] = field(default_factory=list)
    truth: set[tuple[str, str]] = field(default_factory=set)


def make_city(question: Question, records: int, seed: int) -> City:
    """Make a city of so many true records, a quarter of them doubled, and as many near misses."""
    rng = random.Random(seed)
    city = City()
    sides = (city.one, city.other if question == "need" else city.one)
    for number in range(records):
        row = _record(rng, f"t{number}")
        sides[1].append(_as(question, row, existing=True))
        lot = rng.random()
        if lot < 0.25:  # noqa: PLR2004
            copy = _copy(rng, row, f"c{number}")
            sides[0].append(_as(question, copy, existing=False))
            city.truth.add((copy["key"], row["key"]))
        elif lot < 0.5:  # noqa: PLR2004
            miss = rng.choice(_MISSES)(rng, row, f"m{number}")
            sides[0].append(_as(question, miss, existing=False))
    return city


def _as(question: Question, row: Row, *, existing: bool) -> Row:
    """Tell a row as the form does it stands in: a need has no code, owner, make or year."""
    if question == "existing" or (question == "need" and existing):
        return row
    left = dict.fromkeys(("camera_code", "owner_unit", "brand", "resolution_mp", "install_year"))
    return {**row, **left, "need_kind": "new", "cost_vnd": 12_000_000 * row["quantity"]}


def _record(rng: random.Random, key: str) -> Row:
    street, house = rng.choice(_STREETS), rng.randint(1, 400)
    x, y = rng.random() * SIDE_M, rng.random() * SIDE_M
    district = f"{1 + int(x / SIDE_M * 3) + 3 * int(y / SIDE_M * 3):03}"
    return {
        "key": key,
        "unit": district,
        "position_name": _name(rng, street, house),
        "address": f"Số {house} đường {street}",
        "ward": rng.choice(_WARDS),
        "district": district,
        "x_m": round(x),
        "y_m": round(y),
        "quantity": rng.randint(1, 3),
        "camera_type": rng.choice(_TYPES),
        "purposes": rng.sample(_PURPOSES, rng.choice((1, 1, 2))),
        "area_class": rng.choice(_AREAS),
        "bearing_deg": float(rng.randrange(0, 360, 45)),
        "owner_unit": None,
        "camera_code": f"D{district}-{key}",
        "brand": rng.choice(("Hikvision", "Dahua", "Axis", "Hanwha")),
        "resolution_mp": rng.choice((2.0, 4.0, 8.0)),
        "install_year": rng.randint(2014, 2023),
    }


def _name(rng: random.Random, street: str, house: int) -> str:
    lot = rng.random()
    if lot < 0.35:  # noqa: PLR2004
        return f"Ngã tư {street} - {rng.choice([s for s in _STREETS if s != street])}"
    if lot < 0.8:  # noqa: PLR2004
        return f"{rng.choice(_KINDS)} {rng.choice(_OWN)}"
    return f"Số {house} đường {street}"


def _copy(rng: random.Random, row: Row, key: str) -> Row:
    """Tell the same thing as another unit would."""
    angle, far = rng.random() * 2 * np.pi, JITTER_M * rng.random() ** 0.5
    copy = {**row, "key": key, "unit": rng.choice(("SGTVT", "CATP", "SDL")), "camera_code": f"X-{key}"}
    copy |= {"x_m": row["x_m"] + far * np.cos(angle), "y_m": row["y_m"] + far * np.sin(angle)}
    copy["position_name"] = _spoilt(rng, row["position_name"])
    copy["address"] = _spoilt(rng, row["address"])
    if rng.random() < 0.1:  # noqa: PLR2004
        copy |= {"x_m": np.nan, "y_m": np.nan}
    blanks = ["camera_type", "bearing_deg", "area_class", "brand", "resolution_mp", "install_year", "purposes"]
    blanks += [rng.choice(("address", "address", "position_name"))] if pd.notna(copy["x_m"]) else ["address"]
    for name in blanks:
        if rng.random() < 0.3:  # noqa: PLR2004
            copy[name] = None
    if rng.random() < 0.2 and copy["install_year"]:  # noqa: PLR2004
        copy["install_year"] += rng.choice((-1, 1))
    return copy


def _spoilt(rng: random.Random, text: str) -> str:
    for chance, change in ((0.4, _other_words), (0.3, _reordered), (0.3, fold), (0.4, _mistyped), (0.15, str.upper)):
        if rng.random() < chance:
            text = change(text) if change in {fold, str.upper} else change(rng, text)  # type: ignore[operator,call-arg]
    return text


def _other_words(rng: random.Random, text: str) -> str:
    old, new = rng.choice(_WORDS)
    return text.replace(old, new)


def _reordered(rng: random.Random, text: str) -> str:
    head, dash, tail = text.partition(" - ")
    if dash:
        kind = " ".join(head.split()[:2])
        return f"{kind} {tail} - {head.removeprefix(kind).strip()}"
    return f"{text}, Hà Nội" if rng.random() < 0.5 else text  # noqa: PLR2004


def _mistyped(rng: random.Random, text: str) -> str:
    """Leave out, double or replace one letter, never a digit."""
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    at = rng.choice(places)
    return text[:at] + rng.choice(("", text[at] * 2, rng.choice(_LETTERS))) + text[at + 1 :]


def _neighbour(rng: random.Random, row: Row, key: str) -> Row:
    """Put another camera 8 to 28 m down the street."""
    other = _record(rng, key)
    street, house = row["address"].partition("đường ")[2], rng.randint(401, 800)
    angle, far = rng.random() * 2 * np.pi, rng.uniform(8, 28)
    name = other["position_name"] if rng.random() < 0.5 else f"Số {house} đường {street}"  # noqa: PLR2004
    place = {"x_m": row["x_m"] + far * np.cos(angle), "y_m": row["y_m"] + far * np.sin(angle)}
    told = {name: row[name] for name in ("ward", "district", "purposes", "area_class", "camera_type")}
    return {**other, **told, **place, "unit": "CATP", "position_name": name, "address": f"Số {house} đường {street}"}


def _other_purpose(rng: random.Random, row: Row, key: str) -> Row:
    """Put another body's camera on the same pole, for something else."""
    rest = [purpose for purpose in _PURPOSES if purpose not in row["purposes"]]
    place = {"x_m": row["x_m"] + rng.uniform(-2, 2), "y_m": row["y_m"] + rng.uniform(-2, 2)}
    told = {"unit": "SGTVT", "camera_code": f"X-{key}", "owner_unit": None}
    return {**row, **place, **told, "key": key, "purposes": [rng.choice(rest)]}


def _namesake(rng: random.Random, row: Row, key: str) -> Row:
    """Give the same name in another ward of the district, half of them without coordinates."""
    other = _record(rng, key)
    ward = rng.choice([ward for ward in _WARDS if ward != row["ward"]])
    lost = {"x_m": np.nan, "y_m": np.nan} if rng.random() < 0.5 else {}  # noqa: PLR2004
    told = {name: row[name] for name in ("position_name", "purposes", "district")}
    return {**other, **told, **lost, "ward": ward, "unit": "CATP"}


_MISSES: Sequence[Callable[[random.Random, Row, str], Row]] = (_neighbour, _other_purpose, _namesake)
_TEXTS = ("key", "unit", "position_name", "address", "ward", "district", "camera_type", "area_class", "owner_unit",
          "camera_code", "brand", "need_kind", "issuer")  # fmt: skip
_WHOLE = ("quantity", "cost_vnd", "install_year", "part", "version_id", "record")


def to_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Put rows into a frame of the types that camdash.planning.positions gives."""
    frame = pd.DataFrame(list(rows)).assign(version_id=1, record=range(len(rows)), issuer="committee", part=1)
    for name in (*_TEXTS, *_WHOLE):
        column = frame[name] if name in frame else pd.Series([None] * len(frame), dtype=object)
        kind = pd.StringDtype("pyarrow", na_value=pd.NA) if name in _TEXTS else pd.Int64Dtype()
        frame[name] = column.astype(object).where(column.notna(), pd.NA).astype(kind)
    for name in ("bearing_deg", "resolution_mp", "x_m", "y_m"):
        frame[name] = frame[name].astype(float)
    lists = pd.ArrowDtype(pa.list_(pa.string()))
    purposes = pd.Series(pd.arrays.ArrowExtensionArray(pa.array(frame["purposes"].tolist(), pa.list_(pa.string()))))
    no = pd.array([False] * len(frame), dtype="boolean")
    return frame.assign(purposes=purposes.astype(lists), excluded=no, sensitive=no)


def points(number: int, seed: int, *, needs: bool, side_m: float) -> pd.DataFrame:
    """Make a frame of so many records at random places, made quickly: for times, not for truth."""
    rng = np.random.default_rng(seed)
    text = pd.StringDtype("pyarrow", na_value=pd.NA)

    def choose(choices: Sequence[str]) -> pd.Series:
        return pd.Series(pa.array(choices).take(pa.array(rng.integers(0, len(choices), number))), dtype=text)

    houses = pd.Series(rng.integers(1, 400, number).astype(str), dtype=text)
    lists = pa.array([[purpose] for purpose in _PURPOSES], pa.list_(pa.string()))
    purposes = pd.arrays.ArrowExtensionArray(lists.take(pa.array(rng.integers(0, len(_PURPOSES), number))))
    lanes = pd.Series(rng.integers(1, 100, number).astype(str), dtype=text)
    numbers = pd.Series(np.arange(number).astype(str), dtype=text)
    units = [unit.code for unit in default_campaign().units]
    return pd.DataFrame(
        {
            "key": ("n" if needs else "e") + numbers,
            "version_id": pd.array(np.full(number, 1), dtype="Int64"),
            "record": pd.array(np.arange(number), dtype="Int64"),
            "issuer": choose(("committee",)),
            "part": pd.array(np.full(number, 1), dtype="Int64"),
            "unit": choose(units),
            "position_name": choose(_KINDS) + " " + choose(_OWN),
            "address": "Số " + houses + " ngõ " + lanes + " đường " + choose(_STREETS),
            "ward": choose(_WARDS),
            "district": choose([unit.code for unit in default_campaign().districts]),
            "x_m": rng.random(number) * side_m,
            "y_m": rng.random(number) * side_m,
            "quantity": pd.array(rng.integers(1, 4, number), dtype="Int64"),
            "camera_type": choose(("fixed", "ptz")),
            "purposes": purposes,
            "area_class": choose(_AREAS),
            "bearing_deg": rng.integers(0, 8, number) * 45.0,
            "cost_vnd": pd.array(np.full(number, 12_000_000), dtype="Int64"),
            "excluded": pd.array(np.zeros(number, bool), dtype="boolean"),
            "sensitive": pd.array(np.zeros(number, bool), dtype="boolean"),
            **({"need_kind": choose(("new",))} if needs else {"brand": choose(("Hikvision", "Dahua"))}),
        }
    )
