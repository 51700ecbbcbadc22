"""Members of .zip, .tar and .gz files, one at a time; a bad member is a problem in its place, the rest goes on."""

import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO

from camdash.intake.gate import MAX_BYTES, MAX_MEMBERS, MAX_RATIO, RATIO_COUNTS_FROM
from camdash.intake.members import Budget, Member, TooMuchError, decoded, is_junk, tidy
from camdash.problems import Problem, problem

DAMAGES = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)
"""What the standard library raises over damaged archives."""

_ENCRYPTED, _UTF8 = 0x1, 0x800
_AES = 99
_UNICODE_PATH = 0x7075
_OFFICE = ("[Content_Types].xml", "xl/workbook.xml", "word/document.xml", "mimetype", "content.xml")


def is_plain_zip(file: IO[bytes]) -> bool:
    """Tell a zip of files from a workbook or document, which are zips as well; one that cannot be opened is plain."""
    try:
        with zipfile.ZipFile(file) as archive:
            return not any(name in archive.NameToInfo for name in _OFFICE)
    except (*DAMAGES, NotImplementedError):
        return False


def zip_members(file: IO[bytes], passwords: Sequence[str], budget: Budget) -> Iterator[Member]:
    """Take files out of a zip; what is encrypted is tried with each password."""
    try:
        archive = zipfile.ZipFile(file)
    except (*DAMAGES, NotImplementedError):
        yield Member("", problem=problem("damaged"))
        return
    with archive:
        if len(archive.infolist()) > MAX_MEMBERS:
            yield Member("", problem=problem("too_large", detail=f"> {MAX_MEMBERS}"))
            return
        for info in archive.infolist():
            name = _zip_name(info)
            if not info.is_dir() and not is_junk(name):
                content = _unzip(archive, info, passwords)
                budget.take(len(content) if isinstance(content, bytes) else 0)
                yield _member(name, content)


def _member(name: str, content: bytes | Problem) -> Member:
    return Member(name, content) if isinstance(content, bytes) else Member(name, problem=content)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Decode a name as the packing program meant it; most that do not say UTF-8 wrote their system's code page."""
    if info.flag_bits & _UTF8:
        return tidy(info.filename)
    raw = info.orig_filename.partition("\0")[0].encode("cp437", "replace")
    return tidy(_unicode_path(info.extra, raw) or decoded(raw))


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Find the name in UTF-8 that some programs write beside the other one, valid while that one is unchanged."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _unzip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: Sequence[str]) -> bytes | Problem:
    if detail := _too_large(info):
        return problem("too_large", detail=detail)
    if info.compress_type == _AES:
        return problem("password_protected")
    if info.flag_bits & _ENCRYPTED:
        return _decrypted(archive, info, passwords)
    try:
        return _read(archive, info, None)
    except NotImplementedError:
        return problem("unsupported", kind=f"zip, {info.compress_type}")
    except (*DAMAGES, RuntimeError, MemoryError):
        return problem("damaged")


def _too_large(info: zipfile.ZipInfo) -> str:
    if info.file_size > MAX_BYTES:
        return f"{info.file_size // 2**20} MB"
    if info.file_size > RATIO_COUNTS_FROM and info.file_size > MAX_RATIO * info.compress_size:
        return f"1:{info.file_size // max(1, info.compress_size)}"
    return ""


def _decrypted(archive: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: Sequence[str]) -> bytes | Problem:
    for password in passwords:
        try:
            return _read(archive, info, password.encode())
        except (*DAMAGES, RuntimeError, NotImplementedError, MemoryError):
            continue  # a wrong password fails at once, or one time in 256 only at the checksum
    return problem("password_wrong" if passwords else "password_protected")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes | None) -> bytes:
    with archive.open(info, pwd=password) as member:
        return member.read(MAX_BYTES + 1)


# ------------------------------------------------------------------------------------------- streams


class _Metered(io.RawIOBase):
    """A stream that counts what is unpacked from it against the budget."""

    def __init__(self, source: gzip.GzipFile, budget: Budget) -> None:
        self._source, self._budget = source, budget

    def readable(self) -> bool:
        """Say that it can be read, as the library asks."""
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]  # the stubs name a private protocol
        """Fill a buffer from the stream; TooMuchError beyond the budget."""
        data = self._source.read(len(buffer))
        self._budget.draw(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Ending(io.RawIOBase):
    """A stream that cannot be read on beyond its end, where a tar may say that its next member begins."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._ended = source, False

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes; EOFError once the end was told before."""
        data = self._source.read(size)
        if self._ended:
            raise EOFError
        self._ended = not data
        return data


def gunzipped(file: IO[bytes], budget: Budget) -> io.BufferedReader:
    """Open what a .gz holds as a stream, metered."""
    return io.BufferedReader(_Metered(gzip.GzipFile(fileobj=file), budget), 2**18)


def tar_members(file: IO[bytes], budget: Budget) -> Iterator[Member]:
    """Take the regular files out of a tar stream in the order they stand."""
    try:
        with tarfile.open(fileobj=_Ending(file), mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
            for number, info in enumerate(archive):
                if number == MAX_MEMBERS:
                    yield Member("", problem=problem("too_large", detail=f"> {MAX_MEMBERS}"))
                    return
                name = tidy(decoded(info.name.encode("utf-8", "surrogateescape")))
                content = _untar(archive, info) if info.isreg() and not is_junk(name) else None
                budget.take(len(content) if isinstance(content, bytes) else 0)
                if content is not None:
                    yield _member(name, content)
    except TooMuchError:
        raise
    except DAMAGES:
        yield Member("", problem=problem("damaged"))


def _untar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes | Problem:
    if info.size > MAX_BYTES:
        return problem("too_large", detail=f"{info.size // 2**20} MB")
    member = archive.extractfile(info)
    content = member.read() if member else b""
    return content if len(content) == info.size else problem("damaged")
