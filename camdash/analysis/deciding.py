"""What is to be done with a camera first, and how it can reach the city's centre: DuckDB expressions over Form 1.

Both are ordered lists of rules, the first that holds decides; none holding is null, "not told". What is not known
never speaks for spending money.

`remedy`, over the grades of camdash.analysis.grading and `reach`:

1. null where neither state nor resolution is known, or the camera is planned: there is nothing to judge.
2. `replace`: resolution fails, for no repair gives pixels; stopped, for it is out of use; broken or degraded and
   past its age, or analog and past its age, for the money would go into the last years of a device.
3. `repair`: broken or degraded, not past its age, resolution not failing.
4. `connect`: usable, wholly or in part, its connectivity not passing and its picture not at the city's centre, while
   there is a way: an IP camera, one that can be shared, or one behind a gateway. Before upgrading, because it is the
   cheapest and the city's aim; what else is short (MP, days) is seen in its grades.
5. `upgrade`: working, but resolution passes only in part, or the days recorded fail; or usable but without any way to
   be connected as it is (analog without a recorder).
6. `keep`: usable now, its connection good, at the city's centre already, or not told.

`reach`:

1. `connected`: its picture goes to the city police, the traffic centre or the IOC.
2. `connect_now`: it goes to a district's or ward's police over ONVIF or RTSP, so that the centre can take it there; or
   it is an IP camera with ONVIF or RTSP on a line that carries (own fibre, leased, internet, shared, mobile).
3. `replace`: analog and told to be recorded nowhere but on a card, or analog without any line: nothing to join a
   gateway to.
4. `gateway`: analog or mixed with a recorder or server; only a maker's protocol; on coax or wireless; or IP with
   ONVIF or RTSP but without a line (a 4G router).
"""

from camdash.analysis.grading import CENTRES, OPEN, has_any, listed, only_none, some

REMEDIES = ("keep", "connect", "repair", "upgrade", "replace")
REACHES = ("connected", "connect_now", "gateway", "replace")

LINES = ("own_fibre", "leased_line", "internet", "shared_line", "mobile")
"""Lines that carry a picture to the centre as they are."""

PROTOCOL_CLASSES = ("open", "maker")
"""ONVIF or RTSP; only a maker's own."""

STORAGE_CLASSES = ("centre", "unit_server", "recorder", "cloud_vietnam", "cloud_foreign", "camera_card", "none")
"""Of several places of storage the one that serves the city most."""

CONNECTED_CLASSES = ("centre", "police", "committee", "none")
"""The farthest place the picture goes to: the city's centre, the district's or ward's police, a committee, nowhere."""

CLASSES = {
    "protocol_class": PROTOCOL_CLASSES,
    "storage_class": STORAGE_CLASSES,
    "connected_class": CONNECTED_CLASSES,
}
"""Lists gathered into one class a camera, so that every cut by them sums to all cameras."""

_NEAR_POLICE = ("district_police", "ward_police")
_RECORDERS = ("recorder", "unit_server", "centre", "cloud_vietnam", "cloud_foreign")
_RECORDED = has_any("storage_places", _RECORDERS)
_WORN_OUT = "grade_age = 'fail' AND (grade_state IN ('partial', 'fail') OR technology = 'analog')"

REACH = f"""
    CASE WHEN {has_any("connected_to", CENTRES)} THEN 'connected'
         WHEN {has_any("connected_to", _NEAR_POLICE)} AND {OPEN} THEN 'connect_now'
         WHEN technology = 'ip' AND {OPEN} AND transmission IN ({listed(LINES)}) THEN 'connect_now'
         WHEN technology = 'analog' AND (transmission = 'none' OR len(storage_places) > 0 AND NOT {_RECORDED})
         THEN 'replace'
         WHEN technology IN ('analog', 'mixed') AND {_RECORDED} OR {some("protocols")} AND NOT {OPEN}
              OR transmission IN ('coax', 'wireless') OR technology = 'ip' AND {OPEN} AND transmission = 'none'
         THEN 'gateway' END"""

REMEDY = f"""
    CASE WHEN coalesce(operating_state = 'planned', FALSE) OR coalesce(grade_state, grade_resolution) IS NULL THEN NULL
         WHEN grade_resolution = 'fail' OR operating_state = 'stopped' OR {_WORN_OUT} THEN 'replace'
         WHEN grade_state IN ('partial', 'fail') THEN 'repair'
         WHEN grade IN ('pass', 'partial') AND grade_connectivity IN ('partial', 'fail')
              AND coalesce(reach <> 'connected', TRUE)
              AND (technology = 'ip' OR can_share OR {OPEN} OR reach = 'gateway')
         THEN 'connect'
         WHEN grade_state = 'pass' AND (grade_resolution = 'partial' OR grade_retention = 'fail') THEN 'upgrade'
         WHEN grade = 'pass' AND grade_connectivity IN ('partial', 'fail') AND reach = 'replace' THEN 'upgrade'
         WHEN grade = 'pass' AND (coalesce(grade_connectivity, 'pass') = 'pass' OR reach = 'connected')
         THEN 'keep' END"""

PROTOCOL_CLASS = f"CASE WHEN {OPEN} THEN 'open' WHEN {some('protocols')} THEN 'maker' END"
STORAGE_CLASS = f"""
    CASE WHEN len(storage_places) = 1 THEN storage_places[1]
         {" ".join(f"WHEN list_contains(storage_places, '{code}') THEN '{code}'" for code in STORAGE_CLASSES)} END"""
CONNECTED_CLASS = f"""
    CASE WHEN {has_any("connected_to", CENTRES)} THEN 'centre'
         WHEN {has_any("connected_to", _NEAR_POLICE)} THEN 'police'
         WHEN {some("connected_to")} THEN 'committee'
         WHEN {only_none("connected_to")} THEN 'none' END"""
