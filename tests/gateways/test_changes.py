"""What has happened since somebody last looked: no step is missed, and no other's is taken for one's own."""

from sqlalchemy import Engine, text

from gateways.changes import happened, touched
from gateways.commissions.store import SqlCommissionStore
from gateways.outbox import Subject, number_events
from gateways.sql.database import writing
from tests.gateways.records import NOON, batch, funded_market, opening
from tests.gateways.test_outbox import step, tell


def test_each_committed_event_counts_once_whether_or_not_it_has_its_number(engine: Engine) -> None:
    counts = [happened(engine).all]
    for seq in (1, 2, 3):
        tell(engine, step("x", seq))
        counts.append(happened(engine).all)
        number_events(engine, 1, holder="a", now=NOON)
        counts.append(happened(engine).all)

    assert counts == [0, 1, 1, 2, 2, 3, 3]


def test_what_is_committed_after_a_later_one_is_seen(engine: Engine) -> None:
    """On PostgreSQL ids are given before the commit: the lower one may come last."""
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    number_events(engine, 10, holder="a", now=NOON)
    with writing(engine) as session:
        session.execute(text("update outbox set id = 90 where id = (select max(id) from outbox)"))
    tell(engine, step("later"))
    before = happened(engine)
    SqlCommissionStore(engine).record(batch(opening("c2"), commission="c2"))
    with writing(engine) as session:
        session.execute(text("update outbox set id = 1 where commission_id = 'c2'"))
    number_events(engine, 10, holder="a", now=NOON)

    assert happened(engine).all == before.all + 1
    assert touched(engine, before, creator_id="atang")


def test_a_party_is_touched_by_its_own_commissions_alone(engine: Engine) -> None:
    funded_market(engine)
    before = happened(engine)
    assert not touched(engine, before, brand_id="qingyou")

    SqlCommissionStore(engine).record(batch(opening()))

    assert touched(engine, before, brand_id="qingyou")
    assert touched(engine, before, creator_id="atang")
    assert not touched(engine, before, brand_id="atang")
    assert not touched(engine, before, creator_id="laozhou")
    number_events(engine, 10, holder="a", now=NOON)
    assert not touched(engine, happened(engine), brand_id="qingyou")


def test_of_a_withdrawal_its_own_creator_is_told(engine: Engine) -> None:
    funded_market(engine)
    with writing(engine) as session:
        session.execute(
            text(
                "insert into withdrawals (id, creator_id, fen, generation, state, reason, seq, rail,"
                " updated_at) values ('w1', 'atang', 1, 0, 'waiting', '', 1, '', '2026-11-22 04:00:00')"
            )
        )
    before = happened(engine)

    tell(engine, step("w1", kind=Subject.WITHDRAWAL))

    assert touched(engine, before, creator_id="atang")
    assert not touched(engine, before, brand_id="qingyou")
