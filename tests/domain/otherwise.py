"""In what a step must differ so that a guard refuses it: one way or several, by the guard's name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.commissions.moves import Move
from domain.commissions.rules.changes import CHANGES
from domain.commissions.rules.guards.cases import FITTING
from domain.commissions.state.case import Case, CaseKind
from domain.commissions.state.commission import (
    CancelRequest,
    Commission,
    Effect,
    Extension,
    Freeze,
    PendingCancel,
    Replacement,
)
from domain.commissions.state.payout import PayoutState
from domain.commissions.state.stages import Stage
from domain.instants import beijing_day
from domain.party import Party

DAY = timedelta(days=1)
Otherwise = Callable[[Commission, Move], Iterator[tuple[Commission, Move]]]


def case(c: Commission, **said: Any) -> Commission:
    return replace(
        c, case=replace(c.case or Case(CaseKind.COMPLAINT, Party.BRAND, c.opened_at, c.stage), **said)
    )


def terms(c: Commission, **said: Any) -> Commission:
    return order(c, terms=replace(c.order.terms, **said))


def order(c: Commission, **said: Any) -> Commission:
    return replace(c, order=replace(c.order, **said))


def without(c: Commission, clock: str) -> Commission:
    return replace(c, clocks={name: at for name, at in c.clocks.items() if name != clock})


def of_state(**said: Any) -> Otherwise:
    return lambda c, m: iter([(replace(c, **said), m)])


def of_move(**said: Any) -> Otherwise:
    return lambda c, m: iter([(c, replace(m, **said))])


def of_case(**said: Any) -> Otherwise:
    return lambda c, m: iter([(case(c, **said), m)])


def no_clock(name: str) -> Otherwise:
    return lambda c, m: iter([(without(c, name), m)])


def _another_item(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, item=c.item or "mp-1"), replace(m, item="mp-other")
    yield replace(c, item="mp-other"), m


def _reported(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield CHANGES["note_report"].apply(c, m), m
    yield CHANGES["note_report"].apply(replace(c, seq=c.seq + 1), m), m


def _no_room(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, denied_day=beijing_day(m.now).isoformat(), denied_today=c.order.terms.denials_max), m


def _in_flight(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, effects=(*c.effects, Effect("publish", "publish:c-1:0", m.now))), m


def _too_much_evidence(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    most = c.order.terms.evidence_max
    yield c, replace(m, evidence=tuple(f"file-{number}" for number in range(most + 1)))


def _older(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, seen=replace(c.seen, since=m.now + DAY)), m
    yield replace(c, seen=replace(c.seen, public=True, hidden_seconds=10 * DAY.total_seconds())), m


def _unfit(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    for kind in FITTING:
        yield case(c, kind=kind), m
        yield replace(case(c, kind=kind, from_stage=Stage.AWAITING_RELEASE), published_at=None), m
        yield case(c, kind=kind, from_stage=Stage.CONTENT_DRAFTING), m
        yield case(c, kind=kind, from_stage=Stage.PUBLISHED), m


def _same_operator(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield c, replace(m, actor=c.proposal.by if c.proposal else m.actor)


def _two_shares(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield c, replace(m, creator_percent=60, creator_bps=6000)
    yield c, replace(m, creator_percent=0, creator_bps=0)


def _no_share(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield c, replace(m, decision="split", creator_percent=None, creator_bps=None, creator_fen=None)


def _not_heard(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield case(c, waits=(Party.BRAND,)), m


def _worse(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    rework = {"decision": "", "rework_appealed_at": m.at}
    yield case(c, appellants=(Party.CREATOR,), **rework), m
    yield case(c, appellants=(Party.BRAND,), **rework), m
    settled = {"decision": "settle", "appellants": (Party.CREATOR,)}
    refunded = {"decision": "refund", "appellants": (Party.BRAND,)}
    for had in (settled, refunded):
        for said in ({}, {"decision": "refund"}, {"decision": "settle"}):
            yield case(c, rework_appealed_at=None, **had), replace(m, **said)
            yield case(c, rework_appealed_at=m.at, **had), replace(m, **said)


def _pending_cancel(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, pending_cancel=PendingCancel(Party.BRAND, "", m.at)), m


def _cancel_request(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, cancel_request=CancelRequest("", m.at)), m


def _consented(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, cancel_request=CancelRequest("", m.at, consented=True)), m


def _no_payout(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, payout=replace(c.payout, state=PayoutState.NONE)), m


def _beyond_grace(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    late = m.at - timedelta(hours=c.order.terms.late_grace_hours)
    yield replace(c, submit_by=late, freeze=None), m


def _own_extension(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    until = m.submit_by or (c.extension.submit_by if c.extension else m.at + DAY)
    yield replace(c, extension=Extension(m.by, until, m.at)), m


def _decided(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    for decision in ("settle", "refund"):
        yield case(c, decision=decision), m


def _early_known(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    known = m.item or "mp-1"
    yield replace(c, early_item=known), replace(m, item=known)


def _other_quote(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield c, replace(m, quoted_fen=1, quote="")


def _both_frozen(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield (
        replace(c, freeze=Freeze(Party.CREATOR, "", m.at), brand_freeze=Freeze(Party.BRAND, "", m.at)),
        replace(m, party=""),
    )


def _is_frozen(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    creator, brand = Freeze(Party.CREATOR, "", m.at), Freeze(Party.BRAND, "", m.at)
    yield replace(c, freeze=creator), m
    yield replace(c, brand_freeze=brand), m
    yield replace(c, freeze=creator, brand_freeze=brand), m


def _too_early(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield order(c, release_from=m.now + 20 * DAY), replace(m, release_at=m.now + DAY, outside_window=None)


def _too_late(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    window = order(c, release_from=None, release_until=m.now + DAY)
    yield window, replace(m, release_at=m.now + 2 * DAY, outside_window=None)
    yield window, replace(m, release_at=m.now + 200 * DAY, outside_window=True)


def _told(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, payout=replace(c.payout, waits_as=m.ref)), m


def _in_default(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, defaulted=True, attention=(*c.attention, "review_overdue")), m


def _nothing_lost(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    for decision in ("settle", "refund"):
        yield case(c, decision=decision, bearer="", creator_bps=0, creator_fen=0), m


def _no_later(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    wanted = m.submit_by or (c.extension.submit_by if c.extension else None)
    yield replace(c, submit_by=wanted), m


def _used_up(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, past_causes=(m.cause,) * c.order.terms.cause_times_max), m


def _as_decided(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield case(c, decision=m.decision, bearer=m.bearer, creator_bps=m.creator_bps or 0), m


def _no_mark(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    linked = order(c, purchase_link="https://shop.example/1", marked_as_ad=False)
    yield replace(linked, marked_as_ad=False), replace(m, marked_as_ad=False)


def _resumed(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(case(c, from_stage=Stage.AWAITING_RELEASE), release_resumed=True), m


def _audit_not_passed(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, audit_passed=False), m


def _replaced(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield replace(c, replacement=Replacement("mp-9", m.at, m.at)), m


def _share_in_fen(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield c, replace(m, creator_fen=c.order.price_fen // 3 + 1, creator_bps=None, creator_percent=None)


def _proposal_changed(c: Commission, m: Move) -> Iterator[tuple[Commission, Move]]:
    yield c, replace(m, ref="0")


OTHERWISE: Mapping[str, Otherwise] = {
    "another_decision": _as_decided,
    "another_operator": _same_operator,
    "ad_mark": _no_mark,
    "appeal_open": no_clock("appeal_by"),
    "approvable": _audit_not_passed,
    "as_proposed": _proposal_changed,
    "asked": of_case(asks=()),
    "bearer_fits": of_move(bearer="nobody"),
    "brief_as_shown": of_move(brief_digest="of another brief"),
    "cancel_in_time": _consented,
    "cause_left": _used_up,
    "corrections_allowed": lambda c, m: iter([(terms(c, corrections_max=0), m)]),
    "decides_money": of_move(decision="rework"),
    "early_news": _early_known,
    "edit_open": of_state(edit_until=None),
    "evidence_fits": _too_much_evidence,
    "extension_later": _no_later,
    "extension_open": of_state(extension=None),
    "fault_named": of_move(fault=""),
    "fits_case": _unfit,
    "heard": _not_heard,
    "in_grace": _beyond_grace,
    "is_published": of_state(published_at=None),
    "item_matches": _another_item,
    "loss_said": _other_quote,
    "lost": _nothing_lost,
    "newer_fact": _older,
    "no_cancel_request": _cancel_request,
    "no_pending_cancel": _pending_cancel,
    "no_replacement": _replaced,
    "not_corrected": of_case(corrected=True),
    "not_decided": _decided,
    "not_decided_yet": _decided,
    "not_frozen": _is_frozen,
    "not_in_default": _in_default,
    "not_in_flight": _in_flight,
    "not_reported": _reported,
    "not_worse": _worse,
    "number_not_told": _told,
    "others_extension": _own_extension,
    "party_known": of_move(party="nobody"),
    "payout_under_way": _no_payout,
    "quote_current": _other_quote,
    "rating_given": of_state(rated=()),
    "release_in_window": _too_late,
    "release_not_early": _too_early,
    "resume_left": _resumed,
    "rework_appeal_open": no_clock("rework_appeal_by"),
    "room_for_reports": _no_room,
    "share_exact": _share_in_fen,
    "share_named": _no_share,
    "share_no_slip": of_move(creator_bps=1, creator_percent=None, creator_fen=None),
    "share_once": _two_shares,
    "side_clear": _both_frozen,
    "stars_in_range": of_move(stars=99),
    "takes_effect": no_clock("effect_limit"),
    "was_published": of_state(published_at=None),
}
"""By guard: in what a step must differ so that it is refused."""
