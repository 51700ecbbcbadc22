"""What the six criteria are called, and by what each is judged, in words with the numbers of the thresholds."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.analysis.quality import USABLE
from camdash.analysis.thresholds import Entry, Thresholds
from camdash.words import N_, Words

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "state": N_("Operating state"),
        "resolution": N_("Resolution"),
        "retention": N_("Retention"),
        "age": N_("Age of the device"),
        "connectivity": N_("Connection"),
        "security": N_("Information security"),
        USABLE: N_("Usable now"),
    }
)
"""Each criterion, and what follows from state and resolution together."""

_JUDGED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "state": (N_("Passes: working; in part: degraded; fails: broken, out of use"),),
        "resolution": (
            N_("Passes: from {resolution_pass_mp} MP; in part: from {resolution_partial_mp} MP"),
            N_("Number plates, faces: passes from {resolution_anpr_mp} MP"),
        ),
        "retention": (
            N_("Passes: from {retention_pass_days} days; in part: from {retention_partial_days} days"),
            N_("National security, banks: passes from {retention_special_days} days"),
        ),
        "age": (N_("Passes: up to {age_pass_years} years; in part: up to {age_partial_years} years"),),
        "connectivity": (
            N_("Passes: joined to police, traffic centre or IOC by ONVIF, RTSP"),
            N_("In part: joined elsewhere, or can be shared; fails: isolated"),
        ),
        "security": (
            N_("Passes: all five checks; in part: some"),
            N_("Fails: default or weak password"),
        ),
    }
)
_MILLION = 1_000_000


def name(criterion: str, words: Words) -> str:
    """Name a criterion."""
    return words.t(NAMES[criterion])


def judged_by(criterion: str, thresholds: Thresholds, words: Words) -> tuple[str, ...]:
    """Say by what a criterion is judged, a line a sentence."""
    values = {entry.name: plain(entry.value, words) for entry in thresholds.entries()}
    return tuple(words.t(sentence, **values) for sentence in _JUDGED_BY[criterion])


def scale(entry: Entry) -> int:
    """Give what a value as it is written stands for: costs are written in millions of đồng, as offices do."""
    return _MILLION if entry.assumed else 1


def unit(entry: Entry, words: Words) -> str:
    """Name the unit in which a threshold is written."""
    return words.t("million đồng a camera") if entry.assumed else entry.unit(words.language)


def said(entry: Entry, value: float, words: Words) -> str:
    """Write a value of a threshold with its unit."""
    return f"{plain(value / scale(entry), words)} {unit(entry, words)}"


def plain(value: float, words: Words) -> str:
    """Write a threshold with as many decimals as it has, two at most.

    >>> plain(2.0, Words("vi")), plain(0.92, Words("vi")), plain(2.5, Words("vi"))
    ('2', '0,92', '2,5')
    """
    decimals = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return words.number(value, decimals)
