"""What every message must observe before the rulebook is asked: who, which round, in time, which fields."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from domain.commissions.moves import DECISIONS, FAULTS, MESSAGES, Message, Move
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.scheduling import struck
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import PROMPT, freeze_of
from domain.commissions.state.recent import noted
from domain.commissions.state.stages import CLOSED
from domain.commissions.state.transition import Transition
from domain.copies import replace
from domain.instants import beijing_day
from domain.operators import is_operator
from domain.party import PEOPLE, Party
from domain.refusals import Refused

REFUSALS_SHOWN_PER_DAY = 20
RECENT_MAX = 12
TEXT_MAX = 500
"""Characters of a rating's words."""
ROUND_MOVES = ("submit", "approve", "reject", "submitted")


def effective(c: Commission, stamp: datetime | None, now: datetime) -> datetime:
    """The instant a command is judged by.

    Its stamp, or now if there is none or it lies in the future. An unstamped command in the task that also
    fires a deadline counts: our outage is not the sender's loss (D3).
    """
    if stamp is not None:
        return min(stamp, now)
    due = [at for name, at in struck(c, now) if rules_of(c).clocks[name].consequence]
    return min(due) - timedelta(microseconds=1) if due else now


def not_before_what_was(c: Commission, m: Move) -> Move:
    """The move, not judged as from before what had happened when it came.

    A stamp before a deadline counts until the commission has acted on it; nothing reopens afterwards.
    Deadlines are acted on in their order, so none that is still open lies before it. And nobody answers what
    has not happened yet: it comes after the last line, but for an open deadline that lies between the two.
    """
    if m.by is Party.CLOCK:
        return m
    at = max(m.at, c.acted_at or m.at)
    if m.by is not Party.SYSTEM:
        last = max((line.at for line in c.recent), default=at)
        missed = min((due for due in _not_acted_on(c, m.now) if at < due <= last), default=None)
        at = max(at, min(missed - timedelta(microseconds=1) if missed else last, m.now))
    return m if at == m.at else replace(m, at=at)


def _not_acted_on(c: Commission, now: datetime) -> Iterator[datetime]:
    """Before these it is worth something to come: clocks, and dates that have only just passed."""
    yield from c.clocks.values()
    grace = timedelta(hours=c.order.terms.late_grace_hours)
    ends = (c.submit_by, c.submit_by and c.submit_by + grace, c.settle_by, c.case and c.case.settle_by)
    yield from (each for each in ends if each and now - each <= PROMPT)


def check_manners(c: Commission, m: Move, rulebook: Rulebook) -> None:
    message = MESSAGES.get(m.name)
    if message is None:
        raise Refused("UNKNOWN_COMMAND")
    _check_party(message, m)
    _check_reason(message, c, m)
    _check_fields(message, m)
    _check_frozen(c, m)
    if m.name in ROUND_MOVES and m.round is not None and m.round != c.round:
        raise stale_round(c)
    check_in_time(c, m, rulebook)


def is_of_another_round(c: Commission, m: Move) -> bool:
    """Of what people send: what they were looking at when they decided is over."""
    return m.by in PEOPLE and m.round is not None and m.round != c.round


def stale_round(c: Commission) -> Refused:
    return Refused("STALE_ROUND", detail=f"round={c.round}")


def _check_party(message: Message, m: Move) -> None:
    if m.on_behalf_of:
        if not is_operator(m.actor):
            raise Refused("OPERATOR_NEEDED", detail="on_behalf_of")
        if m.on_behalf_of != m.by:
            raise Refused("WRONG_PARTY")
    if m.by not in message.by:
        raise Refused("WRONG_PARTY", detail=in_whose_place(m, message.by))


def in_whose_place(m: Move, sides: Iterable[Party]) -> str:
    """What an operator writes who means to act for one of them; empty for anybody else."""
    theirs = [each for each in (Party.CREATOR, Party.BRAND) if each in frozenset(sides)]
    if m.by is not Party.OPERATOR or m.on_behalf_of or not theirs:
        return ""
    return f"on_behalf_of={'|'.join(theirs)}"


def _check_reason(message: Message, c: Commission, m: Move) -> None:
    if ("reason" in message.needs or m.by is Party.OPERATOR or m.on_behalf_of) and not m.reason.strip():
        raise Refused("REASON_NEEDED")
    for text, most in ((m.reason, c.order.terms.reason_max_chars), (m.text, TEXT_MAX)):
        if len(text) > most:
            raise Refused("REASON_TOO_LONG", detail=f"> {most}")


def _check_fields(message: Message, m: Move) -> None:
    missing = [name for name in message.needs if getattr(m, name) in (None, "", ())]
    if missing:
        raise Refused("FIELD_NEEDED", detail=", ".join(missing))
    if m.fault and m.by is not Party.OPERATOR:
        raise Refused("FIELD_UNKNOWN", detail="fault")
    if m.fault and m.fault not in FAULTS:
        raise Refused("FAULT_NEEDED", detail=", ".join(FAULTS))
    if m.decision and m.decision not in DECISIONS:
        raise Refused("DECISION_UNFIT", detail=", ".join(DECISIONS))


def _check_frozen(c: Commission, m: Move) -> None:
    """A frozen party's own commands wait; an operator may act for it."""
    if freeze_of(c, m.by) and not m.on_behalf_of:
        raise Refused("FROZEN")


def check_in_time(c: Commission, m: Move, rulebook: Rulebook) -> None:
    """From a deadline on, what it judges can no longer be changed, though it acts only after the grace."""
    for name, at in c.clocks.items():
        clock = rulebook.clocks.get(name)
        if clock and m.at >= at and clock.judged(c, m):
            raise Refused(clock.late)


def refuse(
    c: Commission, name: str, m: Move, code: str, detail: str = ""
) -> tuple[Commission, Transition | None]:
    """Note a refused signal: the first 20 of a day stand in the timeline, the rest are counted."""
    m = not_before_what_was(c, m)
    day = beijing_day(m.now).isoformat()
    today = c.refused_today + 1 if c.refused_day == day else 1
    after = replace(c, refused_day=day, refused_today=today, refused_in_all=c.refused_in_all + 1)
    known = code in ("STALE_FACT", "ID_REUSED") or code.startswith("ALREADY_")
    if m.by is Party.OUTSIDE and not known and c.stage not in CLOSED:
        after = replace(after, attention=tuple(dict.fromkeys((*after.attention, "unexpected_fact"))))
    if today > REFUSALS_SHOWN_PER_DAY:
        return after, None
    shown = name if name in MESSAGES else "unknown"
    after = replace(after, seq=c.seq + 1)
    line = Transition(
        seq=after.seq,
        at=m.at,
        recorded_at=m.now,
        move=shown,
        row="",
        by=m.by,
        actor=m.actor[:64],
        from_stage=c.stage,
        to_stage=c.stage,
        command_id=m.command_id[:64],
        round=c.round,
        refusal=code,
        on_behalf_of=m.on_behalf_of,
        reason=Refused(code, detail=detail).zh,
    )
    return noted(after, line, RECENT_MAX), line
