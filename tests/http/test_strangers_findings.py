"""What somebody found who knew the page alone: each was answered otherwise before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.parties.actor import Environment
from domain.parties.sign_in import TooOften
from domain.refusals import CONTEXTS, Refused
from gateways.parties import api_keys
from gateways.parties.api_keys import KeyDraft
from gateways.sql.database import writing
from services.commissions.commands import CommandRefused
from services.commissions.own_orders import Label, _hold_label, _let_go
from services.money.withdrawals import TooOftenToPay
from settings import Settings
from starter.http.calling import COOKIE
from starter.http.failing import problem_of
from starter.http.problems import Problem
from starter.web.visitors import BINDING
from tests.http.asgi import Caller
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of

FORM = "application/x-www-form-urlencoded"


def key_of(engine: Engine, *scopes: str, follows: str | None = None) -> api_keys.NewKey:
    draft = KeyDraft("qingyou", "ERP", Environment.TEST, frozenset(scopes), None, follows)
    with writing(engine) as session:
        return api_keys.make(session, draft, "brand:qingyou", datetime.now(UTC))


@pytest.mark.usefixtures("ordered")
def test_two_orders_at_once_under_one_word_of_the_brand_are_one_order(api: FastAPI) -> None:
    """The second is refused before anything is ordered, and no money is held for it."""
    app = api.state.opened

    def held(order: str) -> Any:
        brief = type("Brief", (), {"order": order})()
        return _hold_label(app, "qingyou", brief, Label("erp-1"))

    first = held("A-1")
    assert first is not None
    assert held("A-1") is None
    with pytest.raises(Refused, match="EXTERNAL_ID_TAKEN"):
        held("A-2")
    _let_go(app, first)
    assert held("A-2") is not None


@pytest.mark.usefixtures("ordered")
def test_a_rotated_key_is_the_same_account(engine: Engine) -> None:
    first = key_of(engine)
    second = key_of(engine, follows=first.id)
    third = key_of(engine, follows=second.id)
    now = datetime.now(UTC)
    accounts = set()
    for each in (first, second, third):
        actor = api_keys.actor_of(engine, each.key, Environment.TEST, "", now)
        assert actor is not None
        assert actor.credential_id == each.id
        accounts.add(actor.account)
    assert accounts == {f"key:{first.id}"}


WAITED_FOR: dict[str, Exception | Problem] = {
    "TOO_MANY_CODES": TooOften("TOO_MANY_CODES", 40),
    "TOO_MANY_TRIES": TooOften("TOO_MANY_TRIES", 40),
    "TOO_OFTEN_TODAY": TooOftenToPay(CommandRefused.named("TOO_OFTEN_TODAY"), timedelta(hours=3)),
    "TOO_OFTEN_THIS_MONTH": TooOftenToPay(CommandRefused.named("TOO_OFTEN_THIS_MONTH"), timedelta(days=3)),
    "REQUESTS_TOO_MANY": Problem.of("REQUESTS_TOO_MANY", retry_after=3),
    "BUSY": CommandRefused.named("BUSY"),
    "TOO_MANY_WAIT": CommandRefused.named("TOO_MANY_WAIT"),
    "REQUESTS_WAITING": Refused("REQUESTS_WAITING"),
}
SPENT = {
    *("TOO_MANY_KEYS", "CREATOR_FULL", "MORE_THAN_OWED", "TOO_MUCH_EVIDENCE", "CAUSE_USED_UP"),
    *("NO_REWORKS_LEFT", "ALREADY_ESCALATED", "NO_RESUMES_LEFT", "ALREADY_CORRECTED", "EXTENDED_ENOUGH"),
    *("MESSAGE_TOO_LARGE", "TOO_MUCH", "TOO_LARGE", "TOO_MANY_ROWS", "BEYOND_PAID_IN", "FILES_TOO_MANY"),
    *("TOO_MANY_ENDPOINTS", "TOO_MANY_SIGNING_KEYS", "STREAMS_TOO_MANY"),
    *("NO_RESCHEDULES_LEFT", "NO_REJECTS_LEFT", "NO_EXTENSIONS_LEFT", "NO_REPLACEMENTS_LEFT"),
}
"""No waiting helps: something else has to be done."""


def test_what_is_refused_as_too_often_says_when_it_may_be_tried_again() -> None:
    """A code of a vendor never leaves as an answer of ours."""
    ours = {each.code for name, every in CONTEXTS.items() if name != "providers" for each in every}
    limited = {each for each in ours if Problem.of(each).status == 429}
    assert limited == {*WAITED_FOR, *SPENT}
    for code, failed in WAITED_FOR.items():
        problem = failed if isinstance(failed, Problem) else problem_of(failed)
        assert problem, code
        assert problem.code == code
        assert int(problem.headers["Retry-After"]) > 0, code


def test_a_limit_that_no_waiting_helps_names_no_time_to_wait() -> None:
    assert "Retry-After" not in Problem.of("NO_REJECTS_LEFT").headers
    assert Problem.of("NO_REJECTS_LEFT", retry_after=7).headers["Retry-After"] == "7"


@pytest.mark.parametrize("cookie", [COOKIE, BINDING])
async def test_a_mark_of_other_letters_is_a_stale_form(api: FastAPI, cookie: str) -> None:
    headers = {"content-type": FORM, "cookie": f"{cookie}=a"}
    for path in ("/sign-out", "/sign-in/codes", "/join"):
        assert (await Caller(api).ask("POST", path, b"csrf=%E4%B8%AD", headers)).status == 403


@pytest.mark.usefixtures("ordered")
async def test_a_key_is_no_cookie(api: FastAPI, engine: Engine) -> None:
    headers = {"cookie": f"{COOKIE}={key_of(engine).key}"}
    answer = await Caller(api).ask("GET", "/desk", headers=headers)
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?next=/desk")


@pytest.mark.usefixtures("ordered")
async def test_who_may_not_read_the_money_reads_no_balance(api: FastAPI, engine: Engine) -> None:
    for role, sees in (("reviewer", False), ("finance", True)):
        token = token_of(engine, "brand-qingyou", role)
        told = (await Caller(api, token).get("/v1/brand")).json
        assert (told["balance_fen"] is not None) is sees
        desk = await Caller(api).ask("GET", "/desk", headers={"cookie": f"{COOKIE}={token}"})
        assert ("可用余额" in desk.body.decode()) is sees
        team = await Caller(api).ask("GET", "/members", headers={"cookie": f"{COOKIE}={token}"})
        assert team.status == 403


@pytest.mark.parametrize(
    "more", [{"transfer-encoding": "chunked"}, {"content-length": "9, 9"}], ids=["chunked", "twice"]
)
async def test_a_body_with_two_ends_is_refused(api: FastAPI, more: dict[str, str]) -> None:
    headers = {"content-length": "2", "content-type": "application/json", **more}
    answer = await Caller(api).ask("POST", "/v1/sign-in/codes", b"{}", headers)
    assert answer.code == "HEADER_TWICE"
    assert answer.headers["connection"] == "close", "what follows may be meant for somebody else"


@pytest.mark.usefixtures("ordered")
async def test_an_audit_of_what_is_not_there_is_told_so(engine: Engine, tmp_path: Path) -> None:
    """The clock of a commission is at the server, which is away: the books know that there is none."""
    settings = Settings(state=tmp_path, database_url=engine.url.render_as_string(hide_password=False))
    api = gateway_over(engine, settings, Away(), Away())
    answer = await Caller(api, token_of(engine, "brand-qingyou")).post(
        "/v1/sandbox/mp/qingyou-nope/audits", {"passed": True}
    )
    assert (answer.status, answer.code) == (404, "COMMISSION_UNKNOWN")
