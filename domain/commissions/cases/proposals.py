"""A decision or an operator's cancel over an amount waits as a proposal for a second operator (D12.16).

It holds nothing up: what anybody does meanwhile is done. What changes the ground it was made on ends it.
"""

from domain.commissions.money.shares import recorded, said
from domain.commissions.moves import Move
from domain.commissions.state.case import Proposal
from domain.commissions.state.commission import Commission
from domain.commissions.state.recent import ACTOR_MAX
from domain.copies import replace
from domain.operators import shortened

GROUND = ("stage", "round", "work", "audit_passed", "cancel_request", "pending_cancel", "published_at")
"""Beside the case, what a decision is made on. A freeze, an extension, a hidden item change nothing."""


def two_needed(c: Commission) -> bool:
    """Whether a decision about this price needs two operators."""
    limit = c.order.terms.two_persons_fen
    return 0 < limit < c.order.price_fen


def proposed(c: Commission, m: Move) -> Proposal:
    """The share as it is recorded: what is seconded is what was proposed, to the fen."""
    given = said(m)
    part = recorded(c.order, given)
    bps = part.bps if given.forms and not part.fen else None
    by = shortened(m.actor, ACTOR_MAX)
    return Proposal(
        *(m.name, c.seq, by, m.at, m.reason, m.decision, bps, part.fen or None, m.bearer),
        *(m.fault, m.quoted_fen, m.quote),
    )


def seconded(c: Commission, m: Move) -> Move:
    """The second's message with what it seconds."""
    p = c.proposal
    if p is None:
        return m
    share = {"creator_bps": p.creator_bps, "creator_fen": p.creator_fen}
    cancel = {"fault": p.fault, "quoted_fen": p.quoted_fen, "quote": p.quote}
    return replace(m, decision=p.decision, bearer=p.bearer, **share, **cancel)  # type: ignore[arg-type]


def is_another(c: Commission, m: Move) -> bool:
    """Names are compared as people read them."""
    mine = shortened(m.actor, ACTOR_MAX).casefold()
    return c.proposal is not None and mine != c.proposal.by.casefold()


def kept(before: Commission, after: Commission) -> Commission:
    """The commission with the proposal as long as its ground stands; without it, its clock ends too."""
    if after.proposal is None or after.proposal is not before.proposal or _ground(before) == _ground(after):
        return after
    return ended(after)


def ended(c: Commission) -> Commission:
    clocks = {name: at for name, at in c.clocks.items() if name != "second_by"}
    return replace(c, proposal=None, clocks=clocks)


def _ground(c: Commission) -> tuple[object, ...]:
    """That the other side's time to answer is over changes nothing of the case."""
    case = replace(c.case, waits=()) if c.case else None
    return (case, *(getattr(c, name) for name in GROUND))
