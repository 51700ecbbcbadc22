"""GeoJSON and KML: which records are points, what is told of them, and what is counted of those that are not."""

from datetime import datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from lxml import etree

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, records
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.reports._columns import Headings
from camdash.reports.facts import Facts, facts_of, file_name
from camdash.reports.geojson import frame_to_geojson
from camdash.reports.kml import frame_to_kml
from camdash.words import Words
from tests.reports.conftest import SHOWN, UNLOCATED, WITHHELD

NS = {"k": "http://www.opengis.net/kml/2.2"}
CHOSEN = ["position_name", "quantity", "camera_type", "purposes", "night_vision", "cost_vnd", "excluded"]


def labels_of(picture: Snapshot, language: str = "vi") -> Labels:
    """Give the labels of the picture's campaign."""
    return Labels(Words("en" if language == "en" else "vi"), picture.campaign)


def geojson(picture: Snapshot, headings: Headings = "codes", where: Filter = EVERYTHING) -> dict[str, Any]:
    """Write the existing cameras and read them again."""
    labels = labels_of(picture)
    frame, facts = records(picture, "form1", where), facts_of(picture, "form1", labels, where)
    told: dict[str, Any] = orjson.loads(
        frame_to_geojson(frame, "form1", labels, facts, chosen=CHOSEN, headings=headings)
    )
    return told


def test_rows_are_points_or_counted(picture: Snapshot) -> None:
    """Points, rows without coordinates and rows withheld add up to the rows of the table."""
    told = geojson(picture)
    assert len(told["features"]) == SHOWN
    assert {k: told["metadata"][k] for k in ("rows", "points", "without_coordinates", "withheld_sensitive")} == {
        "rows": 7,
        "points": SHOWN,
        "without_coordinates": UNLOCATED,
        "withheld_sensitive": WITHHELD,
    }


def test_nothing_sensitive_is_a_point(picture: Snapshot) -> None:
    """Neither in GeoJSON nor in KML does a sensitive record's name or place stand."""
    labels = labels_of(picture)
    frame, facts = records(picture, "form1"), facts_of(picture, "form1", labels)
    for write in (frame_to_geojson, frame_to_kml):
        text = write(frame, "form1", labels, facts, chosen=CHOSEN).decode()
        assert "Doanh trại" not in text
        assert "21.04" not in text


def test_metadata_tell_what_it_is_of(picture: Snapshot) -> None:
    """The moment with its zone, files, rows not counted, filter."""
    told = geojson(picture, where=Filter.of(district=["001", None]))["metadata"]
    assert datetime.fromisoformat(told["as_of"]) == picture.as_of
    assert (told["files"], told["excluded_rows"]) == (3, 1)
    assert told["filter"] == "Quận/huyện: Quận Ba Đình, Chưa có thông tin"


def test_a_point_has_six_decimals_and_its_columns(picture: Snapshot) -> None:
    """Longitude first; codes for programs, or headings and labels for readers; what is not told is left out."""
    first, second = geojson(picture)["features"][:2]
    assert first["geometry"] == {"type": "Point", "coordinates": [105.812346, 21.031234]}
    assert first["properties"]["purposes"] == "traffic; violations"
    assert second["properties"] == {"position_name": "=1+1", "quantity": 2, "excluded": False}
    said = geojson(picture, "labels")["features"][0]["properties"]
    assert (said["Loại camera"], said["Hồng ngoại"], said["Số lượng"]) == ("Quay quét (PTZ)", "Có", 3)


@pytest.mark.parametrize("headings", ["codes", "labels"])
def test_kml_is_well_formed_and_sorted_into_folders(picture: Snapshot, headings: Headings) -> None:
    """Signs are escaped, what XML cannot hold is gone, each district is a folder, the unknown one last."""
    labels = labels_of(picture)
    facts = facts_of(picture, "form1", labels)
    content = frame_to_kml(records(picture, "form1"), "form1", labels, facts, chosen=CHOSEN, headings=headings)
    root = etree.fromstring(content)
    folders = root.xpath("//k:Folder/k:name/text()", namespaces=NS)
    assert folders == ["Quận Ba Đình", "Quận Hoàn Kiếm", "Chưa có thông tin"]
    names = root.xpath("//k:Placemark/k:name/text()", namespaces=NS)
    assert names == ["Ngã tư <Kim Mã> & Liễu Giai", "=1+1", "Chợ Hôm", "Không rõ số"]
    assert root.xpath("//k:coordinates/text()", namespaces=NS)[0] == "105.812346,21.031234"
    assert root.xpath("count(//k:Placemark)", namespaces=NS) == SHOWN
    fields = set(root.xpath("//k:SimpleField/@name", namespaces=NS))
    assert set(root.xpath("//k:SimpleData/@name", namespaces=NS)) <= fields
    described = root.xpath("string(//k:Document/k:description)", namespaces=NS).splitlines()
    assert described[-3:] == [
        "4 điểm trên bản đồ",
        "2 dòng không có tọa độ",
        "1 dòng nhạy cảm không đưa lên bản đồ",
    ]


def test_kml_declares_types(picture: Snapshot) -> None:
    """Numbers too large for KML's int are doubles."""
    labels = labels_of(picture)
    facts = facts_of(picture, "form1", labels)
    root = etree.fromstring(frame_to_kml(records(picture, "form1"), "form1", labels, facts, chosen=CHOSEN))
    kinds = {field.get("name"): field.get("type") for field in root.iterfind(".//k:SimpleField", NS)}
    assert (kinds["quantity"], kinds["night_vision"], kinds["cost_vnd"], kinds["purposes"]) == (
        "int",
        "bool",
        "double",
        "string",
    )


def test_without_any_point_there_is_still_a_file(picture: Snapshot) -> None:
    """A filter that finds nothing gives empty collections."""
    labels, where = labels_of(picture), Filter.of(unit="030")
    frame, facts = records(picture, "form1", where), facts_of(picture, "form1", labels, where)
    assert orjson.loads(frame_to_geojson(frame, "form1", labels, facts, chosen=CHOSEN))["features"] == []
    assert etree.fromstring(frame_to_kml(frame, "form1", labels, facts, chosen=CHOSEN)).tag.endswith("kml")


def test_names_of_files_say_what_is_in_them() -> None:
    """Plain letters, the moment of the office, the files, the rows not counted, the columns it is cut by."""
    moment = datetime(2026, 11, 28, 15, 45, tzinfo=timezone(timedelta(hours=7)))
    facts = Facts("form1", "", "2024", moment, 62, 1245)
    assert file_name(facts, Words(), "csv") == "hien-trang_tinh-den-20261128-1545_62-tep_1245-dong-chua-tinh.csv"
    assert file_name(facts, Words(), "csv", ["Đơn vị", "Loại camera"]).startswith(
        "hien-trang_theo-don-vi-loai-camera_tinh-den-"
    )
    english = file_name(facts, Words("en"), "kml")
    assert english == "existing-state_as-of-20261128-1545_62-files_1245-rows-not-counted.kml"
