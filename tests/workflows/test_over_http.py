"""A commission lived through the HTTP interface by a brand's system, a creator and an operator."""

import asyncio
import json
import os
import re
from asyncio import to_thread
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from services.operations.idempotency import Place
from services.operations.time_travel import skip
from starter.cli.exits import exit_of
from starter.remote.client import Client, ProblemAnswered
from tests.http.asgi import Caller
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.http.served import serving
from tests.starter.typed import told
from tests.uploading import EXAMPLES
from tests.workflows.world import BRAND, DAY, World

TOWN = True
ARTICLE = {
    "task_type": "article",
    "title": "秋冬第一杯柚子乌龙",
    "goal": "让常在办公室喝茶的读者\n愿意试一次",
    "product": "柚子乌龙茶包",
    "length": {"min": 1200, "max": 2000},
    "industry": "general",
    "price": "3000.00",
    "submit_by": "+3d",
    "release": {"from": "+0d", "until": "+20d"},
}


@dataclass
class Stage:
    world: World
    api: FastAPI
    creator_id: str
    brand: Caller
    creator: Caller
    operator: Caller

    async def order(self, **changes: Any) -> str:
        brief = {**ARTICLE, "order": uuid4().hex[:12], "creator": self.creator_id, **changes}
        answer = await self.brand.post("/v1/commissions", {"brief": brief})
        assert answer.status == 201, answer
        placed = str(answer.json["commission_id"])
        self.world.ordered.append(placed)
        return placed

    async def give(self, by: Caller, commission: str, name: str, key: str = "", **fields: Any) -> Any:
        return await by.post(f"/v1/commissions/{commission}/commands/{name}", {"fields": fields}, key=key)

    async def given(self, by: Caller, commission: str, name: str, **fields: Any) -> Any:
        answer = await self.give(by, commission, name, **fields)
        assert answer.status == 200, answer
        return answer.json

    async def upload(self, by: Caller, commission: str, purpose: str, kind: str) -> str:
        headers = {"content-disposition": f"attachment; filename=a.{kind}", "idempotency-key": uuid4().hex}
        path = f"/v1/uploads?commission_id={commission}&purpose={purpose}"
        answer = await by.ask("POST", path, EXAMPLES[kind], headers)
        assert answer.status == 201, answer
        return str(answer.json["id"])

    async def read(self, by: Caller, commission: str, seq: int) -> None:
        """Once the books know of it."""
        headers = {"starmap-min-seq": str(seq)}
        assert (await by.ask("GET", f"/v1/commissions/{commission}", headers=headers)).json["seq"] >= seq


@pytest.fixture
async def on(world: World) -> Stage:
    creator = world.new_creator()
    api = gateway_over(world.engine, world.settings, world.client, world.skipper)
    speaking = Caller(api, token_of(world.engine, f"creator-{creator}"))
    opened = await speaking.post("/v1/creator/types/article", {"fen": 300_000}, method="PUT")
    assert opened.status == 200, opened
    brand, operator = (Caller(api, token_of(world.engine, who)) for who in (f"brand-{BRAND}", "operator-li"))
    return Stage(world, api, creator, brand, speaking, operator)


async def test_from_the_order_to_the_money_by_http(on: Stage) -> None:
    cid = await on.order(outline=True)
    await on.world.stage(cid, "offered")
    assert (await on.given(on.creator, cid, "accept"))["stage"] == "outline_drafting"
    await on.given(on.creator, cid, "submit", ref="outline-1")
    await on.given(on.brand, cid, "reject", reason="请补充\n使用场景")
    await on.given(on.creator, cid, "submit", ref="outline-2")
    assert (await on.given(on.brand, cid, "approve"))["stage"] == "content_drafting"
    await on.world.hand_in(cid)
    await on.given(on.brand, cid, "approve", release_at="now")
    await on.world.stage(cid, "published")
    told = await on.given(on.brand, cid, "settle")
    seen = (
        await on.brand.ask("GET", f"/v1/commissions/{cid}", headers={"starmap-min-seq": str(told["seq"])})
    ).json
    assert seen["seq"] >= told["seq"]
    assert seen["money"]["held_fen"] == 0, seen["money"]
    balance = (await on.creator.get("/v1/creator/balance")).json
    income = (await on.creator.get("/v1/creator/income")).json["lines"]
    assert [each["balance_fen"] for each in income] == [285_000], balance


async def test_works_and_evidence_are_handed_in_as_files_by_http(on: Stage) -> None:
    cid = await on.order(outline=True)
    await on.world.stage(cid, "offered")
    await on.given(on.creator, cid, "accept")
    outline = await on.upload(on.creator, cid, "outline", "docx")
    assert (await on.give(on.creator, cid, "submit", ref="up_" + "0" * 32)).code == "UPLOAD_UNKNOWN"
    assert (await on.brand.get(f"/v1/uploads/{outline}")).code == "UPLOAD_UNKNOWN", "it is not handed in yet"

    told = await on.given(on.creator, cid, "submit", ref=outline)

    await on.read(on.brand, cid, told["seq"])
    assert (await on.brand.get(f"/v1/uploads/{outline}")).body == EXAMPLES["docx"]
    assert (await on.operator.get(f"/v1/uploads/{outline}")).status == 200
    await on.given(on.brand, cid, "approve")
    await on.world.hand_in(cid)
    await on.given(on.brand, cid, "approve", release_at="now")
    await on.world.stage(cid, "published")
    proof = await on.upload(on.brand, cid, "evidence", "png")
    words = {"cause": "content_differs", "reason": "与定稿不同"}
    other = await on.give(on.brand, cid, "complain", **words, evidence=[proof[:-1]])
    assert other.code == "UPLOAD_UNKNOWN"

    told = await on.given(on.brand, cid, "complain", **words, evidence=[proof, outline])

    await on.read(on.creator, cid, told["seq"])
    assert (await on.creator.get(f"/v1/uploads/{proof}")).body == EXAMPLES["png"]
    listed = (await on.operator.get(f"/v1/commissions/{cid}/uploads")).json["uploads"]
    assert [each["id"] for each in listed] == [outline, proof]
    await on.given(on.brand, cid, "withdraw_complaint")  # a case keeps the money of the others' brand


async def test_the_python_client_takes_a_commission_from_the_order_to_the_money(on: Stage) -> None:
    brief = {**ARTICLE, "order": uuid4().hex[:12], "creator": on.creator_id, "outline": True}
    async with serving(on.api) as address:
        brand, creator = Client(address, on.brand.token), Client(address, on.creator.token)
        with brand, creator:
            dry = await to_thread(brand.order_many, [brief], dry_run=True)
            assert [each.outcome for each in dry] == ["good"]
            orders = [await to_thread(brand.order, brief, key="order") for _ in range(2)]
            assert orders[0] == orders[1]
            cid = orders[0].commission_id
            on.world.ordered.append(cid)
            await on.world.stage(cid, "offered")
            with pytest.raises(ProblemAnswered) as refused:
                await to_thread(brand.command, cid, "settle")
            assert refused.value.code == "NOT_NOW"
            assert [each.name for each in await to_thread(creator.moves, cid)] == ["accept", "decline"]
            await to_thread(creator.command, cid, "accept")
            await to_thread(creator.command, cid, "submit", {"ref": "outline-1"})
            await to_thread(brand.command, cid, "approve", round=1)
            await on.world.hand_in(cid)
            await to_thread(brand.command, cid, "approve", {"release_at": "now"})
            await on.world.stage(cid, "published")
            told = await to_thread(brand.command, cid, "settle")
            seen = await to_thread(brand.commission, cid, min_seq=told.seq)
            lines = await to_thread(lambda: list(creator.timeline(cid)))
            topped = [await to_thread(brand.top_up, 100, key=uuid4().hex) for _ in range(2)]

    assert seen.seq >= told.seq
    assert seen.money["held_fen"] == 0
    assert [each.move for each in lines].count("submit") == 1
    assert [each.seq for each in lines] == list(range(1, told.seq + 1))[: len(lines)]
    assert not any(each.already for each in topped)


async def test_the_command_line_takes_a_commission_along_on_a_platform_elsewhere(
    on: Stage, tmp_path: Path
) -> None:
    number = uuid4().hex[:12]
    brief = {**ARTICLE, "order": number, "creator": on.creator_id, "outline": True, "brand": BRAND}
    (tmp_path / "brief.yaml").write_text(json.dumps(brief, ensure_ascii=False), "utf-8")
    (tmp_path / "a.docx").write_bytes(EXAMPLES["docx"])
    async with serving(on.api) as address:

        async def typed(by: Caller, *words: str, code: int = 0) -> str:
            env = {
                **{name: each for name, each in os.environ.items() if not name.startswith("STARMAP_")},
                "STARMAP_REMOTE_TOKEN": by.token,
                "STARMAP_CALLED_FROM": str(tmp_path),
                "STARMAP_LANG": "en",
            }
            said, ended = await to_thread(told, "--lang", "en", "--remote", address, *words, env=env)
            assert ended == code, said
            return said

        cid = f"{BRAND}-{number}"
        on.world.ordered.append(cid)
        assert f"look: ./starmap commission show {cid}" in await typed(
            on.brand, "commission", "new", "brief.yaml"
        )
        assert f"already ordered: {cid}" in await typed(on.brand, "commission", "new", "brief.yaml")
        await on.world.stage(cid, "offered")
        accepted = await typed(on.creator, "accept", cid)
        assert "✓ " in accepted
        assert "clocks: submit_by" in accepted
        words = ("upload", "add", cid, "a.docx", "--for", "outline")
        upload = re.search("up_[0-9a-f]{32}", await typed(on.creator, *words))
        assert upload
        for _ in range(2):
            await typed(on.creator, "submit", cid, "--ref", upload[0], "--command-id", "k-1")
        assert "NOT_NOW" in await typed(on.brand, "settle", cid, code=exit_of("NOT_NOW"))
        await typed(on.brand, "approve", cid, "--round", "1")
        topped = [await typed(on.brand, "brand", "top-up", BRAND, "100", "--key", number) for _ in range(2)]
        assert "is booked; balance" in topped[0]
        assert "was booked before, nothing was done again" in topped[1]
        assert "submit" in await typed(on.brand, "commission", "timeline", cid)
        why = ("--actor", "operator:li", "--reason", "核实身份")
        frozen = await typed(on.operator, "creator", "freeze", on.creator_id, *why)
        freed = await typed(on.operator, "creator", "unfreeze", on.creator_id, *why)
        assert f"{on.creator_id} is frozen (" in frozen
        assert "核实身份); 0.00 rests" in frozen
        assert f"{cid} ✓" in " ".join(frozen.split())
        assert f"{on.creator_id} is unfrozen; 0.00 can be withdrawn" in freed
        await on.world.until(lambda: on.world.record(cid).freeze is None, "the commission goes on too")
        back = ("brand", "withdraw", BRAND, "1", "--key", number)
        assert "PAYER_UNKNOWN" in await typed(on.brand, *back, code=exit_of("PAYER_UNKNOWN"))
        too_much = await typed(
            on.creator, "withdraw", on.creator_id, "100", "--key", number, code=exit_of("NOTHING_TO_WITHDRAW")
        )

    assert "NOTHING_TO_WITHDRAW" in too_much
    assert on.world.moves(cid).count("submit") == 1


async def test_a_command_given_again_under_its_key_is_done_once_and_answered_the_same(on: Stage) -> None:
    cid = await on.order()
    await on.world.stage(cid, "offered")
    answers = await asyncio.gather(*(on.give(on.creator, cid, "accept", key="once") for _ in range(20)))
    done = [each for each in answers if each.status == 200]
    assert done
    assert {each.body for each in done} == {done[0].body}
    assert {each.code for each in answers if each.status != 200} <= {"KEY_IN_USE"}
    again = await on.give(on.creator, cid, "accept", key="once")
    assert again.body == done[0].body
    assert again.headers["idempotent-replayed"] == "true"
    other = await on.give(on.creator, cid, "accept", key="once", brief_digest="other")
    assert other.code == "KEY_REUSED"
    assert on.world.moves(cid).count("accept") == 1


async def test_what_a_dead_gateway_had_begun_is_done_once_all_the_same(on: Stage) -> None:
    """The answer was lost with it, and so was the note that it had been given."""
    cid = await on.order()
    await on.world.stage(cid, "offered")
    first = await on.give(on.creator, cid, "accept", key="lost")
    path = f"/v1/commissions/{cid}/commands/accept"
    forget(on, Place(f"creator:{on.creator_id}", "POST", path, "lost"))
    again = await on.give(on.creator, cid, "accept", key="lost")
    assert again.status == 200
    assert again.json["seq"] == first.json["seq"]
    assert on.world.moves(cid).count("accept") == 1


async def test_a_refused_command_leaves_its_key_free(on: Stage) -> None:
    cid = await on.order()
    await on.world.stage(cid, "offered")
    assert (await on.give(on.creator, cid, "submit", key="k", ref="x")).status == 409
    await on.given(on.creator, cid, "accept")
    assert (await on.give(on.creator, cid, "accept", key="k2")).code == "ALREADY_ACCEPTED"


async def test_fifty_are_ordered_at_once_each_with_its_own_outcome(on: Stage) -> None:
    rows = [{"brief": {"order": f"B{uuid4().hex[:8]}", "creator": on.creator_id}} for _ in range(48)]
    rows += [
        {"brief": {"order": "?", "creator": on.creator_id}},
        {"brief": {"order": "Z1", "creator": "nobody"}},
    ]
    body = {"defaults": ARTICLE, "commissions": rows}
    dry = (await on.brand.post("/v1/commissions/bulk", {**body, "dry_run": True})).json["rows"]
    assert [each["outcome"] for each in dry] == ["good"] * 48 + ["refused"] * 2
    done = (await on.brand.post("/v1/commissions/bulk", body, key="bulk")).json["rows"]
    assert [each["outcome"] for each in done] == ["started"] * 48 + ["refused"] * 2
    assert done[48]["reasons"]
    assert done[49]["reasons"][0]["code"] == "CREATOR_UNKNOWN"
    assert "nobody" not in done[49]["reasons"][0]["detail"], "what was sent is not repeated"
    again = (await on.brand.post("/v1/commissions/bulk", body)).json["rows"]
    assert [each["outcome"] for each in again] == ["already"] * 48 + ["refused"] * 2
    for each in done[:48]:
        on.world.ordered.append(each["commission_id"])
        await on.world.stage(each["commission_id"], "offered")
        assert (await on.give(on.brand, each["commission_id"], "cancel")).status == 200


async def test_an_external_id_belongs_to_one_commission_of_a_brand(on: Stage) -> None:
    def asked(order: str, external_id: str) -> Any:
        brief = {**ARTICLE, "order": order, "creator": on.creator_id}
        return {"brief": brief, "external_id": external_id, "metadata": {"部门": "茶"}}

    name, one, two = uuid4().hex[:10], f"E{uuid4().hex[:8]}", f"E{uuid4().hex[:8]}"
    first = await on.brand.post("/v1/commissions", asked(one, name))
    assert first.status == 201
    on.world.ordered.append(first.json["commission_id"])
    clash = await on.brand.post("/v1/commissions", asked(two, name))
    assert (clash.code, clash.json["commission_id"]) == ("EXTERNAL_ID_TAKEN", first.json["commission_id"])
    assert not on.world.queries.known([f"{BRAND}-{two}"]), "nothing was ordered under a label that is taken"
    found = (await on.brand.get(f"/v1/commissions?external_id={name}")).json["commissions"]
    assert [each["id"] for each in found] == [first.json["commission_id"]]
    seen = (await on.brand.get(f"/v1/commissions/{found[0]['id']}")).json
    assert (seen["external_id"], seen["metadata"]) == (name, {"部门": "茶"})
    assert "external_id" not in (await on.creator.get(f"/v1/commissions/{found[0]['id']}")).json


async def test_whoever_orders_again_is_told_a_repeat_from_a_clash(on: Stage) -> None:
    name, order = uuid4().hex[:10], f"E{uuid4().hex[:8]}"
    brief = {**ARTICLE, "order": order, "creator": on.creator_id}
    body: dict[str, Any] = {"brief": brief, "external_id": name, "metadata": {"部门": "茶"}}
    first = await on.brand.post("/v1/commissions", body)
    cid = first.json["commission_id"]
    on.world.ordered.append(cid)

    again = await on.brand.post("/v1/commissions", body)
    assert (again.status, again.json) == (201, {"commission_id": cid, "new": False})
    bare = await on.brand.post("/v1/commissions", {"brief": brief})
    assert bare.json == {"commission_id": cid, "new": False}
    for changed, code, differs in (
        ({"metadata": {"部门": "咖啡"}}, "LABEL_CHANGED", ["metadata"]),
        ({"external_id": f"{name}-2"}, "LABEL_CHANGED", ["external_id"]),
        ({"brief": {**brief, "title": "另一个标题"}}, "ORDER_CHANGED", ["title"]),
        ({"brief": {**brief, "price": "3000.01"}, "metadata": {}}, "ORDER_CHANGED", ["price", "metadata"]),
        ({"brief": {**brief, "submit_by": "+4d"}}, "ORDER_CHANGED", ["submit_by", "release"]),
    ):
        answer = await on.brand.post("/v1/commissions", {**body, **changed})
        assert (answer.status, answer.code) == (409, code)
        assert (answer.json["commission_id"], answer.json["differs"]) == (cid, differs)
        bulk = {"commissions": [{**body, **changed}], "dry_run": code == "ORDER_CHANGED"}
        row = (await on.brand.post("/v1/commissions/bulk", bulk)).json["rows"][0]
        assert (row["outcome"], row["commission_id"]) == ("refused", cid)
        assert [(each["code"], each["differs"]) for each in row["reasons"]] == [(code, differs)]
    seen = (await on.brand.get(f"/v1/commissions/{cid}")).json
    assert (seen["external_id"], seen["metadata"]) == (name, {"部门": "茶"})


async def test_a_command_is_stamped_on_the_clock_of_its_commission_where_time_was_skipped(on: Stage) -> None:
    cid = await on.order()
    await on.world.stage(cid, "offered")
    await on.given(on.creator, cid, "accept")
    await skip(on.api.state.opened, DAY, cid)
    told = await on.given(on.creator, cid, "request_cancel", reason="档期冲突")
    line = (await on.creator.get(f"/v1/commissions/{cid}/timeline?after={told['seq'] - 1}")).json["entries"][
        0
    ]
    ahead = datetime.fromisoformat(line["at"]) - datetime.now(UTC)
    assert abs(ahead - DAY).total_seconds() < 60, ahead


@pytest.mark.parametrize("name", ["held", "submitted", "audited", "published", "nonsense", "%00", "view"])
async def test_what_is_no_command_of_whoever_asks_is_refused(on: Stage, name: str) -> None:
    cid = await on.order()
    for by in (on.brand, on.creator, on.operator):
        answer = await on.give(by, cid, name)
        assert answer.code in ("WRONG_PARTY", "UNKNOWN_COMMAND", "FORBIDDEN"), answer
    await on.world.stage(cid, "offered")


async def test_nobody_steers_what_is_not_theirs_or_in_anothers_name(on: Stage) -> None:
    cid = await on.order()
    await on.world.stage(cid, "offered")
    stranger = Caller(on.api, token_of(on.world.engine, f"creator-{on.world.new_creator()}"))
    assert (await on.give(stranger, cid, "accept")).code == "COMMISSION_UNKNOWN"
    for field in ("actor", "command_id", "received_at", "on_behalf_of", "round"):
        answer = await on.give(on.creator, cid, "accept", **{field: "operator:li"})
        assert answer.status in (409, 422), (field, answer)
    behalf = {"fields": {}, "on_behalf_of": "brand"}
    answer = await on.creator.post(f"/v1/commissions/{cid}/commands/accept", behalf)
    assert answer.status in (403, 422), answer
    assert "accept" not in on.world.moves(cid)


def forget(on: Stage, place: Place) -> None:
    from sqlalchemy import delete  # noqa: PLC0415

    from gateways.sql.database import writing  # noqa: PLC0415
    from models.tables.gateway import KeptAnswer  # noqa: PLC0415

    with writing(on.world.engine) as session:
        gone = session.execute(delete(KeptAnswer).where(KeptAnswer.key == place.key))
        assert gone.rowcount == 1  # type: ignore[attr-defined]
