"""The notes of one worksheet: those of the unit are kept, ours are put under them, and all have a box that fits."""

import re
from collections.abc import Callable, Iterator
from math import ceil

from lxml import etree

from camdash.intake.gate import column_letters
from camdash.reports.annotated.findings import cell_place, without_ours
from camdash.reports.annotated.grid import Grid
from camdash.reports.annotated.package import MAIN, Element, Package, begin, parse, write
from camdash.reports.annotated.text import fit_for_xml

AUTHOR = "camdash"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHAPE = re.compile(rb"<((?:\w+:)?)shape\b.*?</\1shape>", re.DOTALL)
_NOTE_OF = re.compile(rb"ObjectType=[\"']Note[\"']")
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%s>\s*(\d+)\s*<" % name) for name in (b"Row", b"Column"))
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d+)")
_END = re.compile(rb"</(?:\w+:)?xml>\s*$")
_EMPTY_VML = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"'
    b' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;width:{width}pt;height:{height}pt;z-index:{number};visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDTH_PX = 330
_LINE_PX = 16
_MARGIN_PX = 14
_TALLEST_PX = 620
_CHARACTERS_A_LINE = 46
_IDS_A_BLOCK = 1024
_MOST_STEPS = 60

Place = tuple[int, int]


class Notes:
    """The notes of one sheet; `block` numbers its boxes apart from those of other sheets."""

    def __init__(self, package: Package, sheet: str, grid: Grid, block: int) -> None:
        self.package = package
        self.grid = grid
        self.block = block
        self.relations = package.relations(sheet)
        self.part = self.relations.find("comments")
        xml = package.read(self.part) if self.part else None
        self.root = parse(xml) if xml else begin("comments", grid.namespace)
        self._ns = etree.QName(self.root).namespace or MAIN
        self._authors = self._list("authors", 0)
        self._all = self._list("commentList", 1)
        self._at = {place: each for each in self._all if (place := cell_place(each.get("ref", "")))}
        self._boxed: set[Place] = set()
        self._removed: set[Place] = set()

    def clear_ours(self) -> bool:
        """Take out what an earlier check wrote; tells whether there was any."""
        found = False
        for place, note in list(self._at.items()):
            text = self._text(note)
            kept = without_ours(text)
            if kept == text:
                continue
            found = True
            self._removed.add(place)
            if kept:
                self._boxed.add(place)
                self._write(note, kept)
            else:
                self._all.remove(note)
                del self._at[place]
        return found

    def add(self, place: Place, lines: list[str]) -> None:
        """Write `lines` at a cell, below the unit's own note where there is one."""
        note = self._at.get(place)
        if note is None:
            reference = f"{column_letters(place[1])}{place[0]}"
            note = etree.SubElement(self._all, self._tag("comment"), ref=reference, authorId=str(self._author()))
            self._at[place] = note
            self._write(note, "")
        text = note.find(self._tag("text"))
        text = text if text is not None else etree.SubElement(note, self._tag("text"))
        self._into_runs(text)
        head = "\n" if len(text) else ""
        self._run(text, f"{head}{lines[0]}\n", bold=True)
        self._run(text, "\n".join(lines[1:]), bold=False)
        self._boxed.add(place)

    def save(self) -> None:
        """Write the notes and their boxes into the package."""
        self._all[:] = [self._at[place] for place in sorted(self._at)]
        if self.part is None and self._at:
            self.part = self.package.free_name("xl/commentsCamdash{n}.xml")
            self.relations.add("comments", self.part)
            self.package.declare(self.part, _COMMENTS_TYPE)
        if self.part is not None:
            self.package.put(self.part, write(self.root))
            self._save_boxes()

    # ------------------------------------------------------------------------------------------------ texts

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"

    def _text(self, note: Element) -> str:
        return "".join(each.text or "" for each in note.iter(self._tag("t")))

    def _list(self, name: str, at: int) -> Element:
        found = self.root.find(self._tag(name))
        if found is None:
            found = etree.Element(self._tag(name))
            self.root.insert(at, found)
        return found

    def _author(self) -> int:
        names = [each.text or "" for each in self._authors]
        if AUTHOR not in names:
            etree.SubElement(self._authors, self._tag("author")).text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _write(self, note: Element, text: str) -> None:
        for each in note.findall(self._tag("text")):
            note.remove(each)
        into = etree.Element(self._tag("text"))
        note.insert(0, into)
        if text:
            self._run(into, text, bold=False)

    def _into_runs(self, text: Element) -> None:
        """Turn a plain text into a run, so that ours can follow it."""
        plain = text.find(self._tag("t"))
        if plain is not None:
            text.remove(plain)
            self._run(text, plain.text or "", bold=False)

    def _run(self, into: Element, text: str, *, bold: bool) -> None:
        run = etree.SubElement(into, self._tag("r"))
        look = etree.SubElement(run, self._tag("rPr"))
        if bold:
            etree.SubElement(look, self._tag("b"))
        etree.SubElement(look, self._tag("sz"), val="9")
        etree.SubElement(look, self._tag("color"), indexed="81")
        etree.SubElement(look, self._tag("rFont"), val="Tahoma")
        etree.SubElement(look, self._tag("family"), val="2")
        etree.SubElement(run, self._tag("t"), {_SPACE: "preserve"}).text = fit_for_xml(text)

    # ------------------------------------------------------------------------------------------------ boxes

    def _save_boxes(self) -> None:
        part, xml = self._drawing()
        anew = self._boxed | self._removed
        xml = _SHAPE.sub(lambda m: b"" if _box_of(m[0]) in anew else m[0], xml)
        have = {place for m in _SHAPE.finditer(xml) if (place := _box_of(m[0])) is not None}
        numbers = [int(n) for n in _SHAPE_NUMBER.findall(xml)]
        first = max(numbers or [self.block * _IDS_A_BLOCK]) + 1
        wanted = [place for place in sorted(self._at) if place not in have]
        boxes = b"".join(self._box(place, number) for number, place in enumerate(wanted, start=first))
        kind = b"" if b'id="_x0000_t202"' in xml else _SHAPE_TYPE
        end = _END.search(xml)
        self.package.put(part, xml[: end.start()] + kind + boxes + xml[end.start() :] if end else xml, _VML_TYPE)

    def _drawing(self) -> tuple[str, bytes]:
        """Find the sheet's drawing of notes, or begin one."""
        named = self.grid.root.find(self.grid.tag("legacyDrawing"))
        if named is not None:
            part = self.relations.target(named.get(f"{{{self.package.office}}}id", ""))
            xml = self.package.read(part) if part else None
            if part and xml:
                return part, xml
            self.grid.root.remove(named)
        part = self.package.free_name("xl/drawings/vmlDrawingCamdash{n}.vml")
        self.grid.point_to_notes(self.relations.add("vmlDrawing", part), self.package.office)
        blocks = range(self.block, self.block + len(self._at) // (_IDS_A_BLOCK - 1) + 1)
        return part, _EMPTY_VML % ",".join(map(str, blocks)).encode()

    def _box(self, place: Place, number: int) -> bytes:
        lines = self._text(self._at[place]).splitlines()
        tall = sum(max(1, ceil(len(line) / _CHARACTERS_A_LINE)) for line in lines) * _LINE_PX + _MARGIN_PX
        height = min(tall, _TALLEST_PX)
        row, column = place
        across = _reach(column + 1, _WIDTH_PX, self.grid.width)
        down = _reach(max(1, row - 1), height, self.grid.height)
        anchor = ", ".join(map(str, (column, 12, max(0, row - 2), 6, *across, *down)))
        size = {"width": round(_WIDTH_PX * 0.75), "height": round(height * 0.75)}
        return _BOX.format(number=number, anchor=anchor, row=row - 1, column=column - 1, **size).encode()


def _reach(start: int, pixels: int, size: Callable[[int], int]) -> Iterator[int]:
    """Give the 0-based column or row `pixels` beyond the 1-based `start`, and how far into it that is."""
    for at in range(start, start + _MOST_STEPS):
        if size(at) > pixels:
            yield from (at - 1, pixels)
            return
        pixels -= size(at)
    yield from (start + _MOST_STEPS - 1, 0)


def _box_of(shape: bytes) -> Place | None:
    """Tell which cell a shape is the note of; None for any other shape."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if _NOTE_OF.search(shape) and row and column else None
