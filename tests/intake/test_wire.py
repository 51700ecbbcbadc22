"""What crosses the pipe between the parent and its children comes out as it went in."""

import io

import pytest

from camdash.forms.registry import Campaign
from camdash.intake.members import Member
from camdash.intake.model import FileReading, Meanings, Paper
from camdash.intake.wire import (
    MAX_FRAME,
    Request,
    WireError,
    pack,
    pack_member,
    pack_start,
    receive,
    send,
    unpack_member,
    unpack_reading,
    unpack_request,
    unpack_start,
)
from camdash.problems import problem


def test_what_a_child_is_told_survives(campaign: Campaign) -> None:
    """The campaign, and what was confirmed of columns and units."""
    meanings = Meanings({("001", "form1", "so mat cam"): "quantity"}, {"q ba dinh": "001"})
    assert unpack_start(pack_start(campaign, meanings)) == (campaign, meanings)
    request = Request("a/b.xlsx", sender="Ba Đình <a@b.vn>", unit="001", passwords=("x", "ỳ"))
    assert unpack_request(pack(request)) == request


@pytest.mark.parametrize("wrong", [None, problem("too_large", detail="9 MB")])
def test_members_survive(wrong: object) -> None:
    """With their problem, their bytes in a frame of their own."""
    member = Member("a.zip/b.xlsx", b"abc", "Ba Đình", "2024-03-12", "Báo cáo", wrong)  # type: ignore[arg-type]
    assert unpack_member(pack_member(member), b"abc") == member


def test_a_paper_survives() -> None:
    """With what its text proposed."""
    reading = FileReading("a.pdf", "0", paper=Paper("letter", "12", "CV", "2024-03-12", "An", "001"))
    assert unpack_reading(pack(reading)) == reading


def test_frames_come_whole_or_not_at_all() -> None:
    """One that breaks off is none, one beyond measure is not waited for."""
    pipe = io.BytesIO()
    send(pipe, b"abc")
    assert receive(io.BytesIO(pipe.getvalue())) == b"abc"
    assert [receive(io.BytesIO(pipe.getvalue()[:size])) for size in (0, 5, 10)] == [None, None, None]
    with pytest.raises(WireError):
        receive(io.BytesIO((MAX_FRAME + 1).to_bytes(8, "big")))
