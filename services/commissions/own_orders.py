"""A brand's own system orders: one commission, or up to fifty with a verdict on each."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from domain.commissions.ordering.brief import BadBrief, Brief, read_brief
from domain.commissions.ordering.brief_fields import Problem
from domain.copies import replace
from gateways.commissions.labels import NONE, Label
from gateways.operations.kept_answers import Place, SqlKeptAnswers
from services.app import App
from services.commissions.bulk import place_all
from services.commissions.clashes import Clash, check_repeat, label
from services.commissions.commands import Placed, commission_id_of
from services.commissions.import_check import judge_all
from services.commissions.ordering import Why, order
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
    """Raises BadBrief, OrderRefused, CommandRefused; Clash where something else stands under its words."""
    brief = await in_thread(_brief, app, brand_id, asked.brief)
    await in_thread(check_repeat, app, brand_id, brief, asked.label)
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
    clashes: dict[int, Clash] = {}
    rows = await in_thread(_rows, app, brand_id, asked, clashes, None if dry_run else held)
    results: dict[int, RowResult] = {}

    def note(result: RowResult) -> None:
        clash = clashes.get(result.row.number)
        results[result.row.number] = _told(result, clash) if clash else result

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


@dataclass(frozen=True)
class HeldLabel:
    """A brand's word for a commission while that is being ordered: no other can be ordered under it."""

    place: Place
    holder: str


def _hold_label(app: App, brand_id: str, brief: Brief, wanted: Label) -> HeldLabel | None:
    """None where there is none to hold, or the same order holds it already.

    Raises Clash: EXTERNAL_ID_TAKEN, while another order is under way with it.
    """
    if not wanted.external_id:
        return None
    key = sha256(wanted.external_id.encode()).hexdigest()[:32]
    place, holder = Place(f"brand:{brand_id}", "LABEL", "/external-ids", key), uuid4().hex
    digest = sha256(commission_id_of(brand_id, brief.order).encode()).hexdigest()
    found = SqlKeptAnswers(app.engine).claim(place, digest, holder, datetime.now(UTC))
    if not found.same:
        raise Clash("EXTERNAL_ID_TAKEN", "")
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
    app: App,
    brand_id: str,
    asked: Sequence[Asked],
    clashes: dict[int, Clash],
    held: dict[int, HeldLabel] | None,
) -> list[OrderRow]:
    """``clashes`` takes what a row meets; ``held`` what is held for it, None holds nothing."""
    rows: list[OrderRow] = []
    taken: dict[str, str] = {}
    for number, each in enumerate(asked, 1):
        told = str(each.brief.get("order", ""))[:64]
        try:
            brief = _brief(app, brand_id, each.brief)
            check_repeat(app, brand_id, brief, each.label)
            _check_untaken(taken, each.label)
            if held is not None and (own := _hold_label(app, brand_id, brief, each.label)):
                held[number] = own
        except BadBrief as bad:
            problems = tuple(each.unquoted or each for each in bad.problems)
            rows.append(OrderRow(number, told, None, problems))
        except Clash as clash:
            clashes[number] = clash
            rows.append(OrderRow(number, told, None, (Problem("", clash.zh, clash.en, clash.code),)))
        else:
            rows.append(OrderRow(number, brief.order, brief))
            if each.label.external_id:
                taken[each.label.external_id] = commission_id_of(brand_id, brief.order)
    return rows


def _check_untaken(taken: Mapping[str, str], wanted: Label) -> None:
    """By other rows. Raises Clash: EXTERNAL_ID_TAKEN."""
    if wanted.external_id in taken:
        raise Clash("EXTERNAL_ID_TAKEN", taken[wanted.external_id])


def _label_all(app: App, brand_id: str, asked: Sequence[Asked], results: dict[int, RowResult]) -> None:
    for number, each in enumerate(asked, 1):
        done = results[number]
        if done.outcome not in DONE:
            continue
        try:
            label(app, brand_id, done.commission_id, each.label)
        except Clash as clash:
            results[number] = replace(_told(done, clash), commission_id=done.commission_id)


def _told(result: RowResult, clash: Clash) -> RowResult:
    """With what it meets: a client tells by it whether it repeats itself."""
    why = Why(clash.code, clash.zh, clash.en, clash.differs)
    return replace(result, commission_id=clash.commission_id, reasons=(why,))


__all__ = ["Asked", "Label", "order_many", "order_one"]
