"""Six grades of a record of Form 1 as DuckDB expressions over its own columns, and the grade "usable now".

Each grade is pass, partial, fail, or null where nothing is told: unknown is never counted as bad. There is no opaque
score; the thresholds and the ground they stand on are in data/thresholds.toml.

* `grade_state`: working pass, degraded partial, broken or stopped fail; planned null (not in use yet). Where the state
  is not told the counts speak: all working pass, some partial, none fail.
* `grade_resolution`: by MP; cameras for number plates or faces need more to pass.
* `grade_retention`: by days, more at national security targets and banks; told to store nowhere is fail.
* `grade_age`: by the year of installation, at the campaign's year; a year after it is not told.
* `grade_connectivity`: pass where the picture goes to a police, traffic or IOC centre over ONVIF or RTSP; partial where
  it goes somewhere, or can be shared (told so, or an IP camera with ONVIF or RTSP); fail where it is isolated.
* `grade_security`: five checks all yes pass; a default or weak password fail; anything else told partial. A missing
  certificate of conformity is never a fail: the regulation binds products put on the market later.
* `grade`: the worse of state and resolution; null where one of them is not told and the other is no fail.
"""

from collections.abc import Mapping

from camdash.analysis.thresholds import Thresholds

CRITERIA = ("state", "resolution", "retention", "age", "connectivity", "security")
GRADES = ("pass", "partial", "fail")

CENTRES = ("city_police", "traffic_centre", "ioc")
"""Where the city's own centre is."""

POLICE_CENTRES = (*CENTRES, "district_police", "ward_police")
OPEN_PROTOCOLS = ("onvif", "rtsp")

_SPECIAL_CLASSES = ("national_security", "bank")
_CLOSE_LOOK = ("plate_recognition", "face_recognition")
_CRITICAL = ("sec_default_password_changed", "sec_strong_password")
_CHECKS = (*_CRITICAL, "sec_lockout", "sec_firmware_updated", "sec_conformity")


def listed(codes: tuple[str, ...]) -> str:
    """Write codes as an SQL list, without its brackets."""
    return ", ".join(f"'{code}'" for code in codes)


def has_any(name: str, codes: tuple[str, ...]) -> str:
    """Say that a list column holds one of the codes; a list not told does not."""
    return f"coalesce(list_has_any({name}, [{listed(codes)}]), FALSE)"


def only_none(name: str) -> str:
    """Say that a list column tells a stated absence and nothing else."""
    return f"coalesce(len({name}) > 0 AND list_has_all(['none'], {name}), FALSE)"


def some(name: str) -> str:
    """Say that a list column tells something besides a stated absence."""
    return f"coalesce(NOT list_has_all(['none'], {name}), FALSE)"


OPEN = has_any("protocols", OPEN_PROTOCOLS)

_TOTAL = "coalesce(quantity, quantity_working + quantity_broken)"
_WORKING = f"coalesce(quantity_working, {_TOTAL} - quantity_broken)"
_STATE = f"""
    CASE WHEN operating_state = 'working' THEN 'pass'
         WHEN operating_state = 'degraded' THEN 'partial'
         WHEN operating_state IN ('broken', 'stopped') THEN 'fail'
         WHEN operating_state = 'planned' OR {_WORKING} IS NULL OR coalesce({_TOTAL}, 0) <= 0 THEN NULL
         WHEN {_WORKING} >= {_TOTAL} THEN 'pass'
         WHEN {_WORKING} > 0 THEN 'partial'
         ELSE 'fail' END"""
_CONNECTIVITY = f"""
    CASE WHEN {has_any("connected_to", POLICE_CENTRES)} AND {OPEN} THEN 'pass'
         WHEN {some("connected_to")} OR coalesce(can_share, FALSE) OR coalesce(technology = 'ip', FALSE) AND {OPEN}
         THEN 'partial'
         WHEN {only_none("connected_to")} OR (technology = 'analog' AND NOT can_share) THEN 'fail' END"""
_SECURITY = f"""
    CASE WHEN {" AND ".join(_CHECKS)} THEN 'pass'
         WHEN NOT {" OR NOT ".join(_CRITICAL)} THEN 'fail'
         WHEN coalesce({", ".join(_CHECKS)}) IS NOT NULL THEN 'partial' END"""


def grade_expressions(thresholds: Thresholds, year: int) -> Mapping[str, str]:
    """Give the expression of each grade by its column; ages are counted at `year`, the campaign's.

    The six criteria rest on stored columns alone; `grade`, the last, on the columns `grade_state`, `grade_resolution`.
    """
    return {**criteria_expressions(thresholds, year), "grade": usable("grade_state", "grade_resolution")}


def criteria_expressions(thresholds: Thresholds, year: int) -> Mapping[str, str]:
    """Give the expressions of the six criteria alone, which rest on stored columns."""
    return {
        "grade_state": _STATE,
        "grade_resolution": _resolution(thresholds),
        "grade_retention": _retention(thresholds),
        "grade_age": _age(thresholds, year),
        "grade_connectivity": _CONNECTIVITY,
        "grade_security": _SECURITY,
    }


def usable(state: str, resolution: str) -> str:
    """Give the grade "usable now" from the two columns named."""
    return f"""
    CASE WHEN {state} = 'fail' OR {resolution} = 'fail' THEN 'fail'
         WHEN {state} IS NULL OR {resolution} IS NULL THEN NULL
         WHEN {state} = 'partial' OR {resolution} = 'partial' THEN 'partial'
         ELSE 'pass' END"""


def _resolution(t: Thresholds) -> str:
    close = f"coalesce(camera_type = 'anpr', FALSE) OR {has_any('ai_features', _CLOSE_LOOK)}"
    wanted = f"CASE WHEN {close} THEN {t.resolution_anpr_mp!r} ELSE {t.resolution_pass_mp!r} END"
    return _from("resolution_mp", wanted, t.resolution_partial_mp)


def _retention(t: Thresholds) -> str:
    special = f"coalesce(area_class IN ({listed(_SPECIAL_CLASSES)}), FALSE)"
    wanted = f"CASE WHEN {special} THEN {t.retention_special_days!r} ELSE {t.retention_pass_days!r} END"
    by_days = _from("retention_days", wanted, t.retention_partial_days)
    return f"CASE WHEN {only_none('storage_places')} THEN 'fail' ELSE {by_days} END"


def _age(t: Thresholds, year: int) -> str:
    return f"""
    CASE WHEN install_year IS NULL OR install_year > {year} THEN NULL
         WHEN {year} - install_year <= {t.age_pass_years!r} THEN 'pass'
         WHEN {year} - install_year <= {t.age_partial_years!r} THEN 'partial'
         ELSE 'fail' END"""


def _from(value: str, wanted: str, partial: float) -> str:
    return f"""
    CASE WHEN {value} IS NULL THEN NULL
         WHEN {value} >= {wanted} THEN 'pass'
         WHEN {value} >= {partial!r} THEN 'partial'
         ELSE 'fail' END"""
