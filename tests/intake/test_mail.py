"""Mails give their files with who sent them and on which day, in whatever way their headers are encoded."""

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.intake.containers import unpack
from camdash.intake.mail import MAX_SIGNATURE_IMAGE, hanoi_day, mailbox_members, sender_of
from camdash.intake.members import Budget, Member
from tests.packing import mail, mailbox, outlook_mail

LATIN = "From: =?iso-8859-1?Q?Qu=E9?= <a@b.vn>\nDate: Tue, 12 Mar 2024 08:15:00 +0700\nSubject: s\n"


def taken(content: bytes, name: str = "a.eml") -> list[Member]:
    """Take a mail apart."""
    return list(unpack(name, content))


def raw(*parts: bytes, head: str = LATIN) -> bytes:
    """Write a mail of parts as they are."""
    body = b"".join(b"--B\n" + part + b"\n" for part in parts) + b"--B--\n"
    return head.encode() + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n" + body


def attached(headers: str | bytes, content: bytes = b"abc") -> bytes:
    """Write one part."""
    return (headers.encode() if isinstance(headers, str) else headers) + b"\n\n" + content


@pytest.mark.parametrize("write", [mail, outlook_mail])
def test_files_come_with_their_sender_and_day(write: type) -> None:
    """Of a mail as sent and of one saved by Outlook; large files and small ones."""
    found = taken(write({"Mẫu số 1.xlsx": b"x" * 9000, "nhỏ.txt": b"y"}))
    assert [(m.name, len(m.content)) for m in found] == [("a.eml/Mẫu số 1.xlsx", 9000), ("a.eml/nhỏ.txt", 1)]
    assert {(m.sender, m.received_on, m.subject) for m in found} == {
        ("Quận Ba Đình <vp@badinh.example>", "2024-03-12", "Báo cáo camera")
    }


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("Quận Ba Đình <a@b.vn>", "Quận Ba Đình <a@b.vn>"),
        ('"UBND Q. Ba Đình" <a@b.vn>', "UBND Q. Ba Đình <a@b.vn>"),
        ("=?UTF-8?Q?Qu=E1=BA=ADn_Ba?= =?utf-8?B?IMSQw6xuaA==?= <a@b.vn>", "Quận Ba Đình <a@b.vn>"),
        ("=?windows-1258?Q?Qu=E2=F2n_Ba_=D0i=CCnh?= <a@b.vn>", "Quận Ba Đình <a@b.vn>"),
        ("=?iso-8859-1?Q?Qu=E9?= <a@b.vn>", "Qué <a@b.vn>"),
        ("=?no-such-charset?Q?Qu=C3=A9?= <a@b.vn>", "Qué <a@b.vn>"),
        ("=?utf\0?Q?Qu=C3=A9?= <a@b.vn>", "Qué <a@b.vn>"),
        ("a@b.vn", "a@b.vn"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("", ""),
    ],
)
def test_senders_are_decoded(header: str, sender: str) -> None:
    """In every charset, in pieces, and where there is nothing to decode."""
    assert sender_of(header) == sender


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ('Content-Disposition: attachment; filename="=?utf-8?B?TeG6q3UgMS54bHN4?="', "Mẫu 1.xlsx"),
        ("Content-Disposition: attachment; filename*=UTF-8''M%E1%BA%ABu%201.xlsx", "Mẫu 1.xlsx"),
        ("Content-Disposition: attachment; filename*0*=UTF-8''M%E1%BA%AB;\n filename*1=\"u 1.xlsx\"", "Mẫu 1.xlsx"),
        ('Content-Type: application/octet-stream; name="=?utf-8?Q?M=E1=BA=ABu_1.xlsx?="', "Mẫu 1.xlsx"),
        ('Content-Disposition: attachment; filename="Mẫu 1.xlsx"', "Mẫu 1.xlsx"),
        ('Content-Disposition: attachment; filename="Mẫu/1.xlsx"', "Mẫu-1.xlsx"),
        ("Content-Type: application/pdf\nContent-Disposition: attachment", "2.pdf"),
        ("Content-Disposition: attachment; filename*=bad'x", "bad'x"),
    ],
)
def test_names_of_attachments_are_decoded(headers: str, name: str) -> None:
    """RFC 2047, RFC 2231 in one piece and in several, bytes as they are, and none at all."""
    text = attached("Content-Type: text/plain")
    assert [m.name for m in taken(raw(text, attached(headers)))] == [f"a.eml/{name}"]


def test_pictures_of_signatures_are_no_papers() -> None:
    """A small inline image adorns the mail; a large one is a scanned page, and a photo attached is a file."""
    logo = "Content-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename=logo.png"
    page = b"x" * (MAX_SIGNATURE_IMAGE + 1)
    photo = "Content-Type: image/jpeg\nContent-Disposition: attachment; filename=photo.jpg"
    signed = "Content-Type: application/pkcs7-signature; name=smime.p7s"
    parts = [attached(logo), attached(logo.replace("logo", "page"), page), attached(photo), attached(signed)]
    assert [m.name for m in taken(raw(*parts))] == ["a.eml/page.png", "a.eml/photo.jpg"]


def test_a_forwarded_mail_gives_its_files_its_own_sender() -> None:
    """One without files changes nothing."""
    inner = mail({"b.xlsx": b"b"}, sender="Sóc Sơn <s@s.vn>", date="Sun, 10 Mar 2024 20:00:00 +0000")
    found = taken(mail({"a.xlsx": b"a"}, forwarded=[inner, mail(sender="X <x@x.vn>")]))
    assert [(m.name, m.sender, m.received_on) for m in found] == [
        ("a.eml/a.xlsx", "Quận Ba Đình <vp@badinh.example>", "2024-03-12"),
        ("a.eml/b.xlsx", "Sóc Sơn <s@s.vn>", "2024-03-11"),
    ]


def test_a_mail_beyond_the_library_costs_only_itself() -> None:
    """Parts nested by the thousand, between two good mails."""
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000))
    box = mailbox(mail({"a.xlsx": b"a"}), LATIN.encode() + deep, mail({"b.xlsx": b"b"}))
    found = [(m.name, m.problem and m.problem.code) for m in unpack("a.mbox", box)]
    assert found == [("a.mbox/1/a.xlsx", None), ("a.mbox/2", "damaged"), ("a.mbox/3/b.xlsx", None)]


def test_mails_forwarded_too_often_are_said() -> None:
    """Three within each other are entered."""
    deep = mail({"a.xlsx": b"a"})
    for _ in range(3):
        deep = mail(forwarded=[deep])
    assert [m.problem.code for m in taken(deep) if m.problem] == ["container_too_deep"]


@pytest.mark.parametrize("write", [lambda text: mail(text=text), lambda _: outlook_mail({})])
def test_a_mail_without_files_says_what_it_says(write: type) -> None:
    """Nothing that a unit wrote goes unseen."""
    (member,) = taken(write("Đơn vị không có camera."))
    assert member.problem
    assert (member.name, member.problem.code, member.sender[:4]) == ("a.eml", "mail_without_forms", "Quận")
    assert member.problem.value in {"Báo cáo camera: Đơn vị không có camera.", "Báo cáo camera: Kính gửi"}


def test_secrets_in_a_text_are_not_told() -> None:
    """A unit may send its password in the mail before the file."""
    (member,) = taken(mail(text="Mật khẩu: Abc@12345"))
    assert member.problem
    assert member.problem.value == "Báo cáo camera: Mật khẩu: […]"


def test_a_text_in_html_is_told_without_its_tags() -> None:
    """Styles are not said either."""
    html = b"Content-Type: text/html; charset=utf-8\n\n<style>p {}</style><p>Kh\xc3\xb4ng c\xc3\xb3 <b>camera</b>.</p>"
    (member,) = taken(LATIN.encode() + html)
    assert member.problem
    assert member.problem.value == "s: Không có camera ."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tue, 12 Mar 2024 23:30:00 +0700", "2024-03-12"),
        ("Tue, 12 Mar 2024 17:30:00 +0000", "2024-03-13"),
        ("12 Mar 2024 09:00:00 -0800 (PST)", "2024-03-13"),
        ("Tue, 99 Mar 2024 17:30:00", ""),
        ("Thu, 1 Jan 1970 00:00:00 +0000", ""),
        ("12/03/2024", ""),
        ("", ""),
    ],
)
def test_days_are_those_of_hanoi(text: str, day: str) -> None:
    """A day that cannot be is none."""
    assert hanoi_day(text) == day


@given(st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - made aware below
def test_any_day_is_read(moment: datetime) -> None:
    """As mail programs write it."""
    text = moment.replace(tzinfo=UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    assert abs((date.fromisoformat(hanoi_day(text)) - moment.date()).days) <= 1


def test_without_a_date_the_way_tells_the_day() -> None:
    """The server that took the mail dates it as well."""
    head = "From: a@b.vn\nReceived: from x by y;\n Tue, 12 Mar 2024 08:15:00 +0700\nMessage-ID: <1>\n"
    (member,) = taken(raw(attached("Content-Disposition: attachment; filename=a.xlsx"), head=head))
    assert member.received_on == "2024-03-12"


def test_a_mailbox_is_cut_into_its_mails() -> None:
    """At its separators and nowhere else; the mails are numbered."""
    text = "Xin chào\n\nFrom now on\n\nFrom here we go at noon\n"
    box = mailbox(mail({"a.xlsx": b"a"}, text=text), mail(text=text), mail({"a.xlsx": b"b"}))
    found = [(m.name, m.content) for m in mailbox_members(io.BytesIO(box), Budget()) if not m.problem]
    assert found == [("1/a.xlsx", b"a"), ("3/a.xlsx", b"b")]
    assert [m.name for m in unpack("hộp thư.mbox", box)] == [
        "hộp thư.mbox/1/a.xlsx", "hộp thư.mbox/2", "hộp thư.mbox/3/a.xlsx",
    ]  # fmt: skip


def test_a_mail_too_large_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of its mailbox are read."""
    monkeypatch.setattr("camdash.intake.mail.MAX_MAIL", 2000)
    box = mailbox(mail({"a.xlsx": b"a"}), mail({"b.xlsx": b"b" * 3000}), mail({"c.xlsx": b"c"}))
    found = [(m.name, m.problem and m.problem.code) for m in unpack("a.mbox", box)]
    assert found == [("a.mbox/1/a.xlsx", None), ("a.mbox/2", "too_large"), ("a.mbox/3/c.xlsx", None)]


@given(st.data())
def test_no_damaged_mail_raises(data: st.DataObject) -> None:
    """Whatever a byte is turned into, there is a member or a problem."""
    whole = data.draw(st.sampled_from([mail({"Mẫu 1.xlsx": b"x" * 99}), outlook_mail({"Mẫu 1.xlsx": b"x" * 99})]))
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert taken(bytes(content))
