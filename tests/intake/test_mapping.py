"""Columns found by likeness, by their cells, and by what people confirmed."""

from camdash.forms.registry import default_campaign
from camdash.intake.model import LEFT_OUT, Context, FileReading, Meanings
from camdash.intake.reader import read_bytes
from tests.intake.conftest import Read
from tests.sheets import workbook

OPAQUE = """
| UBND QUẬN BA ĐÌNH | | | |
| STT | Vị trí lắp đặt | Số lượng | Cột 7 |
| 1 | Ngã tư Kim Mã | 2 | 4 |
| 2 | Chợ Ngọc Hà | 3 | 2 |
"""


def read_knowing(table: str, meanings: Meanings) -> FileReading:
    """Read a table of Quận Ba Đình with what people confirmed."""
    context = Context(meanings=meanings)
    return read_bytes("Mau so 1 - Quan Ba Dinh.xlsx", workbook(table), default_campaign(), context)


def confidences(reading: FileReading) -> dict[str, tuple[str, str]]:
    """Give what each column was read as, and how surely."""
    return {r.letters: (r.target, r.confidence) for r in reading.tables[0].readings}


def test_likely_columns_are_read_and_said(read: Read) -> None:
    """Headings like known ones are read, each with an info at the heading."""
    reading = read("""
        | STT | Nơi đặt cam | Số mắt của cam | Tình hình HĐ |
        | 1 | Ngã tư | 2 | Tốt |
    """)
    assert confidences(reading)["B"] == ("position_name", "likely")
    assert reading.tables[0].records[0]["operating_state"] == "working"
    assert [(p.code, p.cell) for p in reading.problems if p.severity == "info"] == [
        ("column_likely", "B1"),
        ("column_likely", "C1"),
        ("column_likely", "D1"),
    ]


def test_coordinates_are_known_by_their_cells(read: Read) -> None:
    """A column of pairs is coordinates whatever it is called."""
    reading = read("""
        | STT | Vị trí lắp đặt | Số lượng | Ghi chú 2 |
        | 1 | Ngã tư | 2 | 21.0330, 105.8230 |
        | 2 | Chợ | 1 | 21.0341, 105.8251 |
    """)
    assert confidences(reading)["D"] == ("coordinates", "likely")
    assert reading.tables[0].records[1]["lon"] == 105.8251
    assert [p.code for p in reading.problems] == ["column_by_content"]


def test_a_column_without_heading_is_not_lost(read: Read) -> None:
    """Cells beyond the headings are told of, or read where they leave no doubt."""
    reading = read("""
        | STT | Vị trí lắp đặt | Số lượng | | |
        | 1 | Ngã tư | 2 | PTZ | ab |
        | 2 | Chợ | 1 | Cố định | cd |
    """)
    assert confidences(reading)["D"] == ("camera_type", "likely")
    assert [(p.code, p.cell) for p in reading.problems] == [("column_by_content", "D1"), ("column_unnamed", "E1")]


def test_what_was_confirmed_for_a_unit_is_read_without_a_word() -> None:
    """A remembered heading is a field for its unit, and no finding."""
    reading = read_knowing(OPAQUE, Meanings({("001", "form1", "cot 7"): "resolution_mp"}))
    assert confidences(reading)["D"] == ("resolution_mp", "confirmed")
    assert reading.tables[0].records[0]["resolution_mp"] == 4.0
    assert reading.problems == []


def test_another_units_answer_does_not_count_here() -> None:
    """What Tây Hồ means by a heading says nothing of Ba Đình's, but an answer for every unit does."""
    assert confidences(read_knowing(OPAQUE, Meanings({("003", "form1", "cot 7"): "model"})))["D"][0] == ""
    assert confidences(read_knowing(OPAQUE, Meanings({("*", "form1", "cot 7"): "model"})))["D"][0] == "model"


def test_a_column_left_out_is_listed_without_a_warning() -> None:
    """Left out by a person: not read, still listed, nothing said."""
    reading = read_knowing(OPAQUE, Meanings({("001", "form1", "cot 7"): LEFT_OUT}))
    assert reading.tables[0].unmapped_columns == {"D": "Cột 7"}
    assert (confidences(reading)["D"], reading.problems) == ((LEFT_OUT, "confirmed"), [])


def test_a_remembered_heading_helps_to_find_the_table() -> None:
    """A heading row of opaque words is found once people have told what they mean."""
    table = OPAQUE.replace("Vị trí lắp đặt", "Cột 5").replace("Số lượng", "Cột 6")
    meanings = Meanings({("001", "form1", f"cot {n}"): f for n, f in ((5, "address"), (6, "quantity"), (7, LEFT_OUT))})
    assert [t.computed_total for t in read_knowing(table, meanings).tables] == [5]


def test_an_answer_on_the_unit_is_remembered_by_the_letterhead() -> None:
    """A letterhead nobody can resolve resolves once a person told whose it is."""
    table = OPAQUE.replace("UBND QUẬN BA ĐÌNH", "BAN CHỈ ĐẠO 35")
    first = read_bytes("bang.xlsx", workbook(table), default_campaign())
    text = first.tables[0].unit_text
    assert (first.tables[0].unit, text) == (None, "BAN CHỈ ĐẠO 35")
    context = Context(meanings=Meanings(units={"ban chi dao 35": "003"}))
    assert read_bytes("bang.xlsx", workbook(table), default_campaign(), context).tables[0].unit == "003"


def test_the_sender_tells_the_unit_where_the_file_does_not() -> None:
    """The mail's sender is the last place to look for the unit."""
    table = OPAQUE.replace("UBND QUẬN BA ĐÌNH", "")
    context = Context(sender="Văn thư <vanthu.tayho@hanoi.gov.vn>")
    assert read_bytes("bang.xlsx", workbook(table), default_campaign(), context).tables[0].unit == "003"


def test_a_table_of_opaque_headings_waits_for_a_person(read: Read) -> None:
    """Where no heading is known the title tells that it is a form, and every column is there to be mapped."""
    reading = read("""
        | UBND QUẬN BA ĐÌNH | | | | |
        | MẪU SỐ 1 | | | | |
        | Cột 1 | Cột 2 | Cột 3 | Cột 4 | Cột 5 |
        | 1 | Ngã tư Kim Mã | 2 | PTZ | 21.0330, 105.8130 |
        | 2 | Chợ Ngọc Hà | 3 | Cố định | 21.0341, 105.8251 |
        | 3 | Vườn hoa | 1 | Cố định | 21.0351, 105.8261 |
    """)
    assert [c for c, (_, how) in confidences(reading).items() if how == "unknown"] == ["A", "B", "C"]
    assert [p.code for p in reading.problems if p.severity == "error"] == ["quantity_missing"] * 3


def test_the_grid_may_be_named_above_the_table(read: Read) -> None:
    """Metres below a title that names UTM are UTM metres, not those of the city's own zone."""
    reading = read("""
        | UBND QUẬN HOÀN KIẾM | | | | |
        | Hệ tọa độ UTM 48N, VN-2000 | | | | |
        | STT | Vị trí lắp đặt | Số lượng | X | Y |
        | 1 | Bờ hồ | 2 | 2325668.53 | 588388.59 |
    """)
    record = reading.tables[0].records[0]
    assert (record["coordinate_source"], round(record["lat"], 4), round(record["lon"], 4)) == (
        "utm48",
        21.0287,
        105.8525,
    )


def test_a_column_without_heading_is_remembered_by_its_letters() -> None:
    """What people say of a column nobody named holds for the same column of the unit's next file."""
    table = OPAQUE.replace("Cột 7", "")
    assert confidences(read_knowing(table, Meanings()))["D"] == ("", "unknown")
    reading = read_knowing(table, Meanings({("001", "form1", "cot d"): "resolution_mp"}))
    assert confidences(reading)["D"] == ("resolution_mp", "confirmed")
    assert (reading.tables[0].records[0]["resolution_mp"], reading.problems) == (4.0, [])


def test_what_a_file_names_goes_before_what_was_remembered() -> None:
    """A remembered letterhead counts only where nothing in the file names a unit."""
    context = Context(meanings=Meanings(units={"ubnd quan ba dinh": "003"}))
    assert read_bytes("bang.xlsx", workbook(OPAQUE), default_campaign(), context).tables[0].unit == "001"
