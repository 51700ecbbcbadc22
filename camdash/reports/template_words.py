"""What stands above the table of a blank form: letterhead, title and version stamp, in the forms' own wording."""

from dataclasses import dataclass

from camdash.forms.registry import COMMITTEE_KINDS, Campaign, Unit
from camdash.forms.template import TEMPLATE_VERSION, Stamp

STAMP_PROPERTY = "camdash_template"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
CITY_COMMITTEE = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI"
CITY_POLICE = "CÔNG AN THÀNH PHỐ HÀ NỘI"
FORM_NUMBERS = {"form1": "MẪU SỐ 1", "form2": "MẪU SỐ 2", "ai_needs": "MẪU SỐ 2"}
SHEETS = {"form1": "Mẫu số 1", "form2": "Mẫu số 2", "ai_needs": "Nhu cầu AI"}
_TITLES = {
    "form1": "BIỂU TỔNG HỢP HIỆN TRẠNG HỆ THỐNG CAMERA GIÁM SÁT",
    "form2": "BIỂU TỔNG HỢP NHU CẦU TRIỂN KHAI HỆ THỐNG CAMERA GIÁM SÁT",
    "ai_needs": "BIỂU TỔNG HỢP NHU CẦU ỨNG DỤNG TRÍ TUỆ NHÂN TẠO (AI)",
}
_SUPERIORS = {"police": "BỘ CÔNG AN", "military": "BỘ QUỐC PHÒNG", "enterprise": "", "media": ""}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two lines at the top left of an official form: the superior body and the body that issues it."""

    superior: str
    issuer: str


def letterhead(unit: Unit) -> Letterhead:
    """Give the letterhead of a unit by its kind."""
    name = unit.name.upper()
    if unit.kind in COMMITTEE_KINDS:
        return Letterhead(CITY_COMMITTEE, f"ỦY BAN NHÂN DÂN {name}")
    return Letterhead(_SUPERIORS.get(unit.kind, CITY_COMMITTEE), name)


def police_letterhead(unit: Unit) -> Letterhead:
    """Give the letterhead of the police of a district-level unit."""
    return Letterhead(CITY_POLICE, f"CÔNG AN {unit.name.upper()}")


def title(form: str, unit: Unit) -> str:
    """Give the title of a form with the unit in it."""
    where = "TRÊN ĐỊA BÀN" if unit.kind in COMMITTEE_KINDS else "CỦA"
    return f"{_TITLES[form]} {where} {unit.name.upper()}"


def enclosure(year: int) -> str:
    """Give the line that ties the form to the letter it comes with."""
    return f"(Kèm theo Văn bản số …../….. ngày …../…../{year})"


def stamp(unit: Unit, campaign: Campaign) -> str:
    """Give the visible mark that tells this template's version, campaign and unit."""
    return str(Stamp(TEMPLATE_VERSION, campaign.code, unit.code))


def file_name(form: str, unit: Unit) -> str:
    """Name the workbook of a unit's form, without what file systems refuse."""
    name = "".join("-" if c in '\\/:*?"<>|' else c for c in unit.name)
    return f"{SHEETS[form]} - {name}.xlsx"
