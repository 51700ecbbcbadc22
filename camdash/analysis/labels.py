"""What a reader calls a column and a code: of the forms' fields and vocabularies, and of what is derived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from camdash.analysis.columns import Column
from camdash.analysis.filters import Filter, Value, districts, find_column
from camdash.analysis.grading import CRITERIA
from camdash.forms.fields import all_fields
from camdash.forms.registry import Campaign
from camdash.forms.vocabulary import vocabulary
from camdash.problems.spoken import FORM_NAMES
from camdash.words import N_, Words

_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "unit": N_("Unit"),
        "form": N_("Form"),
        "file": N_("File"),
        "sheet": N_("Sheet"),
        "cell": N_("Cell"),
        "row": N_("Row in the file"),
        "excluded": N_("Not counted"),
        "received_on": N_("Received on"),
        "version_id": N_("Version"),
        "located": N_("Has coordinates"),
        "need_group": N_("Group of the city's decision"),
        "sensitive": N_("Sensitive"),
        "resolution_class": N_("Resolution class"),
        "ai": N_("AI told of"),
        "connected": N_("Connection"),
        "working": N_("Cameras working"),
        "state_told": N_("State told"),
        "age_years": N_("Age (years)"),
        "age_class": N_("Age class"),
        "record": N_("Record of the version"),
        "problem_state": N_("State of the data"),
        "grade_state": N_("Grade: operating state"),
        "grade_resolution": N_("Grade: resolution"),
        "grade_retention": N_("Grade: storage"),
        "grade_age": N_("Grade: age"),
        "grade_connectivity": N_("Grade: connectivity"),
        "grade_security": N_("Grade: information security"),
        "grade": N_("Grade: usable now"),
        "remedy": N_("Remedy"),
        "reach": N_("Way to the city's centre"),
        "criterion": N_("Criterion"),
        "protocol_class": N_("Kind of protocol"),
        "storage_class": N_("Main place of storage"),
        "connected_class": N_("Where the picture goes"),
        "answer": N_("Fit for the AI function"),
        "advice": N_("Suggestion"),
        "expected": N_("Expected"),
        "state": N_("State of the return"),
        "days_late": N_("Days late"),
        "days_overdue": N_("Days overdue"),
        "papers": N_("Papers"),
        "signed_paper_missing": N_("Signed paper missing"),
        "parts": N_("Parts"),
        "positions": N_("Positions"),
        "excluded_positions": N_("Positions not counted"),
        "cameras": N_("Cameras"),
        "errors": N_("Errors"),
        "warnings": N_("Warnings"),
        "field": N_("Column of the form"),
        "code": N_("Kind of problem"),
        "severity": N_("Severity"),
        "value": N_("What the cell says"),
        "message": N_("What to do"),
        "returns": N_("Returns"),
        "problems": N_("Problems"),
        "located_positions": N_("Positions with coordinates"),
        "located_cameras": N_("Cameras with coordinates"),
        "coordinate_source": N_("Source of coordinates"),
        "order": N_("Order"),
        "phase_label": N_("Phase"),
        "action": N_("What is done"),
        "functions": N_("AI functions asked for"),
        "units": N_("Units concerned"),
        "owners": N_("Owners"),
        "why": N_("Reason"),
        "overridden": N_("Laid down by hand"),
        "site": N_("Site"),
    }
)
_GRADES = {"pass": N_("Passes"), "partial": N_("Passes in part"), "fail": N_("Fails")}
_CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "form": FORM_NAMES,
        "expected": {"required": N_("Required"), "invited": N_("Not required")},
        "state": {
            "missing": N_("Not sent"),
            "received": N_("Received"),
            "errors": N_("Has errors"),
            "returned": N_("Sent back"),
            "held": N_("Held"),
            "accepted": N_("Accepted"),
            "nil": N_("Reports none"),
            "withdrawn": N_("Withdrawn"),
        },
        "severity": {"error": N_("Error"), "warning": N_("Warning"), "info": N_("Notice")},
        "need_group": {
            "defence": N_("Defence"),
            "security": N_("Security, handling of violations"),
            "state_management": N_("State management"),
        },
        "resolution_class": {
            "below_1mp": N_("Below 1 MP"),
            "1_to_2mp": N_("1 to below 2 MP"),
            "2_to_4mp": N_("2 to below 4 MP"),
            "from_4mp": N_("4 MP and more"),
        },
        "age_class": {"up_to_5": N_("Up to 5 years"), "6_to_8": N_("6 to 8 years"), "above_8": N_("Over 8 years")},
        "problem_state": {
            "error": N_("Error"),
            "warning": N_("Warning"),
            "info": N_("Notice"),
            "none": N_("No problem"),
        },
        **{f"grade_{criterion}": _GRADES for criterion in CRITERIA},
        "grade": _GRADES,
        "remedy": {
            "keep": N_("Keep"),
            "connect": N_("Connect"),
            "repair": N_("Repair"),
            "upgrade": N_("Upgrade"),
            "replace": N_("Replace"),
        },
        "action": {
            "keep": N_("Keep"),
            "connect": N_("Connect"),
            "repair": N_("Repair"),
            "upgrade": N_("Upgrade"),
            "replace": N_("Replace"),
            "new": N_("Install new"),
            "remove": N_("Remove as doubled"),
        },
        "reach": {
            "connected": N_("Connected to the city's centre"),
            "connect_now": N_("Can be connected now"),
            "gateway": N_("Needs a gateway"),
            "replace": N_("Must be replaced"),
        },
        "criterion": {
            "state": N_("Operating state of cameras"),
            "resolution": N_("Resolution of cameras"),
            "retention": N_("Storage of pictures"),
            "age": N_("Age of cameras"),
            "connectivity": N_("Connecting and sharing"),
            "security": N_("Information security"),
            "usable": N_("Usable now"),
        },
        "protocol_class": {"open": N_("ONVIF or RTSP"), "maker": N_("Only the maker's own")},
        "connected_class": {
            "centre": N_("City police, traffic centre, IOC"),
            "police": N_("District or ward police"),
            "committee": N_("Committee"),
            "none": N_("Nowhere: stands alone"),
        },
        "answer": {
            "has": N_("Does it already"),
            "yes": N_("Can serve it"),
            "no": N_("Cannot serve it"),
            "missing": N_("Data missing"),
        },
        "advice": {
            "share_pole": N_("Several owners could share one pole"),
            "one_owner": N_("Several positions of one owner"),
        },
        "ai": {"some": N_("With AI"), "none": N_("Without AI")},
        "connected": {"connected": N_("Connected"), "none": N_("Not connected")},
        "coordinate_source": {
            "wgs84": N_("Decimal degrees"),
            "dms": N_("Degrees, minutes, seconds"),
            "vn2000_tm3": N_("VN-2000 (TM-3)"),
            "utm48": N_("UTM zone 48N"),
            "map_link": N_("Link to a map"),
            "repaired": N_("Repaired"),
            "none": N_("Without coordinates"),
        },
    }
)
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "form1": N_("Form 1: existing cameras"),
        "form2": N_("Form 2: needed cameras"),
        "ai_needs": N_("Form 2: AI needs of units"),
        "progress": N_("Progress of returns"),
        "problems": N_("Problems found"),
        "layout": N_("Common, overall camera positions"),
    }
)
UNKNOWN = N_("Not told")


@dataclass(frozen=True, slots=True)
class Labels:
    """Says headings and codes in one language for one campaign, whose units it knows by name."""

    words: Words
    campaign: Campaign

    def heading(self, name: str, table: str = "form1") -> str:
        """Name a column of `table`; a name that no column has is given back as it is."""
        if name in {"unit_label", "district_label"}:
            return self.heading(name.removesuffix("_label"), table)
        field = all_fields().get(name)
        if field and table != "problems" and name not in {"unit", "coordinate_source"}:
            return field.label(self.words.language)
        return self.words.t(_HEADINGS[name]) if name in _HEADINGS else name

    def title(self, table: str) -> str:
        """Name a table."""
        return self.words.t(_TITLES[table])

    def codes(self, column: Column) -> Mapping[str, str]:
        """Give the label of each code of a column, in display order; empty where any value may stand."""
        if column.vocabulary:
            answers = vocabulary(column.vocabulary)
            return {code: answers.label(code, self.words.language) for code in answers.codes}
        match column.name:
            case "unit" | "units":
                return {unit.code: unit.name for unit in self.campaign.units}
            case "district":
                return {unit.code: unit.name for unit in districts(self.campaign)}
            case "storage_class":
                answers = vocabulary("storage_places")
                return {code: answers.label(code, self.words.language) for code in column.codes}
            case "field" if column.codes:
                return {name: field.label(self.words.language) for name, field in all_fields().items()}
        return {code: self.words.t(label) for code, label in _CODES.get(column.name, {}).items()}

    def value(self, column: Column, value: Value) -> str:
        """Say one value of a column; None is "not told", a code unknown is given back as it is."""
        if value is None:
            return self.words.t(UNKNOWN)
        if isinstance(value, bool):
            return self.words.t(N_("Yes")) if value else self.words.t(N_("No"))
        if isinstance(value, date):
            return self.words.date(value)
        return self.codes(column).get(str(value), str(value))

    def sentence(self, where: Filter, table: str) -> str:
        """Say a filter in words, empty where it narrows nothing; raises FilterError for a column the table lacks."""
        parts = []
        for name, values in where.where:
            column = find_column(name, table)
            said = ", ".join(self.value(column, value) for value in values)
            parts.append(f"{self.heading(name, table)}: {said}")
        return "; ".join(parts)
