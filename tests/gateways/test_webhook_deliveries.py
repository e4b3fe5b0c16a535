"""What endpoints are given, in which order it goes out, and what becomes of what fails; time is said here."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from domain.refusals import Refused
from domain.webhooks.attempt import Failure, Outcome
from domain.webhooks.breaker import OPENS_AFTER
from domain.webhooks.endpoint import APP, Owner, Reason, State, brand
from domain.webhooks.schedule import ATTEMPTS, BODIES_KEPT, DELIVERIES_KEPT
from gateways.outbox import Announced, Subject, announce, events_after, number_events
from gateways.ports.webhooks import Made, Message
from gateways.sql.database import writing
from gateways.webhooks import awake, endpoints, requests
from gateways.webhooks.fan_out import give
from gateways.webhooks.log import attempts_of, deliveries_of
from gateways.webhooks.store import SqlWebhookStore
from tests.gateways.records import NOON, at_once, market

QINGYOU = brand("qingyou")
OK = Outcome(None, 200)
BROKEN = Outcome(Failure.STATUS, 500)
Answer = Callable[[Message], Outcome]
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine).add_brand("other", "别家", "别家食品", "13900000002", NOON)


def endpoint(engine: Engine, owner: Owner = QINGYOU, *types: str) -> str:
    with writing(engine) as session:
        url = "https://hooks.example.com/x"
        return endpoints.create(session, owner, url, "member:1", NOON, event_types=types).endpoint_id


def tell(
    engine: Engine, *of: str, brand_id: str = "qingyou", creator: str | None = None, step: str = "paid"
) -> None:
    """A step of each subject, numbered and given."""
    with writing(engine) as session:
        for each in of:
            count = "select count(*) from outbox where subject_id = :id"
            seq = 1 + (session.scalar(text(count), {"id": each}) or 0)
            said = {"event": step, "number": f"{each}-{seq}"}
            announce(session, Announced(Subject.WITHDRAWAL, each, seq, step, said, NOON, brand_id, creator))
    numbered(engine)


def numbered(engine: Engine) -> None:
    number_events(engine, 1_000, holder="a", now=NOON)
    while give(engine, 100, NOON).more:
        pass


class Driver:
    """Sends as the activity does: round after round, until nothing is due."""

    def __init__(self, engine: Engine, endpoint_id: str) -> None:
        self.engine, self.id, self.batches = engine, endpoint_id, 0
        self.store = SqlWebhookStore(engine)
        self.sent: list[Message] = []
        self.next_at: datetime | None = None

    def batch(self, answer: Answer = lambda _: OK, at: datetime = NOON, most: int = 8) -> list[str]:
        """The ids in the order they were sent."""
        self.batches += 1
        self.store.begin(self.id, str(self.batches))
        sent: list[str] = []
        while (due := self.store.round(self.id, str(self.batches), most, at)).messages:
            made = [Made(each, at, answer(each)) for each in due.messages]
            self.store.record(self.id, str(self.batches), made)
            self.sent += due.messages
            sent += [each.id for each in due.messages]
        self.next_at = due.next_at
        return sent


def always(outcome: Outcome) -> Answer:
    return lambda _: outcome


def failing(*ids: str, outcome: Outcome = BROKEN) -> Answer:
    return lambda message: outcome if message.id in ids else OK


def told(engine: Engine) -> list[tuple[str, str]]:
    number_events(engine, 1_000, holder="a", now=NOON)
    return [
        (each.type, str(each.payload["reason"]))
        for each in events_after(engine, 0, 1_000)
        if each.kind == "endpoint"
    ]


def states(engine: Engine, endpoint_id: str) -> list[str]:
    return [each.state for each in reversed(deliveries_of(engine, endpoint_id, 100))]


def test_an_owner_hears_its_own_events_of_the_types_it_chose_from_its_first_day_on(engine: Engine) -> None:
    tell(engine, "before")
    everything, paid, app = (
        endpoint(engine),
        endpoint(engine, QINGYOU, "withdrawal.paid"),
        endpoint(engine, APP),
    )
    tell(engine, "w1", "w2")
    tell(engine, "w1", step="turned_down", creator="atang")
    tell(engine, "w3", brand_id="other")

    heard = [Driver(engine, each).batch() for each in (everything, paid, app)]

    assert heard == [["evt_2", "evt_3", "evt_4"], ["evt_2", "evt_3"], ["evt_4"]]


def test_several_that_give_at_once_give_each_event_once(engine: Engine) -> None:
    its = endpoint(engine)
    with writing(engine) as session:
        for seq in range(1, 41):
            announce(session, Announced(Subject.WITHDRAWAL, "w", seq, "paid", {}, NOON, "qingyou"))
    number_events(engine, 1_000, holder="a", now=NOON)

    at_once(4, lambda _: [give(engine, 7, NOON) for _ in range(12)])
    numbered(engine)

    assert len(states(engine, its)) == 40
    assert Driver(engine, its).batch() == [f"evt_{n}" for n in range(1, 41)]


def test_a_subject_waits_for_its_own_event_and_no_other_does(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a", "b", "a", "b", "b")
    driver = Driver(engine, its)

    assert driver.batch(failing("evt_1")) == ["evt_1", "evt_2", "evt_4", "evt_5"]
    assert driver.next_at is not None
    assert timedelta(seconds=4) < driver.next_at - NOON < timedelta(seconds=6)
    assert driver.batch(at=driver.next_at - SECOND) == []
    assert driver.batch(at=driver.next_at) == ["evt_1", "evt_3"]


def test_an_event_that_failed_for_good_is_skipped_and_the_next_says_so_once(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a")
    driver, at = Driver(engine, its), NOON
    for attempt in range(ATTEMPTS):
        assert driver.batch(failing("evt_1"), at) == ["evt_1"], attempt
        at = driver.next_at or at
    tell(engine, "a", "a")

    assert driver.batch(at=at) == [], "the breaker is open"
    assert driver.batch(at=driver.next_at or at) == ["evt_3", "evt_4"], "the second tells that it fails"
    assert states(engine, its) == ["failed", "delivered", "delivered"]
    assert [json.loads(each.body)["previous_missing"] for each in driver.sent[-2:]] == [True, False]
    assert timedelta(hours=64) < at - NOON < timedelta(hours=79)


def test_each_attempt_of_an_event_bears_the_same_id_and_bytes(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a")
    driver = Driver(engine, its)
    driver.batch(always(BROKEN))
    driver.batch(at=NOON + HOUR)
    with writing(engine) as session:
        requests.redeliver(session, QINGYOU, its, 1, "member:1", NOON)
    driver.batch(at=NOON + HOUR)

    assert len({(each.id, each.body) for each in driver.sent}) == 1
    assert [each.started_by for each in driver.sent] == ["schedule", "schedule", "redelivery"]


def test_a_batch_that_was_overtaken_moves_nothing_and_sends_nothing_more(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a", "a")
    old, new = SqlWebhookStore(engine), Driver(engine, its)
    old.begin(its, "old")
    due = old.round(its, "old", 8, NOON)
    assert new.batch() == ["evt_1", "evt_2"]

    old.record(its, "old", [Made(each, NOON, BROKEN) for each in due.messages])

    assert old.round(its, "old", 8, NOON).messages == ()
    assert states(engine, its) == ["delivered", "delivered"]
    assert endpoints.find(engine, None, its).failures == 0
    assert len(attempts_of(engine, its, 10)) == 3


def test_the_breaker_lets_one_event_through_and_the_rest_uses_no_attempt(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, *(f"w{n}" for n in range(40)))
    driver = Driver(engine, its)

    first = driver.batch(always(BROKEN), most=OPENS_AFTER)
    assert len(first) == OPENS_AFTER
    opened = endpoints.find(engine, None, its).probe_at
    assert opened == NOON + timedelta(seconds=30) == driver.next_at
    assert driver.batch(always(BROKEN), NOON + timedelta(seconds=29)) == []
    assert len(driver.batch(always(BROKEN), opened)) == 1
    assert sum(each.attempt for each in deliveries_of(engine, its, 100)) == OPENS_AFTER + 1
    again = endpoints.find(engine, None, its).probe_at
    assert again is not None

    assert len(driver.batch(at=again)) == 40, "once it answers, all of it goes out"
    assert set(states(engine, its)) == {"delivered"}


def test_what_was_sent_at_once_and_fails_together_is_tried_again_as_soon_as_the_least_of_it(
    engine: Engine,
) -> None:
    its = endpoint(engine)
    tell(engine, *(f"w{n}" for n in range(40)))
    driver = Driver(engine, its)

    assert len(driver.batch(always(BROKEN), most=3 * OPENS_AFTER)) == 3 * OPENS_AFTER
    opened = endpoints.find(engine, None, its)
    assert (opened.failures, opened.probe_at) == (OPENS_AFTER, NOON + timedelta(seconds=30))
    assert len(driver.batch(at=NOON + timedelta(seconds=30))) == 40


def test_a_probe_that_waits_holds_up_no_redelivery(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, *(f"w{n}" for n in range(OPENS_AFTER)))
    driver = Driver(engine, its)
    driver.batch(always(BROKEN))
    with writing(engine) as session:
        requests.redeliver(session, QINGYOU, its, 1, "member:1", NOON)

    assert driver.batch(always(OK)) == ["evt_1"]
    after = endpoints.find(engine, None, its)
    assert (after.failures, after.last_success_at) == (OPENS_AFTER, None), "its health is left as it was"
    assert states(engine, its) == ["waiting"] * OPENS_AFTER


def test_an_answer_of_410_disables_and_enabling_sends_what_came_meanwhile(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a")
    driver = Driver(engine, its)
    driver.batch(always(Outcome(Failure.GONE, 410)))
    tell(engine, "a", "b")

    assert driver.batch() == []
    found = endpoints.find(engine, None, its)
    assert (found.state, found.reason) == (State.DISABLED, Reason.GONE)
    assert told(engine) == [("endpoint.disabled", "gone")]
    with writing(engine) as session:
        endpoints.enable(session, QINGYOU, its, NOON)
    numbered(engine)
    assert sorted(driver.batch()) == ["evt_1", "evt_3", "evt_4"], "the second tells of itself"


def test_five_days_of_nothing_but_failures_disable_and_one_success_begins_anew(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, *(f"w{n}" for n in range(3)))
    driver, at = Driver(engine, its), NOON
    while at < NOON + 5 * DAY - HOUR:
        driver.batch(always(BROKEN), at)
        at = driver.next_at or at + 5 * DAY
        tell(engine, f"x{at}")

    assert endpoints.find(engine, None, its).state is State.ENABLED
    driver.batch(always(BROKEN), NOON + 5 * DAY + HOUR)

    assert endpoints.find(engine, None, its).reason == Reason.FAILING
    assert told(engine) == [("endpoint.failing", "status"), ("endpoint.disabled", "failing")]


def test_an_owner_is_told_once_that_it_fails_and_once_that_it_recovered_and_not_each_time(
    engine: Engine,
) -> None:
    its, other = endpoint(engine), endpoint(engine)
    tell(engine, *(f"w{n}" for n in range(20)))
    driver = Driver(engine, its)
    driver.batch(always(BROKEN))
    driver.batch(at=NOON + HOUR)
    tell(engine, "a")
    driver.batch(always(BROKEN), NOON + HOUR - SECOND)
    driver.batch(at=NOON + HOUR + HOUR / 2)

    assert told(engine) == [("endpoint.failing", "status"), ("endpoint.recovered", "")]
    numbered(engine)
    heard = [
        json.loads(each.body)["type"]
        for each in (Driver(engine, other), driver)
        if each.batch()
        for each in each.sent
    ]
    assert [each for each in heard if each.startswith("endpoint")] == [
        "endpoint.failing",
        "endpoint.recovered",
    ]


def test_a_receiver_may_end_one_message_and_stays_well(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a", "a")
    driver = Driver(engine, its)

    assert driver.batch(failing("evt_1", outcome=Outcome(Failure.ABORTED, 400))) == ["evt_1", "evt_2"]
    assert states(engine, its) == ["failed", "delivered"]
    assert json.loads(driver.sent[1].body)["previous_missing"] is True
    assert endpoints.find(engine, None, its).failures == 0


def test_a_test_event_is_marked_and_sent_to_a_disabled_endpoint_too(engine: Engine) -> None:
    its = endpoint(engine)
    with writing(engine) as session:
        endpoints.disable(session, QINGYOU, its, Reason.OWNER, NOON)
        requests.send_test(session, QINGYOU, its, "commission.accepted", "member:1", NOON)
    driver = Driver(engine, its)

    (sent,) = driver.batch(always(BROKEN))

    body = json.loads(driver.sent[0].body)
    assert (body["id"], body["type"], body["test"]) == (sent, "commission.accepted", True)
    assert driver.batch() == []
    assert endpoints.find(engine, None, its).failures == 0


def test_after_a_rotation_both_secrets_sign_for_a_day_and_then_the_new_one_alone(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a")
    with writing(engine) as session:
        new = endpoints.rotate(session, QINGYOU, its, NOON)
    store = SqlWebhookStore(engine)
    store.begin(its, "1")

    within = store.round(its, "1", 1, NOON + DAY - SECOND).secrets
    after = store.round(its, "1", 1, NOON + DAY).secrets

    assert (within[0], len(within), after) == (new.secret, 2, (new.secret,))


def test_what_is_overdue_is_found_and_a_probe_that_waits_is_not(engine: Engine) -> None:
    due, probing, disabled = endpoint(engine), endpoint(engine), endpoint(engine)
    tell(engine, *(f"w{n}" for n in range(OPENS_AFTER)))
    Driver(engine, probing).batch(always(BROKEN))
    with writing(engine) as session:
        endpoints.disable(session, QINGYOU, disabled, Reason.OWNER, NOON)

    assert awake.overdue(engine, NOON - SECOND, 10) == []
    assert awake.overdue(engine, NOON + SECOND, 10) == [due]
    assert sorted(awake.overdue(engine, NOON + HOUR, 10)) == sorted([due, probing])


def test_bodies_are_pruned_before_what_tells_that_it_was_sent_and_what_waits_never(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a", "b")
    Driver(engine, its).batch(failing("evt_2", outcome=Outcome(Failure.STATUS, 500, 3, "oops")))

    awake.prune(engine, NOON + BODIES_KEPT + HOUR)
    assert [each.body is None for each in deliveries_of(engine, its, 10)] == [False, True]
    assert {each.answer for each in attempts_of(engine, its, 10)} == {None}
    with writing(engine) as session, pytest.raises(Refused, match="DELIVERY_PRUNED"):
        requests.redeliver(session, QINGYOU, its, 1, "member:1", NOON)

    awake.prune(engine, NOON + DELIVERIES_KEPT + HOUR)
    assert states(engine, its) == ["waiting"]
    assert attempts_of(engine, its, 10) == []


def test_what_waits_for_a_deleted_endpoint_is_given_up(engine: Engine) -> None:
    its = endpoint(engine)
    tell(engine, "a")
    with writing(engine) as session:
        requests.send_test(session, QINGYOU, its, "commission.accepted", "member:1", NOON)
        endpoints.delete(session, QINGYOU, its, NOON)

    assert Driver(engine, its).batch() == []
    assert awake.overdue(engine, NOON + HOUR, 10) == []
    assert SqlWebhookStore(engine).standing(its).state == "deleted"
