"""Why a pair is suspected, and what can be done about it, in the reader's words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from camdash.forms.vocabulary import vocabulary
from camdash.store.plans import Question, Verdict
from camdash.words import N_, Words

_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "one_spot": N_("at the same coordinates"),
        "unplaced": N_("found by ward and name, as coordinates are missing"),
        "nameless": N_("one of them has no name or address"),
        "number_differs": N_("the numbers in their names differ"),
        "house_same": N_("same house number"),
        "house_differs": N_("the numbers in their addresses differ"),
        "purpose_differs": N_("different purposes"),
        "area_same": N_("same kind of area"),
        "area_differs": N_("different kinds of area"),
        "type_same": N_("same type of camera"),
        "type_differs": N_("different types of camera"),
        "view_same": N_("same direction of view"),
        "view_differs": N_("different directions of view"),
        "code_same": N_("same camera code"),
        "code_differs": N_("different camera codes of one system"),
        "owner_named": N_("one unit's list names the other as the owner"),
        "attributes_same": N_("equipment alike"),
        "attributes_differ": N_("different equipment"),
        "about_existing": N_("the need is to replace, upgrade, move or connect what is there"),
    }
)
_APART = N_("{metres} m apart")
_ALIKE = N_("names {percent} % alike")
_UNLIKE = N_("different names")
_PURPOSE = N_("same purpose ({purposes})")
_UNITS = {True: N_("one unit"), False: N_("two different units")}

VERDICT_NAMES: Mapping[Verdict, str] = MappingProxyType(
    {
        "same": N_("The same"),
        "different": N_("Different"),
        "merge": N_("Merge into one site"),
        "keep_both": N_("Keep both"),
    }
)
QUESTION_NAMES: Mapping[Question, str] = MappingProxyType(
    {
        "existing": N_("Existing – existing"),
        "need": N_("Need – existing"),
        "needs": N_("Need – need"),
    }
)
ASKED: Mapping[Question, str] = MappingProxyType(
    {
        "existing": N_("Have two bodies told of the same camera?"),
        "need": N_("Is the need met by a camera that is there?"),
        "needs": N_("Do two units ask for the same place?"),
    }
)
ADVICE: Mapping[tuple[Question, str], str] = MappingProxyType(
    {
        ("existing", "same"): N_("Ask both units; if it is one camera, count it once."),
        ("existing", "likely"): N_("Compare code, view and equipment with both units before deciding."),
        ("existing", "near"): N_("Several cameras at one place are usual; leave both unless a unit says otherwise."),
        ("need", "same"): N_("The need seems met: check that the camera works and sees what is asked for."),
        ("need", "likely"): N_("Check whether the camera there can serve, if need be connected or upgraded."),
        ("need", "near"): N_("The camera there serves something else; its pole and line may still be shared."),
        ("needs", "same"): N_("Keep one need, with both units as its owners."),
        ("needs", "likely"): N_("Ask both units whether one camera serves both."),
        ("needs", "near"): N_("Different things are asked for; one pole and one line can still serve both."),
    }
)
"""What to do, by question and suspicion."""


def why(pair: Mapping[str, Any], words: Words) -> str:
    """Say in one sentence why a pair of camdash.planning.overlap.finding is listed.

    Of a pair with a sensitive record neither distance nor names are told.
    """
    if pair["sensitive"]:
        return words.t(
            N_("One of the two is of national security or defence: only its district is told, and no distance.")
        )
    parts = [_part(code, pair, words) for code in pair["reasons"]]
    one_body = pair["one_unit"] == pair["other_unit"]
    parts.append(words.t(_UNITS[one_body]))
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _part(code: str, pair: Mapping[str, Any], words: Words) -> str:
    if code == "apart":
        return words.t(_APART, metres=words.number(round(pair["distance_m"])))
    if code == "alike":
        return words.t(_ALIKE, percent=words.number(round(pair["address_likeness"])))
    if code == "unlike":
        return words.t(_UNLIKE)
    if code == "purpose_same":
        return words.t(_PURPOSE, purposes=", ".join(shared_purposes(int(pair["shared_purposes"]), words)))
    return words.t(_PLAIN[code])


def shared_purposes(bits: int, words: Words) -> Sequence[str]:
    """Name the purposes that both records of a pair tell, from the bits of `shared_purposes`."""
    answers = vocabulary("purposes").answers.values()
    found = [answer for place, answer in enumerate(answers) if bits >> place & 1]
    return [(answer.vi if words.language == "vi" else answer.en).lower() for answer in found]


def advice(question: Question, suspicion: str, words: Words) -> str:
    """Say what to do about a pair that nobody has decided on."""
    return words.t(ADVICE[question, suspicion])
