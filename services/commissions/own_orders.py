"""A brand's own system orders: one commission, or up to fifty with a verdict on each."""

import asyncio
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from domain.commissions.ordering.brief import BadBrief, Brief, read_brief
from domain.commissions.ordering.brief_fields import Problem
from domain.refusals import Refused
from gateways.commissions.labels import NONE, SqlLabels
from gateways.operations.kept_answers import Place, SqlKeptAnswers
from services.app import App
from services.commissions.bulk import place_all
from services.commissions.commands import Placed, commission_id_of
from services.commissions.import_check import judge_all
from services.commissions.ordering import Why, order
from services.commissions.owned import Label, label
from services.commissions.row_verdicts import Outcome, RowResult
from services.files.order_files import OrderRow
from services.terms_in_force import in_force
from services.threads import in_thread

DONE = (Outcome.STARTED, Outcome.ALREADY)
KEPT = 201
"""How a label that stands is noted."""


@dataclass(frozen=True)
class Asked:
    brief: Mapping[str, Any]
    label: Label = NONE


async def order_one(app: App, brand_id: str, asked: Asked) -> Placed:
    """Raises BadBrief, OrderRefused, CommandRefused; Refused for an external id that another one has."""
    brief = await in_thread(_brief, app, brand_id, asked.brief)
    await in_thread(_check_label, app, brand_id, brief, asked.label)
    held = await in_thread(_hold_label, app, brand_id, brief, asked.label)
    try:
        placed = await order(app, brief)
        await in_thread(label, app, brand_id, placed.commission_id, asked.label)
    except BaseException:
        await in_thread(_let_go, app, held)
        raise
    await in_thread(_keep, app, held)
    return placed


async def order_many(app: App, brand_id: str, asked: Sequence[Asked], *, dry_run: bool) -> list[RowResult]:
    """A result for each row, in their order: what is refused holds up no other."""
    held: dict[int, HeldLabel] = {}
    rows = await in_thread(_rows, app, brand_id, asked, None if dry_run else held)
    results: dict[int, RowResult] = {}

    def note(result: RowResult) -> None:
        results[result.row.number] = result

    if dry_run:
        await in_thread(judge_all, app.engine, rows, note)
    else:
        try:
            await place_all(app, rows, note, asyncio.Event())
            await in_thread(_label_all, app, brand_id, asked, results)
        finally:
            await in_thread(_end_all, app, held, results)
    return [results[row.number] for row in rows]


def _brief(app: App, brand_id: str, given: Mapping[str, Any]) -> Brief:
    """The brand is who asks; another one's name in it is refused. Raises BadBrief."""
    if given.get("brand", brand_id) != brand_id:
        raise BadBrief((Problem("brand", "只能是自己的编号，可省略", "only your own id, or none"),))
    return read_brief({**given, "brand": brand_id}, datetime.now(UTC), in_force(app.engine).terms)


def _check_label(
    app: App, brand_id: str, brief: Brief, wanted: Label, taken: AbstractSet[str] = frozenset()
) -> None:
    """Before anything is ordered: no brief may be taken and then be refused for its label.

    ``taken``: by other rows. Raises Refused: EXTERNAL_ID_TAKEN.
    """

    other = SqlLabels(app.engine).commission_of(brand_id, wanted.external_id) if wanted.external_id else ""
    is_anothers = other and other != commission_id_of(brand_id, brief.order)
    if is_anothers or (wanted.external_id and wanted.external_id in taken):
        raise Refused("EXTERNAL_ID_TAKEN")


@dataclass(frozen=True)
class HeldLabel:
    """A brand's word for a commission while that is being ordered: no other can be ordered under it."""

    place: Place
    holder: str


def _hold_label(app: App, brand_id: str, brief: Brief, wanted: Label) -> HeldLabel | None:
    """None where there is none to hold, or the same order holds it already.

    Raises Refused: EXTERNAL_ID_TAKEN, while another order is under way with it.
    """
    if not wanted.external_id:
        return None
    key = sha256(wanted.external_id.encode()).hexdigest()[:32]
    place, holder = Place(f"brand:{brand_id}", "LABEL", "/external-ids", key), uuid4().hex
    digest = sha256(commission_id_of(brand_id, brief.order).encode()).hexdigest()
    found = SqlKeptAnswers(app.engine).claim(place, digest, holder, datetime.now(UTC))
    if not found.same:
        raise Refused("EXTERNAL_ID_TAKEN")
    return HeldLabel(place, holder) if found.ours else None


def _let_go(app: App, held: HeldLabel | None) -> None:
    if held is not None:
        SqlKeptAnswers(app.engine).let_go(held.place, held.holder)


def _keep(app: App, held: HeldLabel | None) -> None:
    if held is not None:
        SqlKeptAnswers(app.engine).answer(held.place, held.holder, KEPT, "")


def _end_all(app: App, held: Mapping[int, HeldLabel], results: Mapping[int, RowResult]) -> None:
    for number, each in held.items():
        done = results.get(number)
        (_keep if done is not None and done.outcome in DONE else _let_go)(app, each)


def _rows(
    app: App, brand_id: str, asked: Sequence[Asked], held: dict[int, HeldLabel] | None
) -> list[OrderRow]:
    """``held`` takes what is held for a row; None holds nothing."""
    rows, taken = [], set[str]()
    for number, each in enumerate(asked, 1):
        told = str(each.brief.get("order", ""))[:64]
        try:
            brief = _brief(app, brand_id, each.brief)
            _check_label(app, brand_id, brief, each.label, taken)
            if held is not None and (own := _hold_label(app, brand_id, brief, each.label)):
                held[number] = own
        except BadBrief as bad:
            problems = tuple(each.unquoted or each for each in bad.problems)
            rows.append(OrderRow(number, told, None, problems))
        except Refused as refused:
            problem = Problem("external_id", refused.zh, refused.en, refused.code)
            rows.append(OrderRow(number, told, None, (problem,)))
        else:
            rows.append(OrderRow(number, brief.order, brief))
            taken.add(each.label.external_id)
    return rows


def _label_all(app: App, brand_id: str, asked: Sequence[Asked], results: dict[int, RowResult]) -> None:
    for number, each in enumerate(asked, 1):
        done = results[number]
        if done.outcome not in DONE:
            continue
        try:
            label(app, brand_id, done.commission_id, each.label)
        except Refused as refused:
            why = Why(refused.code, refused.zh, refused.en)
            results[number] = RowResult(done.row, done.outcome, done.commission_id, (why,), done.order)


__all__ = ["Asked", "Label", "order_many", "order_one"]
