"""What holds after every decision, whoever made it: I1 to I12 of the study, as far as one commission goes."""

from datetime import datetime

from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import Decision
from domain.commissions.rules.scheduling import grace_of
from domain.commissions.state.commission import Commission, Effect, is_over
from domain.commissions.state.stages import CLOSED, Stage
from domain.instants import is_quiet
from domain.party import Party

WAYS_TO_CLOSE = {
    Stage.COMPLETED: {Stage.SETTLED},
    Stage.DECLINED: {Stage.OFFERED},
    Stage.EXPIRED: {Stage.OFFERED},
    Stage.REFUNDED: set(Stage) - CLOSED - {Stage.AWAITING_PAYMENT, Stage.OFFERED, Stage.SETTLED},
    Stage.CANCELLED: {
        Stage.AWAITING_PAYMENT,
        Stage.OFFERED,
        Stage.OUTLINE_DRAFTING,
        Stage.OUTLINE_REVIEW,
        Stage.CONTENT_DRAFTING,
        Stage.PLATFORM_AUDIT,
        Stage.CONTENT_REVIEW,
        Stage.FINAL_REVIEW,
        Stage.AWAITING_RELEASE,
        Stage.ARBITRATION,
    },
}
"""From where each closed stage may be reached."""


def check(before: Commission, decision: Decision, now: datetime) -> None:
    after, transition = decision.commission, decision.transition
    for entry in transition.entries:
        assert sum(each.fen for each in entry.postings) == 0, ("I1", entry)
    payout_follows(before, after)
    something_is_under_way(after)
    closed_stages_are_reached_and_kept(before, after)
    calls_ring_at_decent_hours(before, after, now)
    clocks_had_their_time(before, decision, now)
    a_report_is_looked_at(after)
    assert after.seq == before.seq + 1
    assert after.order == before.order, "the books know a commission by its order"


def ordered(before: Commission, after: Commission) -> list[Effect]:
    return [each for each in after.effects if each not in before.effects]


def payout_follows(before: Commission, after: Commission) -> None:
    """I4: at most one payout for each generation, and a new one only after the last has failed."""
    new = [each for each in ordered(before, after) if each.kind == "pay_out"]
    assert len(new) <= 1, "I4: two payouts at once"
    if after.payout.generation != before.payout.generation:
        assert after.payout.generation == before.payout.generation + 1, "I4"
        assert before.payout.state in ("none", "failed"), "I4: a new payout beside a living one"


def something_is_under_way(c: Commission) -> None:
    """I8: what is not over waits for a clock, for an effect, or for a person who is told to look."""
    if c.stage is Stage.AWAITING_PAYMENT and c.seq == 1:
        return
    waits = c.clocks or c.effects or c.attention
    assert waits or c.stage in CLOSED, ("I8: nothing is under way", c.stage)
    assert waits or is_over(c), ("I8: closed and not over", c.payout, c.failed_effects)


def closed_stages_are_reached_and_kept(before: Commission, after: Commission) -> None:
    """I9."""
    if before.stage in CLOSED:
        assert after.stage is before.stage, "I9: a closed commission moved"
    elif after.stage in CLOSED:
        assert before.stage in WAYS_TO_CLOSE[after.stage], ("I9", before.stage, after.stage)


def a_report_is_looked_at(c: Commission) -> None:
    """I12: what was reported has its look under way, or a clock that asks for one; one look at a time."""
    looks = [each for each in c.effects if each.kind == "look"]
    assert len(looks) <= 1, "I12: two looks at once"
    assert not c.reports or looks or "look_again" in c.clocks, ("I12: nobody looks", c.reports)
    assert len(c.reports) <= c.order.terms.reports_max


def calls_ring_at_decent_hours(before: Commission, after: Commission, now: datetime) -> None:
    """I10: never in the quiet hours, never after the acceptance or the expiry."""
    new = [each for each in ordered(before, after) if each.kind == "call"]
    if not new:
        return
    terms = after.order.terms
    assert len(new) == 1
    assert after.stage is Stage.OFFERED, "I10: a call to somebody who has answered"
    assert not is_quiet(now, terms.quiet_from, terms.quiet_to), "I10: a call in the quiet hours"
    assert now < after.clocks["accept_by"], "I10: a call after the expiry"


def clocks_had_their_time(before: Commission, decision: Decision, now: datetime) -> None:
    """I11: a clock acts only when its instant is over, a person only before it, and the two never both."""
    move, row = decision.transition.move, decision.row
    if decision.transition.by is Party.CLOCK:
        assert CLOCKS[move].strikes(before.clocks[move], grace_of(before)) <= now, ("I11: too early", move)
    if row.to is Stage.EXPIRED:
        assert move == "accept_by"
    if move == "accept":
        assert decision.transition.at < before.clocks["accept_by"], "I11: accepted too late"
    if row.to is Stage.SETTLED and move == "probed_public" and before.stage is not Stage.DECIDED:
        assert before.settle_by is not None
        assert decision.transition.at >= before.settle_by, "I11: settled by itself too early"
        assert before.case is None, "I11: settled over a complaint"
    if move == "complain" and before.stage is Stage.PUBLISHED and before.settle_by:
        assert decision.transition.at < before.settle_by, "I11: a late complaint"
