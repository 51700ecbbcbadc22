"""The whole synthetic survey: every return that the sample's units send, as records, before any of it is written."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from camdash.forms.registry import Unit, default_campaign
from camdash.sample import tables
from camdash.sample.existing import existing_rows
from camdash.sample.hand import Hand, manner
from camdash.sample.needs import ai_rows, need_rows
from camdash.sample.plan import ExistingPlan, plan_existing, plan_needs
from camdash.sample.scene import Row, Scene
from camdash.sample.shares import chance
from camdash.sample.sites import City
from camdash.sample.states import Holding, lay_states

Table = tuple[Hand, list[Row]]
_FIRST_DAY, _DAYS = date(2024, 3, 11), 18
_LATEST = 12
_FIRST_PART = 0.8
_VAGUE = {"form1": 6, "form2": 0}
_AI_TABLE = 0.7


@dataclass(frozen=True, slots=True)
class Return:
    """One file of the survey: who sends it, when, and its tables; `counted` is false where another stands for it."""

    unit: Unit
    form: str
    file: str
    received_on: date
    tables: dict[str, Table]
    police: bool = False
    nil: bool = False
    counted: bool = True
    remark: str = ""


def survey(cameras: int, needs: int, seed: int) -> list[Return]:
    """Make all returns of a survey of so many cameras and needs; the same seed gives the same survey."""
    city = City()
    scenes = {s.unit: Scene(s, city) for s in sorted(tables.shares(), key=lambda s: bool(s.places))}
    units = {u.code: u for u in default_campaign().units}
    returns = [*_existing(scenes, units, plan_existing(cameras, seed), seed), *_needs(scenes, units, needs, seed)]
    return sorted(returns, key=lambda r: (r.received_on, r.file))


def _existing(
    scenes: dict[str, Scene],
    units: dict[str, Unit],
    plans: dict[str, ExistingPlan],
    seed: int,
) -> Iterator[Return]:
    hands: dict[str, Hand] = {}
    holdings: dict[str, Holding] = {}
    for code, scene in scenes.items():
        rng = chance(seed, "form1", code)
        manners = manner(scene.share, "form1", rng)
        rows = existing_rows(scene, units[code], plans[code], rng, paired=manners.shared)
        hands[code] = Hand(units[code], "form1", manners, rng)
        holdings[code] = Holding(rows, manners.counted, plans[code].idle)
    lay_states(holdings, chance(seed, "states"))
    for code, scene in scenes.items():
        if scene.share.form1 in {"none", "missing"}:
            continue
        rng = chance(seed, "form1 file", code)
        rows = _written(hands[code], holdings[code].rows)
        if "vague" in scene.share.habits:
            rows += _vague(scene, hands[code], rng)
        yield from _files(scene.share.form1, units[code], "form1", {"form1": (hands[code], rows)}, rng)


def _needs(scenes: dict[str, Scene], units: dict[str, Unit], needs: int, seed: int) -> Iterator[Return]:
    plans = plan_needs(needs, seed)
    for code, scene in scenes.items():
        if scene.share.form2 in {"none", "missing"}:
            continue
        rng = chance(seed, "form2", code)
        manners = manner(scene.share, "form2", rng)
        rows = need_rows(scene, plans.get(code, {}), rng, paired=manners.typed)
        hand = Hand(units[code], "form2", manners, rng)
        found: dict[str, Table] = {"form2": (hand, _written(hand, rows))}
        if rows and rng.random() < _AI_TABLE:
            other = Hand(units[code], "ai_needs", replace(manners, typed=False, quantity="number"), rng)
            found["ai_needs"] = (other, [other.settle(row) for row in ai_rows(units[code], rng)])
        yield from _files(scene.share.form2, units[code], "form2", found, chance(seed, "form2 file", code))


def _written(hand: Hand, rows: list[Row]) -> list[Row]:
    settled = [hand.settle(row) for row in rows]
    if hand.manner.wards != "column":
        settled.sort(key=lambda row: str(row[0]["ward"]))
    return settled


def _vague(scene: Scene, hand: Hand, rng: Random) -> list[Row]:
    """Add rows whose quantity nobody counted: they are listed, and stay out of the sums until corrected."""
    plan = ExistingPlan({"ptz": 0, "fixed": _VAGUE["form1"]}, 0)
    rows = existing_rows(scene, hand.unit, plan, rng, paired=False)
    lost = {"quantity", "cost_vnd"}
    return [({k: v for k, v in hand.settle(row)[0].items() if k not in lost} | {"excluded": True},) for row in rows]


def _files(state: str, unit: Unit, form: str, found: dict[str, Table], rng: Random) -> Iterator[Return]:
    police = state == "police"
    sent = Return(unit, form, _file_name(unit, form, rng, police=police), _day(rng), found, police=police)
    again = tables.phrases()["file_names"]
    if state == "late":
        deadline = default_campaign().deadline
        yield replace(sent, received_on=deadline + timedelta(days=rng.randint(1, _LATEST)), remark="late")
    elif state == "nil" or not found[form][1]:
        yield replace(sent, nil=True, remark="nil return")
    elif state == "doubled":
        yield sent
        later = sent.received_on + timedelta(days=1)
        file = _suffixed(sent.file, again["again"])
        yield replace(sent, file=file, received_on=later, counted=False, remark="same file")
    elif state == "corrected":
        hand, rows = found[form]
        first = {form: (hand, rows[: int(len(rows) * _FIRST_PART)])}
        yield replace(sent, tables=first, received_on=_FIRST_DAY, counted=False, remark="corrected later")
        corrected = _FIRST_DAY + timedelta(days=_DAYS)
        yield replace(sent, file=_suffixed(sent.file, again["corrected"]), received_on=corrected, remark="corrected")
    else:
        yield sent


def _day(rng: Random) -> date:
    return _FIRST_DAY + timedelta(days=rng.randint(0, _DAYS))


def _file_name(unit: Unit, form: str, rng: Random, *, police: bool) -> str:
    names = tables.phrases()["file_names"]
    pattern = names["police"] if police else rng.choice(names["on_paper"])
    name = pattern.format(unit=unit.name, plain=_plain(unit.name), number=form[-1])
    return f"{tables.phrases()['file_label']}{name}.xlsx"


def _suffixed(file: str, suffix: str) -> str:
    return f"{file.removesuffix('.xlsx')}{suffix}.xlsx"


def _plain(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")
