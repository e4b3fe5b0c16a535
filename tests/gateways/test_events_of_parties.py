"""A side reads its own events and no others, none missing, also of what the release before has numbered."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.party import Party
from gateways.commissions.store import SqlCommissionStore
from gateways.outbox import (
    Announced,
    Subject,
    announce,
    events_after,
    give_up_lease,
    number_events,
    numbers_kept,
)
from gateways.sql.database import writing
from tests.gateways.records import NOON, batch, funded_market, opening, transition
from tests.gateways.stories import told

OLD_NUMBERS = "update outbox set event_no = id where event_no is null"
"""As the release before does it."""


def number(engine: Engine, limit: int = 500, holder: str = "a") -> int:
    return number_events(engine, limit, holder=holder, now=NOON)


def test_a_side_reads_what_is_its_own_and_is_told_it(engine: Engine) -> None:
    funded_market(engine)
    steps = (
        opening(),
        transition(2, "accept", by=Party.CREATOR),
        transition(3, "approve", by=Party.BRAND, refusal="NOT_NOW"),
        transition(4, "submit", by=Party.CREATOR, refusal="NOT_NOW"),
        transition(5, "payout_paid"),
        transition(6, "record_conflict"),
    )
    SqlCommissionStore(engine).record(batch(*steps))
    number(engine)

    brands = [each.seq for each in events_after(engine, 0, 10, brand_id="qingyou")]
    creators = [each.seq for each in events_after(engine, 0, 10, creator_id="atang")]

    assert (brands, creators) == ([1, 2, 3], [1, 2, 4, 5])
    assert [each.seq for each in events_after(engine, 0, 10)] == [1, 2, 3, 4, 5, 6]
    for others in ({"brand_id": "atang"}, {"creator_id": "qingyou"}, {"brand_id": ""}):
        assert events_after(engine, 0, 10, **others) == []  # type: ignore[arg-type]


def test_whatever_happens_nobody_reads_what_is_anothers(engine: Engine) -> None:
    told(engine)
    while number(engine):
        pass
    with engine.connect() as connection:
        owned = {
            (kind, row.id): (row.brand_id, row.creator_id)
            for kind in ("commission", "withdrawal")
            for row in connection.execute(text(f"select id, brand_id, creator_id from {kind}s"))  # noqa: S608
        }

    for brand in ("qingyou", "shanxing"):
        mine = events_after(engine, 0, 10_000, brand_id=brand)
        assert {owned[each.kind, each.subject_id][0] for each in mine} <= {brand}
        assert mine or brand == "shanxing", "it only pays in"
    for creator in ("atang", "laozhou"):
        mine = events_after(engine, 0, 10_000, creator_id=creator)
        assert {owned[each.kind, each.subject_id][1] for each in mine} == {creator}
        assert [each.number for each in mine] == sorted(each.number for each in mine)


def test_types_are_chosen_and_the_cursor_goes_on_behind_them(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening(), transition(2, "accept"), transition(3, "submit")))
    number(engine)

    found = events_after(
        engine, 1, 10, brand_id="qingyou", types=("commission.ordered", "commission.submitted")
    )

    assert [each.type for each in found] == ["commission.submitted"]


def test_what_the_release_before_numbered_is_named_before_anything_later_is_read(engine: Engine) -> None:
    """Otherwise a cursor would go past it while nobody knew whose it is."""
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening(), transition(2, "accept")))
    number(engine, 1)
    with engine.begin() as connection:
        connection.execute(text(OLD_NUMBERS))
        connection.execute(text("update outbox set subject_id = null"))
    SqlCommissionStore(engine).record(batch(transition(3, "submit")))

    assert [each.number for each in events_after(engine, 0, 10)] == [1]
    assert numbers_kept(engine) == (1, 1)
    assert number(engine) == 2

    assert [each.seq for each in events_after(engine, 0, 10, brand_id="qingyou")] == [1, 2, 3]
    assert numbers_kept(engine) == (1, 3)


def test_a_writer_of_another_kind_says_whose_it_is(engine: Engine) -> None:
    """Where the books have no row of the subject."""
    step = Announced(Subject.WITHDRAWAL, "w-9", 1, "paid", {}, NOON, brand_id="b1", creator_id=None)
    with writing(engine) as session:
        announce(session, step)
    number(engine)

    assert [each.subject_id for each in events_after(engine, 0, 10, brand_id="b1")] == ["w-9"]


def test_who_stops_lets_another_begin_at_once(engine: Engine) -> None:
    for seq in (1, 2):
        with writing(engine) as session:
            announce(session, Announced(Subject.WITHDRAWAL, "w", seq, "paid", {}, NOON))
    assert number(engine, 1, "a") == 1
    give_up_lease(engine, "b")
    assert number(engine, 1, "b") == 0

    give_up_lease(engine, "a")

    assert number(engine, 1, "b") == 1


@pytest.mark.parametrize("at", [NOON, NOON + timedelta(hours=9)])
def test_an_event_happened_at_the_instant_the_rules_judged_by(engine: Engine, at: object) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening(), transition(2, "accept", at=at)))
    number(engine)

    envelope = events_after(engine, 1, 1)[0].envelope

    assert (envelope.occurred_at, envelope.id, envelope.subject.seq) == (at, "evt_2", 2)
