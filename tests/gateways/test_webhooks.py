"""Endpoints in the books: whose they are, their secrets, and what is asked for by hand."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.refusals import Refused
from domain.webhooks.endpoint import APP, ENDPOINTS_MAX, Reason, State, brand
from gateways.sql.database import reading, writing
from gateways.webhooks import endpoints, requests, secrets
from gateways.webhooks.endpoints import NewSecret
from gateways.webhooks.log import attempts_of, deliveries_of
from models.tables.webhooks import WebhookEndpoint
from tests.gateways.records import NOON, market

QINGYOU = "qingyou"
URL = "https://hooks.example.com/starmap"


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine)


def made(engine: Engine, **given: tuple[str, ...]) -> NewSecret:
    with writing(engine) as session:
        return endpoints.create(session, brand(QINGYOU), URL, "member:1", NOON, **given)


def test_a_secret_is_shown_once_and_stands_in_the_books_sealed(engine: Engine) -> None:
    new = made(engine)

    with engine.connect() as connection:
        kept = connection.scalar(text("select secret from webhook_endpoints"))
    with reading(engine) as session:
        opened = secrets.opened(session, new.endpoint_id, kept)
    assert new.secret.startswith("whsec_")
    assert new.secret not in kept
    assert "whsec" not in repr(new)
    assert opened == new.secret


def test_after_a_rotation_the_secret_before_stays_for_a_day_and_the_one_before_that_goes(
    engine: Engine,
) -> None:
    first = made(engine)

    with writing(engine) as session:
        second = endpoints.rotate(session, brand(QINGYOU), first.endpoint_id, NOON)
        third = endpoints.rotate(session, brand(QINGYOU), first.endpoint_id, NOON)

    with reading(engine) as session:
        row = session.get_one(WebhookEndpoint, first.endpoint_id)
        kept = [secrets.opened(session, row.id, each) for each in (row.secret, row.previous_secret)]
    assert kept == [third.secret, second.secret]
    assert third.previous_until == NOON + timedelta(hours=24)


def test_an_endpoint_of_another_owner_is_unknown_to_every_act(engine: Engine) -> None:
    its = made(engine).endpoint_id

    with writing(engine) as session:
        for act in (
            lambda: endpoints.change(session, APP, its, NOON, description="x"),
            lambda: endpoints.rotate(session, APP, its, NOON),
            lambda: endpoints.disable(session, APP, its, Reason.OWNER, NOON),
            lambda: endpoints.enable(session, APP, its, NOON),
            lambda: endpoints.delete(session, APP, its, NOON),
            lambda: requests.redeliver(session, APP, its, 1, "x", NOON),
            lambda: requests.send_test(session, APP, its, "commission.accepted", "x", NOON),
            lambda: endpoints.find(engine, APP, its),
        ):
            with pytest.raises(Refused, match="ENDPOINT_UNKNOWN"):
                act()
    assert endpoints.of_owner(engine, APP) == []


def test_an_owner_has_twenty_endpoints_and_no_more_until_one_is_deleted(engine: Engine) -> None:
    first = made(engine)
    for _ in range(ENDPOINTS_MAX - 1):
        made(engine)

    with pytest.raises(Refused, match="TOO_MANY_ENDPOINTS"):
        made(engine)
    with writing(engine) as session:
        endpoints.delete(session, brand(QINGYOU), first.endpoint_id, NOON)
    made(engine)

    assert len(endpoints.of_owner(engine, brand(QINGYOU))) == ENDPOINTS_MAX


def test_a_deleted_endpoint_keeps_no_secret(engine: Engine) -> None:
    its = made(engine).endpoint_id
    with writing(engine) as session:
        endpoints.rotate(session, brand(QINGYOU), its, NOON)
        endpoints.delete(session, brand(QINGYOU), its, NOON)

    with engine.connect() as connection:
        kept = connection.execute(text("select secret, previous_secret from webhook_endpoints")).one()
    assert tuple(kept) == ("", "")


def test_disabling_and_enabling_is_done_once_and_says_why(engine: Engine) -> None:
    its = made(engine).endpoint_id

    with writing(engine) as session:
        disabled = [
            endpoints.disable(session, brand(QINGYOU), its, Reason.OWNER, NOON),
            endpoints.disable(session, brand(QINGYOU), its, Reason.OPERATOR, NOON),
        ]
    told = endpoints.find(engine, None, its)
    with writing(engine) as session:
        enabled = [endpoints.enable(session, brand(QINGYOU), its, NOON) for _ in range(2)]

    assert (disabled, enabled) == ([True, False], [True, False])
    assert (told.state, told.reason) == (State.DISABLED, "owner")
    assert endpoints.find(engine, brand(QINGYOU), its).state is State.ENABLED


def test_what_was_never_given_to_an_endpoint_is_not_redelivered(engine: Engine) -> None:
    its = made(engine).endpoint_id

    with writing(engine) as session, pytest.raises(Refused, match="DELIVERY_UNKNOWN"):
        requests.redeliver(session, brand(QINGYOU), its, 7, "member:1", NOON)

    assert deliveries_of(engine, its, 10) == []
    assert attempts_of(engine, its, 10) == []


def test_a_hundred_tests_wait_and_the_next_is_refused(engine: Engine) -> None:
    its = made(engine).endpoint_id

    with writing(engine) as session:
        for _ in range(requests.WAITING_MAX):
            requests.send_test(session, brand(QINGYOU), its, "commission.accepted", "member:1", NOON)
        with pytest.raises(Refused, match="REQUESTS_WAITING"):
            requests.send_test(session, brand(QINGYOU), its, "commission.accepted", "member:1", NOON)
