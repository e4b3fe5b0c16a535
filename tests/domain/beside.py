"""What a row says of things that lie beside the stage, shown by a step where such a thing lies there.

Most stories have no early publication, no freeze, no request to cancel when a row decides. Here they have.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache

from domain.commissions.moves import Move
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.commission import CancelRequest, Commission, Effect, Freeze, Report
from domain.commissions.state.on_record import OnRecord, RecordState
from domain.commissions.state.overlays import OVERLAYS
from domain.commissions.state.stages import Stage
from domain.commissions.state.work import WorkStatus
from domain.party import Party
from tests.domain.corpus import Step, steps
from tests.domain.examples import outcome
from tests.domain.otherwise import case

HOUR = timedelta(hours=1)
ATTENTION_TO = "attention to "
Beside = Callable[[Commission, Move], Commission]


def _early(c: Commission, m: Move) -> Commission:
    """Public before its release, and not ratified; later on that is only remembered."""
    if c.stage not in OVERLAYS["early_item"]:
        return replace(c, early_refused=True)
    return replace(c, early_item="mp-early", early_at=m.at - HOUR)


def _late(c: Commission, m: Move) -> Commission:
    """Public only since the platform was asked why it is not."""
    return replace(
        case(c, from_stage=Stage.AWAITING_RELEASE), item=c.item or "mp-1", published_at=m.at - HOUR
    )


def _frozen(c: Commission, m: Move) -> Commission:
    return replace(c, freeze=Freeze(Party.CREATOR, "平台核实", m.at - HOUR))


def _asked_to_cancel(c: Commission, m: Move) -> Commission:
    running = {"cancel_reply_by": m.at + 2 * HOUR, "cancel_reminder": m.at + HOUR, **c.clocks}
    asked = c.cancel_request or CancelRequest("没有时间", m.at - HOUR)
    return replace(c, cancel_request=asked, clocks=running)


def _cancel_owed(c: Commission, m: Move) -> Commission:
    """Asked for at the brand's fault, and agreed by its silence."""
    asked = CancelRequest("没有时间", m.at - HOUR, owed=True, consented=True)
    return replace(c, cancel_request=asked, content_submitted=True, audit_passed=True)


def _other_news(c: Commission, m: Move) -> Commission:
    """The platform has not answered about what was reported before, and more was reported since."""
    silent = tuple(replace(each, tries=1) for each in c.reports)
    looks = tuple(each for each in c.effects if each.kind != "look")
    return replace(c, effects=looks, reports=(*silent, Report("published", "mp-7", m.at, c.seq, "public")))


def _appealed_long(c: Commission, m: Move) -> Commission:
    return replace(c, clocks={**c.clocks, "appeal_by": m.at + HOUR}) if "appeal_by" in c.clocks else c


def _on_record(c: Commission, _m: Move) -> Commission:
    return replace(c, on_record=OnRecord("early", RecordState.STANDS))


def _editable(c: Commission, m: Move) -> Commission:
    return replace(c, edit_until=m.at + HOUR, clocks={**c.clocks, "edit_by": m.at + HOUR})


def _raised(name: str) -> Beside:
    return lambda c, _m: replace(c, attention=(*c.attention, name))


def _passed(c: Commission, _m: Move) -> Commission:
    return replace(c, audit_passed=True)


def _failed_once(c: Commission, _m: Move) -> Commission:
    work = c.work and replace(c.work, status=WorkStatus.REJECTED_BY_AUDIT, reason="不清楚")
    return replace(c, audit_passed=False, audit_failed=True, work=work)


def _due_soon(c: Commission, m: Move) -> Commission:
    return replace(c, submit_by=m.at - HOUR, late=True)


def _hidden(c: Commission, m: Move) -> Commission:
    return replace(c, seen=replace(c.seen, public=False, since=m.at - HOUR, how="hidden"))


def _under_way(c: Commission, m: Move) -> Commission:
    return replace(c, effects=(*c.effects, Effect("ask_notice", m.key, m.now)))


THINGS: Mapping[str, Beside] = {
    "a breach record": _on_record,
    "a cancel at the brand's fault": _cancel_owed,
    "a failed audit": _failed_once,
    "a freeze": _frozen,
    "a hidden item": _hidden,
    "a late publication": _late,
    "a question about a notice": _under_way,
    "a passed audit": _passed,
    "a request to cancel": _asked_to_cancel,
    "an appeal that ends later": _appealed_long,
    "an early publication": _early,
    "an open edit": _editable,
    "an overdue submission": _due_soon,
    "other news": _other_news,
}
ENTRIES: Mapping[tuple[str, str], str] = {
    ("breach", "early"): "an early publication",
    ("breach", "cancelled"): "an early publication",
    ("breach", "default"): "an early publication",
    ("does", "close_cancel"): "a request to cancel",
    ("does", "effect_done"): "a question about a notice",
    ("does", "leave_early"): "an early publication",
    ("does", "note_shown"): "a hidden item",
    ("does", "pass_audit"): "a failed audit",
    ("does", "set_due"): "an overdue submission",
    ("does", "take_back_pass"): "a passed audit",
    ("orders", "close_edit_if_open"): "an open edit",
    ("orders", "look"): "other news",
    ("orders", "pay_out"): "a cancel at the brand's fault",
    ("orders", "take_down_if_early"): "an early publication",
    ("orders", "take_down_if_late"): "a late publication",
    ("starts", "appeal_by"): "an appeal that ends later",
    ("starts", "breach_appeal_by"): "an early publication",
    ("starts", "freeze_cancel"): "a freeze",
    ("tells", "edited_after"): "a breach record",
    ("stops", "cancel_reminder"): "a request to cancel",
    ("stops", "cancel_reply_by"): "a request to cancel",
}
"""By the field of a row and the name that stands there: beside what it is shown."""


@cache
def steps_beside() -> tuple[Step, ...]:
    """For every row and each thing that it speaks of, a step of that row beside it."""
    return tuple(step for row in RULEBOOK.rows for thing in things_of(row) for step in _beside(row, thing))


def things_of(row: Row) -> tuple[str, ...]:
    spoken_of = (thing for (field, name), thing in ENTRIES.items() if name in said(row, field))
    return tuple(dict.fromkeys((*spoken_of, *(f"{ATTENTION_TO}{name}" for name in row.calms))))


def said(row: Row, field: str) -> tuple[str, ...]:
    names: str | tuple[str, ...] = getattr(row, field)
    return (names,) if isinstance(names, str) else names


def _beside(row: Row, thing: str) -> Iterator[Step]:
    """Of the first step that the row still decides so, if need be through an operator."""
    lies = THINGS.get(thing) or _raised(thing.removeprefix(ATTENTION_TO))
    for step in steps():
        if step.row != row.id or step.refused:
            continue
        other = lies(step.commission, step.move)
        for move in _by_itself_or_through_an_operator(step.move):
            if outcome(other, move) is row:
                yield Step(f"test_beside: {row.id} beside {thing}", other, move, row.id, refused=False)
                return


@cache
def steps_frozen() -> tuple[Step, ...]:
    """For every clock a freeze of the creator's side while it runs."""
    return tuple(step for name in RULEBOOK.clocks if (step := _frozen_while(name)))


def _frozen_while(clock: str) -> Step | None:
    for step in steps():
        c, at = step.commission, step.move.now
        if clock in c.clocks and c.freeze is None and not step.refused:
            said = {"actor": "operator:li", "reason": f"while {clock} runs", "party": "creator"}
            freeze = Move("freeze", Party.OPERATOR, at, at, **said)
            row = outcome(c, freeze)
            if isinstance(row, Row):
                return Step(f"test_beside: {clock} at a freeze", c, freeze, row.id, refused=False)
    return None


def _by_itself_or_through_an_operator(m: Move) -> Iterator[Move]:
    yield m
    if m.by in (Party.CREATOR, Party.BRAND):
        yield replace(m, on_behalf_of=m.by, actor="operator:li", reason="代为操作")
