from datetime import timedelta

from sqlalchemy import Engine, text

from domain.commissions.state.stages import Stage
from domain.commissions.views.attention import ATTENTION
from domain.notice import Notice
from gateways.commissions.store import SqlCommissionStore
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.notices import SqlNoticeStore
from gateways.operations.findings import SqlFindingStore
from gateways.operations.gauges import SqlGauges, Waiting
from gateways.ports.work import NoticeState
from gateways.sql.database import opened
from runtime.business_metrics import KEPT_SECONDS, BusinessCollector
from tests.gateways.records import NOON, PRICE, batch, funded_market, opening, settled, transition

HOUR = timedelta(hours=1)


def test_an_empty_database_says_zero_of_everything(engine: Engine) -> None:
    figures = SqlGauges(engine).read(NOON)

    assert set(figures.commissions.values()) == {0}
    assert set(figures.notices.values()) == {0}
    assert (figures.overdue, figures.money_held_fen, figures.ledger_difference_fen) == (0, 0, 0)
    assert (figures.payouts, figures.outbox) == (Waiting(), Waiting())
    assert set(figures.attention) == set(ATTENTION)
    assert set(figures.swept_at.values()) == {0.0}


def test_money_is_held_until_it_is_released(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    before = SqlGauges(engine).read(NOON)
    settled(engine)
    after = SqlGauges(engine).read(NOON)

    assert (before.money_held_fen, before.ledger_difference_fen) == (PRICE, 0)
    assert (after.money_held_fen, after.ledger_difference_fen) == (0, 0)
    assert after.commissions[Stage.SETTLED] == 1


def test_a_posting_out_of_nowhere_is_the_difference(engine: Engine) -> None:
    funded_market(engine)
    with engine.begin() as connection:
        connection.execute(
            text("insert into ledger_postings (id, entry_id, account, fen) values (999, 1, 'fee', 7)")
        )

    assert SqlGauges(engine).read(NOON).ledger_difference_fen == 7


def test_a_deadline_is_overdue_an_hour_after_it(engine: Engine) -> None:
    SqlCommissionStore(engine).record(batch(transition(), deadline=NOON))

    counts = [SqlGauges(engine).read(NOON + HOUR + timedelta(seconds=s)).overdue for s in (-1, 1)]

    assert counts == [0, 1]


def test_what_waits_has_an_age_and_skipped_time_has_none(engine: Engine) -> None:
    SqlCommissionStore(engine).record(batch(transition(), attention=("edited", "frozen")))
    since = transition().recorded_at

    later = SqlGauges(engine).read(since + HOUR)
    earlier = SqlGauges(engine).read(since - HOUR)

    assert later.attention["edited"] == Waiting(1, 3600.0)
    assert earlier.attention["frozen"] == Waiting(1, 0.0)
    assert later.outbox == Waiting(1, 3600.0)


def test_a_reason_nobody_knows_any_more_is_other(engine: Engine) -> None:
    SqlCommissionStore(engine).record(batch(transition(), attention=("of_yesterday",)))

    assert SqlGauges(engine).read(NOON + HOUR).attention["other"].count == 1


def test_notices_are_counted_by_channel_and_outcome(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    store = SqlNoticeStore(engine)
    for number, channel in enumerate(("sms", "sms", "voice")):
        store.claim(Notice(f"k{number}", "c1", "creator:atang", channel, "offered", {}, "…", NOON))
    store.conclude("k0", NoticeState.SENT)

    figures = SqlGauges(engine).read(NOON)

    assert (figures.notices["sms", "sent"], figures.notices["sms", "sending"]) == (1, 1)
    assert figures.notices["voice", "sending"] == 1


def test_a_payout_waits_until_the_bank_has_spoken(engine: Engine) -> None:
    funded_market(engine)
    settled(engine)
    store = SqlWithdrawalStore(engine)
    store.begin("c1", 0, "atang", "c1", 100, NOON)
    waiting = SqlGauges(engine).read(NOON + HOUR)
    store.paid("c1", 0, NOON + HOUR)
    paid = SqlGauges(engine).read(NOON + HOUR)

    assert (waiting.payouts, waiting.withdrawals["under_way"]) == (Waiting(1, 3600.0), 1)
    assert (paid.payouts, paid.withdrawals["paid"]) == (Waiting(), 1)


def test_the_last_sweep_counts_and_no_earlier_one(engine: Engine) -> None:
    from domain.operations.findings import Finding  # noqa: PLC0415

    store = SqlFindingStore(engine)
    store.keep("s1", [Finding("overdue", "c1"), Finding("overdue", "c2")], NOON)
    store.conclude("s1", "daily", {"findings": 2}, NOON, NOON)
    store.conclude("s2", "daily", {"findings": 0}, NOON + HOUR, NOON + HOUR)

    figures = SqlGauges(engine).read(NOON + HOUR)

    assert figures.findings == 0
    assert figures.swept_at["daily"] == (NOON + HOUR).timestamp()


def test_scraping_often_reads_the_database_seldom(engine: Engine) -> None:
    now = [0.0]
    read: list[float] = []

    class Counting(SqlGauges):
        def read(self, at):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            read.append(now[0])
            return super().read(at)

    collector = BusinessCollector(Counting(engine), clock=lambda: now[0])
    for second in range(25):
        now[0] = float(second)
        list(collector.collect())

    assert read == [0.0, KEPT_SECONDS, 2 * KEPT_SECONDS]


def test_a_database_that_does_not_answer_is_said_and_nothing_else() -> None:
    with opened("sqlite://") as empty:
        scraped = list(BusinessCollector(SqlGauges(empty)).collect())

    assert [(each.name, each.samples[0].value) for each in scraped] == [("starmap_database_up", 0.0)]
