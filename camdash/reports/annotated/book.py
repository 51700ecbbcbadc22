"""A workbook's list of sheets: its parts by sheet name, and our own sheet before all others."""

import re
import unicodedata

from lxml import etree

from camdash.reports.annotated.package import (
    MAIN,
    STRICT_MAIN,
    STRICT_OFFICE,
    Element,
    Package,
    PackageError,
    parse,
    write,
)

SHEET_NAME = "Kết quả kiểm tra"
"""The reader knows the sheet by this name and leaves it out, so it is the same in every language."""

_OURS = re.compile(rf"{SHEET_NAME}(?: \(\d+\))?")
_SELECTED = re.compile(rb"""\s+tabSelected=["'](?:1|true)["']""")
_VIEWS = re.compile(rb"<(?:\w+:)?sheetViews\b.*?</(?:\w+:)?sheetViews>", re.DOTALL)
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_EMPTY = f'<workbook xmlns="{MAIN}"><bookViews><workbookView/></bookViews><sheets/></workbook>'.encode()


class Book:
    """The workbook part of a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.relations("").find("officeDocument") or "xl/workbook.xml"
        xml = package.read(self.part)
        if xml is None:
            raise PackageError(f"{self.part} is missing")
        self.root = parse(xml)
        self._ns = etree.QName(self.root).namespace or MAIN
        if self._ns == STRICT_MAIN:
            package.office = STRICT_OFFICE
        self.relations = package.relations(self.part)
        self.relations.office = package.office
        sheets = self.root.find(self._tag("sheets"))
        self._sheets = sheets if sheets is not None else etree.SubElement(self.root, self._tag("sheets"))

    @classmethod
    def empty(cls) -> "Book":
        """Begin a workbook without any sheet."""
        package = Package()
        package.put("xl/workbook.xml", _EMPTY, _BOOK_TYPE)
        package.relations("").add("officeDocument", "xl/workbook.xml")
        return cls(package)

    @property
    def has_macros(self) -> bool:
        """Whether the file is one with macros, which another name ending would make unusable."""
        return "macroEnabled" in self.package.content_type(self.part)

    def sheets(self) -> dict[str, str]:
        """Give the part of each sheet by its name."""
        found = {each.get("name", ""): self.relations.target(self._relation(each)) for each in self._sheets}
        return {name: part for name, part in found.items() if part is not None and self.package.has(part)}

    def styles(self) -> tuple[str, bytes | None]:
        """Give the styles part and its bytes; one that is not there is named and declared."""
        part = self.relations.find("styles")
        if part is None:
            part = "xl/styles.xml"
            self.relations.add("styles", part)
            self.package.declare(part, _STYLES_TYPE)
        return part, self.package.read(part)

    def remove_ours(self) -> None:
        """Take out the sheets that earlier checks put in."""
        kept = []
        for at, each in enumerate(list(self._sheets)):
            if not _OURS.fullmatch(unicodedata.normalize("NFC", each.get("name", "")).strip()):
                kept.append(at)
                continue
            part = self.relations.target(self._relation(each))
            self.relations.drop(self._relation(each))
            self._sheets.remove(each)
            if part is not None:
                self.package.drop(part)
        self._renumber_names({old: new for new, old in enumerate(kept)})

    def put_first(self, xml: bytes, printed_heading: int | None) -> str:
        """Put our sheet before all others and show it at opening; gives its part.

        `printed_heading` is the row that is repeated on each printed page.
        """
        part = self.package.free_name("xl/worksheets/sheetCamdash{n}.xml")
        self.package.put(part, xml.replace(MAIN.encode(), self._ns.encode(), 1), _SHEET_TYPE)
        taken = [int(each.get("sheetId", "0")) for each in self._sheets if each.get("sheetId", "").isdecimal()]
        attributes = {"name": SHEET_NAME, "sheetId": str(max(taken, default=0) + 1)}
        attributes[f"{{{self.package.office}}}id"] = self.relations.add("worksheet", part)
        self._renumber_names({number: number + 1 for number in range(len(self._sheets))})
        self._sheets.insert(0, etree.Element(self._tag("sheet"), attributes))
        for other in self.sheets().values():
            if other != part:
                self._deselect(other)
        for view in self.root.iter(self._tag("workbookView")):
            view.attrib.pop("firstSheet", "")
            view.set("activeTab", "0")
        if printed_heading is not None:
            self._name("_xlnm.Print_Titles", f"'{SHEET_NAME}'!${printed_heading}:${printed_heading}")
        return part

    def save(self) -> None:
        """Write the workbook part; a template becomes an ordinary workbook."""
        names = self.root.find(self._tag("definedNames"))
        if names is not None and not len(names):
            self.root.remove(names)
        self.package.put(self.part, write(self.root))
        kind = self.package.content_type(self.part)
        if "template" in kind:
            macros = "sheet.macroEnabled.main" if "macroEnabled" in kind else "sheet.main"
            self.package.declare(self.part, re.sub(r"template(?:\.macroEnabled)?\.main", macros, kind))

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"

    def _relation(self, sheet: Element) -> str:
        return sheet.get(f"{{{self.package.office}}}id", "")

    def _deselect(self, part: str) -> None:
        """Select a sheet no more: sheets selected together are changed together."""
        xml = self.package.read(part) or b""
        if b"tabSelected" not in xml:
            return
        views = _VIEWS.search(xml)
        if views:
            self.package.put(part, xml[: views.start()] + _SELECTED.sub(b"", views[0]) + xml[views.end() :])

    def _renumber_names(self, numbers: dict[int, int]) -> None:
        """Let the names that belong to a sheet follow it; those of a sheet that is gone go too."""
        for name in self.root.findall(f"{self._tag('definedNames')}/{self._tag('definedName')}"):
            local = name.get("localSheetId", "")
            if local.isdecimal() and int(local) in numbers:
                name.set("localSheetId", str(numbers[int(local)]))
            elif local.isdecimal() and (parent := name.getparent()) is not None:
                parent.remove(name)

    def _name(self, name: str, refers_to: str) -> None:
        names = self.root.find(self._tag("definedNames"))
        if names is None:
            names = etree.Element(self._tag("definedNames"))
            before = {self._tag(each) for each in _BEFORE_NAMES}
            at = max(n for n, each in enumerate(self.root) if each.tag in before)
            self.root.insert(at + 1, names)
        each = etree.Element(self._tag("definedName"), {"name": name, "localSheetId": "0"})
        each.text = refers_to
        names.insert(0, each)
