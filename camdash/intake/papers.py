"""What a letter or report says of itself: number and sign, date, kind, signer and unit; a proposal, never a figure.

Read as NĐ 30/2020/NĐ-CP sets such papers: the issuing body, number and date above, the signature block below. What is
not surely there stays empty, for the coordinator to type.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType

from camdash.forms.registry import Campaign
from camdash.intake.gazetteer import Gazetteer, gazetteer_of
from camdash.intake.model import Paper, PaperKind
from camdash.intake.paper_text import columns, paper_lines
from camdash.intake.signers import signer_of
from camdash.text.fold import fold

_HEAD = 40
"""Lines in which a paper's head ends at the latest."""

_LETTERHEAD = 16
_SIGN = r"(?:TTr|CTr|[A-ZĐƯƠÔÊÂĂ0-9&.]+)"
_NUMBER = re.compile(
    rf"^\s*(?:S[ốô]|SỐ|So)\s*[:.]?\s*(?P<number>[\d ]*(?:/20\d\d)?)[\s.…_]*[/-]\s*"
    rf"(?P<sign>{_SIGN}(?:\s?[-–/]\s?{_SIGN})*)(?![a-zđà-ỹ])"
)
_DATE = re.compile(
    r"ngày[\s.…_]*(\d{0,2})[\s.…_]*tháng[\s.…_]*(\d{0,2})[\s.…_]*năm[\s.…_]*(\d{0,4})"
    r"|ngày\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})",
    re.IGNORECASE,
)
_MOTTO = re.compile(
    r"c[ộô]ng\s+h[òo]a\s+xã\s+hội.*|cộng\s+hoà\s+xã\s+hội.*|độc\s+lập\s*[-–].*|[,\s]*ngày\s.*", re.IGNORECASE
)
_SUBJECT = re.compile(r"^(?:v v|kinh gui|ve viec|trich yeu)\b")
_KINDS_BY_SIGN: Mapping[str, PaperKind] = MappingProxyType(
    {"BC": "report", "KH": "plan", "QĐ": "decision", "TTR": "proposal", "CV": "letter"}
)
_KINDS_BY_TITLE: Mapping[str, PaperKind] = MappingProxyType(
    {
        "bao cao": "report",
        "ke hoach": "plan",
        "quyet dinh": "decision",
        "to trinh": "proposal",
        "cong van": "letter",
        "phieu gui": "letter",
        "giay gioi thieu": "letter",
    }
)
_KINDS_BY_FILE: Mapping[str, PaperKind] = MappingProxyType(
    {**_KINDS_BY_TITLE, "bc": "report", "kh": "plan", "qd": "decision", "ttr": "proposal", "cv": "letter"}
)


def propose(name: str, content: bytes, kind: str, campaign: Campaign, sender: str = "") -> Paper:
    """Propose what a paper's bytes, name and sender say of it; nothing is raised, whatever the bytes.

    `kind` is the format (pdf, docx, image …); where no text can be read, only the name and the sender speak.
    """
    lines = paper_lines(content, kind)
    head = [part for line in lines[:_HEAD] for part in columns(line)]
    number, sign = _number(head)
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return Paper(
        kind=_kind(sign, head, stem) or ("scan" if kind in {"pdf", "image"} and not lines else "other"),
        number=number,
        sign=sign,
        issued_on=_issued_on(head),
        signer=signer_of(lines),
        unit=_unit(head, stem, sender, gazetteer_of(campaign)),
    )


def _number(head: Sequence[str]) -> tuple[str, str]:
    """Find the paper's own number and sign, in the first line that begins with “Số”."""
    for line in head:
        if _SUBJECT.match(fold(line)):
            break
        if found := _NUMBER.match(line):
            return found["number"].replace(" ", ""), re.sub(r"\s", "", found["sign"]).strip(".")
    return "", ""


def _issued_on(head: Sequence[str]) -> str:
    """Find the date beside the place, as an ISO date; "" where it is incomplete or there is none."""
    for line, following in zip(head, [*head, ""][1:], strict=True):
        found = _DATE.search(line) or _DATE.search(f"{line} {following}")
        if found and found.start() < len(line) and _is_place(line[: found.start()]):
            return _iso(found)
    return ""


def _is_place(before: str) -> bool:
    """Whether what stands before a date is a place (“Ba Vì,”) and not the name of another paper."""
    words = before.rstrip(" ,").split()
    if not words or not words[-1][0].isupper() or any(c.isdigit() for c in words[-1]):
        return False
    return before.rstrip().endswith(",") or all(word[0].isupper() for word in words)


def _iso(found: re.Match[str]) -> str:
    day, month, year = (found[1], found[2], found[3]) if found[1] is not None else (found[4], found[5], found[6])
    try:
        return date(int(year), int(month), int(day)).isoformat() if int(year) > 1990 else ""  # noqa: PLR2004
    except ValueError:
        return ""


def _kind(sign: str, head: Sequence[str], stem: str) -> PaperKind | None:
    """Tell the kind by the sign, else by the title, else by a letter's subject, else by the file's name."""
    if by_sign := _KINDS_BY_SIGN.get(re.split(r"[-/]", sign.upper())[0]):
        return by_sign
    folded = [fold(line) for line in head]
    for line, text in zip(head, folded, strict=True):
        title = next((t for t in _KINDS_BY_TITLE if text == t or (text.startswith(t) and line.isupper())), None)
        if title:
            return _KINDS_BY_TITLE[title]
    if sign or any(_SUBJECT.match(text) for text in folded):
        return "letter"
    name = f" {fold(stem.replace('_', ' '))} "
    return next((kind for word, kind in _KINDS_BY_FILE.items() if f" {word} " in name), None)


def _unit(head: Sequence[str], stem: str, sender: str, gazetteer: Gazetteer) -> str | None:
    """Resolve the unit by the letterhead, where the issuing body stands last, else by the file's name or the sender."""
    named = [_letterhead(head, gazetteer), gazetteer.units.resolve(stem), gazetteer.senders.resolve(sender)]
    return next((next(iter(codes)) for codes in named if len(codes) == 1), None)


def _letterhead(head: Sequence[str], gazetteer: Gazetteer) -> frozenset[str]:
    codes: frozenset[str] = frozenset()
    for line in head[:_LETTERHEAD]:
        if _SUBJECT.match(fold(line)) or fold(line) in _KINDS_BY_TITLE:
            break
        mentions = gazetteer.units.mentions(_MOTTO.sub("", line)) if not _NUMBER.match(line) else ()
        codes = mentions[-1].codes if mentions else codes
    return codes
