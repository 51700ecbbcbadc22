"""Parts of the map: marks, classes of a measure, names that keep off each other."""

import base64
from io import BytesIO
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.geo.districts import schematic
from camdash.maps.deck import frame_view, pixels
from camdash.maps.icons import SIZE, Mark, atlas, icon_uri
from camdash.maps.legend import classify
from camdash.maps.names import place_names
from camdash.maps.placing import Placer
from camdash.palette import Shape, palette, rgba
from camdash.words import Words


def _pixels(uri: str) -> "np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]":
    image = pytest.importorskip("PIL.Image", reason="Pillow comes with streamlit and reads the picture back")
    return np.asarray(image.open(BytesIO(base64.b64decode(uri.split(",")[1]))))


@pytest.mark.parametrize("shape", get_args(Shape))
def test_a_mark_has_its_colour_and_a_clear_corner(shape: Shape) -> None:
    """Each shape is drawn in its colour on nothing."""
    picture = _pixels(icon_uri(shape, "#123a6f"))
    assert picture.shape == (SIZE, SIZE, 4)
    assert picture[0, 0, 3] == 0
    inked = picture[picture[..., 3] == 255]
    assert len(inked) > 100
    assert (inked == rgba("#123a6f")).all()


def test_marks_stand_side_by_side() -> None:
    """The mapping tells where each mark stands in the picture; a rim has its own colour."""
    uri, mapping = atlas({"a": Mark("disc", "#123a6f", "#ffffff"), "b": Mark("ring", "#c0267e")})
    picture = _pixels(uri)
    assert picture.shape == (SIZE, 2 * SIZE, 4)
    assert (mapping["a"]["x"], mapping["b"]["x"]) == (0, SIZE)
    assert picture[SIZE // 2, SIZE // 2].tolist() == rgba("#123a6f")
    assert picture[SIZE // 2, SIZE + SIZE // 2, 3] == 0
    assert [255, 255, 255, 255] in picture[:, :SIZE].reshape(-1, 4).tolist()


@given(st.lists(st.integers(0, 100_000), max_size=40))
def test_classes_cover_every_value(values: list[int]) -> None:
    """At most five classes, edges rising, each value in the class whose label holds it."""
    classes = classify(values, palette())
    assert 1 <= len(classes.colours) <= 5
    assert list(classes.edges) == sorted(classes.edges)
    order = [classes.colours.index(classes.colour(value)) for value in sorted(values)]
    assert order == sorted(order)
    if values:
        assert (classes.edges[0], classes.edges[-1]) == (min(values), max(values))


def test_labels_of_classes_do_not_overlap() -> None:
    """Whole numbers: one class ends before the next begins."""
    entries = classify([1, 5, 20, 60, 90, 200, 1250], palette()).entries("Camera", Words("vi"))
    assert entries[0].label.startswith("1")
    assert entries[-1].label.endswith("1.250")
    ends = [each.label.split(" – ")[-1] for each in entries[:-1]]
    starts = [each.label.split(" – ")[0] for each in entries[1:]]
    assert all(int(end) < int(start) for end, start in zip(ends, starts, strict=True))


@pytest.mark.parametrize(("width", "height"), [(900, 560), (1300, 800), (400, 400)])
def test_names_keep_off_each_other(width: int, height: int) -> None:
    """At the first zoom no two names share a pixel, and most of the city is named."""
    shapes = schematic()
    view = frame_view(shapes.bounds, width, height)
    names = place_names(shapes.districts, Placer(view.zoom))
    boxes = []
    for name in names:
        x, y = pixels(name.lon, name.lat, view.zoom)
        half, rise = len(name.text) * name.size * 0.27, name.size * 0.5
        boxes.append((x + name.move[0] - half, y + name.move[1] - rise, 2 * half, 2 * rise))
    for number, (x, y, w, h) in enumerate(boxes):
        assert not any(x < x2 + w2 and x2 < x + w and y < y2 + h2 and y2 < y + h for x2, y2, w2, h2 in boxes[:number])
    assert len(names) >= (20 if width > 400 else 12)


def test_close_up_every_name_is_written_out() -> None:
    """Framed on the inner districts, their full names stand."""
    shapes = schematic()
    view = frame_view(shapes.bounds_of(["001", "002", "006", "007"]), 900, 560)
    names = {name.text for name in place_names(shapes.districts, Placer(view.zoom))}
    assert {"Ba Đình", "Hoàn Kiếm", "Đống Đa", "Hai Bà Trưng"} <= names
