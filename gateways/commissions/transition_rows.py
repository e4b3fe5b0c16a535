"""A transition as the rows it becomes, and the digest by which it is known again."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from domain.commissions.state.stages import Stage
from domain.commissions.state.transition import DeadlineMoved, Rating, Submission, Transition
from domain.commissions.state.work import WorkStatus
from domain.party import Party
from gateways.outbox import Announced, Subject
from models.tables.commissions import RatingRow, SubmissionRow, TimelineRow

PLAIN = (str, int, bool)
Row = dict[str, Any]
"""Every column of it by name."""


LEFT_OUT = ("skipped_clock", "notices")
"""Whether the clock was skipped tells of the instant; notices follow from the rest, and may name an hour."""


def digest(transition: Transition) -> str:
    """What was decided, in 64 characters.

    Instants are left out: a workflow task that a crash cut short is executed again, and decides the same at
    a later ``now``. Empty values are left out, so that a field added later does not make an old line differ.
    """
    decided = json.dumps(_decided(transition), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(decided.encode()).hexdigest()


def _decided(value: object) -> object:
    kind: Any = type(value)
    if kind in PLAIN:
        return value
    names = _names(kind)
    if names is not None:
        return _decided({name: getattr(value, name) for name in names})
    if isinstance(value, Mapping):
        return {key: _decided(each) for key, each in value.items() if each and not isinstance(each, datetime)}
    if isinstance(value, tuple | list):
        return [_decided(each) for each in value]
    return value


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Of a dataclass's fields."""
    if not is_dataclass(kind):
        return None
    return tuple(each.name for each in fields(kind) if each.name not in LEFT_OUT)


def line(commission_id: str, transition: Transition, seal: str) -> Row:
    """``seal`` is its digest."""
    return {
        "commission_id": commission_id,
        "seq": transition.seq,
        "at": transition.at,
        "recorded_at": transition.recorded_at,
        "move": transition.move,
        "row": transition.row,
        "by": transition.by.value,
        "actor": transition.actor,
        "from_stage": transition.from_stage.value,
        "to_stage": transition.to_stage.value,
        "command_id": transition.command_id,
        "round": transition.round,
        "reason": transition.reason,
        "refusal": transition.refusal,
        "on_behalf_of": transition.on_behalf_of,
        "skipped_clock": transition.skipped_clock,
        "details": dict(transition.details),
        "deadlines": [
            {"clock": moved.clock, "old": _text(moved.old), "new": _text(moved.new), "why": moved.why}
            for moved in transition.deadlines
        ],
        "hold": transition.hold,
        "digest": seal,
    }


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def event(commission_id: str, transition: Transition) -> Announced:
    """As others are told of it."""
    payload: dict[str, str | int] = {
        "commission_id": commission_id,
        "seq": transition.seq,
        "at": transition.at.isoformat(),
        "move": transition.move,
        "by": transition.by.value,
        "from_stage": transition.from_stage.value,
        "to_stage": transition.to_stage.value,
        "round": transition.round,
        "command_id": transition.command_id,
        "refusal": transition.refusal,
    }
    name = "refused" if transition.refusal else transition.move
    return Announced(Subject.COMMISSION, commission_id, transition.seq, name, payload, transition.recorded_at)


def submission_row(commission_id: str, seq: int, submission: Submission) -> Row:
    return {
        "commission_id": commission_id,
        "seq": seq,
        "kind": submission.kind,
        "round": submission.round,
        "ref": submission.ref,
        "at": submission.at,
        "late": submission.late,
        "status": submission.status,
        "reason": submission.reason,
        "details": dict(submission.details),
    }


def told(
    row: TimelineRow, submission: SubmissionRow | None = None, rating: RatingRow | None = None
) -> Transition:
    """The transition a line was, without what it moved. Raises ValueError on what is no line of ours."""
    return Transition(
        seq=row.seq,
        at=row.at,
        recorded_at=row.recorded_at,
        move=row.move,
        row=row.row,
        by=Party(row.by),
        actor=row.actor,
        from_stage=Stage(row.from_stage),
        to_stage=Stage(row.to_stage),
        command_id=row.command_id,
        round=row.round,
        reason=row.reason,
        refusal=row.refusal,
        on_behalf_of=row.on_behalf_of,
        skipped_clock=row.skipped_clock,
        details=dict(row.details),
        submission=_submission(submission) if submission else None,
        rating=Rating(Party(rating.by), rating.stars, rating.text, rating.at) if rating else None,
        deadlines=tuple(_moved(each) for each in row.deadlines),
        hold=row.hold,
    )


def _submission(row: SubmissionRow) -> Submission:
    return Submission(
        row.kind,
        row.round,
        row.ref,
        row.at,
        row.late,
        WorkStatus(row.status),
        row.reason,
        dict(row.details),
    )


def _moved(said: Mapping[str, str | None]) -> DeadlineMoved:
    return DeadlineMoved(
        said["clock"] or "", _instant(said.get("old")), _instant(said.get("new")), said["why"] or ""
    )


def _instant(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
