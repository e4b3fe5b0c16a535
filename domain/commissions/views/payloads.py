"""What an operator pastes: for every message that makes sense now, the JSON that fits this commission now.

Instants, amounts and clock names are the commission's own; for ids and reasons there are placeholders, which
are refused if they are left in.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from domain.commissions.cases.causes import in_window
from domain.commissions.money.quotes import present_quote, quote
from domain.commissions.money.shares import PERCENT
from domain.commissions.moves import CAUSES, FAULTS, MESSAGES, Move
from domain.commissions.ordering.release_window import latest_release
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.guards.cases import BEARERS, bearers, fitting
from domain.commissions.rules.ratings import is_hidden
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.on_record import RecordState
from domain.commissions.state.predicates import SIDES, extended_until, extension_left, freeze_of, freezes
from domain.commissions.state.stages import UNPUBLISHED, Stage
from domain.instants import BEIJING, DAY, beijing, beijing_day
from domain.party import PEOPLE, Party
from domain.placeholders import OPERATOR, REASON

EVENING = time(20)
SHOWN_PERCENT = 60

Payload = Mapping[str, Any]


def payloads(c: Commission, now: datetime) -> Mapping[Party, Mapping[str, Payload]]:
    """Per party the messages that make sense now, each as an operator would send it."""
    return {party: _of(c, party, now) for party in PEOPLE}


def _of(c: Commission, party: Party, now: datetime) -> Mapping[str, Payload]:
    named = {name: payload(c, name, party, now) for name in allowed_moves(c, party, now)}
    return {name: fields for name, fields in named.items() if fields is not None}


def payload(c: Commission, name: str, party: Party, now: datetime) -> Payload | None:
    """The message as an operator sends it, for a party or as the platform. None: nothing fits now."""
    fitted = BY_PLATFORM.get(name) if party is Party.OPERATOR else None
    own = (fitted or FITTED.get(name, _example))(c, name, now)
    if own is None:
        return None
    acting = {} if party is Party.OPERATOR else {"on_behalf_of": party.value}
    return {"actor": OPERATOR, **acting, **own, "reason": REASON}


def _example(_c: Commission, name: str, _now: datetime) -> Payload | None:
    example = MESSAGES[name].example
    return {field: value for field, value in example.items() if field not in ("actor", "reason")}


def _approve(c: Commission, _name: str, now: datetime) -> Payload | None:
    marked = {"marked_as_ad": True} if c.order.purchase_link and c.stage is not Stage.OUTLINE_REVIEW else {}
    return {**({} if c.stage is Stage.OUTLINE_REVIEW else _evening(c, now, now)), **marked}


def _reschedule(c: Commission, _name: str, now: datetime) -> Payload | None:
    return _evening(c, max(now, c.release_at or now), now)


def _evening(c: Commission, after: datetime, now: datetime) -> dict[str, Any]:
    """20:00 of the next day, within the window of the brief; once that is over, outside it on purpose."""
    evening = beijing(beijing_day(after) + DAY, EVENING)
    over = c.order.release_until is not None and c.order.release_until <= after
    last = latest_release(c, Move("reschedule", Party.BRAND, now, now, outside_window=over or None))
    if over:
        return {"release_at": _iso(min(evening, last)), "outside_window": True}
    return {"release_at": _iso(min(max(evening, c.order.release_from or evening), last))}


def _cancel(c: Commission, _name: str, now: datetime) -> Payload | None:
    present = present_quote(c, now)
    return {"quoted_fen": present.fen, "quote": present.version} if present and present.fen else {}


def _request_cancel(c: Commission, _name: str, now: datetime) -> Payload | None:
    """What is given up is named, unless the brand is overdue."""
    present = None if "review_overdue" in c.attention else present_quote(c, now)
    return {"quoted_fen": present.fen} if present and present.fen else {}


def _cancel_at_fault(c: Commission, _name: str, now: datetime) -> Payload | None:
    """At the brand's, for whose fee there is a quote; the others are named beside it."""
    present = quote(c, now, Party.BRAND)
    quoted = {"quoted_fen": present.fen, "quote": present.version} if present.fen else {}
    return {**quoted, "fault": Party.BRAND.value} if c.stage in UNPUBLISHED else {}


def _extend(c: Commission, _name: str, now: datetime) -> Payload | None:
    running = [(at, name) for name, at in c.clocks.items() if rules_of(c).clocks[name].consequence]
    if not running:
        return None
    at, clock = min(running)
    old = c.submit_by if clock == "submit_by" and c.submit_by else at
    later, left = max(old, now) + DAY, extension_left(c, clock)
    in_sum = old + left if left is not None else None
    latest = min(filter(None, (extended_until(c, now), in_sum)), default=None)
    return {"clock": clock, "until": _iso(later if latest is None or later <= latest else latest - DAY)}


def _propose_extension(c: Commission, _name: str, now: datetime) -> Payload | None:
    later = max(c.submit_by or now, now) + DAY
    return {"submit_by": _iso(min(later, c.order.release_until or later))}


def _arbitrate(c: Commission, _name: str, _now: datetime) -> Payload | None:
    """A split where it fits; the other decisions that fit are named beside it."""
    fit = decisions(c)
    stands = (
        c.case is not None and c.case.decision == "split" and c.case.creator_bps == SHOWN_PERCENT * PERCENT
    )
    if stands:
        return {"decision": next(each for each in fit if each != "split")}
    if "split" in fit:
        return {"decision": "split", "creator_percent": SHOWN_PERCENT}
    return {"decision": fit[0]} if fit else None


def _complain(c: Commission, name: str, now: datetime) -> Payload | None:
    """A cause that was not named yet; once the window is over one that may still be named."""
    named = (*(c.case.causes if c.case else ()), *c.past_causes)
    left = (each for each in (MESSAGES[name].example["cause"], *CAUSES) if each not in named)
    cause = next((each for each in left if in_window(c, Move(name, Party.BRAND, now, now, cause=each))), None)
    return {"cause": cause} if cause else None


def _freeze(c: Commission, _name: str, _now: datetime) -> Payload | None:
    """A side that is not frozen yet."""
    side = next((each for each in SIDES if freeze_of(c, each) is None), None)
    return {"party": side.value} if side else None


def _unfreeze(c: Commission, _name: str, _now: datetime) -> Payload | None:
    """The side is named where both are frozen."""
    frozen = freezes(c)
    return {"party": frozen[0].party.value} if len(frozen) > 1 else {}


def _hide_rating(c: Commission, _name: str, _now: datetime) -> Payload | None:
    """Words that are shown: the last that were written."""
    shown_ = [each for each in c.worded if not is_hidden(c, each)]
    return {"party": shown_[-1].value} if shown_ else None


def _unhide_rating(c: Commission, _name: str, _now: datetime) -> Payload | None:
    hidden = [each.of for each in c.hidings if each.hides and not each.corrected]
    return {"party": hidden[-1].value} if hidden else None


def _second(c: Commission, _name: str, _now: datetime) -> Payload | None:
    return {"ref": str(c.proposal.seq)} if c.proposal else None


def _agree(_c: Commission, _name: str, _now: datetime) -> Payload | None:
    return {"agree": True}


FITTED: Mapping[str, Callable[[Commission, str, datetime], Payload | None]] = {
    "approve": _approve,
    "reschedule": _reschedule,
    "cancel": _cancel,
    "request_cancel": _request_cancel,
    "extend": _extend,
    "propose_extension": _propose_extension,
    "arbitrate": _arbitrate,
    "second": _second,
    "freeze": _freeze,
    "unfreeze": _unfreeze,
    "hide_rating": _hide_rating,
    "unhide_rating": _unhide_rating,
    "complain": _complain,
    "answer_cancel": _agree,
    "answer_extension": _agree,
}


BY_PLATFORM: Mapping[str, Callable[[Commission, str, datetime], Payload | None]] = {
    "cancel": _cancel_at_fault,
}
"""What an operator says otherwise than the side that may send it too."""


def decisions(c: Commission) -> tuple[str, ...]:
    """Which decisions fit the open case, or the appeal of a breach record."""
    if c.on_record and c.on_record.state is RecordState.APPEALED:
        return ("lift", "uphold")
    decided = c.case is not None and bool(c.case.decision)
    return tuple(each for each in fitting(c) if not decided or each in ("settle", "refund", "split"))


def choices(c: Commission, name: str, fields: Payload) -> tuple[str, ...]:
    """Of the one field that says most: what else than shown may be written."""
    if "fault" in fields:
        return FAULTS
    if name == "arbitrate":
        return decisions(c)
    return bearers(c, name) if name in BEARERS else ()


def _iso(at: datetime) -> str:
    """In Beijing time, to the second."""
    return at.astimezone(BEIJING).replace(microsecond=0).isoformat()
