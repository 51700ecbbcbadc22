"""Records as KML 2.2 for Google Earth and other map programs: points in WGS84, nothing sensitive among them."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from camdash.analysis.columns import columns
from camdash.analysis.labels import UNKNOWN, Labels
from camdash.reports._columns import Headings, with_headings
from camdash.reports._points import Points, points_of
from camdash.reports.facts import Facts

_KML = "http://www.opengis.net/kml/2.2"
"""The namespace of the root, which all that is written inside it belongs to without saying so again."""

_SCHEMA = "records"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LARGEST_INT = 2**31 - 1
_CALLED = ("position_name", "address", "ward")


def frame_to_kml(
    frame: pd.DataFrame,
    name: str,
    labels: Labels,
    facts: Facts,
    *,
    chosen: Sequence[str],
    headings: Headings = "codes",
    folder: str = "district",
) -> bytes:
    """Write a placemark a record in a folder for each value of the column `folder`, what is not told last.

    The frame has lat, lon, sensitive and `folder`; `chosen` columns stand in each placemark's ExtendedData, by field
    name and code or as readers call them. The document's description tells the facts and how many rows are no point.
    """
    points = points_of(frame, name, labels, chosen, headings)
    shown = frame.iloc[points.at]
    groups = _groups(shown, name, labels, folder)
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("kml", nsmap={None: _KML}), file.element("Document"):
            file.write(_text("name", facts.title))
            file.write(_text("description", "\n".join(_described(points, labels, facts))))
            file.write(_schema(points.told, name, labels))
            called, rows = _names_of(shown), list(points.rows())
            for title, places in groups:
                with file.element("Folder"):
                    file.write(_text("name", title))
                    for at in places:
                        file.write(_placemark(called[at], *rows[at]))
    return out.getvalue()


def _described(points: Points, labels: Labels, facts: Facts) -> list[str]:
    words = labels.words
    return [
        *facts.sentences(words),
        words.n("{count} point shown", "{count} points shown", len(points.lat)),
        words.n("{count} row without coordinates", "{count} rows without coordinates", points.without_coordinates),
        words.n("{count} sensitive row withheld", "{count} sensitive rows withheld", points.withheld),
    ]


def _groups(shown: pd.DataFrame, name: str, labels: Labels, folder: str) -> list[tuple[str, list[int]]]:
    """Give each folder's title with the places of its records, by title, the unknown last."""
    named = with_headings(shown[[folder]], name, labels, "labels").column(0).to_pylist()
    places: dict[str | None, list[int]] = {}
    for at, title in enumerate(named):
        places.setdefault(title, []).append(at)
    order = sorted(places, key=lambda title: (title is None, title or ""))
    return [(title or labels.words.t(UNKNOWN), places[title]) for title in order]


def _schema(told: pa.Table, name: str, labels: Labels) -> Any:
    """Declare the type of each column; `displayName` is what readers call it."""
    schema = etree.Element("Schema", name=_SCHEMA, id=_SCHEMA)
    known = columns(name)
    for field in told.column_names:
        simple = etree.SubElement(schema, "SimpleField", type=_type_of(told.column(field)), name=_clean(field))
        of = field.removesuffix("_label")
        shown = labels.heading(field, name) if of in known else field
        simple.append(_text("displayName", shown))
    return schema


def _type_of(values: pa.ChunkedArray) -> str:
    if pa.types.is_boolean(values.type):
        return "bool"
    if pa.types.is_integer(values.type):
        return "int" if (pc.max(values).as_py() or 0) <= _LARGEST_INT else "double"
    return "double" if pa.types.is_floating(values.type) else "string"


def _placemark(called: str, lat: float, lon: float, told: dict[str, object]) -> Any:
    mark = etree.Element("Placemark")
    if called:
        mark.append(_text("name", called))
    data = etree.SubElement(etree.SubElement(mark, "ExtendedData"), "SchemaData", schemaUrl=f"#{_SCHEMA}")
    for name, value in told.items():
        said = str(value).lower() if isinstance(value, bool) else str(value)
        etree.SubElement(data, "SimpleData", name=_clean(name)).text = _clean(said)
    point = etree.SubElement(mark, "Point")
    point.append(_text("coordinates", f"{lon},{lat}"))
    return mark


def _names_of(shown: pd.DataFrame) -> list[str]:
    """Name each placemark by the first of its place's columns that is told."""
    told = [shown[name].astype(object) for name in _CALLED if name in shown.columns]
    return [_first(values) for values in zip(*told, strict=True)] if told else [""] * len(shown)


def _first(values: Iterable[Any]) -> str:
    return next((value for value in values if isinstance(value, str)), "")


def _text(name: str, said: str) -> Any:
    element = etree.Element(name)
    element.text = _clean(said)
    return element


def _clean(text: str) -> str:
    """Leave out the characters that XML cannot hold; the rest is escaped where it is written."""
    return _NO_XML.sub("", text)
