"""The developers' page: endpoints, secrets shown once, what did not arrive, and first steps that run."""

import asyncio
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import col, select

from domain.parties.actor import Actor, ActorKind, Role
from domain.webhooks.endpoint import brand
from domain.webhooks.health import HEALTH_WORDS, Health
from gateways.sql.database import reading
from models.tables.webhooks import DeliveryRequest, WebhookEndpoint
from services.access import keys
from services.webhooks.heard import types_for
from settings import Settings
from starter.web.wording import catalogue
from tests.http.people import token_of
from tests.http.served import serving
from tests.web.endpoints import BODY, NOW, delivery, endpoint, every_kind
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
WE, PAGE = "brand-qingyou", "/developers"
URL = "https://erp.example.com/hooks/token-of-theirs"
SECRET = re.compile(r'id="secret" value="([^"]+)"')
LINES = re.compile(r'<code translate="no">(.*?)</code>', re.DOTALL)
OWNER = Actor(ActorKind.BRAND, "qingyou", "m-owner", "owner", Role.OWNER)


async def test_who_has_nothing_is_shown_the_first_steps_first(visiting: Visit) -> None:
    told = await visiting(WE).text(PAGE)
    texts = catalogue("zh")
    for key in ("no_endpoints", "step_1", "step_2", "step_3"):
        assert texts[f"developers.{key}"] in told
    assert told.index(texts["developers.start"]) < told.index(texts["developers.no_endpoints"])
    assert texts["members.none"] in told


async def test_an_endpoint_is_registered_and_its_secret_is_shown_once(visiting: Visit) -> None:
    browser = visiting(WE)
    answer = await browser.send(PAGE, f"{PAGE}/endpoints", url=URL, description="ERP")
    (secret,) = SECRET.findall(answer.body.decode())
    assert secret.startswith("whsec_")
    told = await browser.text(PAGE)
    assert secret not in told
    assert "erp.example.com" in told
    assert "token-of-theirs" not in told, "the path of an address may be a secret: its own page has it"
    (path,) = re.findall(r'href="(/developers/endpoints/\w+)"', told)
    one = await browser.text(path)
    assert URL in one
    assert secret not in one


async def test_a_form_sent_twice_registers_one(visiting: Visit, engine: Engine) -> None:
    browser = visiting(WE)
    form = re.findall(
        r'action="/developers/endpoints".*?name="csrf" value="(\w+)".*?name="key" value="(\w+)"',
        await browser.text(PAGE),
    )[0]
    fields = {"csrf": form[0], "key": form[1], "url": URL, "description": ""}
    first, again = [await browser.post(f"{PAGE}/endpoints", fields) for _ in range(2)]
    assert SECRET.findall(first.body.decode())
    assert (again.status, again.headers["location"]) == (303, f"{PAGE}?done=before")
    with reading(engine) as session:
        assert len(session.scalars(select(WebhookEndpoint)).all()) == 1


async def test_what_is_refused_is_told_in_its_form_with_what_was_typed(visiting: Visit) -> None:
    browser = visiting(WE)
    for url, code in (
        ("http://erp.example.com/x", "WEBHOOK_URL_NOT_HTTPS"),
        ("https://10.0.0.1/x", "WEBHOOK_URL_NOT_PUBLIC"),
        ("https://erp.example.com:8080/x", "WEBHOOK_PORT_REFUSED"),
        ("no address", "WEBHOOK_URL_INVALID"),
    ):
        given = {"url": url, "description": "ERP 系统", "type": "commission.accepted"}
        answer = await browser.send(PAGE, f"{PAGE}/endpoints", **given)
        told = answer.body.decode()
        form = told[told.index('action="/developers/endpoints"') :]
        assert answer.status in (400, 422)
        assert code in form
        assert f'value="{url}"' in form
        assert 'value="ERP 系统"' in form
        assert 'value="commission.accepted" checked' in form


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_each_is_told_in_words_how_it_is_and_what_needs_somebody_stands_first(
    visiting: Visit, engine: Engine, lang: str
) -> None:
    every_kind(engine)
    told = await visiting(WE, lang).text(PAGE)
    for words in HEALTH_WORDS.values():
        text = words[0] if lang == "zh" else words[1]
        assert text[:1].upper() + text[1:] in told
    places = [told.index(f"<bdi>{name}.example.com") for name in ("gone", "failing", "paused", "healthy")]
    assert places == sorted(places)
    assert "410" in told


async def test_what_did_not_arrive_is_sent_once_more_from_the_page(visiting: Visit, engine: Engine) -> None:
    one = endpoint(engine, "failing")
    failed = delivery(engine, one, "failed", reason="tls")
    delivery(engine, one, "failed", reason="status", status=500, body=None)
    browser = visiting(WE)
    told = await browser.text(PAGE)
    assert "证书" in told
    assert "回答的状态码不是 2xx（500）" in told
    assert told.count("/redeliver") == 1, "what is pruned has no button"
    answer = await browser.send(PAGE, f"{PAGE}/endpoints/{one}/deliveries/{failed}/redeliver")
    assert answer.headers["location"] == f"{PAGE}/endpoints/{one}?done=redelivered"
    with reading(engine) as session:
        (asked,) = session.scalars(select(DeliveryRequest)).all()
    assert (asked.event_no, asked.kind, asked.requested_by) == (failed, "redelivery", f"member:m-{WE}-owner")


async def test_an_endpoint_is_changed_tried_out_stopped_started_rotated_and_removed(
    visiting: Visit, engine: Engine
) -> None:
    one, browser = endpoint(engine, "healthy"), visiting(WE)
    here = f"{PAGE}/endpoints/{one}"
    await browser.send(here, f"{here}/change", url=URL, description="改了", type="commission.accepted")
    told = await browser.text(here)
    assert URL in told
    assert "改了" in told
    assert 'value="commission.accepted" checked' in told
    for act, fields in (
        ("test", {"event": "commission.accepted"}),
        ("redeliver", {"hours": "24"}),
        ("disable", {}),
        ("enable", {}),
    ):
        answer = await browser.send(here, f"{here}/{act}", **fields)
        assert answer.status == 303, (act, answer.body.decode()[:300])
        await browser.text(answer.headers["location"])
    rotated = SECRET.findall((await browser.send(here, f"{here}/secret")).body.decode())
    assert rotated[0].startswith("whsec_")
    assert "新旧密钥都签名" in await browser.text(here)
    answer = await browser.send(here, f"{here}/remove")
    assert answer.headers["location"] == f"{PAGE}?done=removed"
    assert (await browser.open(here)).status == 404


async def test_a_refused_change_keeps_what_was_typed_and_changes_nothing(
    visiting: Visit, engine: Engine
) -> None:
    one, browser = endpoint(engine, "healthy"), visiting(WE)
    here = f"{PAGE}/endpoints/{one}"
    answer = await browser.send(here, f"{here}/change", url="http://a.example.com/", description="一行\n两行")
    told = answer.body.decode()
    assert 'value="http://a.example.com/"' in told
    assert "<details open>" in told
    with reading(engine) as session:
        row = session.get(WebhookEndpoint, one)
    assert row is not None
    assert row.url.startswith("https://healthy")


async def test_what_an_operator_has_stopped_has_no_button(visiting: Visit, engine: Engine) -> None:
    one, browser = endpoint(engine, "stopped"), visiting(WE)
    told = await browser.text(f"{PAGE}/endpoints/{one}")
    assert catalogue("zh")["developers.ask_operator"] in told
    assert "/enable" not in told


async def test_anothers_endpoint_looks_absent(visiting: Visit, engine: Engine) -> None:
    foreign, browser = endpoint(engine, "healthy", owner="shanxing"), visiting(WE)
    mark = re.findall(r'name="csrf" value="(\w+)"', await browser.text(PAGE))[0]
    assert (await browser.open(f"{PAGE}/endpoints/{foreign}")).status == 404
    for number, act in enumerate(("change", "secret", "enable", "disable", "remove", "test", "redeliver")):
        answer = await browser.post(f"{PAGE}/endpoints/{foreign}/{act}", {"csrf": mark, "key": f"k-{number}"})
        assert answer.status in (404, 422), act
    with reading(engine) as session:
        assert session.scalars(select(col(WebhookEndpoint.state))).all() == ["enabled"]


async def test_what_a_receiver_has_answered_is_shown_as_text(visiting: Visit, engine: Engine) -> None:
    one = every_kind(engine)["failing"]
    told = await visiting(WE).text(f"{PAGE}/endpoints/{one}")
    assert "&lt;h1&gt;Internal error&lt;/h1&gt;" in told
    assert unescape(BODY) in unescape(told)


async def test_the_log_is_filtered_and_goes_on_page_by_page(visiting: Visit, engine: Engine) -> None:
    one, browser = endpoint(engine, "healthy"), visiting(WE)
    for _ in range(21):
        delivery(engine, one)
    failed = delivery(engine, one, "failed", reason="timeout")
    here = f"{PAGE}/endpoints/{one}"
    first = await browser.text(here)
    (older,) = re.findall(r'href="(\?state=&amp;before=\d+)"', first)
    rest = await browser.text(here + unescape(older))
    assert first.count("已送达") + rest.count("已送达") >= 21
    only = await browser.text(f"{here}?state=failed")
    assert only.count("deliveries/") == 1
    assert f"deliveries/{failed}/" in only
    for odd in ("?state=x&before=y", "?before=" + "9" * 40, "?state=%3Cscript%3E"):
        assert (await browser.open(here + odd)).status == 200


async def test_the_catalogue_has_every_type_of_the_brand_with_an_example(visiting: Visit) -> None:
    told = unescape(await visiting(WE).text(f"{PAGE}/events"))
    for each in types_for(brand("qingyou")):
        assert f'"type": "{each.name}"' in told
        assert each.zh in told


async def test_keys_are_shown_with_their_last_use_and_their_end(visiting: Visit, engine: Engine) -> None:
    soon = datetime.now(UTC) + timedelta(days=3)
    keys.create_key(engine, Settings(), OWNER, "qingyou", "ERP", (), soon)
    over = keys.create_key(engine, Settings(), OWNER, "qingyou", "旧的")
    keys.revoke_key(engine, OWNER, "qingyou", over.id)
    told = await visiting(WE).text(PAGE)
    assert "ERP" in told
    assert catalogue("zh")["members.never"] in told
    assert "旧的" not in told


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_first_steps_run_as_they_are_copied(
    api: FastAPI, engine: Engine, visiting: Visit, lang: str
) -> None:
    key = keys.create_key(engine, Settings(), OWNER, "qingyou", "ERP").key
    browser = visiting(WE, lang)
    lines = [unescape(each) for each in LINES.findall(await browser.text(PAGE))]
    assert len(lines) == 3
    async with serving(api) as address:
        text = "\n".join(lines)
        text = re.sub(r"(?<=export STARMAP=)\S+", address, text)
        said, code = await typed(text, key)
    assert code == 0, said
    assert '"role":"system"' in said
    for each in re.findall(r"\$STARMAP(/v1/[\w/]+)", text):
        assert each.startswith("/v1/")


async def typed(text: str, key: str) -> tuple[str, int]:
    """Into a shell; the key where it is asked for."""
    process = await asyncio.create_subprocess_exec(
        *("bash", "-e", "-c", text),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": os.environ["PATH"]},
    )
    said, _ = await asyncio.wait_for(process.communicate(f"{key}\n".encode()), 60)
    return said.decode(), process.returncode or 0


async def test_only_an_owner_has_these_pages(engine: Engine, visiting: Visit) -> None:
    browser = visiting(WE)
    for role in ("reviewer", "finance", "read_only"):
        browser.cookies["starmap_session"] = token_of(engine, WE, role)
        assert (await browser.open(PAGE)).status == 403
        assert 'href="/developers"' not in await browser.text("/desk")


def test_the_books_of_pages_have_an_endpoint_of_every_health() -> None:
    assert len(NOW) > len(Health)


async def test_operators_see_everybodys_those_that_do_not_get_through_first(
    visiting: Visit, engine: Engine
) -> None:
    endpoint(engine, "healthy", owner="shanxing")
    endpoint(engine, "failing")
    told = await visiting("operator-li").text("/endpoints")
    assert told.index("failing.example.com") < told.index("healthy.example.com")
    assert 'href="/parties/brand/shanxing"' in told
    assert "/hooks/starmap" not in told, "the path of an address may be a secret of its owner's"
    assert 'href="/endpoints"' in await visiting("operator-li").text("/morning")
