"""The measures of the two forms, by tables of examples: what is read, what is said, what is refused."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.text import measures
from camdash.text.measures import ALL_ROUND
from camdash.text.reading import Reading

Reader = Callable[[Any], Reading]

RESOLUTIONS: list[tuple[Any, float]] = [
    ("720p", 0.92), ("HD", 0.92), ("960p", 1.23), ("1080p", 2.07), ("Full HD", 2.07), ("FULL-HD", 2.07),
    ("1080", 2.07), (1080.0, 2.07),
    ("3MP", 3.0), ("2K", 3.69), ("QHD", 3.69), ("1440p", 3.69), ("4MP", 4.0), ("5MP", 5.0), ("4K", 8.29),
    ("UHD", 8.29), ("8MP", 8.0),
    ("8MP (4K)", 8.0), ("2MP", 2.0), ("2M", 2.0), ("2.0", 2.0), (2.0, 2.0), ("2,0 MP", 2.0), ("2 Megapixel", 2.0),
    ("1920x1080", 2.0736),
    ("1920 × 1080 px", 2.0736), ("2MP Full HD", 2.0), ("2MP (1080p)", 2.0), ("HD 1080p", 2.07), ("HDCVI 2MP", 2.0),
    (">=2MP", 2.0),
    ("Ultra HD", 8.29), ("2 triệu điểm ảnh", 2.0),
]  # fmt: skip
RETENTIONS: list[tuple[Any, int]] = [
    (30, 30), (30.0, 30), ("30", 30), ("≥30 ngày", 30), (">= 30 ngày", 30), ("tối thiểu 15 ngày", 15),
    ("1 tháng", 30), ("2 tuần", 14), ("72h", 3),
    ("30 ngày đêm", 30), ("một tháng", 30), ("nửa tháng", 15), ("ba mươi ngày", 30), ("30 ngày trở lên", 30),
    ("không lưu", None),
    (timedelta(days=3), 3), ("1,5 tháng", 45), ("30 ngày (ghi đè)", 30), ("1 năm", 365),
]  # fmt: skip
YEARS: list[tuple[Any, int]] = [
    (2021, 2021), (2021.0, 2021), ("2021", 2021), ("Năm 2020", 2020), ("Quý II/2020", 2020), ("T6/2022", 2022),
    ("12/2021", 2021), ("06/2022", 2022),
    (44197, 2021), (44197.0, 2021), ("44197", 2021), ("'21", 2021), ("21", 2021), (21.0, 2021), ("99", 1999),
    ("T6/22", 2022), ("12/21", 2021),
    ("15/03/19", 2019), ("01/06/2021", 2021), ("2020-05", 2020), ("tháng 6 năm 2022", 2022), ("20210501", 2021),
    ("202105", 2021), (12.2021, 2021),
    (6.202, 2020), (date(2021, 5, 1), 2021), (datetime.fromisoformat("2021-05-01T07:30"), 2021),
    ("khoảng 2018", 2018),
]  # fmt: skip
BEARINGS: list[tuple[Any, float | str]] = [
    ("Bắc", 0.0), ("Đông Bắc", 45.0), ("ĐB", 45.0), ("Bắc Đông", 45.0), ("Đông - Bắc", 45.0), ("Đông", 90.0),
    ("Hướng Đông", 90.0), ("ĐN", 135.0),
    ("Nam", 180.0), ("TN", 225.0), ("Tây", 270.0), ("Phía Tây Bắc", 315.0), ("TB", 315.0), ("DONG BAC", 45.0),
    ("Bắc Đông Bắc", 22.5), ("NE", 45.0),
    ("45", 45.0), ("45°", 45.0), ("45 độ", 45.0), (45.0, 45.0), (0.0, 0.0), ("Hướng Đông (ra đường Láng)", 90.0),
    ("Đông Bắc (45°)", 45.0),
    (360, ALL_ROUND), ("360", ALL_ROUND), ("360°", ALL_ROUND), ("xoay 360 độ", ALL_ROUND),
    ("toàn cảnh", ALL_ROUND), ("4 hướng", ALL_ROUND),
]  # fmt: skip
MONEY: list[tuple[Any, int]] = [
    ("1,2 tỷ", 1_200_000_000), ("1.2 tỷ", 1_200_000_000), ("350 triệu", 350_000_000), ("350 trđ", 350_000_000),
    ("350tr", 350_000_000),
    ("350.000.000", 350_000_000), ("350 000 000", 350_000_000), ("350.000.000 VNĐ", 350_000_000),
    ("VND 350,000,000", 350_000_000),
    (350_000_000.0, 350_000_000), ("12 nghìn", 12_000), ("12k", 12_000), ("1 tỷ 200 triệu", 1_200_000_000),
    ("1.200 triệu", 1_200_000_000),
    ("hai trăm triệu", 200_000_000), ("khoảng 350 triệu", 350_000_000), ("0 đồng", 0), (0, 0),
    ("5.000.000/-", 5_000_000),
]  # fmt: skip
YES_NO: list[tuple[Any, bool]] = [
    ("x", True), ("X", True), ("✓", True), ("v", True), ("có", True), ("Có", True), ("1", True), (1.0, True),
    (True, True), ("đã đổi", True),
    ("có hồng ngoại", True), ("30m", True), ("Sẵn sàng", True), ("không", False), ("Không có", False),
    ("chưa", False), ("chưa đổi", False),
    ("0", False), (0.0, False), ("Không hỗ trợ", False), ("khong", False),
]  # fmt: skip
PLAIN: list[tuple[str, Any, float]] = [
    ("read_bandwidth_mbps", "1 Gbps", 1000.0), ("read_bandwidth_mbps", "100 Mbps", 100.0), ("read_bandwidth_mbps",
    "512 kbps", 0.512),
    ("read_bandwidth_mbps", "20Mb/s", 20.0), ("read_bandwidth_mbps", 100, 100.0), ("read_bandwidth_mbps",
    "100/100 Mbps", 100.0),
    ("read_height_m", "6m", 6.0), ("read_height_m", "6,5", 6.5), ("read_height_m", "H=6m", 6.0), ("read_height_m",
    "600cm", 6.0),
    ("read_fov_deg", "90°", 90.0), ("read_fov_deg", "90º", 90.0), ("read_fov_deg", "90 độ", 90.0),
    ("read_fov_deg", 360, 360.0),
    ("read_range_m", "50m", 50.0), ("read_range_m", "1km", 1000.0), ("read_range_m", "1.000 m", 1000.0),
]  # fmt: skip
READ = [
    *(("read_resolution_mp", *row) for row in RESOLUTIONS),
    *(("read_retention_days", *row) for row in RETENTIONS),
    *(("read_year", *row) for row in YEARS),
    *(("read_bearing", *row) for row in BEARINGS),
    *(("read_money_vnd", *row) for row in MONEY),
    *(("read_yes_no", *row) for row in YES_NO),
    *PLAIN,
]
SAID = [
    ("read_resolution_mp", "2MP/4MP", 2.0, "resolution_several"),
    ("read_resolution_mp", "2-4MP", 2.0, "resolution_several"),
    ("read_resolution_mp", "HD/Full HD", 0.92, "resolution_several"),
    ("read_retention_days", "15-30", 15, "retention_range"),
    ("read_retention_days", "từ 30 đến 45 ngày", 30, "retention_range"),
    ("read_retention_days", "1 tuần - 1 tháng", 7, "retention_range"),
    ("read_retention_days", "36h", 1, "number_rounded"),
    ("read_year", "2019-2021", 2021, "year_range"),
    ("read_year", "2019-21", 2021, "year_range"),
    ("read_year", "2020 (nâng cấp 2022)", 2022, "year_range"),
    ("read_year", "Quý III/1905", 1905, "year_doubtful"),
    ("read_year", datetime.fromisoformat("1905-07-13"), 2021, "year_repaired"),
    ("read_height_m", "6-8m", 6.0, "number_several"),
    ("read_range_m", "30-50 m", 30.0, "number_several"),
]
REFUSED = [
    *(
        ("read_resolution_mp", cell, "resolution_unreadable")
        for cell in ("cao", "540 TVL", 0, -2, 1920, True, date(2020, 1, 2), "Analog")
    ),
    *(
        ("read_retention_days", cell, "retention_unreadable")
        for cell in ("tùy", "dưới 30 ngày", date(2024, 10, 7), "30 ngày/camera", True)
    ),
    ("read_retention_days", -1, "number_range"),
    *(
        ("read_year", cell, "year_unreadable")
        for cell in ("abc", "2 năm", "trước 2015", "6/12", 0, True, -4, "mới lắp")
    ),
    *(("read_year", cell, "year_improbable") for cell in ("190507", 190507, "3021", 1899, "201012")),
    *(
        ("read_bearing", cell, "bearing_unreadable")
        for cell in ("Đồng", "Bắc - Nam", "Đông, Tây", "N", "2 hướng", "ra ngã tư", "Một hướng")
    ),
    *(("read_bearing", cell, "number_range") for cell in (-10, "-10", 400)),
    *(
        ("read_money_vnd", cell, "money_unreadable")
        for cell in ("500 USD", "300-350 triệu", "5 triệu/camera", -5, 350, "1.250 tỷ", "vài triệu")
    ),
    *(
        ("read_yes_no", cell, "yes_no_unreadable")
        for cell in ("tốt", "có một phần", "Có, nhưng hỏng", 30.0, date(2024, 1, 1))
    ),
    *(("read_height_m", cell, "number_range") for cell in (0, 61, "100m")),
    *(("read_fov_deg", cell, "number_range") for cell in (0, 361)),
    *(("read_fov_deg", cell, "number_unreadable") for cell in ("2.8mm", "góc rộng", True)),
    ("read_bandwidth_mbps", "cao", "number_unreadable"),
]
READERS = sorted({name for name, *_ in READ})


@pytest.mark.parametrize(("reader", "cell", "value"), READ)
def test_read(reader: str, cell: Any, value: Any) -> None:
    """Ordinary spellings are read without a word."""
    assert getattr(measures, reader)(cell) == (pytest.approx(value) if isinstance(value, float) else value, None, {})


@pytest.mark.parametrize(("reader", "cell", "value", "code"), SAID)
def test_safe_reading_is_said(reader: str, cell: Any, value: float, code: str) -> None:
    """Of several values the safe one is taken, and said."""
    reading = getattr(measures, reader)(cell)
    assert reading[:2] == (value, code)
    assert float(reading.params["read"]) == value


@pytest.mark.parametrize(("reader", "cell", "code"), REFUSED)
def test_refused(reader: str, cell: Any, code: str) -> None:
    """What cannot be understood is null with its own code."""
    assert getattr(measures, reader)(cell)[:2] == (None, code)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("cell", ["", None, "-", "…", "N/A", "không rõ", "không có thông tin", float("nan")])
def test_nothing_told(reader: str, cell: Any) -> None:
    """Nothing told is null without a problem, in every field."""
    assert getattr(measures, reader)(cell) == (None, None, {})


@pytest.mark.parametrize("reader", [name for name in READERS if name != "read_yes_no"])
def test_stated_absence_of_a_measure(reader: str) -> None:
    """A stated absence is null where the field has no word for it."""
    assert getattr(measures, reader)("không có") == (None, None, {})


@pytest.mark.parametrize(
    ("cell", "scale", "vnd"),
    [("350", 10**6, 350_000_000), (350.5, 10**6, 350_500_000), ("1.250", 10**6, 1_250_000_000),
    ("1,25", 10**9, 1_250_000_000),
     ("1,5 tỷ", 10**6, 1_500_000_000), ("350.000.000 đồng", 10**6, 350_000_000), ("350.000.000", 10**6, None)],
)  # fmt: skip
def test_money_by_the_headings_unit(cell: Any, scale: int, vnd: int | None) -> None:
    """The heading's unit scales bare numbers; a unit in the cell wins; absurd products are refused."""
    assert measures.read_money_vnd(cell, scale=scale).value == vnd


@pytest.mark.parametrize(
    ("cell", "value", "code"), [("90", None, "bearing_is_angle"), ("Đông", 90.0, None), (360, ALL_ROUND, None)]
)
def test_angle_of_view_is_no_direction(cell: Any, value: Any, code: str | None) -> None:
    """Under "Góc quan sát" only compass words are a direction."""
    assert measures.read_bearing(cell, compass_only=True)[:2] == (value, code)


@given(st.integers(1980, 2079), st.integers(1, 12))
def test_year_in_every_spelling(year: int, month: int) -> None:
    """A year reads back from each way to write it."""
    quarter = ("I", "II", "III", "IV")[(month - 1) // 3]
    spellings = [
        year,
        float(year),
        str(year),
        f"T{month}/{year}",
        f"{month:02d}/{year}",
        f"Quý {quarter}/{year}",
        date(year, month, 1),
    ]
    assert {measures.read_year(cell)[:2] for cell in spellings} == {(year, None)}


@given(st.dates(date(1980, 1, 1), date(2079, 12, 31)))
def test_year_of_excel_serial(day: date) -> None:
    """A date that lost its format is read from its day number."""
    serial = (day - date(1899, 12, 30)).days
    assert measures.read_year(serial)[:2] == measures.read_year(str(serial))[:2] == (day.year, None)


@given(st.integers(1_000, 10**12))
def test_money_in_every_spelling(vnd: int) -> None:
    """An amount reads back from its digits and from millions."""
    grouped = f"{vnd:,}".replace(",", ".")
    millions = f"{vnd / 1e6:.6f}".replace(".", ",")
    assert {measures.read_money_vnd(cell).value for cell in (vnd, grouped, f"{grouped} đồng", f"{millions} triệu")} == {
        vnd
    }
