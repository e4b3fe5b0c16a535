"""Webhook endpoints over the wire: made, changed, removed; what was sent, and asked for once more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import col, select

from domain.webhooks.endpoint import ENDPOINTS_MAX
from gateways.sql.database import reading
from models.tables.access import AuditLine
from models.tables.webhooks import DeliveryRequest, WebhookEndpoint
from services.parties.sample import furnish_if_empty
from settings import Settings
from tests.http.asgi import Answer, Caller
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.web.endpoints import delivery, endpoint

PLACE, EVERY = "/v1/webhooks", "/v1/operations/webhooks"
URL = "https://erp.example.com/starmap"
REFUSED = {
    "http://erp.example.com/": "WEBHOOK_URL_NOT_HTTPS",
    "https://erp.example.com:22/": "WEBHOOK_PORT_REFUSED",
    "https://user:pw@erp.example.com/": "WEBHOOK_URL_INVALID",
    "https://erp.example.com/#a": "WEBHOOK_URL_INVALID",
    "https://127.0.0.1/": "WEBHOOK_URL_NOT_PUBLIC",
    "https://[::ffff:10.0.0.1]/": "WEBHOOK_URL_NOT_PUBLIC",
    "https://169.254.169.254/latest": "WEBHOOK_URL_NOT_PUBLIC",
    "https://localhost/": "WEBHOOK_URL_NOT_PUBLIC",
    "https://0x7f000001/": "WEBHOOK_URL_INVALID",
    "https://2130706433/": "WEBHOOK_URL_INVALID",
    "ftp://erp.example.com/": "WEBHOOK_URL_INVALID",
    "erp.example.com": "WEBHOOK_URL_INVALID",
    "": "WEBHOOK_URL_INVALID",
}


@pytest.fixture
def api(engine: Engine, tmp_path: Path) -> FastAPI:
    """Temporal is away: what is asked for stands in the books, and is sent once it is back."""
    return gateway_over(engine, Settings(state=tmp_path), Away())


@pytest.fixture
def speaking(api: FastAPI, engine: Engine) -> Callable[..., Caller]:
    """Somebody who has signed in."""
    furnish_if_empty(engine)
    return lambda who="brand-qingyou", role="": Caller(api, token_of(engine, who, role))


async def made(caller: Caller, **fields: Any) -> dict[str, Any]:
    answer = await caller.post(PLACE, {"url": URL, **fields})
    assert answer.status == 200, answer
    return answer.json


async def test_the_secret_is_in_the_first_answer_alone_and_in_no_list(
    speaking: Callable[..., Caller], engine: Engine
) -> None:
    brand = speaking()
    done = await made(brand, description="ERP", event_types=["commission.accepted"])
    assert done["secret"].startswith("whsec_")
    for path in (PLACE, f"{PLACE}/{done['id']}"):
        told = (await brand.get(path)).body.decode()
        assert done["id"] in told
        assert "whsec_" not in told
        assert '"health":"new"' in told
    with reading(engine) as session:
        assert done["secret"] not in session.scalars(select(col(WebhookEndpoint.secret))).one()


async def test_where_it_leads_is_judged_by_its_form_and_refused_by_name(
    speaking: Callable[..., Caller],
) -> None:
    brand = speaking()
    found = {url: (await brand.post(PLACE, {"url": url})).code for url in REFUSED}
    assert found == REFUSED
    assert (await brand.get(PLACE)).json == {"endpoints": []}


async def test_a_type_that_is_not_the_brands_to_hear_is_refused(speaking: Callable[..., Caller]) -> None:
    answer = await speaking().post(
        PLACE, {"url": URL, "event_types": ["commission.accepted", "nothing.known"]}
    )
    assert (answer.status, answer.code) == (422, "EVENT_TYPE_UNKNOWN")
    assert "nothing.known" not in answer.json["detail"], "what was sent is never said again"


async def test_a_brand_has_so_many_and_no_more(speaking: Callable[..., Caller]) -> None:
    brand = speaking()
    for _ in range(ENDPOINTS_MAX):
        await made(brand)
    answer = await brand.post(PLACE, {"url": URL})
    assert (answer.status, answer.code) == (429, "TOO_MANY_ENDPOINTS")


async def test_what_is_not_said_stays_and_types_can_be_taken_back(speaking: Callable[..., Caller]) -> None:
    brand = speaking()
    one = f"{PLACE}/{(await made(brand, description='ERP'))['id']}"
    changed = await brand.post(one, {"event_types": ["commission.submitted"]}, key="c1", method="PATCH")
    assert (changed.json["event_types"], changed.json["url"]) == (["commission.submitted"], URL)
    again = await brand.post(one, {"event_types": [], "description": ""}, key="c2", method="PATCH")
    assert (again.json["event_types"], again.json["description"], again.json["url"]) == ([], "", URL)


async def test_a_rotation_shows_another_secret_and_until_when_both_sign(
    speaking: Callable[..., Caller],
) -> None:
    brand = speaking()
    first = await made(brand)
    done = (await brand.post(f"{PLACE}/{first['id']}/secret", {})).json
    assert done["secret"] not in ("", first["secret"])
    told = (await brand.get(f"{PLACE}/{first['id']}")).json
    assert told["previous_secret_until"] == done["previous_until"]


async def test_it_is_disabled_and_enabled_as_often_as_one_likes(speaking: Callable[..., Caller]) -> None:
    brand = speaking()
    one = f"{PLACE}/{(await made(brand))['id']}"
    for number, (act, state) in enumerate(
        (("disable", "disabled"), ("disable", "disabled"), ("enable", "enabled"), ("enable", "enabled"))
    ):
        answer = await brand.post(f"{one}/{act}", {}, key=f"k{number}")
        assert (answer.status, answer.json["state"]) == (200, state)


async def test_what_an_operator_has_disabled_its_owner_does_not_enable(
    speaking: Callable[..., Caller],
) -> None:
    brand, operator = speaking(), speaking("operator-li")
    one = f"{PLACE}/{(await made(brand))['id']}"
    assert (await operator.post(f"{one}/disable", {}, key="d")).json["reason"] == "operator"
    answer = await brand.post(f"{one}/enable", {}, key="e1")
    assert (answer.status, answer.code) == (403, "ENDPOINT_STOPPED")
    assert (await operator.post(f"{one}/enable", {}, key="e2")).json["state"] == "enabled"


async def test_what_is_removed_is_gone_for_everybody(speaking: Callable[..., Caller]) -> None:
    brand = speaking()
    one = f"{PLACE}/{(await made(brand))['id']}"
    assert (await brand.ask("DELETE", one)).json == {"removed": True}
    for answer in (await brand.get(one), await brand.ask("DELETE", one)):
        assert (answer.status, answer.code) == (404, "ENDPOINT_UNKNOWN")


async def test_anothers_endpoint_looks_absent_whatever_is_asked_of_it(
    speaking: Callable[..., Caller], engine: Engine
) -> None:
    brand = speaking()
    foreign = endpoint(engine, "healthy", owner="shanxing")
    number = delivery(engine, foreign)
    wrong = []
    for which in (foreign, "we_0"):
        for method, part, body in (
            *(("GET", "", None), ("GET", "/deliveries", None), ("GET", "/attempts", None)),
            *(("PATCH", "", {"description": "x"}), ("DELETE", "", None), ("POST", "/secret", {})),
            *(("POST", "/enable", {}), ("POST", "/disable", {})),
            *(("POST", "/tests", {"event": "commission.accepted"}),),
            *(("POST", f"/deliveries/{number}/redeliver", {}),),
            *(("POST", "/redeliver-failed", {"since": "2026-01-01T00:00:00Z"}),),
        ):
            answer = await asked(brand, method, f"{PLACE}/{which}{part}", body)
            if (answer.status, answer.code) != (404, "ENDPOINT_UNKNOWN"):
                wrong.append((method, part, answer.status, answer.code))
    assert not wrong


async def asked(caller: Caller, method: str, path: str, body: dict[str, Any] | None) -> Answer:
    if body is None:
        return await (caller.get(path) if method == "GET" else caller.ask("DELETE", path))
    return await caller.post(path, body, key="foreign-1", method=method)


async def test_what_failed_is_found_and_asked_for_once_more_under_its_key(
    speaking: Callable[..., Caller], engine: Engine
) -> None:
    brand = speaking()
    one = (await made(brand))["id"]
    delivery(engine, one)
    failed = delivery(engine, one, "failed", attempt=11, reason="status", status=500)
    pruned = delivery(engine, one, "failed", body=None, reason="tls")
    listed = (await brand.get(f"{PLACE}/{one}/deliveries?state=failed")).json["deliveries"]
    assert [each["event_no"] for each in listed] == [pruned, failed]
    path = f"{PLACE}/{one}/deliveries/{failed}/redeliver"
    first, again = [await brand.post(path, {}, key="again") for _ in range(2)]
    assert first.json == again.json
    assert again.headers["idempotent-replayed"] == "true"
    assert (
        await brand.post(f"{PLACE}/{one}/deliveries/{pruned}/redeliver", {}, key="p")
    ).code == "DELIVERY_PRUNED"
    assert (
        await brand.post(f"{PLACE}/{one}/deliveries/999/redeliver", {}, key="u")
    ).code == "DELIVERY_UNKNOWN"
    with reading(engine) as session:
        assert len(session.scalars(select(DeliveryRequest)).all()) == 1
        noted = session.scalars(select(AuditLine).where(col(AuditLine.what) == "webhook_redelivered")).all()
    assert [(each.whom, each.details) for each in noted] == [(f"webhook:{one}", {"event": failed})]


async def test_all_that_failed_since_is_asked_for_once_and_what_is_asked_for_is_not_again(
    speaking: Callable[..., Caller], engine: Engine
) -> None:
    brand = speaking()
    one = (await made(brand))["id"]
    for _ in range(3):
        delivery(engine, one, "failed", reason="status")
    delivery(engine, one, "failed", body=None)
    delivery(engine, one)
    path, since = f"{PLACE}/{one}/redeliver-failed", {"since": "2026-01-01T00:00:00+08:00"}
    assert (await brand.post(path, since, key="a")).json == {"asked": 3, "left": 0}
    assert (await brand.post(path, since, key="b")).json == {"asked": 0, "left": 0}
    later = {"since": "2099-01-01T00:00:00+08:00"}
    assert (await brand.post(path, later, key="c")).json == {"asked": 0, "left": 0}


async def test_a_test_event_is_of_a_type_there_is_and_goes_to_a_disabled_endpoint_too(
    speaking: Callable[..., Caller],
) -> None:
    brand = speaking()
    one = f"{PLACE}/{(await made(brand))['id']}"
    await brand.post(f"{one}/disable", {}, key="d")
    assert (await brand.post(f"{one}/tests", {"event": "commission.accepted"}, key="t")).status == 200
    assert (await brand.post(f"{one}/tests", {"event": "no.such"}, key="u")).code == "EVENT_TYPE_UNKNOWN"


async def test_the_log_is_read_page_by_page_and_none_is_missed(
    speaking: Callable[..., Caller], engine: Engine
) -> None:
    brand = speaking()
    one = (await made(brand))["id"]
    numbers = [delivery(engine, one) for _ in range(5)]
    found, before = [], ""
    while True:
        page = (await brand.get(f"{PLACE}/{one}/deliveries?limit=2{before}")).json
        found += [each["event_no"] for each in page["deliveries"]]
        if page["before"] is None:
            break
        before = f"&before={page['before']}"
    assert found == numbers[::-1]


async def test_operators_keep_those_of_the_creators_app_and_see_everybodys(
    speaking: Callable[..., Caller],
) -> None:
    operator, brand = speaking("operator-li"), speaking()
    mine = await made(brand)
    app = (await operator.post(EVERY, {"url": URL, "event_types": ["commission.accepted"]})).json
    other = (await operator.post(EVERY, {"url": URL, "brand_id": "shanxing"})).json
    told = {each["id"]: each["owner"] for each in (await operator.get(EVERY)).json["endpoints"]}
    assert told == {mine["id"]: "brand:qingyou", app["id"]: "app", other["id"]: "brand:shanxing"}
    assert (await brand.get(f"{PLACE}/{app['id']}")).status == 404
    assert (await operator.post(EVERY, {"url": URL, "brand_id": "nobody"})).code == "BRAND_UNKNOWN"
