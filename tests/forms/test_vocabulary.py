"""Coded answers in the spellings that clerks use."""

from pathlib import Path

import pytest

from camdash.forms.vocabulary import SpellingError, vocabulary, vocabulary_names


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_label_and_spelling_reads_as_its_own_code(name: str) -> None:
    """No vocabulary holds a spelling of two codes, and each label reads back."""
    answers = vocabulary(name)
    for answer in answers.answers.values():
        for spelling in (answer.vi, answer.en, *answer.spellings, answer.vi.upper()):
            assert answers.read(spelling).codes == (answer.code,), spelling


def test_a_spelling_of_two_codes_is_refused(tmp_path: Path) -> None:
    """The loader refuses a vocabulary in which one spelling names two codes."""
    (tmp_path / "x.toml").write_text(
        '[a]\nvi="A"\nen="Aa"\nspellings=["xoay"]\n[b]\nvi="B"\nen="Bb"\nspellings=["Xoay"]\n', "utf-8"
    )
    with pytest.raises(SpellingError, match="xoay"):
        vocabulary("x", tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "codes", "unknown"),
    [
        ("purposes", "Giao thông; xử lý vi phạm hành chính", ("traffic", "violations"), ()),
        ("purposes", "An ninh, trật tự", ("public_security",), ()),
        ("purposes", "ANTT (khu vực trường học)", ("public_security",), ()),
        ("purposes", "An ninh trật tự, phương tiện", ("public_security",), ("phương tiện",)),
        ("purposes", "Khác: phòng, chống thiên tai", ("other",), ()),
        ("purposes", "Kiểu xoay", (), ("Kiểu xoay",)),
        ("purposes", "- ANTT\n- ATGT", ("public_security", "traffic"), ()),
        ("operating_state", "không hoạt động tốt", ("broken",), ()),
        ("operating_state", "Không còn hoạt động tốt", ("broken",), ()),
        ("operating_state", "camera vẫn hoạt động tốt", ("working",), ()),
        ("camera_type", "Khác (chuông cửa)", ("other",), ()),
        ("purposes", "Phòng, chống tội phạm; Giao thông", ("public_security", "traffic"), ()),
        ("connected_to", "Công an cấp huyện; Công an phường/xã", ("district_police", "ward_police"), ()),
        ("purposes", "An ninh, trật tự, giao thông", ("public_security", "traffic"), ()),
        ("camera_type", "quay quet", ("ptz",), ()),
        ("area_class", "Bệnh viện, cơ sở y tế", ("hospital",), ()),
        ("ai", "Nhận dạng biển số + đếm xe", ("plate_recognition", "counting"), ()),
    ],
)
def test_answers_in_the_wild(name: str, text: str, codes: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    """Lists, brackets, negations and words around the answer."""
    matched = vocabulary(name).read(text)
    assert (matched.codes, matched.unknown) == (codes, unknown)
