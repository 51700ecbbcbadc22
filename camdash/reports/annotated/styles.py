"""A workbook's cell formats: the unit's own with a tint over them, and those of our own sheet."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from camdash.palette import palette, rgba, to_hex
from camdash.reports.annotated.package import MAIN, Element, parse, write

_SHARE = 0.3
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
_MINIMAL = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
TEXT_FORMAT = 49
"""Excel's own number for "@": what is typed or pasted stays text, so that no value becomes a formula."""


def tint(severity: str) -> str:
    """Give the light ground of a wrong cell: the severity's colour thinned with the ground."""
    colours = palette()
    mixed = zip(rgba(colours.severities[severity]), rgba(colours.ground), strict=True)
    return to_hex([round(strong * _SHARE + ground * (1 - _SHARE)) for strong, ground in mixed])


TINTS: Mapping[str, str] = MappingProxyType({severity: tint(severity) for severity in ("error", "warning", "info")})


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of our own sheet looks; colours are #rrggbb, "" for none."""

    bold: bool = False
    size: int = 11
    colour: str = ""
    ground: str = ""
    line: str = ""
    across: str = "left"
    down: str = "top"
    link: bool = False
    inset: bool = False


class Styles:
    """The styles part of a workbook."""

    def __init__(self, xml: bytes | None) -> None:
        self.root = parse(xml or _MINIMAL)
        self._ns = etree.QName(self.root).namespace or MAIN
        self._formats = self._list("cellXfs")
        if not len(self._formats):
            etree.SubElement(self._formats, self._tag("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0")
        self._tints = {severity: self._fill_numbers(colour) for severity, colour in TINTS.items()}
        self._tinted: dict[tuple[int, str], int] = {}
        self._looks: dict[Look, int] = {}

    def to_bytes(self) -> bytes:
        """Write the part."""
        for name in ("fonts", "fills", "borders", "cellXfs"):
            self._list(name).set("count", str(len(self._list(name))))
        return write(self.root)

    def tinted(self, number: int, severity: str) -> int:
        """Give the format that is format `number` on the severity's tint."""
        key = (number, severity)
        if key not in self._tinted:
            fills = self._tints[severity]
            if not fills:
                fills.append(self._add_fill(TINTS[severity]))
            self._tinted[key] = self._clone(number, fills[0])
        return self._tinted[key]

    def untinted(self) -> dict[str, str]:
        """Map every format that bears one of our tints to one that bears no fill."""
        ours = {str(number) for numbers in self._tints.values() for number in numbers}
        bearing = [n for n, each in enumerate(self._formats) if each.get("fillId") in ours] if ours else []
        return {str(number): str(self._clone(number, 0)) for number in bearing}

    def look(self, look: Look) -> int:
        """Give the number of the format for a cell of our own sheet."""
        if look not in self._looks:
            self._looks[look] = self._add_look(look)
        return self._looks[look]

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"

    def _list(self, name: str) -> Element:
        """Find one of the lists of the part, or make it in its place."""
        found = self.root.find(self._tag(name))
        if found is None:
            found = etree.Element(self._tag(name))
            before = [self._tag(n) for n in _ORDER[: _ORDER.index(name)]]
            self.root.insert(sum(each.tag in before for each in self.root), found)
        return found

    def _fill_numbers(self, colour: str) -> list[int]:
        wanted = argb(colour)
        found = []
        for number, fill in enumerate(self._list("fills")):
            pattern = fill.find(self._tag("patternFill"))
            front = None if pattern is None else pattern.find(self._tag("fgColor"))
            if pattern is not None and pattern.get("patternType") == "solid" and front is not None:
                found += [number] if front.get("rgb", "").upper() == wanted else []
        return found

    def _add_fill(self, colour: str) -> int:
        fills = self._list("fills")
        fill = etree.SubElement(fills, self._tag("fill"))
        pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
        etree.SubElement(pattern, self._tag("fgColor"), rgb=argb(colour))
        etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
        return len(fills) - 1

    def _clone(self, number: int, fill: int) -> int:
        each = deepcopy(self._formats[min(number, len(self._formats) - 1)])
        each.set("fillId", str(fill))
        each.set("applyFill", "1")
        self._formats.append(each)
        return len(self._formats) - 1

    def _add_look(self, look: Look) -> int:
        attributes = {
            "numFmtId": str(TEXT_FORMAT),
            "fontId": str(self._add_font(look)),
            "fillId": str(self._add_fill(look.ground) if look.ground else 0),
            "borderId": str(self._add_border(look.line) if look.line else 0),
            "xfId": "0",
            "quotePrefix": "1",
        }
        attributes |= {f"apply{what}": "1" for what in ("NumberFormat", "Font", "Fill", "Border", "Alignment")}
        xf = etree.SubElement(self._formats, self._tag("xf"), attributes)
        placed = {"horizontal": look.across, "vertical": look.down, "wrapText": "1"}
        etree.SubElement(xf, self._tag("alignment"), {**placed, "indent": "1"} if look.inset else placed)
        return len(self._formats) - 1

    def _add_font(self, look: Look) -> int:
        fonts = self._list("fonts")
        font = etree.SubElement(fonts, self._tag("font"))
        for name, wanted in (("b", look.bold), ("u", look.link)):
            if wanted:
                etree.SubElement(font, self._tag(name))
        etree.SubElement(font, self._tag("sz"), val=str(look.size))
        etree.SubElement(font, self._tag("color"), rgb=argb(look.colour or palette().text))
        etree.SubElement(font, self._tag("name"), val="Times New Roman")
        etree.SubElement(font, self._tag("family"), val="1")
        return len(fonts) - 1

    def _add_border(self, colour: str) -> int:
        borders = self._list("borders")
        border = etree.SubElement(borders, self._tag("border"))
        for side in ("left", "right", "top", "bottom"):
            edge = etree.SubElement(border, self._tag(side), style="thin")
            etree.SubElement(edge, self._tag("color"), rgb=argb(colour))
        etree.SubElement(border, self._tag("diagonal"))
        return len(borders) - 1


def argb(colour: str) -> str:
    """Write #rrggbb as Office does."""
    return f"FF{colour.removeprefix('#').upper()}"
