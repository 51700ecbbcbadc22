"""The parts of an Office file: read what is needed, change or add a few, and copy all others as they are."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Self, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml's own name for what its functions give

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class PackageError(Exception):
    """The file lacks a part that a workbook cannot be without, or a part is not the XML it should be."""


def parse(xml: bytes) -> Element:
    """Parse a part without entities, network or unbounded depth; PackageError where it is not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(str(error)) from error


def begin(name: str, namespace: str) -> Element:
    """Begin a part whose vocabulary needs no prefix."""
    return parse(f'<{name} xmlns="{namespace}"/>'.encode())


def write(root: Element) -> bytes:
    """Write a part as Office does."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Relations:
    """What one part points to, by relationship id."""

    def __init__(self, part: str, xml: bytes | None, office: str) -> None:
        self.part = part
        self.office = office
        self.root = parse(xml) if xml else begin("Relationships", _RELATIONS)
        self.changed = False

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Yield (id, last word of the type, part pointed to) of everything inside the file."""
        for each in self.root.iterfind(f"{{{_RELATIONS}}}Relationship"):
            if each.get("TargetMode") != "External":
                yield each.get("Id", ""), each.get("Type", "").rpartition("/")[2], self._resolved(each)

    def _resolved(self, each: Element) -> str:
        target = each.get("Target", "")
        folder = posixpath.dirname(self.part)
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def find(self, kind: str) -> str | None:
        """Give the first part pointed to as `kind`."""
        return next((target for _, word, target in self if word == kind), None)

    def target(self, identifier: str) -> str | None:
        """Give the part that an id points to."""
        return next((target for known, _, target in self if known == identifier), None)

    def add(self, kind: str, part: str) -> str:
        """Point to `part` as `kind`; gives the new id."""
        known = {each.get("Id") for each in self.root}
        identifier = next(f"rIdCamdash{n}" for n in range(1, len(known) + 2) if f"rIdCamdash{n}" not in known)
        attributes = {"Id": identifier, "Type": f"{self.office}/{kind}", "Target": f"/{part}"}
        etree.SubElement(self.root, f"{{{_RELATIONS}}}Relationship", attributes)
        self.changed = True
        return identifier

    def drop(self, identifier: str) -> None:
        """Point to this no more."""
        for each in list(self.root):
            if each.get("Id") == identifier:
                self.root.remove(each)
                self.changed = True


class Package:
    """An Office file of which parts can be read, put and dropped; everything else stays byte for byte."""

    def __init__(self, archive: zipfile.ZipFile | None = None) -> None:
        self._archive = archive
        self._names = {n.lower(): n for n in archive.namelist()} if archive else {}
        self._put: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._relations: dict[str, Relations] = {}
        self.office = OFFICE
        xml = self.read(_TYPES_PART)
        self._types = parse(xml) if xml else begin("Types", _TYPES)

    @classmethod
    def open(cls, content: bytes) -> Self:
        """Open a file's bytes; PackageError where they are no zip."""
        try:
            return cls(zipfile.ZipFile(BytesIO(content)))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise PackageError(str(error)) from error

    def has(self, part: str) -> bool:
        """Tell whether the part is there."""
        return part in self._put or (part.lower() in self._names and part.lower() not in self._dropped)

    def read(self, part: str) -> bytes | None:
        """Give a part's bytes, None where it is not there."""
        if part in self._put:
            return self._put[part]
        if not self.has(part) or self._archive is None:
            return None
        try:
            return self._archive.read(self._names[part.lower()])
        except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
            raise PackageError(f"{part}: {error}") from error

    def put(self, part: str, xml: bytes, content_type: str = "") -> None:
        """Replace or add a part; a new one says what it is by `content_type`."""
        self._put[self._names.get(part.lower(), part)] = xml
        self._dropped.discard(part.lower())
        if content_type:
            self.declare(part, content_type)

    def drop(self, part: str) -> None:
        """Leave a part out, and what it points to where nothing else does."""
        owned = [target for _, _, target in self.relations(part)]
        self._put.pop(part, None)
        self._dropped |= {part.lower(), _relations_part(part).lower()}
        self._relations.pop(part, None)
        for each in list(self._types):
            if each.get("PartName", "").lstrip("/").lower() == part.lower():
                self._types.remove(each)
        for target in owned:
            if self.has(target) and not self._is_pointed_to(target):
                self.drop(target)

    def _is_pointed_to(self, part: str) -> bool:
        owners = [_owner(name) for name in self._names.values() if name.endswith(".rels")]
        return any(target == part for owner in owners for _, _, target in self.relations(owner))

    def relations(self, part: str) -> Relations:
        """Give what a part points to; "" is the file as a whole."""
        if part not in self._relations:
            self._relations[part] = Relations(part, self.read(_relations_part(part)), self.office)
        return self._relations[part]

    def content_type(self, part: str) -> str:
        """Tell what a part is declared to be."""
        return next((e.get("ContentType", "") for e in self._types if e.get("PartName") == f"/{part}"), "")

    def declare(self, part: str, content_type: str) -> None:
        """Declare what a part is."""
        for each in self._types:
            if each.get("PartName", "").lower() == f"/{part}".lower():
                each.set("ContentType", content_type)
                return
        attributes = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(self._types, f"{{{_TYPES}}}Override", attributes)

    def free_name(self, pattern: str) -> str:
        """Give the first name of `pattern` (with {n}) that no part has yet."""
        return next(name for n in range(1, 100_000) if not self.has(name := pattern.format(n=n)))

    def to_bytes(self) -> bytes:
        """Write the file."""
        for part, relations in self._relations.items():
            if relations.changed:
                self.put(_relations_part(part), write(relations.root))
        self.put(_TYPES_PART, write(self._types))
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._all():
                info = zipfile.ZipInfo(name, _FIXED_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return out.getvalue()

    def _all(self) -> Iterator[tuple[str, bytes]]:
        """Yield every part in the order of the old file, the new ones last."""
        waiting = dict(self._put)
        for name in dict.fromkeys(self._names.values()):
            if name.lower() not in self._dropped and not name.endswith("/"):
                yield name, waiting.pop(name) if name in waiting else self.read(name) or b""
        yield from waiting.items()


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(relations_part: str) -> str:
    folder, name = posixpath.split(relations_part)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
