"""The one place that says what a move does: it reads the rulebook and builds the next state.

Pure: a commission, a move and a rulebook go in; the next commission and its transition come out, or Refused.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.commissions.cases.breaches import BREACHES, breach_of
from domain.commissions.cases.forced import meant
from domain.commissions.cases.proposals import kept
from domain.commissions.money import shares
from domain.commissions.money.money_now import posted
from domain.commissions.money.postings import MONEY, fault_of
from domain.commissions.moves import Move, named
from domain.commissions.ordering.pinned_brief import brief_digest
from domain.commissions.ordering.release_window import leaves_window
from domain.commissions.rules import pauses
from domain.commissions.rules.admission import RECENT_MAX, check_manners, in_whose_place, not_before_what_was
from domain.commissions.rules.effects import EFFECTS, notice, parted
from domain.commissions.rules.looks import claim
from domain.commissions.rules.pauses import last_of_each, must_wait, next_try, template_of, waits_for_morning
from domain.commissions.rules.reviews import counted
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.scheduling import acted, deadlines_moved, run_clocks
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission, Effect
from domain.commissions.state.on_record import OnRecord
from domain.commissions.state.overlays import end_overlays
from domain.commissions.state.payout import Payout, PayoutState
from domain.commissions.state.predicates import creator_frozen
from domain.commissions.state.recent import noted
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.transition import Breach, Rating, Submission, Transition
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.words import DONE
from domain.copies import replace
from domain.money.entries import Entry
from domain.notice import Notice
from domain.party import PEOPLE, Party
from domain.process.applied import recall, remember
from domain.process.table import first
from domain.refusals import Refused

OF_PLATFORM = {"cancelled": "cancelled_by_platform", "content_approved": "approved_by_platform"}
"""What a side is told where the platform does what otherwise the other side does."""
CANCEL_CLOSED = ("cancel_closed_creator", "cancel_closed_brand")
WITH_BREACH = {
    "cancelled": "cancelled_default",
    "cancelled_silent_creator": "cancelled_silent_breach",
    "fallen_creator": "fallen_breach",
    "platform_cancelled": "platform_cancelled_breach",
    "cancel_agreed": "cancel_agreed_breach",
    "cancel_unanswered": "cancel_unanswered_breach",
    "settled": "settled_breach",
    "refunded": "refunded_breach",
    "refunded_paid": "refunded_paid_breach",
    "gone_creator": "gone_breach",
    "edited_after": "edited_after_breach",
}
"""What a creator is told instead where the same move leaves a breach record."""
NAME_RELEASE = ("content_approved", "rescheduled")
"""They say when it is published; outside of the window another text says both."""
FAILURES = ("notice_failed", "effect_failed")
"""Moves whose line names the effect they are about."""


@dataclass(frozen=True)
class Decision:
    commission: Commission
    transition: Transition
    row: Row
    move: Move


@dataclass(frozen=True)
class Outcome:
    """What a move does to the state and to the money, whoever is told of it."""

    commission: Commission
    entries: tuple[Entry, ...]
    breach: Breach | None


def decide(commission: Commission, move: Move, rulebook: Rulebook | None = None) -> Decision:
    """What the move does, by the commission's own rules unless others are given.

    Raises Refused (nothing changes) or Repeated (it was done before).
    """
    rulebook = rulebook or rules_of(commission)
    move, row = _judged(commission, move, rulebook)
    return _applied(commission, move, row, rulebook)


def outcome(commission: Commission, move: Move) -> Outcome:
    """As ``decide``, for who asks what would come: no text is made, and nobody is told. Raises as it does."""
    rulebook = rules_of(commission)
    move, row = _judged(commission, move, rulebook)
    after, entries, breach = _changed(commission, move, row, rulebook)
    return Outcome(_attention(after, row), entries, breach)


def _judged(commission: Commission, move: Move, rulebook: Rulebook) -> tuple[Move, Row]:
    """The move at its instant, and the row it goes by."""
    recall(commission.applied, named(move))
    move = meant(commission, not_before_what_was(commission, move))
    if move.by not in (Party.SYSTEM, Party.CLOCK):
        check_manners(commission, move, rulebook)
    elif move.by is Party.CLOCK and move.name not in commission.clocks:
        raise Refused("CLOCK_NOT_RUNNING")
    row = _row(commission, move, rulebook)
    for name in row.guards:
        rulebook.guards[name].check(commission, move)
    return move, row


def _row(c: Commission, m: Move, rulebook: Rulebook) -> Row:
    rows = rulebook.at(c.stage, m.name)
    mine = [row for row in rows if m.by in row.by]
    row = first(mine, lambda row: all(rulebook.conditions[name].holds(c, m) for name in row.when))
    if row is not None:
        return row
    if rows and not mine:
        raise Refused("WRONG_PARTY", detail=in_whose_place(m, [by for row in rows for by in row.by]))
    raise Refused(refusal_at(c.stage, m.name, closed=c.stage in CLOSED and m.by in PEOPLE))


def refusal_at(stage: Stage, name: str, *, closed: bool) -> str:
    """The name of the refusal where no row applies."""
    for stages, code in DONE.get(name, ()):
        if stage in stages:
            return code
    return "CLOSED" if closed else "NOT_NOW"


def _applied(before: Commission, m: Move, row: Row, rulebook: Rulebook) -> Decision:
    after, entries, breach = _changed(before, m, row, rulebook)
    after, notices = _effects(before, after, m, row, rulebook)
    after = _attention(after, row)
    after = replace(after, applied=remember(after.applied, named(m), after.seq))
    line = replace(_transition(before, after, m, row, entries, breach), notices=notices)
    return Decision(noted(after, line, RECENT_MAX), line, row, m)


def again(before: Commission, move: Move, row: Row, rulebook: Rulebook) -> Decision:
    """What a row that was applied once did to state and money. No guard is asked and nothing is ordered."""
    after, entries, breach = _changed(before, move, row, rulebook)
    after = _attention(after, row)
    return Decision(after, _transition(before, after, move, row, entries, breach), row, move)


def _changed(
    before: Commission, m: Move, row: Row, rulebook: Rulebook
) -> tuple[Commission, tuple[Entry, ...], Breach | None]:
    breach = _breach(before, m, row)
    after = replace(before, seq=before.seq + 1, on_record=_on_record(before, breach))
    for name in row.does:
        after = rulebook.changes[name].apply(after, m)
    entries, payout = _money(before, after, m, row)
    sums = posted(before, after, m, row, entries)
    after = replace(after, stage=_target(before, row), payout=payout or after.payout, sums=sums)
    after = kept(before, counted(before, end_overlays(after), m))
    after = acted(run_clocks(before, after, m, row, rulebook.clocks), m, rulebook.clocks)
    return after, entries, breach


def _target(c: Commission, row: Row) -> Stage:
    if row.back and c.case is not None:
        return c.case.from_stage
    return row.to or c.stage


def _money(
    before: Commission, after: Commission, m: Move, row: Row
) -> tuple[tuple[Entry, ...], Payout | None]:
    """The row's entries, and the payout they call for.

    Money is judged by the commission before the move; only a decision is carried out as the move makes it.
    """
    if row.hold:
        return MONEY["hold"].entries(before, m), None
    if not row.money:
        return (), None
    money = MONEY[row.money]
    state = after if row.money == "carry_out" else before
    creator = money.credited(state, m)
    way = PayoutState.WITHHELD if creator_frozen(before) else PayoutState.UNDER_WAY
    payout = Payout(way, 1, creator, since=m.at) if creator and "pay_out" in row.orders else None
    return money.entries(state, m), payout


def _effects(
    before: Commission, c: Commission, m: Move, row: Row, rulebook: Rulebook
) -> tuple[Commission, tuple[Notice, ...]]:
    """The commission with what is to be carried out, and the SMS that leave with its line."""
    told = () if "unordered" in before.attention else _told(before, row, m)  # nobody ordered it
    told = (*told, *CANCEL_CLOSED) if _closes_cancel(before, c, row) else told
    waits = tuple(f"{name}:{c.seq}" for name in told if must_wait(c, name, m.now))
    now = tuple(notice(c, name, c.seq, m) for name in told if f"{name}:{c.seq}" not in waits)
    ordered = tuple(each for name in row.orders for each in EFFECTS[name].effects(before, c, m))
    waiting = last_of_each((*c.waiting_notices, *waits))
    notices, effects = parted((*now, *ordered))
    told_at = pauses.told(c, notices, m.now)
    c = replace(c, effects=(*c.effects, *effects), waiting_notices=waiting, told_at=told_at)
    return _armed(c, m, rulebook), notices


def _armed(c: Commission, m: Move, rulebook: Rulebook) -> Commission:
    """With the clocks of the notices that wait, for the morning or for a pause to be over."""
    clocks = dict(c.clocks)
    if any(waits_for_morning(c, template_of(each), m.now) for each in c.waiting_notices):
        clocks.setdefault("morning", rulebook.clocks["morning"].instant(c, m) or m.now)
    at = next_try(c, m.now)
    if at:
        clocks["notice_pause"] = at
    return c if clocks == dict(c.clocks) else replace(c, clocks=clocks)


def _closes_cancel(before: Commission, c: Commission, row: Row) -> bool:
    """Whether a request to cancel that nobody answered is over because the commission went on."""
    over = before.cancel_request is not None and c.cancel_request is None
    return over and "clear_cancel" not in row.does and c.stage not in CLOSED


def _told(before: Commission, row: Row, m: Move) -> tuple[str, ...]:
    """The row's notices. Both sides hear of what an operator does, once; of what is only proposed nothing."""
    if "propose" in row.does:
        return ()
    tells = _tells(before, row, m)
    if m.on_behalf_of:
        return (*tells, "operator_creator", "operator_brand")
    if m.by is not Party.OPERATOR:
        return tells
    tells = tuple(OF_PLATFORM.get(name, name) for name in tells)
    told = {rules_of(before).templates[name].to for name in tells}
    return (*tells, *(f"operator_{side}" for side in (Party.CREATOR, Party.BRAND) if side not in told))


def _tells(before: Commission, row: Row, m: Move) -> tuple[str, ...]:
    """Of a release outside of what the brief promises, and of a breach record, the creator is told."""
    tells = row.tells
    if _breach(before, m, row):
        tells = tuple(WITH_BREACH.get(name, name) for name in tells)
    if not ("release_in_window" in row.guards and leaves_window(before, m)):
        return tells
    return (*(name for name in tells if name not in NAME_RELEASE), "release_outside")


def _attention(c: Commission, row: Row) -> Commission:
    facts = (name for name, each in ATTENTION.items() if each.while_ and each.while_(c))
    raised = dict.fromkeys((*c.attention, *row.alerts, *facts))
    standing = tuple(name for name in raised if name not in row.calms and ATTENTION[name].stands(c))
    return c if standing == c.attention else replace(c, attention=standing)


def _transition(
    before: Commission,
    after: Commission,
    m: Move,
    row: Row,
    entries: tuple[Entry, ...],
    breach: Breach | None,
) -> Transition:
    return Transition(
        seq=after.seq,
        at=m.at,
        recorded_at=m.now,
        move=m.name,
        row=row.id,
        by=m.by,
        actor=m.actor,
        from_stage=before.stage,
        to_stage=after.stage,
        command_id=m.command_id,
        round=before.round,
        reason=m.reason,
        on_behalf_of=m.on_behalf_of,
        refusal=row.refuses,
        details=_details(before, m),
        entries=entries,
        submission=_submission(before, after, m),
        breach=breach,
        rating=Rating(m.by, m.stars or 0, m.text, m.at) if "rate" in row.does else None,
        deadlines=deadlines_moved(before, after, m),
        hold=row.hold,
    )


def _details(before: Commission, m: Move) -> dict[str, str]:
    """What else the message said, for the timeline."""
    share = shares.said(m)
    part = shares.recorded(before.order, share)
    said = {
        "ref": m.ref,
        "item": m.item,
        "cause": m.cause,
        "notice": m.key.partition(":")[0] if m.name in ("notice_failed", "call_unanswered") else "",
        "decision": m.decision,
        "clock": m.clock,
        "until": m.until.isoformat() if m.until else "",
        "party": m.party,
        "says": claim(m),
        "agree": "" if m.agree is None else "yes" if m.agree else "no",
        "about": m.key if m.name in FAILURES else "",
        "evidence": ", ".join(m.evidence),
        "release_at": _release_said(m),
        "outside_window": "true" if m.outside_window and leaves_window(before, m) else "",
        "submit_by": m.submit_by.isoformat() if m.submit_by else "",
        "creator_bps": str(part.bps) if share.forms and not part.fen else "",
        "creator_fen": str(part.fen or ""),
        "brief_digest": brief_digest(before.order) if m.name == "accept" else "",
        "fault": fault_of(before, m),
        "bearer": m.bearer,
        "quoted_fen": "" if m.quoted_fen is None else str(m.quoted_fen),
    }
    return {name: value for name, value in said.items() if value}


def _release_said(m: Move) -> str:
    """Now stays "now": a lost task that is run again a moment later must say the same (the store)."""
    if m.release_at is None:
        return ""
    return "now" if m.release_at == m.now else m.release_at.isoformat()


def _submission(before: Commission, after: Commission, m: Move) -> Submission | None:
    work = after.work
    if work is None or work == before.work:
        return None
    texts = {"title": m.title, "description": m.description, "hashtags": " ".join(m.hashtags)}
    said = {name: value for name, value in texts.items() if value}
    return Submission(work.kind, work.round, work.ref, work.at, work.late, work.status, work.reason, said)


def _breach(before: Commission, m: Move, row: Row) -> Breach | None:
    reason = breach_of(row.breach, before, m)
    return Breach(Party.CREATOR, before.order.creator_id, reason, m.at) if reason else None


def _on_record(before: Commission, breach: Breach | None) -> OnRecord | None:
    """A commission leaves one breach record at most; the line that lifts it leaves its reason."""
    if breach is None:
        return before.on_record
    reason = before.on_record.reason if before.on_record else breach.reason
    return OnRecord(reason, BREACHES[breach.reason].leaves)


def done(c: Commission, effect: Effect) -> Commission:
    """The commission without an effect that is done and calls for no move."""
    return replace(c, effects=tuple(each for each in c.effects if each.key != effect.key))


def next_deadline(c: Commission) -> datetime | None:
    """The next consequence, not a reminder: what lists and search show."""
    found = next_consequence(c)
    return found[1] if found else None


def next_consequence(c: Commission) -> tuple[str, datetime] | None:
    """Its clock and when it is due."""
    known = rules_of(c).clocks
    due = {name: at for name, at in c.clocks.items() if known[name].consequence}
    name = min(due, key=lambda each: (due[each], each), default=None)
    return (name, due[name]) if name else None
