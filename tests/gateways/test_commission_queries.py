from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from domain.commissions.state.stages import Stage
from gateways.commissions.listing import Wanted, place_of
from gateways.commissions.metrics import SqlMetricsStore
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.ports.work import Metrics
from gateways.refusals import UnknownCommission
from tests.gateways.records import NOON, batch, market, transition

FIGURES = Metrics(impressions=10_000, reads=900, comments=8, likes=70, shares=6)


@pytest.fixture
def queries(engine: Engine) -> SqlCommissionQueries:
    """Five commissions, two of them opened at the same instant."""
    market(engine)
    store = SqlCommissionStore(engine)
    for name, minute, brand, stage, attention, hours in [
        ("c1", 1, "qingyou", Stage.OFFERED, (), 1),
        ("c2", 2, "qingyou", Stage.PUBLISHED, ("payout_failed",), 2),
        ("c3", 2, "other", Stage.PUBLISHED, ("not_public", "payout"), 3),
        ("c4", 4, "other", Stage.OFFERED, (), 4),
        ("c5", 5, "qingyou", Stage.OFFERED, (), 5),
    ]:
        opened = transition(to_stage=stage, recorded_at=NOON + timedelta(minutes=minute))
        due = NOON + timedelta(hours=hours)
        store.record(batch(opened, commission=name, brand_id=brand, attention=attention, deadline=due))
    return SqlCommissionQueries(engine)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["c5", "c4", "c3", "c2", "c1"]),
        (Wanted(stage=Stage.PUBLISHED), ["c3", "c2"]),
        (Wanted(brand_id="qingyou"), ["c5", "c2", "c1"]),
        (Wanted(creator_id="atang", stage=Stage.OFFERED, brand_id="other"), ["c4"]),
        (Wanted(creator_id="nobody"), []),
        (Wanted(attention="*"), ["c3", "c2"]),
        (Wanted(attention="not_public"), ["c3"]),
        (Wanted(attention="payout"), ["c3"]),
        (Wanted(attention="payout%"), []),
        (Wanted(due_before=NOON + timedelta(hours=3)), ["c2", "c1"]),
    ],
)
def test_commissions_are_found_newest_first(
    queries: SqlCommissionQueries, wanted: Wanted, found: list[str]
) -> None:
    assert [row.id for row in queries.commissions(wanted)] == found


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6])
def test_pages_follow_each_other_without_a_gap_or_a_double(queries: SqlCommissionQueries, limit: int) -> None:
    seen: list[str] = []
    page = queries.commissions(limit=limit)
    while page:
        assert len(page) <= limit
        seen += [row.id for row in page]
        page = queries.commissions(after=place_of(page[-1]), limit=limit)

    assert seen == ["c5", "c4", "c3", "c2", "c1"]


def test_one_commission_comes_with_its_whole_record(queries: SqlCommissionQueries) -> None:
    assert queries.commission("c1").record["order"] == {"title": "秋茶新品"}


def test_a_commission_nobody_knows_is_named(queries: SqlCommissionQueries) -> None:
    with pytest.raises(UnknownCommission, match="c9"):
        queries.commission("c9")


def test_the_timeline_is_in_the_order_of_decisions_not_of_time(
    engine: Engine, queries: SqlCommissionQueries
) -> None:
    earlier = transition(3, "settle", at=NOON - timedelta(days=1))
    SqlCommissionStore(engine).record(batch(transition(2, "publish"), earlier))

    assert [line.move for line in queries.timeline("c1")] == ["open", "publish", "settle"]
    assert [line.move for line in queries.timeline("c1", after_seq=2)] == ["settle"]


def test_a_reading_of_figures_is_kept_once_for_each_day(
    engine: Engine, queries: SqlCommissionQueries
) -> None:
    store = SqlMetricsStore(engine)
    later = NOON + timedelta(days=1)
    store.keep_daily("c1", FIGURES, later)
    store.keep_daily("c1", FIGURES, NOON)
    store.keep_daily("c1", Metrics(1, 1, 1, 1, 1), NOON)

    assert [(row.at, row.impressions, row.shares) for row in queries.metrics("c1")] == [
        (NOON, 10_000, 6),
        (later, 10_000, 6),
    ]


def test_figures_of_a_commission_nobody_knows_are_not_kept(
    engine: Engine, queries: SqlCommissionQueries
) -> None:
    with pytest.raises(IntegrityError):
        SqlMetricsStore(engine).keep_daily("c9", FIGURES, NOON)

    assert queries.metrics("c9") == []
