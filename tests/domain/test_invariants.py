"""Random lives: people, facts, clocks and an unreliable world in any order, and what must hold all the same.

Every decision is checked by ``invariants.check`` as it is made (I1, I4, I8 to I11); here the ledger is held
against a model after every step (I2, I3), refusals against the state before (I7), and in the end everything
comes to rest. ``STARMAP_EXAMPLES=2000`` plays longer.
"""

import os
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.commissions.moves import CAUSES, DECISIONS, MESSAGES, Move
from domain.commissions.rules.admission import effective
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import is_over
from domain.commissions.state.items import Item
from domain.commissions.state.stages import CLOSED, Stage
from domain.party import PEOPLE, Party
from domain.refusals import REFUSALS, Refused, Repeated
from tests.domain.scenes import ITEM, SCENES
from tests.domain.story import DAY, MS, SECOND, Story

EXAMPLES = int(os.environ.get("STARMAP_EXAMPLES", "60"))
SYSTEM = (
    "call_answered",
    "call_unanswered",
    "published",
    "publish_refused",
    "payout_conflict",
    "notice_failed",
    "effect_failed",
)
SYSTEM = (*SYSTEM, "probed_public", "probed_hidden", "probed_unknown")
"""Results that may come at any time. Only the ledger and the bank are believed to tell the truth."""
CLOCKS = ("accept_by", "submit_by", "settle_by", "appeal_by", "review_limit", "edit_by", "tea")

STARTS = [*SCENES, Stage.OFFERED, Stage.AWAITING_PAYMENT]
TERMS = [{}, {"fee_payer": "brand"}, {"fee_bps": 0}, {"call_attempts": 1, "hidden_tolerance_hours": 1}]
ORDERS: list[dict[str, Any]] = [
    {},
    {"price_fen": 1},
    {"price_fen": 88_888, "approve_when_silent": True},
    {"purchase_link": "https://shop.example/1", "marked_as_ad": True},
]

reasons = st.sampled_from(["与要求不符", "与要求不符", "与要求不符", "", " ", "长" * 501])
seconds = st.sampled_from([0, 1, 60, 3_600, 43_200, 86_400, 86_400 * 3, 86_400 * 20, -3_600])
flags = st.sampled_from([True, False])


@st.composite
def fields(draw: st.DrawFn, now: datetime, story: Story) -> dict[str, Any]:
    """Everything a message can say; what does not belong to it is not looked at."""
    kill = [0, 30_000, 150_000, 300_000, story.c.order.price_fen, story.c.order.price_fen // 2]
    later = now + timedelta(seconds=draw(seconds))
    return {
        "reason": draw(reasons),
        "ref": "file-1",
        "item": draw(st.sampled_from([ITEM, ITEM, ITEM, "mp-2"])),
        "linked": draw(st.sampled_from([True, True, True, False])),
        "creator": draw(st.sampled_from(["creator-1", "creator-1", ""])),
        "release_at": draw(st.sampled_from([later, later, None])),
        "submit_by": later,
        "until": later,
        "happened_at": draw(st.sampled_from([None, None, later])),
        "cause": draw(st.sampled_from([*CAUSES, "mood"])),
        "decision": draw(st.sampled_from(DECISIONS)),
        "creator_bps": draw(st.sampled_from([None, 1, 5_000, 9_999, 10_000])),
        "agree": draw(flags),
        "passed": draw(st.sampled_from([True, True, False])),
        "public": draw(flags),
        "quoted_fen": draw(st.sampled_from([None, *kill])),
        "party": draw(st.sampled_from(["creator", "brand"])),
        "clock": draw(st.sampled_from(CLOCKS)),
        "stars": draw(st.integers(0, 6)),
        "round": draw(st.sampled_from([None, None, None, 1, story.c.round])),
        "command_id": draw(st.sampled_from(["", "", "a", "b"])),
        "actor": "operator:li",
    }


def step(data: st.DataObject, story: Story) -> None:
    match data.draw(st.sampled_from("ppppppaaffttttsww")):
        case "p":  # somebody does what is possible
            party = data.draw(st.sampled_from(PEOPLE))
            listed = story.may(party)
            if listed:
                send(data, story, party, data.draw(st.sampled_from(listed)))
        case "a":  # anybody says anything
            send(data, story, data.draw(st.sampled_from(PEOPLE)), data.draw(st.sampled_from([*MESSAGES])))
        case "f":
            names = [name for name, message in MESSAGES.items() if message.is_fact]
            send(data, story, Party.OUTSIDE, data.draw(st.sampled_from(names)))
        case "t":
            let_time_pass(data, story)
        case "s":
            held = ("held",) if "hold:c-1" in story.entries else ()
            send(data, story, Party.SYSTEM, data.draw(st.sampled_from((*SYSTEM, *held))))
        case _:
            change_the_world(data, story)


def send(data: st.DataObject, story: Story, by: Party, name: str) -> None:
    stamps = st.sampled_from([None, None, story.now, story.now - SECOND, story.now - DAY, story.now + DAY])
    stamp = data.draw(stamps) if by in PEOPLE else None
    said = data.draw(fields(story.now, story))
    said["key"] = data.draw(st.sampled_from(["", "pay_out:c-1:1", *(each.key for each in story.c.effects)]))
    move = Move(name, by, effective(story.c, stamp, story.now), story.now, **said)
    before = deepcopy(story.c)
    try:
        decision = decide(story.c, move)
    except (Refused, Repeated) as refusal:
        answer = refusal
    else:
        assert story.c == before, "deciding changed what it decided on"
        story._keep(decision)
        return
    assert story.c == before, ("I7: a refused move left a trace", answer)
    assert isinstance(answer, Repeated) or answer.code in REFUSALS


def let_time_pass(data: st.DataObject, story: Story) -> None:
    strike = story.next_strike()
    if strike is None or data.draw(st.integers(0, 3)) == 0:
        story.wait(timedelta(seconds=data.draw(st.integers(0, 3 * 86_400))))
        return
    near = [strike, strike - MS, strike - 5 * SECOND, strike + MS, strike + timedelta(hours=3)]
    at = max(data.draw(st.sampled_from(near)), story.now)
    if data.draw(st.integers(0, 5)) == 0:
        story.sleep(at)  # the worker is down
    else:
        story.until(at)


def change_the_world(data: st.DataObject, story: Story) -> None:
    world = story.world
    match data.draw(st.sampled_from("pmvlbswakkk")):
        case "k":
            world.platform = data.draw(st.sampled_from(["tells", "tells", "unknown", None]))
            world.books = data.draw(st.sampled_from(["waiting", "under_way", None]))
            lie = Item(ITEM, owner=data.draw(st.sampled_from(["creator-1", "creator-2"])))
            world.items = data.draw(st.sampled_from([{}, {}, {ITEM: lie}]))
        case "p":
            world.phone = data.draw(st.sampled_from(["answered", "unanswered"]))
        case "m":
            world.mp = data.draw(st.sampled_from(["published", "refused", "failed", None]))
        case "v":
            world.public = data.draw(st.sampled_from([True, False, None]))
        case "l":
            world.looks = data.draw(flags)
        case "b":
            world.bank = data.draw(st.sampled_from(["paid", "returned", "conflict", "failed", None]))
        case "s":
            world.sms = data.draw(st.sampled_from(["sent", "failed"]))
        case "w":
            story.balances["brand:brand-1"] += (more := data.draw(st.integers(0, 400_000)))
            story.topped_up += more
        case _:
            answer_what_waits(story, failed=data.draw(flags))


def answer_what_waits(story: Story, *, failed: bool) -> None:
    results = {
        "publish": "published",
        "probe": "probed_public",
        "pay_out": "payout_paid",
        "ask_payout": "fact_denied",
        "ask_notice": "fact_denied",
    }
    for effect in tuple(story.waiting):
        if effect.kind == "look":
            story.waiting.remove(effect)
            story.looked(effect, None if failed else story.item(effect.item))
            continue
        if effect.kind == "pay_out" and not failed:
            story.world.transfers.append((effect.key, effect.pays.fen))
        story.answer(effect.kind, "effect_failed" if failed else results[effect.kind])


def the_books_balance(story: Story) -> None:
    """I2, I3, and I4 against the bank's own log."""
    assert min(story.balances.values(), default=0) >= 0, ("I3", story.balances)
    paid, fee, back, held = story.money
    assert min(paid, fee, back, held) >= 0, ("I2", story.money)
    if "hold:c-1" in story.entries:
        assert paid + fee + back + held == story.c.order.hold_fen, ("I2", story.money)
    assert len({key for key, _ in story.world.transfers}) <= 1, "I4: paid twice"
    for _, fen in story.world.transfers:
        assert fen == paid, "I4: paid out is what was credited"


def bring_to_rest(story: Story) -> None:
    """Everything works again, and operators do what the attention list asks for."""
    well = {"mp": "published", "public": True, "looks": True, "bank": "paid", "sms": "sent"}
    story.world = replace(story.world, **well, platform="tells", books="waiting", items={})
    for _ in range(40):
        answer_what_waits(story, failed=False)
        if is_over(story.c):
            return
        if "unfreeze" in story.may(Party.OPERATOR):
            story.operator("unfreeze")
        if story.c.on_record and story.c.on_record.state == "appealed":
            story.operator("arbitrate", decision="uphold")
        if story.stage is Stage.ARBITRATION and story.c.case:
            story.c = replace(story.c, case=replace(story.c.case, waits=()))
            story.operator("arbitrate", decision="refund")
        if "retry_payout" in story.may(Party.OPERATOR):
            story.operator("retry_payout")
        if story.stage is Stage.PLATFORM_AUDIT:
            story.fact("audited", passed=True)
        story.wait(10 * DAY)
    raise AssertionError(("stuck", story.stage, story.c.clocks, story.c.attention, story.c.payout))


PLAY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=EXAMPLES == 60,  # `make check` plays the same lives every time, a longer run new ones
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
)


@pytest.mark.timeout(0)
@PLAY
@given(st.data())
def test_in_any_life_the_invariants_hold_and_everything_comes_to_rest(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(STARTS))
    story = SCENES[start](terms=data.draw(st.sampled_from(TERMS)), **data.draw(st.sampled_from(ORDERS)))
    the_books_balance(story)
    for _ in range(data.draw(st.integers(1, 25))):
        step(data, story)
        the_books_balance(story)

    bring_to_rest(story)

    the_books_balance(story)
    assert story.stage in CLOSED
    assert story.escrowed == 0
    assert story.money[0] == sum(fen for _, fen in story.world.transfers)


@PLAY
@given(st.integers(0, 366 * 24 * 60), st.sampled_from([-MS, timedelta(0), MS]), flags)
def test_i11_acceptance_ends_24_hours_after_dispatch_to_the_millisecond(
    minutes: int,
    off: timedelta,
    stamped: bool,  # noqa: FBT001
) -> None:
    """Any minute of a leap year, a millisecond before, at, and after the deadline."""
    dispatched = datetime.fromisoformat("2028-01-01T00:00:00+08:00") + timedelta(minutes=minutes)
    story = Story(dispatched)
    at = dispatched + DAY + off
    story.until(at)

    if off < timedelta(0):
        story.creator("accept", stamp=at if stamped else None)
        assert story.stage is Stage.CONTENT_DRAFTING
    else:
        assert story.refused(Party.CREATOR, "accept", stamp=at if stamped else None) == "ORDER_EXPIRED"
        assert story.until(dispatched + DAY + 5 * SECOND).stage is Stage.EXPIRED


@PLAY
@given(st.integers(0, 366 * 24 * 60), st.sampled_from([-MS, timedelta(0), MS]), flags)
def test_i11_settlement_follows_the_seventh_natural_day_to_the_millisecond(
    minutes: int,
    off: timedelta,
    complains: bool,  # noqa: FBT001
) -> None:
    ordered = datetime.fromisoformat("2028-01-01T00:00:00+08:00") + timedelta(minutes=minutes)
    story = SCENES[Stage.CONTENT_REVIEW](at=ordered)
    story.brand("approve", release_at=ordered)
    story.wait(SECOND)
    midnight = datetime.combine(ordered.date() + timedelta(days=8), datetime.min.time(), ordered.tzinfo)
    assert story.c.settle_by == midnight
    story.until(midnight + off)

    if not complains:
        assert story.until(midnight + 5 * SECOND - MS).stage is Stage.PUBLISHED
    elif off < timedelta(0):
        story.brand("complain", cause="quality")
        assert story.wait(3 * DAY).stage is Stage.ARBITRATION
        return
    else:
        assert (
            story.refused(Party.BRAND, "complain", cause="quality", reason="x") == "COMPLAINT_WINDOW_CLOSED"
        )
    assert story.until(midnight + 5 * SECOND).stage is Stage.SETTLED
