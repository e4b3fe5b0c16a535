"""Reads come from the books alone, each role sees its own, and what is somebody else's looks absent."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter
from sqlalchemy import Engine, text

from domain.commissions.ordering.order import Order
from domain.parties.actor import Environment
from gateways.commissions.attention import note_attention
from gateways.commissions.orders import SqlOrders
from gateways.sql.database import writing
from models.api.operations import PayoutInNeed
from models.api.seen import ForBrand, ForCreator, ForOperator
from models.api.shapes import Told
from models.tables.commissions import TimelineRow
from services.commissions.commands import new_order
from settings import Settings
from tests.http.asgi import Caller
from tests.http.conftest import NoTemporal, gateway_over
from tests.http.people import token_of

Calling = Callable[[str], Caller]
START = datetime(2026, 11, 2, 8, tzinfo=UTC)
MODELS: dict[str, type[Told]] = {
    "brand-qingyou": ForBrand,
    "creator-atang": ForCreator,
    "operator-li": ForOperator,
}
OWN_READS = ("", "/brief", "/timeline", "/moves", "/submissions", "/bill", "/notices", "/ratings", "/metrics")


@pytest.mark.parametrize("token", MODELS)
async def test_each_role_reads_a_commission_as_its_own_model_has_it_nothing_missing_and_nothing_extra(
    calling: Calling, ordered: list[str], token: str
) -> None:
    told = (await calling(token).get(f"/v1/commissions/{ordered[0]}")).json
    model = MODELS[token]
    TypeAdapter(model).validate_python(told)
    assert set(told) == set(model.model_fields)


@pytest.mark.parametrize("path", OWN_READS)
@pytest.mark.parametrize("token", ["brand-shanxing", "creator-laozhou"])
async def test_what_is_somebody_elses_looks_like_what_is_not_there(
    calling: Calling, ordered: list[str], token: str, path: str
) -> None:
    theirs = await calling(token).get(f"/v1/commissions/{ordered[0]}{path}")
    absent = await calling(token).get(f"/v1/commissions/nobodys-1{path}")
    assert (theirs.status, theirs.code) == (absent.status, absent.code) == (404, "COMMISSION_UNKNOWN")
    for each in MODELS:
        assert (await calling(each).get(f"/v1/commissions/{ordered[0]}{path}")).status == 200


async def test_what_is_not_there_is_refused_without_repeating_what_was_asked_for(
    calling: Calling, ordered: list[str]
) -> None:
    assert ordered
    for who, path in (
        ("operator-li", "/v1/commissions/13812345678"),
        ("brand-qingyou", "/v1/creators/c13812345678"),
        ("operator-li", "/v1/operations/withdrawals/13812345678"),
        ("operator-li", "/v1/13812345678"),
        ("brand-qingyou", "/v1/commissions?after=13812345678"),
        ("brand-qingyou", "/v1/commissions?stage=13812345678&13812345678=1"),
    ):
        answer = await calling(who).get(path)
        assert answer.status in (404, 422), answer
        assert "13812345678" not in answer.body.decode(), answer


async def test_a_list_is_read_page_by_page_without_a_row_missing_or_twice_while_others_come(
    calling: Calling, ordered: list[str], engine: Engine
) -> None:
    brand, seen, after = calling("brand-qingyou"), [], ""
    for turn in range(5):
        told = (await brand.get(f"/v1/commissions?limit=1{f'&after={after}' if after else ''}")).json
        seen += [each["id"] for each in told["commissions"]]
        if not told["after"]:
            break
        after = told["after"]
        order = Order("qingyou", "laozhou", "a", "b", "article", "later", 300_000)
        SqlOrders(engine).register(new_order(order, f"later-{turn}", uuid4().hex))
    assert seen == ordered[2::-1]


@pytest.mark.parametrize(
    "after", ["x", "====", "bnVsbA", "WzEsMl0", "W10", "eyJhIjoxfQ", "A" * 301, "WyIyMDI2LTAxLTAxIiwgIngiXQ"]
)
async def test_a_cursor_that_we_have_not_written_is_refused(
    calling: Calling, ordered: list[str], after: str
) -> None:
    assert ordered
    answer = await calling("brand-qingyou").get(f"/v1/commissions?after={after}")
    assert answer.status == 422, answer


async def test_a_cursor_of_somebody_else_opens_nothing(calling: Calling, ordered: list[str]) -> None:
    after = (await calling("operator-li").get("/v1/commissions?limit=1")).json["after"]
    told = (await calling("brand-shanxing").get(f"/v1/commissions?after={after}")).json
    assert ordered[0] not in [each["id"] for each in told["commissions"]]


async def test_filters_of_another_party_find_no_more_than_ones_own(
    calling: Calling, ordered: list[str]
) -> None:
    asked = (
        ("brand-shanxing", "brand_id", "shanxing", "qingyou"),
        ("creator-atang", "creator_id", "atang", "laozhou"),
    )
    for who, name, own, others in asked:
        mine = (await calling(who).get(f"/v1/commissions?{name}={own}")).json["commissions"]
        assert {each["id"] for each in mine} == set(ordered[3:] if who == "brand-shanxing" else ordered[:3])
        assert (await calling(who).get(f"/v1/commissions?{name}={others}")).json["commissions"] == []
        assert (await calling(who).get("/v1/commissions?attention=*")).code == "FORBIDDEN"


@pytest.mark.parametrize(
    "query",
    ["stage=nowhere", "limit=0", "limit=101", "limit=x", "due_before=2026-01-01", "overdue=2"],
)
async def test_a_filter_that_cannot_be_meant_is_refused_by_its_name(
    calling: Calling, ordered: list[str], query: str
) -> None:
    assert ordered
    answer = await calling("brand-qingyou").get(f"/v1/commissions?{query}")
    assert answer.status == 422
    assert answer.code in ("REQUEST_INVALID", "CURSOR_INVALID")


@pytest.mark.parametrize("token", ["", "wrong", "sms_", "sm_test_x", f"sms_{'0' * 49}", "é"])
async def test_without_a_token_that_is_known_nothing_is_read(api: FastAPI, token: str) -> None:
    answer = await Caller(api, token).get("/v1/commissions")
    assert (answer.status, answer.code) == (401, "SIGN_IN_NEEDED")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def planted(engine: Engine, commission_id: str, *more: tuple[str, str, str, str, str]) -> None:
    """A freeze of one side, a rejection, and what the creator was refused."""
    lines = (
        ("freeze", "operator", "operator:li", "涉嫌刷量", ""),
        ("reject", "brand", "", "请补充场景", ""),
        *more,
    )
    refused = (("accept", "creator", "", "试一试", "NOT_NOW"),)
    with writing(engine) as session:
        for seq, (move, by, actor, reason, refusal) in enumerate((*lines, *refused), 1):
            session.add(
                TimelineRow(
                    commission_id=commission_id,
                    seq=seq,
                    at=START,
                    recorded_at=START,
                    move=move,
                    row="T1",
                    by=by,
                    actor=actor,
                    from_stage="offered",
                    to_stage="offered",
                    command_id="",
                    round=0,
                    reason=reason,
                    refusal=refusal,
                    on_behalf_of="",
                    skipped_clock=False,
                    details={},
                    deadlines=[],
                    hold=False,
                    digest="",
                )
            )


async def test_why_the_platform_holds_a_side_and_what_a_side_was_refused_is_not_told_to_the_other(
    calling: Calling, ordered: list[str], engine: Engine
) -> None:
    planted(engine, ordered[0])
    path = f"/v1/commissions/{ordered[0]}/timeline"
    told = {
        who: [(each["move"], each["reason"]) for each in (await calling(who).get(path)).json["entries"]]
        for who in MODELS
    }
    held, rejected, tried = ("freeze", ""), ("reject", "请补充场景"), ("accept", "试一试")
    assert told["brand-qingyou"] == [held, rejected]
    assert told["creator-atang"] == [held, rejected, tried]
    assert told["operator-li"] == [("freeze", "涉嫌刷量"), rejected, tried]


async def test_a_commission_that_waits_for_two_reasons_is_listed_once_with_both(
    calling: Calling, ordered: list[str], engine: Engine
) -> None:
    first, second = ordered[:2]
    with writing(engine) as session:
        note_attention(session, second, ["arbitration"], START)
        note_attention(session, first, ["review_overdue"], START + timedelta(hours=1))
        note_attention(session, first, ["review_overdue", "frozen"], START + timedelta(hours=2))
    waiting = (await calling("operator-li").get("/v1/operations/attention")).json["waiting"]

    assert [each["commission_id"] for each in waiting] == [second, first]
    assert [each["word"] for each in waiting[1]["reasons"]] == ["review_overdue", "frozen"]
    assert (waiting[1]["word"], waiting[1]["since"]) == ("review_overdue", waiting[1]["reasons"][0]["since"])


async def test_a_providers_answer_has_its_prefix_and_the_books_keep_it_without(
    calling: Calling, ordered: list[str], engine: Engine
) -> None:
    planted(engine, ordered[0], ("notice_failed", "system", "", "PHONE_INVALID", ""))
    entries = (await calling("operator-li").get(f"/v1/commissions/{ordered[0]}/timeline")).json["entries"]
    in_need = PayoutInNeed(id="w", fen=1, state="waiting", reason="ACCOUNT_INVALID PAYEE_CARD_INFO_ERROR")

    assert "SMS_PHONE_INVALID" in [each["reason"] for each in entries]
    assert in_need.reason == "BANK_ACCOUNT_INVALID PAYEE_CARD_INFO_ERROR"
    assert PayoutInNeed(id="w", fen=1, state="waiting", reason="NO_ACCOUNT").reason == "NO_ACCOUNT"


async def test_where_money_is_real_no_brand_says_itself_that_it_has_paid_in(
    engine: Engine, ordered: list[str], tmp_path: Path
) -> None:
    assert ordered
    api = gateway_over(engine, Settings(state=tmp_path, bank="alipay"), NoTemporal())
    brand = Caller(api, token_of(engine, "brand-qingyou", environment=Environment.LIVE))
    answer = await brand.post("/v1/brand/top-ups", {"fen": 100})
    assert (answer.status, answer.code) == (403, "TOP_UP_BY_OPERATOR")
    assert (await brand.get("/v1/brand/wallet")).json["available_fen"] == 0
    assert (await Caller(api).get("/v1/sandbox/bank")).code == "PATH_UNKNOWN"


async def test_what_is_away_is_told_by_its_name_alone(
    api: FastAPI, engine: Engine, ordered: list[str]
) -> None:
    brand = Caller(api, token_of(engine, "brand-qingyou"))
    with writing(engine) as session:
        session.execute(text("alter table commissions rename to commissions_away"))
    answer = await brand.get(f"/v1/commissions/{ordered[0]}")
    assert (answer.status, answer.code) == (503, "DATABASE_UNAVAILABLE")
    assert "commissions" not in answer.body.decode().replace("/v1/commissions", "")
    assert int(answer.headers["retry-after"]) > 0
