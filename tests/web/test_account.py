"""The payout account, changed by page: with a code on the creator's phone, once, and never shown whole."""

import re
from collections.abc import Callable

from sqlalchemy import Engine

from gateways.parties.catalogue import SqlCatalogue
from services.sandbox import phones
from tests.web.visiting import Forms, Visiting

Visit = Callable[..., Visiting]
ME, PAGE = "creator-atang", "/me/account"
CARD = {"kind": "bank_card", "account": "6222021234567890123", "holder": "样例"}


async def test_a_card_is_bound_with_the_code_that_came_by_sms(visiting: Visit, engine: Engine) -> None:
    browser = visiting(ME)
    answer = await _bind(browser, engine, **CARD)
    assert (answer.status, answer.headers["location"]) == (303, f"{PAGE}?done=changed&told=0")
    told = await browser.text(PAGE)
    assert "6222 **** 0123" in told
    assert CARD["account"] not in told


async def test_asking_for_a_code_keeps_what_was_typed_and_changes_nothing(
    visiting: Visit, engine: Engine
) -> None:
    told = (await _asked(visiting(ME), **CARD)).body.decode()
    assert f'value="{CARD["account"]}"' in told
    assert 'name="code"' in told
    assert SqlCatalogue(engine).creator("atang").payout_kind == "alipay"


async def test_a_wrong_code_changes_nothing_and_says_so(visiting: Visit, engine: Engine) -> None:
    browser = visiting(ME)
    answer = await _bind(browser, engine, code="not-it", **CARD)
    assert answer.status in (400, 401, 403, 422)
    assert 'role="alert"' in answer.body.decode()
    assert SqlCatalogue(engine).creator("atang").payout_kind == "alipay"


async def test_a_form_sent_twice_binds_once(visiting: Visit, engine: Engine) -> None:
    """The second click finds its code used, and is told that it is done."""
    browser = visiting(ME)
    fields = await _with_code(browser, engine, **CARD)
    for _ in range(2):
        assert (await browser.post(PAGE, fields)).status == 303


async def test_an_account_that_is_none_is_refused_by_name(visiting: Visit, engine: Engine) -> None:
    answer = await _bind(visiting(ME), engine, kind="bank_card", account="abc", holder="样例")
    assert answer.status == 422
    assert SqlCatalogue(engine).creator("atang").payout_kind == "alipay"


async def test_settled_money_waits_on_the_balance_where_one_says_so(visiting: Visit, engine: Engine) -> None:
    await visiting(ME).send(PAGE, f"{PAGE}/payouts", by_hand="yes")
    assert SqlCatalogue(engine).creator("atang").payout_by_hand


async def test_a_brand_has_no_payout_account(visiting: Visit) -> None:
    assert (await visiting("brand-qingyou").open(PAGE)).status == 403


async def _asked(browser: Visiting, **typed: str):  # noqa: ANN202
    forms = Forms()
    forms.feed(await browser.text(PAGE))
    answer = await browser.post(f"{PAGE}/codes", {**forms.found[PAGE], **typed})
    assert answer.status == 200
    return answer


async def _with_code(browser: Visiting, engine: Engine, **typed: str) -> dict[str, str]:
    forms = Forms()
    forms.feed((await _asked(browser, **typed)).body.decode())
    code = re.findall(r"\d{6}", phones.inbox(engine, "atang")[-1].text)[0]
    return {**forms.found[PAGE], **typed, "code": code}


async def _bind(browser: Visiting, engine: Engine, code: str = "", **typed: str):  # noqa: ANN202
    fields = await _with_code(browser, engine, **typed)
    return await browser.post(PAGE, {**fields, **({"code": code} if code else {})})
