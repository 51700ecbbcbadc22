"""Who signed a paper: the name below the last title of office."""

import re
from collections.abc import Iterator, Sequence

from camdash.intake.paper_text import columns
from camdash.text.fold import accent_key, clean, fold

_BELOW = 12
"""Lines below the title of office in which the name stands: room for the signature and what a seal's stamp says."""

_TITLES = (
    "chu tich",
    "pho chu tich",
    "giam doc",
    "pho giam doc",
    "tong giam doc",
    "pho tong giam doc",
    "truong cong an",
    "pho truong cong an",
    "truong phong",
    "pho truong phong",
    "truong ban",
    "pho truong ban",
    "chanh van phong",
    "pho chanh van phong",
    "chanh thanh tra",
    "pho chanh thanh tra",
    "cuc truong",
    "chi cuc truong",
    "vien truong",
    "hieu truong",
    "thu truong",
    "tu lenh",
    "pho tu lenh",
    "chi huy truong",
    "pho chi huy truong",
    "bi thu",
    "pho bi thu",
    "kt",
    "tm",
    "tl",
    "tuq",
)
_TITLE = re.compile(rf"(?:{'|'.join(_TITLES)})(?: |$)")
_SIGNED_BY = re.compile(r"(?:người|nguời)\s+ký\s*:\s*(.+)", re.IGNORECASE)
_TYPE_WORDS = frozenset({"quan", "huyen", "phuong", "xa", "tran", "pho", "tinh", "duong", "thon"})
_PLACES = frozenset({"hà nội", "hà đông", "hoàng mai", "đông anh", "mai dịch", "hà cầu"})
_SURNAMES_TEXT = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh lưu trịnh mai tô hà cao lâm tạ chu
thái nghiêm phùng quách kiều khuất đoàn trương tăng vương đàm thân doãn nông triệu hứa tống khúc ninh lương bạch
giang cấn đồng nhữ lại mạc phí từ thạch trình tiêu bành vi lò lộc chử hán kim sái âu mẫn đới uông cung quản hạ ngụy
điêu chúc đậu đường hoa hoàn lã lục lường mã ma mùa ông phương quan sầm tào tôn ứng văn viên
"""
_SURNAMES = frozenset(_SURNAMES_TEXT.split())
_SHORTEST, _LONGEST = 2, 5


def signer_of(lines: Sequence[str]) -> str:
    """Name who signed: below the last title of office that has a name below it; "" where there is none.

    >>> signer_of(["KT. TRƯỞNG CÔNG AN HUYỆN", "PHÓ TRƯỞNG CÔNG AN HUYỆN", "(Đã ký)", "Thượng tá Nguyễn Văn An"])
    'Nguyễn Văn An'
    """
    for line in reversed(lines):
        if found := _SIGNED_BY.search(line):
            return _name(found[1])
    titles = [at for at, line in enumerate(lines) if _is_title(line)]
    for at in reversed(titles):
        name = next(_names(lines[at + 1 : at + 1 + _BELOW]), "")
        if name:
            return name
    return ""


def _is_title(line: str) -> bool:
    """Whether a line, or its right column, is a title of office, which is printed in capitals."""
    return any(part.isupper() and _TITLE.match(fold(part)) for part in columns(line))


def _names(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield from filter(None, map(_name, reversed(columns(line))))


def _name(text: str) -> str:
    """Give the person's name at the end of a text, after a rank or what stands in the column beside it, or ""."""
    words = clean(text).split()
    first = len(words)
    while first and words[first - 1].isalpha() and words[first - 1][0].isupper():
        first -= 1
    run = words[first:]
    before = fold(words[first - 1]) if first else ""
    name = " ".join(run)
    if not _SHORTEST <= len(run) <= _LONGEST or accent_key(run[0]) not in _SURNAMES:
        return ""
    if before in _TYPE_WORDS or accent_key(name) in _PLACES or (name.isupper() and first):
        return ""
    return name.title() if name.isupper() else name
