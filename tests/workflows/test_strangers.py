"""What anybody with a Temporal client can start: orders, states, payouts and watches of his own making.

Nothing moves, each says so by name, and nothing of it reaches the books of another.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
from temporalio.client import (
    ActivityFailureError,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
)
from temporalio.exceptions import ApplicationError

from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.commission import Commission
from domain.commissions.state.payout import Payout, PayoutState
from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.view import shown
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.terms import WithdrawalTerms
from gateways.commissions.orders import SqlOrders
from models.messages.work import (
    Pace,
    RecordInput,
    RefundWatchStart,
    Revival,
    Start,
    TransferInput,
    WithdrawalStart,
)
from services.commissions.commands import CommandRefused, new_order
from services.terms_file import read_withdrawal_terms
from tests.workflows.test_withdrawing import earned
from tests.workflows.world import BRAND, DAY, PRICE, World
from workflows import names
from workflows.converter import CONVERTER

TOWN = True
EVIL = "creator-evil"


async def begun(
    world: World, cid: str, start: Start, workflow_id: str = "", **more: Any
) -> WorkflowHandle[Any, Any]:
    return await world.client.start_workflow(
        names.COMMISSION,
        start,
        id=workflow_id or names.workflow_id(cid),
        task_queue=world.settings.queue,
        **more,
    )


async def refusal(handle: WorkflowHandle[Any, Any]) -> Any:
    """What cannot be at all ends before anything of the workflow is made, and so without a result."""
    try:
        return (await handle.result())["refusal"]
    except WorkflowFailureError as failed:
        return failed.cause.type if isinstance(failed.cause, ApplicationError) else None


async def turned_away(handle: WorkflowHandle[Any, Any], world: World, before: dict[str, int]) -> None:
    assert await refusal(handle) == "NOT_OURS"
    assert world.ledger.balances() == before
    told = await handle.describe()
    assert told.typed_search_attributes.get(names.ATTENTION) == ["not_ours"]


def an_order(world: World, **changes: Any) -> Order:
    creator = changes.pop("creator_id", None) or world.new_creator()
    order = Order(BRAND, creator, "青柚茶饮", "阿汤说茶", "article", "夏日新品测评", PRICE)
    return replace(order, **changes)


SAID = {"nothing": {}, **{name: {"start_signal": name} for name in ("funded", "freeze", "accept", "nosuch")}}


@pytest.mark.parametrize(("task_type", "said"), list(zip(cycle(TASK_TYPES), SAID, strict=False)))
async def test_a_commission_nobody_ordered_is_turned_away_and_leaves_nothing_in_the_books(
    world: World, task_type: str, said: str
) -> None:
    before = world.ledger.balances()
    order = an_order(world, price_fen=777_700, task_type=task_type)
    cid = f"by-hand-{order.creator_id}"

    handle = await begun(world, cid, Start(Commission(cid, order)), **SAID[said])

    await turned_away(handle, world, before)
    assert not world.queries.known([cid])
    assert world.messages(cid, world.creators[order.creator_id]) == []
    with pytest.raises(CommandRefused):
        await world.ask(cid, "accept")


OTHERWISE: dict[str, Callable[[Order], Order]] = {
    "price": lambda order: replace(order, price_fen=1),
    "creator": lambda order: replace(order, creator_id=EVIL),
    "brand": lambda order: replace(order, brand_id="other"),
    "terms": lambda order: replace(order, terms=replace(order.terms, fee_bps=0)),
    "brief": lambda order: replace(order, brief={"brand": "another"}),
}


@pytest.mark.parametrize("how", OTHERWISE)
async def test_an_order_that_differs_from_the_one_in_the_books_moves_nothing(world: World, how: str) -> None:
    order = an_order(world)
    taken = SqlOrders(world.engine).register(new_order(order, f"k-{how}-{order.creator_id}", "-"))
    before, row = world.ledger.balances(), world.queries.commission(taken.commission_id)

    handle = await begun(world, row.id, Start(Commission(row.id, OTHERWISE[how](order))))
    await turned_away(handle, world, before)

    after = world.queries.commission(row.id)
    assert (after.record, after.seq, after.stage) == (row.record, 0, row.stage)
    assert after.attention == "not_ours"
    assert world.queries.timeline(row.id) == []


FORGED: dict[str, Callable[[Commission], Commission]] = {
    "settled": lambda c: replace(
        c, stage=Stage.SETTLED, seq=99, held=True, payout=Payout(PayoutState.UNDER_WAY, 1, 10**9)
    ),
    "released to another": lambda c: replace(
        c, stage=Stage.PUBLISHED, seq=9, held=True, order=replace(c.order, creator_id=EVIL)
    ),
    "cancelled": lambda c: replace(c, stage=Stage.CANCELLED, seq=7),
    "clocks nobody knows": lambda c: replace(c, seq=1, clocks={"nonsense": datetime.now(UTC)}),
}


@pytest.mark.parametrize("what", FORGED)
async def test_a_state_of_ones_own_making_is_not_believed(world: World, what: str) -> None:
    cid = await world.offered()
    await world.handle(cid).terminate()
    before, row = world.ledger.balances(), world.queries.commission(cid)

    handle = await begun(world, cid, Start(FORGED[what](world.record(cid))))
    await turned_away(handle, world, before)

    assert world.queries.commission(cid).record == row.record


async def test_a_state_of_an_unknown_commission_is_not_believed_either(world: World) -> None:
    before, order = world.ledger.balances(), an_order(world)
    cid = f"forged-{order.creator_id}"
    state = Commission(cid, order, Stage.SETTLED, 9, payout=Payout(PayoutState.UNDER_WAY, 1, 700))

    for start in (Start(state), Start(state, revival=Revival("operator:li", "forged"))):
        await turned_away(await begun(world, cid, start), world, before)

    assert world.queries.known([cid]) == set()


async def test_a_second_workflow_about_a_commission_that_runs_is_turned_away(world: World) -> None:
    cid = await world.offered()
    before = world.ledger.balances()
    state = world.record(cid)

    for start in (Start(Commission(cid, state.order)), Start(state, revival=Revival("operator:li", "x"))):
        await turned_away(await begun(world, cid, start, f"commission/{cid}-2"), world, before)

    await world.send(cid, "accept")
    assert world.moves(cid)[-1] == "accept"


async def test_what_a_stranger_says_to_one_that_is_not_ours_is_refused_by_name(world: World) -> None:
    cid = await world.offered()
    await world.handle(cid).terminate()
    await (await begun(world, cid, Start(world.record(cid)))).result()

    with pytest.raises(CommandRefused):
        await world.ask(cid, "accept")


async def test_one_that_is_not_ours_shows_no_stage_and_calls_itself_by_that_name(world: World) -> None:
    cid = await world.offered()
    await world.handle(cid).terminate()
    await (await begun(world, cid, Start(world.record(cid)))).result()

    with pytest.raises(WorkflowQueryFailedError, match="NOT_OURS"):
        await world.view(cid)


# --- withdrawals ---


async def reserved(world: World, start: WithdrawalStart, workflow_id: str = "") -> tuple[str, str]:
    ended = await world.client.execute_workflow(
        names.WITHDRAWAL,
        start,
        id=workflow_id or names.withdrawal_workflow_id(start.withdrawal_id),
        task_queue=world.settings.queue,
    )
    return ended["state"], ended["reason"]


def of_ones_own(creator: str, cid: str, victim: str) -> dict[str, WithdrawalStart]:
    """``creator`` has money on the balance, by hand, from ``cid``; ``victim`` is another commission."""
    now = datetime.now(UTC)
    known = WithdrawalStart(f"{creator}.x", "", creator, 0, 1, now)
    lax = WithdrawalTerms(alipay_least_fen=0, alipay_times_a_day=99)
    return {
        "all there is, of a known creator": known,
        "an amount there is": replace(known, fen=100_000),
        "another's id": replace(known, withdrawal_id="somebody.x"),
        "no id of a creator": replace(known, withdrawal_id="x"),
        "a negative amount": replace(known, fen=-5),
        "more than there is": replace(known, fen=10**15),
        "terms of his own": replace(known, fen=1, terms=lax),
        "a payout the books keep": replace(known, withdrawal_id=cid, commission_id=cid, fen=285_000),
        "a payout under a later number": replace(
            known, withdrawal_id=cid, commission_id=cid, fen=285_000, generation=7
        ),
        "a payout of a negative amount": replace(known, withdrawal_id=cid, commission_id=cid, fen=-1),
        "a payout of more": replace(known, withdrawal_id=cid, commission_id=cid, fen=285_001),
        "of a commission that owes nothing": replace(
            known, withdrawal_id=victim, commission_id=victim, fen=285_000
        ),
        "of another's commission": replace(known, commission_id=victim, fen=285_000),
        "of no commission": replace(known, withdrawal_id="nobody", commission_id="nobody", fen=1),
    }


CASES = list(of_ones_own("", "", ""))


@pytest.mark.parametrize("case", CASES)
async def test_a_withdrawal_of_ones_own_making_moves_nothing(world: World, case: str) -> None:
    creator, cid = await earned(world)
    victim = await world.offered()
    before, bank = world.ledger.balances(), world.bank.log()
    start = of_ones_own(creator, cid, victim)[case]

    state, reason = await reserved(world, start)

    assert (world.ledger.balances(), world.bank.log()) == (before, bank)
    assert state in ("refused", "returned", "conflict")
    assert reason or case in ("a negative amount", "more than there is", "terms of his own")


async def test_a_withdrawal_under_another_workflows_id_moves_nothing(world: World) -> None:
    creator, _ = await earned(world)
    before = world.ledger.balances()
    start = WithdrawalStart(f"{creator}.x", "", creator, 0, 1, datetime.now(UTC))

    assert await reserved(world, start, f"withdrawal/{creator}.y") == ("refused", "NOT_OURS")
    assert world.ledger.balances() == before


async def test_a_watch_of_ones_own_making_credits_nobody(world: World) -> None:
    """The first number was refused by the bank, the second paid: the first came back to nobody."""
    from tests.workflows.test_withdrawing import BAD, GOOD, state, withdraw  # noqa: PLC0415

    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, 100_000, "k1")
    await state(world, f"{creator}.k1", "waiting")
    world.catalogue.bind_account(creator, GOOD)
    await world.withdrawal(f"{creator}.k1").signal("account_changed", {})
    await state(world, f"{creator}.k1", "paid")
    before, row = world.ledger.balances(), world.standing(f"{creator}.k1")
    true = Withdrawal(row.id, creator, row.fen, "", 2, State.PAID, row.seq, rail=row.rail)
    forged = (
        replace(true, generation=1),
        replace(true, generation=1, creator_id=EVIL),
        replace(true, generation=1, fen=10**9),
    )

    for number, w in enumerate(forged):
        ended = await world.client.execute_workflow(
            names.REFUND_WATCH,
            RefundWatchStart(w, datetime.now(UTC) - DAY, days=(0,)),
            id=f"refund-watch/{w.number}/forged-{number}",
            task_queue=world.settings.queue,
        )
        assert ended != "refunded"
    assert world.ledger.balances() == before
    assert world.standing(row.id).state == "paid"


async def test_a_watch_under_another_id_is_turned_away(world: World) -> None:
    w = Withdrawal("nobody.k1", "nobody", 1, state=State.PAID)
    ended = await world.client.execute_workflow(
        names.REFUND_WATCH,
        RefundWatchStart(w, datetime.now(UTC), days=(0,)),
        id="refund-watch/other-1",
        task_queue=world.settings.queue,
    )
    assert ended == "not ours"


ORDER = Order(BRAND, EVIL, "", "", "article", "", 1)
ACTIVITIES: dict[str, tuple[str, Any]] = {
    "record": ("", RecordInput("c1", (), shown(Commission("c1", ORDER)), {})),
    "transfer": ("-payouts", TransferInput("evil-1", f"creator:{EVIL}", 1, datetime.now(UTC))),
}


@pytest.mark.parametrize("name", ACTIVITIES)
async def test_an_activity_ordered_by_a_stranger_is_refused(world: World, name: str) -> None:
    queue, order = ACTIVITIES[name]
    bank = world.bank.log()
    with pytest.raises(ActivityFailureError) as refused:
        await world.client.execute_activity(
            name,
            order,
            id=f"stranger-{name}",
            task_queue=f"{world.settings.queue}{queue}",
            start_to_close_timeout=timedelta(seconds=10),
        )
    assert "not for others" in str(refused.value.cause)
    assert world.bank.log() == bank


async def test_a_revival_of_ones_own_making_takes_the_platforms_pace_and_payout_terms(world: World) -> None:
    cid = await world.published()
    await world.handle(cid).terminate()
    slow = Pace(bank_seconds=1, first_retry_seconds=80_000, attempts=999)
    lax = WithdrawalTerms(tries=9, wait_days=300)
    start = Start(world.record(cid), slow, "zh", lax, Revival("operator:evil", "x"))

    handle = await begun(world, cid, start)
    await world.until(lambda: world.moves(cid)[-1] == "revived", "the revival")
    await world.ask(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")

    history = await world.withdrawal(cid).fetch_history()
    payloads = history.events[0].workflow_execution_started_event_attributes.input.payloads
    (told,) = CONVERTER.payload_converter.from_payloads(payloads, [WithdrawalStart])
    assert (told.terms, told.pace) == (read_withdrawal_terms(), world.settings.pace)
    assert handle.id == names.workflow_id(cid)


@pytest.mark.parametrize("value", [0, -1, 1e300, float("inf"), float("nan")])
def test_a_pace_that_no_server_would_keep_is_the_platforms_own(value: float) -> None:
    for each in fields(Pace):
        assert Pace(**{each.name: value}) == Pace(), each.name


IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "no task type of ours": {"task_type": "nope"},
    "less than nothing": {"price_fen": -5},
    "more than any column holds": {"price_fen": 10**30},
    "no text of a database": {"title": "a\0b"},
    "a book": {"brand_name": "x" * 50_000},
    "terms past any calendar": {"terms": Terms(pay_hours=10**12)},
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
async def test_an_order_that_no_door_takes_is_turned_away_and_never_recorded(world: World, case: str) -> None:
    cid, before = f"impossible-{list(IMPOSSIBLE).index(case)}", world.ledger.balances()
    handle = await begun(world, cid, Start(Commission(cid, an_order(world, **IMPOSSIBLE[case]))))

    await turned_away(handle, world, before)
    assert not world.queries.known([cid])
