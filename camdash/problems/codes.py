"""The kinds of problem: stable codes, how grave each is, and the sentence that tells a clerk where to start."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.problems.boundary_codes import BOUNDARY_CODES
from camdash.problems.file_codes import FILE_CODES
from camdash.problems.kinds import Code, Severity
from camdash.problems.row_codes import ROW_CODES

__all__ = ["CODES", "Code", "Severity"]

CODES: Mapping[str, Code] = MappingProxyType({**FILE_CODES, **ROW_CODES, **BOUNDARY_CODES})
