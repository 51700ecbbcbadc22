"""Addresses, accounts and passwords hidden in free text: found, and taken out before anybody reads them.

What only talks of passwords ("mật khẩu đã đổi") is left, as are numbers that look alike: coordinates, dates, prices,
versions, section numbers.
"""

import re
import unicodedata
from collections.abc import Iterator

from camdash.text.addresses import Span, addresses

MASK = "[…]"
KINDS = ("address", "account", "password")

# What a text must have, in small letters, to be looked at closely: most texts have none of it.
_SIGN = re.compile(r"[0-9:=@.]")
_WORD_WITHOUT_SIGN = re.compile("ass|hẩu|hau|dmin|\u0309u")
_WORD = re.compile(
    r"pass|pw|psw|mk|tk|kh[ẩâa]u|mật mã|khoản|khoan|user|usr|login|acc|nhập|nhap|dmin|root|visor|mã xác|kích h|verif"
    r"|mac\b|ddns|dyndns|dydns|dynu|no-?ip|hopto|zapto|sytes|myftp|serveftp|duckdns|hik-?con|hik-?on|easy4ip|asuscomm|synology"
    r"|myqnap|xmeye|mooo|dvrlists|ezviz|imou|dmss|kbview|kbone|icsee|yoosee|carecam|v380|\u0300|\u0301|\u0303|\u0309|\u0323"
)
_NEEDLES = (
    *("ass", "pw", "psw", "mk", "tk", "hẩu", "khâu", "hau", "mật mã", "khoản", "khoan", "user", "usr", "login", "acc"),
    *(
        "nhập",
        "nhap",
        "dmin",
        "root",
        "visor",
        "mã xác",
        "kích h",
        "verif",
        "mac",
        "dns",
        "dynu",
        "no-ip",
        "noip",
        "pto",
    ),
    *("sytes", "ftp", "hik-", "hikcon", "hikon", "easy4ip", "asuscomm", "synology", "myqnap", "xmeye", "mooo"),
    *("dvrlists", "ezviz", "imou", "dmss", "kbview", "kbone", "icsee", "yoosee", "carecam", "v380"),
)
_MARK = re.compile("[.:@-]")
_SHAPE = re.compile(
    r"\d\.\d{1,3}\.[\dx*]|192 ?[.,] ?168|[0-9a-f:]:[0-9a-f:]|(?:[0-9a-f]{2}-){3}|[0-9a-f]{4}\.[0-9a-f]{4}\.|://|\.[a-z]+:\d"
    r"|:[^\s/@]+@"
)
_DASHED = re.compile("(?:[0-9a-f]{2}-){3}")  # the one shape that needs neither point nor colon
_WORDS_BETWEEN = r"(?:[^\S\n]{1,9}(?!là\b)[^\W\d_]{1,20}){0,4}?"
_TELLS = r"[^\S\n]{0,9}(?:[:=]|->|→|\blà\b)[^\S\n]{0,9}[\"'“]?"
_NAMES_KEY = r"\b(?:mật\s*khẩu|mat\s*khau|matkhau|mật\s*mã|m\.khẩu|mk|pass\s?word|passwd|pass|pwd|psw|pw|mã pin)\b"
_CODE = r"\bmã\s+(?:xác\s+(?:thực|minh)|kích\s+hoạt)\b|\bverification\s+code\b"
_NAMES_USER = (
    r"\b(?:tài\s*khoản|tai\s*khoan|tên\s+đăng\s*nhập|ten\s+dang\s*nhap|tên\s+người\s+dùng|đăng\s*nhập|dang\s*nhap"
    r"|user\s?name|user|usr|u|account|acc|login|tk)\b"
)
_APPS = r"hik-?connect|ezviz|imou|dmss|kbview|kbone|icsee|yoosee|xmeye|carecam|v380"
_BOTH = (
    r"(?:\b(?:user\s?name|user|tk|tài\s*khoản|account|acc|id|u)\s*[/,&+-]\s*(?:pass\s?word|pass|mk|mật\s*khẩu|pwd|pw|p)\b"
    r"|\b(?:tài\s*khoản|user|tk|acc(?:ount)?)\s+(?:và|&)\s+(?:mật\s*khẩu|pass(?:word)?|mk)\b"
    rf"|\b(?:{_APPS})\b|{_NAMES_USER})"
)
_VALUE = r"(?P<value>[^\s,;\"'”]{1,64})"
_PASSWORD_TOLD = re.compile(rf"(?:{_NAMES_KEY}|{_CODE}){_WORDS_BETWEEN}{_TELLS}{_VALUE}", re.IGNORECASE)
_PASSWORD_PLAIN = re.compile(
    rf"(?:{_NAMES_KEY}(?:[^\S\n]+(?:mặc định|wifi|cam(?:era)?|đầu ghi|nvr|admin|truy cập))?|{_CODE})[^\S\n]+{_VALUE}",
    re.IGNORECASE,
)
_ACCOUNT_TOLD = re.compile(rf"{_NAMES_USER}{_WORDS_BETWEEN}{_TELLS}{_VALUE}", re.IGNORECASE)
_ACCOUNT_PLAIN = re.compile(rf"{_NAMES_USER}(?:[^\S\n]+(?:bằng|qua|với))?[^\S\n]+{_VALUE}", re.IGNORECASE)
_SECOND = r"[^\S\n]{0,9}(?P<password>[^\s,;]{1,64})"
_PAIR = re.compile(
    rf"{_BOTH}{_WORDS_BETWEEN}{_TELLS}(?P<account>[^\s,;/|:]{{1,64}})[^\S\n]{{0,9}}[/|,;:-]{_SECOND}", re.IGNORECASE
)
_PLAIN_PAIR = re.compile(
    rf"{_BOTH}(?:[^\S\n]+(?:bằng|qua|với))?[^\S\n]{{1,9}}(?P<account>[^\s,;/|:]{{1,64}})[^\S\n]{{0,9}}[/|]{_SECOND}",
    re.IGNORECASE,
)
_BARE_PAIR = re.compile(
    rf"(?<![\w@])(?P<account>admin|administrator|root|supervisor)(?:[^\S\n]{{0,9}}[/|:,-]|[^\S\n]){_SECOND}",
    re.IGNORECASE,
)
_BEFORE_KEY = re.compile(
    rf"{_NAMES_USER}[^\S\n]{{0,9}}[:=]?[^\S\n]{{0,9}}(?P<value>[\w.@+-]{{4,64}})[\s,;/|-]{{1,9}}{_NAMES_KEY}",
    re.IGNORECASE,
)
_AT_HOST = re.compile(r"(?<![\w/.-])(?P<account>[\w.-]{1,64}):(?P<password>[^\s/@]{1,64})@(?=\d|[\w-]+\.)")
_IN_LINK = re.compile(r"://(?P<account>[^\s/@:]{1,64}):(?P<password>[^\s/]{1,64})@")
_DEVICE_ID = re.compile(
    r"\b(?:p2p|cloud|id|s/?n|serial|uid|ezviz|qr)\b(?:\s*(?:id|no|number|số))?[\s:=.]*(?P<value>[A-Z0-9-]{8,24})\b",
    re.IGNORECASE,
)

_KNOWN_ACCOUNTS = frozenset(("admin", "administrator", "root", "supervisor", "guest", "operator", "888888", "666666"))
_ANSWERS = frozenset((
    "co", "khong", "ko", "k", "chua", "roi", "da", "doi", "manh", "yeu", "mac", "dinh", "default", "yes", "no", "ok",
    "x", "v", "n/a", "na", "none", "null", "rieng", "chung", "dung", "du", "dat", "moi", "cu", "theo", "do", "duoc",
))  # fmt: skip
_MEASURED = re.compile(
    r"\s*(?:ký tự|ki tu|ky tu|ngày|tháng|lần|năm|người|cam|camera|bộ|mắt|thiết bị|chữ số|đơn vị|tài khoản|user"
    r"|phút|giờ|%)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}[/.-]\d{4}|(?:19|20)\d\d")
_ENDS_HERE = re.compile(r"\s*(?:$|[\n,;/)|.]|\b(?:mk|mật|pass|pw))", re.IGNORECASE)
_PHONE = re.compile(r"(?:0|\+?84)\d{9}")
_EDGE = ".,;:)]}”\"'"
_SHORTEST, _SHORTEST_DIGITS, _LONG = 4, 3, 8


def holds_secret(text: str) -> bool:
    """Tell whether a text holds an address of a machine, an account or a password."""
    return bool(mask(text)[1])


def mask(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace every secret in a text by "[…]" and name the kinds found, of "address", "account" and "password"."""
    if not _is_suspicious(text):
        return text, ()
    composed = unicodedata.normalize("NFC", text)
    found = sorted({(*span, kind) for span, kind in _secrets(composed) if span[0] < span[1]})
    if not found:
        return text, ()
    kinds = {kind for *_, kind in found}
    return _masked(composed, [(start, end) for start, end, _ in found]), tuple(kind for kind in KINDS if kind in kinds)


def may_hold_secrets(texts: str) -> bool:
    """Whether any of many texts joined into one can hold a secret: a quick look that never misses one."""
    if not unicodedata.is_normalized("NFC", texts):
        return True
    small = texts.lower()
    if any(needle in small for needle in _NEEDLES):
        return True
    if "." in small or ":" in small:
        return _SHAPE.search(small) is not None
    return "-" in small and _DASHED.search(small) is not None


def _is_suspicious(text: str) -> bool:
    small = text.lower()
    if _SIGN.search(small) is None:
        return _WORD_WITHOUT_SIGN.search(small) is not None
    return _WORD.search(small) is not None or (_MARK.search(small) is not None and _SHAPE.search(small) is not None)


def _masked(text: str, spans: list[Span]) -> str:
    """Put the mask in place of the spans, which may overlap."""
    pieces, done = [], 0
    for start, end in spans:
        if start >= done:
            pieces += [text[done:start], MASK]
        done = max(done, end)
    return "".join([*pieces, text[done:]])


def _secrets(text: str) -> Iterator[tuple[Span, str]]:
    for span in addresses(text):
        yield span, "address"
    for pattern in (_IN_LINK, _AT_HOST):
        for match in pattern.finditer(text):
            yield match.span("account"), "account"
            yield match.span("password"), "password"
    pairs = [*_pairs(text)]
    yield from pairs
    inside = {at for (start, end), _ in pairs for at in range(start, end)}
    yield from ((span, kind) for span, kind in _told(text) if span[0] not in inside)


def _pairs(text: str) -> Iterator[tuple[Span, str]]:
    """Find an account with its password: "TK/MK: admin/12345", "đăng nhập bằng admin / Abc@123"."""
    for pattern in (_PAIR, _PLAIN_PAIR, _BARE_PAIR):
        for match in pattern.finditer(text):
            account, password = match["account"], match["password"].rstrip(_EDGE)
            if _is_pair(account, password, told=pattern is _PAIR):
                yield match.span("account"), "account"
                yield _span_of(match, "password"), "password"


def _is_pair(account: str, password: str, *, told: bool) -> bool:
    if not account.isascii() or _PHONE.fullmatch(password) or _DATE.fullmatch(password) or len(password) < _SHORTEST:
        return False
    if account.lower() in _KNOWN_ACCOUNTS:
        return _is_mixed(password) or password.isdigit()
    return told and _is_mixed(password) and (len(account) >= _LONG or not account.isdigit())


def _told(text: str) -> Iterator[tuple[Span, str]]:
    """Find passwords and accounts behind the words that name them."""
    passwords = [m for m in _PASSWORD_TOLD.finditer(text) if _is_value(m, text)]
    passwords += [m for m in _PASSWORD_PLAIN.finditer(text) if _is_plain_password(m, text)]
    for match in passwords:
        yield _span_of(match, "value"), "password"
    for match in _ACCOUNT_TOLD.finditer(text):
        if _is_value(match, text) and not match["value"].isdigit():
            yield _span_of(match, "value"), "account"
    for match in _ACCOUNT_PLAIN.finditer(text):
        name = re.split("[/|]", match["value"])[0].rstrip(_EDGE)
        if name.lower() in _KNOWN_ACCOUNTS:
            yield (match.start("value"), match.start("value") + len(name)), "account"
    if passwords:
        yield from (
            (match.span("value"), "account") for match in _BEFORE_KEY.finditer(text) if match["value"].isascii()
        )
        yield from (
            (match.span("value"), "account") for match in _DEVICE_ID.finditer(text) if re.search(r"\d", match["value"])
        )


def _span_of(match: re.Match[str], group: str) -> Span:
    """Give a group's place without the punctuation that ends it."""
    return match.start(group), match.start(group) + len(match[group].rstrip(_EDGE))


def _is_value(match: re.Match[str], text: str) -> bool:
    """Tell a secret that a colon or "là" introduces from an answer in words ("mật khẩu: đã đổi")."""
    value = match["value"].rstrip(_EDGE)
    rest = text[match.start("value") + len(value) :]
    if not value or value.lower() in _ANSWERS or set(value) <= set("*.-_…•xX[]"):
        return False
    if value.isdigit():
        return len(value) >= _SHORTEST_DIGITS and not _MEASURED.match(rest)
    if _is_mixed(value):
        return len(value) >= _SHORTEST and not _DATE.fullmatch(value)
    plain = value.isascii() and value.isalnum() and len(value) >= _SHORTEST
    return value.lower() in _KNOWN_ACCOUNTS or (plain and _ENDS_HERE.match(rest) is not None)


def _is_plain_password(match: re.Match[str], text: str) -> bool:
    """Tell a secret that follows its name at once: it has a digit, and is no measure, year or date."""
    value = match["value"].rstrip(_EDGE)
    rest = text[match.start("value") + len(value) :]
    if value.lower() in _KNOWN_ACCOUNTS:
        return _ENDS_HERE.match(rest) is not None
    if len(value) < _SHORTEST or _DATE.fullmatch(value):
        return False
    if value.isdigit():
        return not _MEASURED.match(rest)
    return _is_mixed(value) and re.search(r"\d", value) is not None and value[0] not in "(><≥≤="


def _is_mixed(value: str) -> bool:
    """Tell whether a value has letters and also digits or signs, or digits and signs, as passwords do."""
    signs = re.search(r"[@#$!%^&*_+?]", value) is not None
    letters = re.search(r"[^\W\d_]", value) is not None
    digits = re.search(r"\d", value) is not None
    return letters + digits + signs > 1 and re.fullmatch(r"[\d/.,-]+", value) is None
