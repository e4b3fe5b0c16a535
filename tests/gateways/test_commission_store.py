from dataclasses import dataclass, fields, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.commissions.state.stages import Stage
from domain.commissions.state.transition import Breach, DeadlineMoved, Rating, Submission, Transition
from domain.commissions.state.work import WorkStatus
from domain.party import Party
from gateways.commissions.orders import NewOrder, SqlOrders
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.commissions.transition_rows import digest
from gateways.money.ledger import SqlLedger, Unbalanced
from gateways.operations.audit.checking import check_ledger
from gateways.ports.work import Batch, CommissionStore, HoldVerdict, RecordConflict
from gateways.sql.database import opened
from tests.gateways.records import (
    NOON,
    PRICE,
    at_once,
    batch,
    counted,
    entry,
    funded_market,
    market,
    opening,
    settled,
    settlement,
    transition,
)

TABLES = ("commissions", "timeline", "submissions", "ratings", "breach_records", "outbox", "ledger_postings")


@pytest.fixture
def store(engine: Engine) -> CommissionStore:
    return SqlCommissionStore(engine)


def whole(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table a batch may touch."""
    with engine.connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"select * from {table}"))]  # noqa: S608
            for table in TABLES
        }


def busy_transition() -> Transition:
    """One with everything that a transition may bring."""
    return transition(
        2,
        "reject",
        by=Party.BRAND,
        actor="brand:qingyou",
        to_stage=Stage.OUTLINE_DRAFTING,
        command_id="k-7",
        round=1,
        reason="标题不符",
        details={"count": "1"},
        entries=(settlement(),),
        submission=Submission(
            "outline", 1, "oss://a/1", NOON, status=WorkStatus.REJECTED, details={"words": "800"}
        ),
        breach=Breach(Party.CREATOR, "atang", "submitted_late", NOON),
        rating=Rating(Party.BRAND, 4, "准时", NOON),
        deadlines=(DeadlineMoved("submit", None, NOON + timedelta(days=1), "extended"),),
    )


def test_a_batch_writes_the_row_the_timeline_and_everything_beside_it(
    engine: Engine, store: CommissionStore
) -> None:
    funded_market(engine)
    queries = SqlCommissionQueries(engine)

    store.record(batch(opening(), busy_transition(), deadline=NOON, attention=("late", "silent")))

    row = queries.commission("c1")
    assert (row.stage, row.deadline, row.attention, row.seq) == ("outline_drafting", NOON, "late,silent", 2)
    assert row.record == {"id": "c1", "order": {"title": "秋茶新品"}, "seq": 2}
    line = queries.timeline("c1")[1]
    assert (line.move, line.by, line.actor, line.round) == ("reject", "brand", "brand:qingyou", 1)
    assert line.deadlines[0]["new"] == (NOON + timedelta(days=1)).isoformat()
    (submission,) = queries.submissions("c1")
    assert (submission.seq, submission.status, submission.details) == (2, "rejected", {"words": "800"})
    assert [each.reason for each in queries.breaches("c1")] == ["submitted_late"]
    assert [(each.by, each.stars) for each in queries.ratings("c1")] == [("brand", 4)]
    assert SqlLedger(engine).balances()["creator:atang"] == 285_000


def test_the_same_batch_again_changes_nothing_and_gives_the_same_verdict(
    engine: Engine, store: CommissionStore
) -> None:
    funded_market(engine)
    once = batch(opening(), busy_transition())
    verdict = store.record(once)
    before = whole(engine)

    assert store.record(once) == verdict == HoldVerdict.HELD
    assert whole(engine) == before


def test_a_batch_that_grew_writes_only_what_is_new(engine: Engine, store: CommissionStore) -> None:
    market(engine)
    store.record(batch(transition(1), transition(2, "accept")))

    store.record(batch(transition(1), transition(2, "accept"), transition(3, "submit")))

    assert [line.move for line in SqlCommissionQueries(engine).timeline("c1")] == ["open", "accept", "submit"]


def test_an_empty_batch_writes_nothing(engine: Engine, store: CommissionStore) -> None:
    assert store.record(batch()) is None
    assert counted(engine, "commissions") == 0


@pytest.mark.parametrize(
    "other",
    [
        {"move": "decline"},
        {"to_stage": Stage.DECLINED},
        {"reason": "another"},
        {"actor": "brand:other"},
        {"details": {"price": "1"}},
        {"refusal": "NOT_NOW"},
        {"entries": (entry("x", "refund", {"escrow:c1": -1, "brand:qingyou": 1}),)},
        {"submission": Submission("outline", 1, "oss://a/2", NOON)},
    ],
)
def test_a_known_sequence_with_other_content_is_a_conflict_and_writes_nothing(
    engine: Engine, store: CommissionStore, other: dict[str, object]
) -> None:
    market(engine)
    store.record(batch(transition(1)))
    before = whole(engine)
    changed = transition(**{"seq": 1, **other})  # type: ignore[arg-type]

    with pytest.raises(RecordConflict, match="c1 1"):
        store.record(batch(changed, transition(2)))

    assert whole(engine) == before


def test_the_same_decision_made_again_at_a_later_now_is_no_conflict(
    engine: Engine, store: CommissionStore
) -> None:
    """A crash between our commit and the server's answer makes the workflow task run again, later."""
    funded_market(engine)
    first = opening()
    store.record(batch(first))
    later = timedelta(hours=3)
    again = replace(first, at=first.at + later, recorded_at=first.recorded_at + later, skipped_clock=True)

    assert store.record(batch(again, deadline=NOON + later)) == HoldVerdict.HELD
    assert [line.at for line in SqlCommissionQueries(engine).timeline("c1")] == [first.at]
    assert SqlCommissionQueries(engine).commission("c1").deadline == NOON + later


def test_a_field_added_to_transitions_later_makes_no_old_line_differ() -> None:
    @dataclass(frozen=True)
    class Grown(Transition):
        grade: str = ""

    old = opening()
    known = {each.name: getattr(old, each.name) for each in fields(old)}

    assert digest(Grown(**known)) == digest(old)
    assert digest(Grown(**known, grade="a")) != digest(old)


def test_the_row_never_goes_back_to_an_older_state(engine: Engine, store: CommissionStore) -> None:
    market(engine)
    old = batch(transition(1, to_stage=Stage.OFFERED))
    store.record(old)
    store.record(batch(transition(2, "accept", to_stage=Stage.CONTENT_DRAFTING)))

    store.record(old)

    assert SqlCommissionQueries(engine).commission("c1").stage == Stage.CONTENT_DRAFTING


def test_a_registered_order_keeps_its_key_title_and_opening(engine: Engine, store: CommissionStore) -> None:
    catalogue = market(engine)
    order = NewOrder(
        commission_id="c1",
        order_key="PO-1",
        digest="d",
        brand_id="qingyou",
        creator_id="atang",
        task_type="article",
        title="春茶",
        amount_fen=PRICE,
        record={},
        at=NOON,
    )
    SqlOrders(catalogue.engine).register(order)

    store.record(batch(transition(1, to_stage=Stage.OFFERED)))

    row = SqlCommissionQueries(engine).commission("c1")
    assert (row.order_key, row.title, row.opened_at, row.stage) == ("PO-1", "春茶", NOON, "offered")


def test_a_commission_nobody_registered_is_recorded_even_for_an_unknown_brand(
    engine: Engine, store: CommissionStore
) -> None:
    assert store.record(batch(opening())) == HoldVerdict.SHORT
    row = SqlCommissionQueries(engine).commission("c1")
    assert (row.order_key, row.title) == (None, "秋茶新品")


def test_a_refused_signal_stands_in_the_timeline_and_in_the_outbox(
    engine: Engine, store: CommissionStore
) -> None:
    market(engine)
    store.record(batch(transition(1), transition(2, "approve", row="", refusal="NOT_NOW")))

    line = SqlCommissionQueries(engine).timeline("c1")[1]
    assert (line.move, line.refusal) == ("approve", "NOT_NOW")
    with engine.connect() as connection:
        events = connection.execute(text("select event from outbox order by seq")).scalars().all()
    assert events == ["open", "refused"]


def test_the_outbox_carries_no_names_reasons_or_texts(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine)
    store.record(batch(opening(), busy_transition()))

    with engine.connect() as connection:
        payloads = str(connection.execute(text("select payload from outbox")).scalars().all())

    assert "reject" in payloads
    assert not [each for each in ("标题不符", "准时", "oss://", "brand:qingyou", "atang") if each in payloads]


def test_a_hold_that_is_covered_to_the_fen_is_held(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine, PRICE)

    assert store.record(batch(opening())) == HoldVerdict.HELD
    assert SqlLedger(engine).balances() == {"bank": -PRICE, "brand:qingyou": 0, "escrow:c1": PRICE}


def test_a_hold_that_lacks_one_fen_is_short_and_moves_nothing(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine, PRICE - 1)

    assert store.record(batch(opening())) == HoldVerdict.SHORT
    assert SqlLedger(engine).balances() == {"bank": 1 - PRICE, "brand:qingyou": PRICE - 1}
    assert [line.hold for line in SqlCommissionQueries(engine).timeline("c1")] == [True]


def test_a_short_hold_is_tried_again_under_the_same_key(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine, PRICE - 1)
    store.record(batch(opening()))
    SqlLedger(engine).top_up("qingyou", 1, "t2", NOON)

    assert store.record(batch(opening())) == HoldVerdict.SHORT, "the same transition is not tried again"
    assert store.record(batch(opening(seq=2, move="funded"))) == HoldVerdict.HELD
    assert SqlLedger(engine).balances()["escrow:c1"] == PRICE


def test_a_hold_that_stands_is_not_taken_twice(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine, 2 * PRICE)
    store.record(batch(opening()))

    assert store.record(batch(opening(seq=2, move="funded"))) == HoldVerdict.HELD
    assert SqlLedger(engine).balances()["escrow:c1"] == PRICE


def test_a_batch_without_a_hold_has_no_verdict(engine: Engine, store: CommissionStore) -> None:
    market(engine)

    assert store.record(batch(transition())) is None


def test_a_hold_without_its_one_entry_is_a_fault_of_ours(store: CommissionStore) -> None:
    with pytest.raises(ValueError, match="unpack"):
        store.record(batch(transition(hold=True)))


@pytest.mark.parametrize("moved", [{"escrow:c1": -10, "brand:qingyou": 9}, {}])
def test_an_entry_that_does_not_sum_to_zero_is_never_written(
    engine: Engine, store: CommissionStore, moved: dict[str, int]
) -> None:
    market(engine)

    with pytest.raises(Unbalanced, match="refund:c1"):
        store.record(batch(transition(entries=(entry("refund:c1", "refund", moved),))))

    assert counted(engine, "timeline") == counted(engine, "ledger_entries") == 0


def test_an_entry_key_that_comes_back_with_other_postings_is_a_conflict(
    engine: Engine, store: CommissionStore
) -> None:
    funded_market(engine)
    settled(engine)
    other = replace(settlement(fee=15_001), key="settle:c1")

    with pytest.raises(RecordConflict, match="settle:c1"):
        store.record(batch(transition(3, entries=(other,))))


def test_an_entry_key_that_comes_back_as_another_kind_or_for_another_commission_is_a_conflict(
    engine: Engine, store: CommissionStore
) -> None:
    funded_market(engine)
    settled(engine)

    with pytest.raises(RecordConflict, match="settle:c1"):
        store.record(batch(transition(3, entries=(replace(settlement(), kind="refund"),))))
    with pytest.raises(RecordConflict, match="settle:c1"):
        store.record(batch(transition(entries=(settlement(),)), commission="c2"))


def test_a_hold_that_stands_cannot_come_back_with_another_amount(
    engine: Engine, store: CommissionStore
) -> None:
    funded_market(engine)
    store.record(batch(opening()))

    with pytest.raises(RecordConflict, match="hold:c1"):
        store.record(batch(opening(seq=2, fen=PRICE + 1)))


def test_an_entry_key_that_comes_back_the_same_moves_nothing(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine)
    settled(engine)

    store.record(batch(transition(3, entries=(settlement(),))))

    assert SqlLedger(engine).balances()["creator:atang"] == 285_000


def test_a_breach_is_kept_once_for_each_reason_and_can_never_be_changed(
    engine: Engine, store: CommissionStore
) -> None:
    market(engine)
    late = Breach(Party.CREATOR, "atang", "submitted_late", NOON)
    store.record(batch(transition(1, breach=late), transition(2, breach=late)))
    store.record(batch(transition(3, breach=replace(late, reason="release_overdue"))))

    assert [each.seq for each in SqlCommissionQueries(engine).breaches("c1")] == [1, 3]
    with pytest.raises(DBAPIError, match="append only"), engine.begin() as connection:
        connection.execute(text("delete from breach_records"))


def test_each_side_rates_once(engine: Engine, store: CommissionStore) -> None:
    market(engine)
    first = Rating(Party.BRAND, 5, "很好", NOON)
    store.record(batch(transition(1, rating=first), transition(2, rating=replace(first, stars=1))))
    store.record(batch(transition(3, rating=Rating(Party.CREATOR, 3, "", NOON))))

    assert [(each.by, each.stars) for each in SqlCommissionQueries(engine).ratings("c1")] == [
        ("brand", 5),
        ("creator", 3),
    ]


def test_when_one_write_fails_nothing_of_the_batch_is_kept(engine: Engine, store: CommissionStore) -> None:
    funded_market(engine)
    impossible = transition(2, rating=Rating(Party.BRAND, 6, "", NOON))

    with pytest.raises(IntegrityError):
        store.record(batch(opening(), impossible))

    assert counted(engine, "commissions") == counted(engine, "timeline") == counted(engine, "outbox") == 0
    assert SqlLedger(engine).balances()["brand:qingyou"] == PRICE


def test_of_many_that_race_for_one_balance_exactly_one_is_held(engine: Engine, database_url: str) -> None:
    funded_market(engine, PRICE)

    def race(number: int) -> HoldVerdict | None:
        name = f"c{number}"
        return SqlCommissionStore(engines[number % 2]).record(batch(opening(name), commission=name))

    with opened(database_url) as one, opened(database_url) as other:
        engines = (one, other)
        verdicts = at_once(10, race)

    assert sorted(verdicts, key=str) == [HoldVerdict.HELD] + 9 * [HoldVerdict.SHORT]
    assert SqlLedger(engine).balances()["brand:qingyou"] == 0
    assert check_ledger(engine).ok


def test_the_same_batch_from_many_workers_at_once_is_written_once(engine: Engine) -> None:
    funded_market(engine)
    same: Batch = batch(opening(), busy_transition())

    verdicts = at_once(8, lambda _: SqlCommissionStore(engine).record(same))

    assert verdicts == 8 * [HoldVerdict.HELD]
    assert counted(engine, "timeline") == counted(engine, "outbox") == 2
    assert SqlLedger(engine).balances()["creator:atang"] == 285_000
