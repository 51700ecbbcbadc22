"""Units, wards, headings and registries as data."""

from datetime import date
from pathlib import Path

import pytest

from camdash.forms.fields import FORMS, all_fields, fields_of
from camdash.forms.headings import heading_book
from camdash.forms.registry import RegistryError, default_campaign, read_registry
from camdash.forms.units import UnitResolver, speaks_for_police
from camdash.forms.vocabulary import vocabulary_names
from camdash.forms.wards import wards_2024

RESOLVER = UnitResolver.of(default_campaign())


@pytest.mark.parametrize("unit", default_campaign().units, ids=lambda u: u.code)
def test_each_unit_is_found_by_its_names(unit: object) -> None:
    """Full name, short name and aliases all resolve, in any case."""
    known = default_campaign().unit(unit.code)  # type: ignore[attr-defined]
    for name in (known.name, known.name.upper(), known.short, *known.aliases):
        assert RESOLVER.resolve(name) == {known.code}, name


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CAQ Ba Đình", {"001"}),
        ("UBND Q. Ba Đình", {"001"}),
        ("Quận 'Ba Đình'", {"001"}),
        ("Ba Dinh", {"001"}),
        ("BĐ", {"001"}),
        ("Mau so 1_Quan Ba Dinh", {"001"}),
        ("CÔNG AN HUYỆN ĐÔNG ANH", {"017"}),
        ("TX. Sơn Tây", {"269"}),
        ("Mau 1 TTQLDHGT", {"TTDHGT"}),
        ("Mẫu số 2 - Sở GTVT", {"SGTVT"}),
        ("CA TX Sơn Tây", {"269"}),
        ("BAN QUẢN LÝ HỒ HOÀN KIẾM VÀ PHỐ CỔ HÀ NỘI", {"BQLPC"}),
        ("Công an thành phố Hà Nội", {"CATP"}),
        ("HĐ", {"268", "274"}),
        ("UBND PHƯỜNG THANH TRÌ - QUẬN HOÀNG MAI", {"008"}),
        ("xã Thanh Xuân", set()),
        ("Hà Nội", set()),
    ],
)
def test_units_as_clerks_name_them(text: str, codes: set[str]) -> None:
    """Aliases and abbreviations resolve, a ward of a district's name does not, shared initials stay ambiguous."""
    assert RESOLVER.resolve(text) == codes


def test_police_letterheads() -> None:
    """Police are told from committees."""
    assert speaks_for_police("CÔNG AN HUYỆN ĐÔNG ANH")
    assert speaks_for_police("Mau 1_CAQ Ba Dinh")
    assert not speaks_for_police("UBND QUẬN BA ĐÌNH")


def test_wards_resolve_in_their_district_accent_first() -> None:
    """Việt Hưng is not Việt Hùng, Quang Trung is one ward in each of its districts."""
    wards = wards_2024()
    assert len(wards.wards) == 579
    assert [w.name for w in wards.resolve("Việt Hưng", None)] == ["Phường Việt Hưng"]
    assert [w.name for w in wards.resolve("P. Quang Trung", "268")] == ["Phường Quang Trung"]
    assert len(wards.resolve("Quang Trung", None)) > 1
    assert [w.name for w in wards.resolve("doi can", "001")] == ["Phường Đội Cấn"]
    assert wards.resolve("Đội Cấn", "002") == ()


def test_registry_of_2024() -> None:
    """30 district-level units, all required; VOV and the military are only invited."""
    campaign = default_campaign()
    assert len(campaign.districts) == 30
    assert {u.form1 for u in campaign.districts} == {"required"}
    assert (campaign.unit("VOVGT").form1, campaign.unit("BTLTD").form2) == ("invited", "invited")
    assert campaign.deadline == date(2024, 3, 31)


@pytest.mark.parametrize(
    "text", ["code,name\n1,A\n1,B\n", "code,name\n,A\n", "code,name\n", "code,name,form1\n1,A,perhaps\n"]
)
def test_wrong_registries_are_refused(tmp_path: Path, text: str) -> None:
    """Doubled codes, missing names, no units, unknown expectations."""
    path = tmp_path / "r.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RegistryError):
        read_registry(path, "x", date(2025, 1, 1))


def test_fields_name_known_vocabularies_and_headings_load() -> None:
    """Every vocabulary a field names has a file; the headings of each form load without a clash."""
    named = {f.vocabulary for f in all_fields().values() if f.vocabulary}
    assert named == set(vocabulary_names())
    assert set(heading_book().targets) == set(FORMS)
    assert {f.name for f in fields_of("ai_needs")} == {
        "unit",
        "row_no",
        "quantity",
        "ai_needs",
        "field",
        "problem",
        "note",
    }


@pytest.mark.parametrize(
    ("form", "heading", "field"),
    [
        ("form1", "Độ phân giải", "resolution_mp"),
        ("form2", "Độ phân giải", "min_resolution_mp"),
        ("form1", "Kinh phí (ĐVT: triệu đồng)", "cost_vnd"),
        ("form1", "3. Địa điểm\nlắp đặt", "position_name"),
        ("form1", "Tọa độ (vĩ độ, kinh độ)", "coordinates"),
        ("form1", "Mật khẩu mạnh", "sec_strong_password"),
        ("form1", "Mật khẩu", "secret"),
        ("form2", "Hình thức đầu tư", "funding"),
        ("form1", "Số mắt cam", "quantity"),
    ],
)
def test_headings_as_seen(form: str, heading: str, field: str) -> None:
    """Units in brackets, numbering, line breaks and the two forms' different meanings."""
    assert heading_book().target(form, heading) == field


def test_a_registry_of_names_only_tells_the_kinds(tmp_path: Path) -> None:
    """Code and name are enough: the first words of a name tell what kind of unit it is."""
    path = tmp_path / "r.csv"
    path.write_text(
        "code,name,type\n00004,Phường Ba Đình,Phường\n00376,Xã Sóc Sơn,Xã\nSYT,Sở Y tế,\nX,Ban A,\n", "utf-8-sig"
    )
    campaign = read_registry(path, "2025", date(2025, 12, 31))
    assert [u.kind for u in campaign.units] == ["commune", "commune", "department", "other"]
    assert UnitResolver.of(campaign).resolve("UBND PHƯỜNG BA ĐÌNH") == {"00004"}
    assert UnitResolver.of(campaign).resolve("Quận Ba Đình") == frozenset()
