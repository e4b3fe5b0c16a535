"""The books and the server held against each other, both ways."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from domain.commissions.state.payout import Payout, PayoutState
from domain.commissions.state.stages import Stage
from domain.operations.findings import KINDS
from gateways.commissions.lives import SqlLifeStore
from gateways.operations.audit.cross_check import CrossCheck
from gateways.ports.lives import Life
from runtime.health import _lost
from services.commissions.records import RECORD
from tests.gateways.records import NOON, market

ORDER = Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "秋茶新品", 300_000)
LATER = NOON + timedelta(days=1)
KIND = {"commission": "Commission", "withdrawal": "Withdrawal", "refund-watch": "RefundWatch"}


@dataclass
class AServer:
    """What runs, and how others stand that it has heard of."""

    runs: set[str] = field(default_factory=set)
    stands: dict[str, str] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    """Listed as what begins when the check is long over."""

    async def running(self) -> AsyncIterator[Life]:
        for each in sorted(self.runs):
            yield life(each)
        for each in sorted(self.later):
            yield replace(life(each), begins_at=LATER + timedelta(days=30))

    async def turned_away(self, since: object) -> AsyncIterator[Life]:  # noqa: ARG002
        for each in sorted(self.away):
            yield life(each)

    async def state(self, workflow_id: str) -> str:
        return "running" if workflow_id in self.runs else self.stands.get(workflow_id, "")


def life(workflow_id: str) -> Life:
    return Life(workflow_id, KIND.get(workflow_id.partition("/")[0], "Commission"), NOON)


def write_commission(
    engine: Engine, cid: str, *, seq: int = 3, key: str | None = "k", **state: object
) -> None:
    commission = replace(Commission(cid, ORDER, Stage.OFFERED, seq), **state)  # type: ignore[arg-type]
    with engine.begin() as connection:
        connection.execute(
            text(
                "insert into commissions (id, order_key, digest, brand_id, creator_id, task_type, title,"
                " amount_fen, stage, attention, seq, item, record, opened_at, updated_at)"
                " values (:id, :key, '', 'qingyou', 'atang', 'article', '', 1, :stage, '', :seq, '',"
                " :record, :at, :at)"
            ),
            {
                "id": cid,
                "key": key and f"{key}-{cid}",
                "stage": commission.stage.value,
                "seq": seq,
                "record": RECORD.dump_json(commission).decode(),
                "at": NOON.replace(tzinfo=None).isoformat(" ") if engine.dialect.name == "sqlite" else NOON,
            },
        )


def write_withdrawal(engine: Engine, wid: str, state: str, rail: str = "alipay") -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "insert into withdrawals (id, creator_id, fen, generation, state, reason, seq, rail,"
                " updated_at) values (:id, 'atang', 5, 1, :state, '', 2, :rail, :at)"
            ),
            {
                "id": wid,
                "state": state,
                "rail": rail,
                "at": NOON.replace(tzinfo=None).isoformat(" ") if engine.dialect.name == "sqlite" else NOON,
            },
        )


async def found(engine: Engine, server: AServer) -> set[tuple[str, str]]:
    check = CrossCheck(SqlLifeStore(engine), server, second_look=0)
    return {(each.kind, each.subject) async for each in check.findings(LATER)}


@pytest.fixture
def books(engine: Engine) -> Engine:
    market(engine)
    return engine


@pytest.mark.parametrize("state", ["", "terminated", "failed", "timed_out", "canceled", "completed"])
async def test_what_is_open_in_the_books_and_runs_no_more_is_lost(books: Engine, state: str) -> None:
    write_commission(books, "c1")
    write_commission(books, "c2", seq=0)
    write_commission(books, "c3", stage=Stage.COMPLETED, payout=Payout(PayoutState.WAITING, 1, 5))
    write_withdrawal(books, "atang.k1", "under_way")
    write_withdrawal(books, "atang.k2", "waiting")
    ids = ("commission/c1", "commission/c2", "commission/c3", "withdrawal/atang.k1", "withdrawal/atang.k2")
    server = AServer(stands=dict.fromkeys(ids, state) if state else {})

    assert await found(books, server) == {
        ("lost", "c1"),
        ("unstarted", "c2"),
        ("lost", "c3"),
        ("withdrawal_lost", "atang.k1"),
        ("withdrawal_lost", "atang.k2"),
    }
    assert await found(books, AServer(runs=set(ids))) == set()


async def test_what_is_over_in_the_books_needs_nothing(books: Engine) -> None:
    for number, stage in enumerate(("completed", "refunded", "declined", "expired", "cancelled")):
        write_commission(books, f"c{number}", stage=Stage(stage))
    write_withdrawal(books, "atang.k1", "paid")
    write_withdrawal(books, "atang.k2", "returned")

    assert await found(books, AServer()) == set()


@pytest.mark.parametrize(
    ("state", "lost"), [("", True), ("terminated", True), ("completed", False), ("running", False)]
)
async def test_a_payout_to_a_card_is_watched_or_its_watch_has_ended(
    books: Engine,
    state: str,
    lost: bool,  # noqa: FBT001
) -> None:
    write_withdrawal(books, "atang.k1", "paid", "bank_card")
    watch = "refund-watch/atang.k1-1"
    server = AServer(runs={watch} if state == "running" else set(), stands={watch: state} if state else {})

    assert await found(books, server) == ({("watch_lost", "atang.k1")} if lost else set())


async def test_what_runs_and_is_not_open_in_the_books_is_named(books: Engine) -> None:
    write_commission(books, "c1", stage=Stage.COMPLETED)
    write_withdrawal(books, "atang.k1", "paid")
    over = {"commission/c1", "withdrawal/atang.k1"}
    unknown = {"commission/nobody", "withdrawal/nobody", "refund-watch/nobody-1", "refund-watch/atang.k1-7"}

    assert await found(books, AServer(runs=over | unknown)) == {
        *(("outlived", each) for each in over),
        *(("stranger", each) for each in unknown),
    }


NOBODYS = {"forged", "forged/c1", "", "/", "commission", "sweep/x", "commission/a\0b", "withdrawal/\0-1"}


async def test_one_of_our_kind_under_whatever_id_is_named_and_stops_no_check(books: Engine) -> None:
    assert await found(books, AServer(runs=NOBODYS)) == {("stranger", each) for each in NOBODYS}


async def test_what_nobody_ordered_and_what_was_turned_away_are_named(books: Engine) -> None:
    write_commission(books, "c1", key=None)
    server = AServer(runs={"commission/c1"}, away={"commission/c9"})

    assert await found(books, server) == {("unordered", "c1"), ("not_ours", "commission/c9")}


async def test_very_many_are_asked_for_page_by_page(books: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateways.operations.audit.cross_check.PAGE", 2)
    for number in range(5):
        write_commission(books, f"c{number}")

    assert {subject for _, subject in await found(books, AServer())} == {f"c{number}" for number in range(5)}


@pytest.mark.parametrize("kind", ["lost", "unstarted", "withdrawal_lost", "watch_lost"])
def test_health_says_what_is_lost_and_the_command_that_revives_it(kind: str) -> None:
    told = _lost("c1", 1, kind)

    command = "commission" if kind in ("lost", "unstarted") else "withdrawal"
    for said in (told.zh, told.en):
        assert f"./starmap {command} revive c1" in said
    assert KINDS[kind].en in told.en


async def test_what_waits_to_begin_runs_for_no_order_and_is_named_where_no_book_knows_it(
    books: Engine,
) -> None:
    write_commission(books, "c1", seq=0)
    write_commission(books, "c2", seq=3)
    later = {"commission/c1", "commission/c2", "commission/c3", "commission/c4"}
    stands = {"commission/c1": "stranger", "commission/c3": "stranger"}  # 2 and 4: time was skipped to them
    server = AServer(stands={"commission/c2": "running", "commission/c4": "running", **stands}, later=later)

    assert await found(books, server) == {("unstarted", "c1"), ("stranger", "commission/c3")}
