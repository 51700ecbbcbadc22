"""Addresses of machines inside free text: IPv4 and IPv6, MAC, names of hosts, and links that lead to a device."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d|0\d\d)"
_PORT = r"(?::\d{1,5}(?!\d))?"
_PATH = r"(?:/[^\s,;)]{0,200})?"
_IPV4 = re.compile(
    rf"(?<![\d.,])(?P<octets>(?:{_OCTET}\.){{3}}(?:{_OCTET}(?![\d.,]\d|\d)|[xX*]{{1,3}}))(?P<rest>{_PORT}{_PATH})"
    r"(?:\s*[-–→~]\s*\d{1,3}(?![\d.]))?"
)
_PRIVATE_SPELLED = re.compile(r"(?<!\d)192\s?[.,]\s?168\s?[.,]\s?\d{1,3}\s?[.,]\s?\d{1,3}(?!\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])")
_IPV6_GROUPS = 8
_MAC = re.compile(
    r"(?<![\w:-])(?:(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}"
    r"|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})(?![\w:-])"
)
_MAC_TOLD = re.compile(r"\bmac\b[\s:=.]*((?:[0-9a-f]{2}){6})\b", re.IGNORECASE)
_DEVICE_LINK = re.compile(r"\b(?:rtsps?|rtmps?|srt|onvif|ftps?|sftp|ssh|telnet)://[^\s,;)]{1,300}", re.IGNORECASE)
_WEB_LINK = re.compile(
    r"\bhttps?://(?P<user>[^\s/@]+:[^\s/@]+@)?(?P<host>[^\s/:?#,;)]+)(?P<port>:\d+)?[^\s,;)]*", re.IGNORECASE
)
_ENDS = "com|net|org|vn|info|biz|tv|me|cc|io|xyz|local|lan|top|site|online|asia|ddns"
_HOST = r"[a-zA-Z0-9][a-zA-Z0-9-]{0,62}(?:\.[a-zA-Z0-9-]{1,63}){0,4}"
_HOST_AND_PORT = re.compile(rf"(?<![\w.@/-]){_HOST}\.(?:{_ENDS}):\d{{2,5}}(?!\d){_PATH}", re.IGNORECASE)
_DYNAMIC = (
    r"[a-z0-9-]{0,30}ddns[a-z0-9-]{0,30}|[a-z0-9-]{0,30}dyndns[a-z0-9-]{0,30}|[a-z0-9-]{0,30}dydns[a-z0-9-]{0,30}|dynu|no-?ip|hopto|zapto|sytes|myftp|serveftp|duckdns|hik-?connect"
    r"|hik-?online|easy4ip|asuscomm|synology|myqnapcloud|xmeye|mooo|dvrlists"
)
_DYNAMIC_HOST = re.compile(
    rf"(?<![\w.@/-])(?:[a-zA-Z0-9-]{{1,63}}\.){{1,4}}(?:{_DYNAMIC})\.[a-zA-Z]{{2,6}}(?:\.vn)?{_PORT}{_PATH}"
    rf"|(?<![\w.@/-])[a-zA-Z0-9-]{{1,63}}\.(?:ddns|dyndns|no-?ip|hik-?connect)\b(?!\.)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:phiên bản|phien ban|bản|version|ver\.?|firmware|fw|build|phần mềm|release|sdk|v"
    r"|mục|điều|khoản|điểm|phụ lục|chương|phần|tiểu mục|tiêu chí|bảng|hình|biểu|muc|dieu"
    r"|lô|thửa|ô|khu|tầng|cột|mã|ký hiệu|số hiệu|hợp đồng|[tq]cvn|iso|iec)"
    r"\s*(?:số)?\s*[:.]?\s*(?:v\.?\s?)?$",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(r"(?:\bip|địa chỉ|dia chi|dns|gateway|host|server|máy chủ|@)[^\d]{0,12}$", re.IGNORECASE)
_PRICE_AFTER = re.compile(r"\s*(?:đ|vnđ|vnd|đồng|dong|triệu|tỷ)\b", re.IGNORECASE)
_LATITUDES, _LONGITUDES = ("20.", "21."), ("105.", "106.")
_SMALLEST_PLAIN = 10


def addresses(text: str) -> Iterator[Span]:
    """Give the places of all machine addresses in the text; they may overlap."""
    yield from (match.span() for match in _DEVICE_LINK.finditer(text))
    yield from (match.span() for match in _WEB_LINK.finditer(text) if _leads_to_device(match))
    for pattern in (_PRIVATE_SPELLED, _DYNAMIC_HOST, _HOST_AND_PORT):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span() for match in _IPV4.finditer(text) if _is_address(match, text))
    yield from (match.span() for match in _IPV6.finditer(text) if _is_ipv6(match[0]))
    yield from (match.span() for match in _MAC.finditer(text) if ":" in match[0] or re.search("[A-Fa-f]", match[0]))
    yield from (match.span(1) for match in _MAC_TOLD.finditer(text))


def _leads_to_device(link: re.Match[str]) -> bool:
    """Tell a link to a device from one to a public page or map."""
    host = link["host"]
    return bool(link["user"] or link["port"] or _IPV4.fullmatch(host) or _DYNAMIC_HOST.fullmatch(host))


def _is_address(match: re.Match[str], text: str) -> bool:
    """Tell an IPv4 address from a price, a version, a section's number and coordinates in dotted parts."""
    before, octets = text[: match.start()], match["octets"].split(".")
    if match["rest"].startswith(":") or _TOLD_BEFORE.search(before):
        return True
    if _BEFORE.search(before) or _is_price(octets, text[match.end() :]) or _is_coordinate(match, text):
        return False
    return any(not octet.isdigit() or int(octet) >= _SMALLEST_PLAIN for octet in octets)


def _is_price(octets: list[str], after: str) -> bool:
    """Tell "1.250.000.000" and "1.125.150.200 đồng": all groups of thousands have three digits."""
    thousands = all(len(octet) == 3 and octet.isdigit() for octet in octets[1:])  # noqa: PLR2004 - a group of thousands
    leading = any(octet.startswith("0") for octet in octets[1:]) and len(octets[0]) < 3  # noqa: PLR2004
    return thousands and ("000" in octets or leading or _PRICE_AFTER.match(after) is not None)


def _is_coordinate(match: re.Match[str], text: str) -> bool:
    """Tell degrees, minutes and seconds in dotted parts, as far as the other one of the pair stands beside them."""
    rest = text[: match.start()] + " " + text[match.end() :]
    first = match["octets"]
    other = _LONGITUDES if first.startswith(_LATITUDES) else _LATITUDES if first.startswith(_LONGITUDES) else ()
    return any(re.search(rf"(?<![\d.]){re.escape(start)}\d", rest) for start in other)


def _is_ipv6(text: str) -> bool:
    """Tell an IPv6 address from times and MAC addresses: eight groups, or a gap and letters or long groups."""
    groups = [group for group in text.split(":") if group]
    if "::" not in text:
        return len(groups) == _IPV6_GROUPS
    return len(groups) > 1 and text.count("::") == 1 and any(len(group) > 2 for group in groups)  # noqa: PLR2004 - no time
