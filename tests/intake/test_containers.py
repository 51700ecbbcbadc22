"""Archives are recognised by their bytes and taken apart, one within another, within limits."""

import io
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest

from camdash.intake import archives, containers, members
from camdash.intake.containers import kind_of, unpack
from tests.packing import gzipped, mail, mailbox, outlook_mail, tarred, zipped
from tests.sheets import workbook

FORM = workbook("| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | 2 |")


def unpacked(name: str, content: bytes, *passwords: str) -> list[tuple[str, str]]:
    """List each member with the code of its problem."""
    return [(m.name, m.problem.code if m.problem else "") for m in unpack(name, content, passwords)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zipped({"a.xlsx": FORM}), "zip"),
        (zipped({}), "zip"),
        (FORM, ""),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), ""),
        (tarred({"a.xlsx": FORM}), "gz"),
        (tarred({"a.xlsx": FORM}, compressed=False), "tar"),
        (mail(), "eml"),
        (mailbox(mail()), "mbox"),
        (outlook_mail({}), "msg"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"From: x\nnothing of a mail", ""),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related\nFrom: <Saved>\n\n", ""),
        (b"PK\x03\x04 not really", ""),
        (b"", ""),
    ],
)
def test_a_kind_shows_in_the_bytes(content: bytes, kind: str) -> None:
    """The name is only a hint: a form named .zip is a form, a zip named .xlsx is a zip."""
    assert kind_of("a.xlsx", content) == kind


def test_what_is_no_container_is_given_back(tmp_path: Path) -> None:
    """From bytes and from a path."""
    (tmp_path / "a.zip").write_bytes(FORM)
    assert [(m.name, m.content) for m in unpack("a.zip", FORM)] == [("a.zip", FORM)]
    assert [(m.name, m.content) for m in unpack("a.zip", tmp_path / "a.zip")] == [("a.zip", FORM)]


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: tarred(files, compressed=False)])
def test_litter_is_left_aside(pack: type, tmp_path: Path) -> None:
    """Lock files and what systems leave behind, in whatever folder, from bytes and from a path."""
    litter = ("~$a.xlsx", "x/._a.xlsx", "__MACOSX/x/._a.xlsx", ".DS_Store", "x/Thumbs.db")
    content = pack({"x/Mẫu 1.xlsx": FORM, **dict.fromkeys(litter, b"x")})
    (tmp_path / "a.bin").write_bytes(content)
    assert unpacked("a.bin", content) == [("a.bin/x/Mẫu 1.xlsx", "")]
    assert [m.content for m in unpack("a.bin", tmp_path / "a.bin")] == [FORM]
    assert unpacked("a.bin", pack(dict.fromkeys(litter, b"x"))) == [("a.bin", "container_empty")]


def test_containers_within_containers_are_opened_three_deep() -> None:
    """A zip in a mail in a tgz is taken apart, one more is said to be too deep."""
    inner = zipped({"Mẫu 1.xlsx": FORM, "sâu.zip": zipped({"a.xlsx": FORM})})
    content = tarred({"thư/1.eml": mail({"Biểu.zip": inner})})
    assert unpacked("hộp.tgz", content) == [
        ("hộp.tgz/thư/1.eml/Biểu.zip/Mẫu 1.xlsx", ""),
        ("hộp.tgz/thư/1.eml/Biểu.zip/sâu.zip", "container_too_deep"),
    ]
    assert {m.received_on for m in unpack("hộp.tgz", content)} == {"2024-03-12"}


def named(raw: bytes, *, extra: bytes = b"") -> bytes:
    """Write a zip as programs do that write a member's name in some code page and do not say in which."""
    placeholder = "x" * len(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(placeholder)
        info.extra = extra
        archive.writestr(info, b"1")
    return out.getvalue().replace(placeholder.encode(), raw)


@pytest.mark.parametrize(
    "raw",
    [
        "Mẫu số 1 Ba Đình.xlsx".encode(),
        unicodedata.normalize("NFD", "Mẫu số 1 Ba Đình.xlsx").encode(),
        b"M\xe2\xdeu s\xf4\xec 1 Ba \xd0i\xccnh.xlsx",
    ],
)
def test_names_of_zips_are_decoded(raw: bytes) -> None:
    """UTF-8 that is not said, a Mac's decomposed letters, and Windows' Vietnamese code page."""
    assert unpacked("a.zip", named(raw)) == [("a.zip/Mẫu số 1 Ba Đình.xlsx", "")]


def test_a_name_beside_the_name_counts() -> None:
    """Some programs write the name in UTF-8 into a field of its own, told to belong to it by a checksum."""
    raw, told = b"M?u 1.xlsx", "Mẫu 1.xlsx".encode()
    field = b"\x01" + struct.pack("<I", zipfile.crc32(raw)) + told
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert unpacked("a.zip", named(raw, extra=extra)) == [("a.zip/Mẫu 1.xlsx", "")]


def test_names_lead_nowhere_else() -> None:
    """Paths upwards are names like any other."""
    assert unpacked("a.zip", zipped({"../../etc/a.xlsx": FORM})) == [("a.zip/etc/a.xlsx", "")]


# ---------------------------------------------------------------------------------------------- damage


def test_a_bad_member_is_a_problem_and_the_rest_goes_on() -> None:
    """A flipped byte costs one member."""
    content = bytearray(zipped({"a.txt": b"a" * 99, "b.txt": b"b" * 99}, method=zipfile.ZIP_STORED))
    content[content.index(b"aaaa")] = 0
    assert unpacked("a.zip", bytes(content)) == [("a.zip/a.txt", "damaged"), ("a.zip/b.txt", "")]


@pytest.mark.parametrize(
    "content",
    [
        zipped({"a.txt": b"a" * 99})[:60],
        gzipped(b"a" * 9999)[:30],
        tarred({"a.xlsx": FORM})[:-200],
        outlook_mail({"a.xlsx": FORM})[:3000],
    ],
)
def test_a_broken_off_container_is_damaged(content: bytes) -> None:
    """Said once, at its end."""
    assert [problem for _, problem in unpacked("a.zip", content)][-1:] in (["damaged"], [""])
    assert unpacked("a.zip", content)[-1][1] == "damaged" or kind_of("a.zip", content) == ""


@pytest.mark.parametrize(("content", "kind"), [(b"Rar!\x1a\x07\x01\x00", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z")])
def test_other_archives_are_refused_by_name(content: bytes, kind: str) -> None:
    """Alone and within another."""
    (alone,) = unpack("a.rar", content)
    (inside,) = unpack("a.zip", zipped({"b": content}))
    assert [(m.problem.code, m.problem.params) for m in (alone, inside) if m.problem] == [
        ("unsupported", {"kind": kind}), ("unsupported", {"kind": kind}),
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- passwords


def encrypted(password: bytes, content: bytes) -> bytes:
    """Write a zip with one member in the old encryption, which Python reads but does not write."""
    crc = zipfile.crc32(content)
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc(n) for n in range(256)]

    def feed(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]

    for byte in password:
        feed(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        k = keys[2] | 2
        out.append(byte ^ (k * (k ^ 1) >> 8 & 255))
        feed(byte)
    plain = bytearray(zipped({"a.txt": content}, method=zipfile.ZIP_STORED))
    whole = plain.replace(content, bytes(out))
    for at, flags in ((0, 6), (whole.index(b"PK\x01\x02"), 8)):
        struct.pack_into("<H", whole, at + flags, 1)
        struct.pack_into("<I", whole, at + (18 if at == 0 else 20), len(out))
    struct.pack_into("<I", whole, whole.index(b"PK\x05\x06") + 16, whole.index(b"PK\x01\x02"))
    return bytes(whole)


def _crc(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ (0xEDB88320 if number & 1 else 0)
    return number


def test_protected_members_are_tried_with_each_password() -> None:
    """Without one they are said to be protected, with a wrong one that it is wrong."""
    content = encrypted("mật khẩu".encode(), b"form " * 9)
    assert [m.content for m in unpack("a.zip", content, ["sai", "mật khẩu"])] == [b"form " * 9]
    assert unpacked("a.zip", content) == [("a.zip/a.txt", "password_protected")]
    assert unpacked("a.zip", content, "sai") == [("a.zip/a.txt", "password_wrong")]


# ---------------------------------------------------------------------------------------------- limits


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that grows beyond measure is refused unread, the one beside it is taken."""
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1000)
    assert unpacked("a.zip", zipped({"bomb": bytes(10**6), "b": b"b"})) == [
        ("a.zip/bomb", "too_large"),
        ("a.zip/b", ""),
    ]


def test_members_beyond_the_limit_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """By size of one, by number in an archive, and by size and number of all."""
    three = {f"{n}.txt": b"x" * 100 for n in range(3)}
    with monkeypatch.context() as patch:
        patch.setattr(archives, "MAX_BYTES", 50)
        assert {problem for _, problem in unpacked("a.zip", zipped(three))} == {"too_large"}
        assert {problem for _, problem in unpacked("a.tar", tarred(three, compressed=False))} == {"too_large"}
    with monkeypatch.context() as patch:
        patch.setattr(archives, "MAX_MEMBERS", 2)
        assert unpacked("a.zip", zipped(three)) == [("a.zip", "too_large")]


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: tarred(files, compressed=False)])
def test_what_was_taken_before_the_limit_stays(monkeypatch: pytest.MonkeyPatch, pack: type) -> None:
    """The container's own line says that there was more."""
    monkeypatch.setattr(containers, "Budget", lambda: members.Budget(count=2))
    found = unpacked("a.zip", pack({f"{n}.txt": b"x" * 100 for n in range(3)}))
    assert found == [("a.zip/0.txt", ""), ("a.zip/1.txt", ""), ("a.zip", "too_large")]


def test_a_container_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nor is a stream unpacked that grows without end."""
    monkeypatch.setattr(containers, "MAX_CONTAINER", 10)
    (tmp_path / "a.zip").write_bytes(zipped({"a": b"a"}))
    assert [m.problem.code for m in unpack("a.zip", tmp_path / "a.zip") if m.problem] == ["too_large"]
    monkeypatch.setattr(containers, "Budget", lambda: members.Budget(size=1000))
    assert unpacked("a.tgz", tarred({"a": bytes(10**6)})) == [("a.tgz", "too_large")]
