"""Files under a password: opened with one of the passwords given, or asked for."""

from io import BytesIO

from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.format.xls97 import Xls97File

from camdash.intake.faults import PARSER_FAULTS
from camdash.intake.ole import ole_stream
from camdash.problems import Problem, problem

EVERYBODYS = "VelvetSweatshop"
"""What Excel encrypts with where a workbook is protected against changes only; it opens such a file without asking."""

_BROKEN = (DecryptionError, FileFormatError, ParseError, *PARSER_FAULTS)
_FILE_PASS = 0x2F
_RECORDS_BEFORE = 8


def unlock(content: bytes, streams: set[str], passwords: tuple[str, ...]) -> bytes | Problem:
    """Take the password off an Office document in an OLE file; one without a password is given back as it is."""
    ooxml = "encryptioninfo" in streams
    if not ooxml and not ("workbook" in streams and has_file_pass(ole_stream(content, "Workbook"))):
        return content
    try:
        for password in (EVERYBODYS, *passwords):
            if (opened := _with(content, password, ooxml=ooxml)) is not None:
                return opened
    except _BROKEN:
        return problem("damaged")
    return problem("password_wrong" if passwords else "password_protected")


def has_file_pass(stream: bytes) -> bool:
    """Tell whether a BIFF8 stream is encrypted: the record that says so is one of its first."""
    at = 0
    for _ in range(_RECORDS_BEFORE):
        if int.from_bytes(stream[at : at + 2], "little") == _FILE_PASS:
            return True
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
    return False


def _with(content: bytes, password: str, *, ooxml: bool) -> bytes | None:
    """Decrypt with one password; None where it is not the right one."""
    out = BytesIO()
    try:
        if ooxml:
            document = OOXMLFile(BytesIO(content))
            document.load_key(password=password, verify_password=True)
            document.decrypt(out)
        else:
            workbook = Xls97File(BytesIO(content))
            workbook.load_key(password=password)
            workbook.decrypt(out)
    except InvalidKeyError:
        return None
    return out.getvalue()
