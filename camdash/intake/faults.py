"""What broken or hostile bytes make parsers raise, named once so that nobody catches everything."""

import lzma
import struct
import zipfile
import zlib
from xml.parsers.expat import ExpatError

PARSER_FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ExpatError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""Libraries that read binary formats stumble over flipped bytes with any of these, besides their own errors."""
