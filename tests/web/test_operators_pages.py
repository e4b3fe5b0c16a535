"""What an operator does on pages: takes a row, looks before deciding, audits, finds, freezes, reveals."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from domain.parties.actor import at_the_terminal
from services.access.audit import Wanted, audit_log
from services.parties.sample import ATANG
from tests.domain.scenes import complained, hear, in_audit, in_review, offered, published
from tests.domain.story import Story
from tests.http.people import token_of
from tests.web.booked import booked
from tests.web.visiting import Forms, Visiting

Visit = Callable[..., Visiting]
SUPERVISOR = at_the_terminal("chief")
LARGE = {"terms": {"two_persons_fen": 100_000}}


def heard(**order: object) -> Story:
    return hear(complained(**order))


@pytest.fixture
def dispute(api: object, engine: Engine) -> str:
    assert api
    return booked(engine, heard(), "D-1")


async def pressed(browser: Visiting, page: str, action: str, **typed: str) -> str:
    answer = await browser.send(page, action, **typed)
    assert answer.status == 200, answer.body.decode().partition('role="alert"')[2][:500]
    return answer.body.decode()


# --- the morning ---


async def test_a_commission_stands_once_in_the_morning_with_all_its_reasons(
    visiting: Visit, dispute: str
) -> None:
    told = await visiting("operator-li").text("/morning")
    assert told.count(f'href="/cases/{dispute}"') == 1
    row = told.partition(f'href="/cases/{dispute}"')[2].partition("</tr>")[0]
    assert "待平台判定" in row
    assert "可以判定" in row


async def test_what_one_operator_has_taken_another_sees_and_cannot_take(
    visiting: Visit, dispute: str
) -> None:
    li, wang = visiting("operator-li"), visiting("operator-wang")
    taking = f"/cases/{dispute}/taking"
    seen_before = await wang.text("/morning")

    assert (await li.send("/morning", taking, do="take")).status == 303
    late = await wang.post(taking, {**_hidden(seen_before, taking), "do": "take"})

    assert late.status == 409
    assert "li" in late.body.decode().partition('role="alert"')[2][:300]
    assert "li 已领取" in await wang.text("/morning")
    assert "放回" in await li.text("/morning")


async def test_of_two_who_take_at_once_the_second_is_told_who_was_quicker(
    visiting: Visit, dispute: str
) -> None:
    people = [visiting("operator-li"), visiting("operator-wang")]
    taking = f"/cases/{dispute}/taking"
    forms = [_hidden(await each.text("/morning"), taking) for each in people]

    answers = await asyncio.gather(
        *(each.post(taking, {**form, "do": "take"}) for each, form in zip(people, forms, strict=True))
    )

    assert sorted(each.status for each in answers) == [303, 409]
    winner = ("li", "wang")[[each.status for each in answers].index(303)]
    loser = next(each for each in answers if each.status == 409)
    assert f"（{winner}）" in loser.body.decode()


async def test_who_lets_go_leaves_it_to_others_and_both_stand_in_the_log(
    visiting: Visit, engine: Engine, dispute: str
) -> None:
    li, wang = visiting("operator-li"), visiting("operator-wang")
    taking = f"/cases/{dispute}/taking"
    await li.send("/morning", taking, do="take")
    await li.send("/morning", taking, do="let_go")

    assert (await wang.send("/morning", taking, do="take")).status == 303
    noted = audit_log(engine, SUPERVISOR, Wanted(whom=f"commission:{dispute}"))
    assert [each.what for each in noted] == ["taken", "let_go", "taken"]


async def test_an_operator_lets_go_of_nobody_elses_and_a_supervisor_does(
    visiting: Visit, engine: Engine, api: object, dispute: str
) -> None:
    await visiting("operator-li").send("/morning", f"/cases/{dispute}/taking", do="take")
    plain = Visiting(api, token_of(engine, "operator-zhao", "operator"))  # type: ignore[arg-type]
    form = _hidden(await plain.text("/audits"), "/sign-out")
    body = {"csrf": form["csrf"], "key": "k-1", "do": "let_go"}

    assert (await plain.post(f"/cases/{dispute}/taking", body)).status == 409
    supervisor = visiting("operator-wang")
    mark = _hidden(await supervisor.text("/audits"), "/sign-out")["csrf"]
    assert (await supervisor.post(f"/cases/{dispute}/taking", {**body, "csrf": mark})).status == 303


async def test_nothing_is_green_of_what_cannot_be_known(visiting: Visit, dispute: str) -> None:
    """Temporal is away: the strip says so, and no worker is counted as there."""
    told = await visiting("operator-li").text("/morning")
    strip = told.partition('class="health"')[2].partition("</ul>")[0]
    assert "Temporal 不可用" in strip
    assert "工作进程" not in strip
    assert dispute


# --- a case ---


async def test_a_case_has_both_sides_the_rules_the_books_and_the_deadlines(
    visiting: Visit, dispute: str
) -> None:
    told = await visiting("operator-li").text(f"/cases/{dispute}")
    sides = told.partition('id="h-say"')[2].partition("</section>")[0]
    assert sides.index("缺少产品名称") < sides.index("第二段已写明")
    assert "shot-1" in sides
    rules = told.partition('id="h-rule"')[2].partition("</section>")[0]
    assert "<dt>T28</dt>" in rules
    assert "已听取对方" in rules
    ledger = told.partition('id="h-led"')[2].partition("</section>")[0]
    assert "−¥3,000.00" in ledger
    assert "仍在托管" in ledger
    assert "平台运营" in told.partition('id="h-due"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("decision", "sums"),
    [
        ("settle", ("−¥3,000.00", "+¥2,850.00", "+¥150.00", "¥0.00")),
        ("refund", ("−¥3,000.00", "+¥3,000.00", "¥0.00")),
        ("split", ("−¥3,000.00", "+¥1,710.00", "+¥90.00", "+¥1,200.00", "¥0.00")),
    ],
)
async def test_each_outcome_shows_its_postings_and_nothing_is_decided_yet(
    visiting: Visit, dispute: str, decision: str, sums: tuple[str, ...]
) -> None:
    act = f"/cases/{dispute}/arbitrate"
    typed = {"decision": decision, "creator_percent": "60" if decision == "split" else "", "reason": "核实"}
    told = await pressed(visiting("operator-li"), f"/cases/{dispute}", act, **typed, preview="yes")
    preview = told.partition('id="h-pre"')[2].partition("</section>")[0]
    for each in sums:
        assert each in preview, each
    assert "可申诉" in preview
    assert "平台判定" in told


async def test_an_outcome_that_moves_no_money_says_so_and_what_comes_then(
    visiting: Visit, dispute: str
) -> None:
    act = f"/cases/{dispute}/arbitrate"
    told = await pressed(
        visiting("operator-li"), f"/cases/{dispute}", act, decision="rework", reason="x", preview="yes"
    )
    assert "不动资金" in told
    assert "已发布" in told.partition('id="h-pre"')[2].partition("</section>")[0]


async def test_a_decision_is_sent_only_after_its_postings_were_seen(visiting: Visit, dispute: str) -> None:
    """Pressed without a look, or with another share than was looked at, it is shown and not done."""
    li, act = visiting("operator-li"), f"/cases/{dispute}/arbitrate"
    typed = {"decision": "split", "creator_percent": "60", "reason": "核实"}
    first = await pressed(li, f"/cases/{dispute}", act, **typed)
    assert "+¥1,710.00" in first
    seen = _hidden(first, act)
    assert seen["seen"]

    other = await li.post(act, {**seen, **typed, "creator_percent": "90"})
    same = await li.post(act, {**seen, **typed})

    assert other.status == 200
    assert "+¥2,565.00" in other.body.decode()
    assert same.status == 503, "Temporal is away: it was sent"


async def test_before_the_other_side_was_heard_the_sums_are_told_and_nothing_can_be_sent(
    visiting: Visit, engine: Engine, api: object
) -> None:
    early = booked(engine, complained(), "D-2")
    act = f"/cases/{early}/arbitrate"
    told = await pressed(
        visiting("operator-li"), f"/cases/{early}", act, decision="settle", reason="核实", preview="yes"
    )
    assert api
    assert "现在会被拒绝" in told
    assert "+¥2,850.00" in told
    assert "判定：创作者" not in told.partition('id="h-pre"')[2]


async def test_over_the_amount_for_one_it_is_said_that_a_second_is_needed(
    visiting: Visit, engine: Engine, api: object
) -> None:
    large = booked(engine, heard(**LARGE), "D-3")
    act = f"/cases/{large}/arbitrate"
    told = await pressed(
        visiting("operator-li"), f"/cases/{large}", act, decision="settle", reason="核实", preview="yes"
    )
    assert api
    assert "另一位运营复核" in told
    assert "T66" in told


async def test_what_another_has_proposed_is_told_with_its_number(
    visiting: Visit, engine: Engine, api: object
) -> None:
    story = heard(**LARGE)
    story.operator("arbitrate", decision="settle", actor="operator:wang")
    proposed = booked(engine, story, "D-4")
    told = await visiting("operator-li").text(f"/cases/{proposed}?act=second")
    assert api
    assert "wang 提议" in told
    assert f'action="/cases/{proposed}/second"' in told


@pytest.mark.parametrize(
    ("name", "typed", "sum_"),
    [
        ("force_settle", {"bearer": "platform"}, "−¥2,850.00"),
        ("force_refund", {"bearer": "creator"}, "+¥3,000.00"),
    ],
)
async def test_a_force_shows_who_bears_it(
    visiting: Visit, engine: Engine, api: object, name: str, typed: dict[str, str], sum_: str
) -> None:
    forced = booked(engine, published(), "F-1")
    told = await pressed(
        visiting("operator-li"),
        f"/cases/{forced}?act={name}",
        f"/cases/{forced}/{name}",
        **typed,
        reason="核实",
        preview="yes",
    )
    assert api
    preview = told.partition('id="h-pre"')[2].partition("</section>")[0]
    assert sum_ in preview
    assert "¥0.00" in preview


@pytest.mark.parametrize("fault", ["brand", "creator", "platform"])
async def test_a_cancel_shows_what_each_fault_costs(
    visiting: Visit, engine: Engine, api: object, fault: str
) -> None:
    cancelled = booked(engine, in_review(), "C-1")
    told = await pressed(
        visiting("operator-li"),
        f"/cases/{cancelled}?act=cancel",
        f"/cases/{cancelled}/cancel",
        fault=fault,
        reason="核实",
        preview="yes",
    )
    assert api
    preview = told.partition('id="h-pre"')[2].partition("</section>")[0]
    assert "¥0.00" in preview
    assert ("<dt>平台</dt>" in preview) == (fault == "platform")


async def test_for_a_side_its_own_acts_are_offered_with_a_reason(
    visiting: Visit, engine: Engine, api: object
) -> None:
    new = booked(engine, offered(), "O-1")
    told = await visiting("operator-li").text(f"/cases/{new}?act=accept&side=creator")
    assert api
    assert "代创作者" in told
    form = told.partition(f'action="/cases/{new}/accept"')[2].partition("</form>")[0]
    assert 'name="side" value="creator"' in form
    assert 'name="reason"' in form


# --- audits ---


async def test_the_audit_desk_shows_a_work_beside_its_brief_and_what_the_law_asks(
    visiting: Visit, engine: Engine, api: object
) -> None:
    work = booked(engine, in_audit(purchase_link="https://example.com/tea"), "A-1")
    li = visiting("operator-li")
    assert f'href="/audits/{work}"' in await li.text("/audits")
    told = await li.text(f"/audits/{work}")
    assert api
    for each in ("「广告」", "https://example.com/tea", "互联网广告管理办法 §9", "需求单", "mp-1001"):
        assert each in told, each
    assert (await li.send(f"/audits/{work}", f"/audits/{work}", passed="no", reason="")).status == 422
    assert (await li.send(f"/audits/{work}", f"/audits/{work}", passed="no", reason="补标识")).status == 503


# --- finding, and cancelling together ---


async def test_commissions_are_found_by_stage_party_text_and_deadline(
    visiting: Visit, engine: Engine, dispute: str
) -> None:
    other = booked(engine, offered(), "O-2", title="冬天的第一杯")
    li = visiting("operator-li")
    for query, found, not_found in (
        ("stage=arbitration", dispute, other),
        ("stage=unaccepted&brand=qingyou", other, dispute),
        ("text=%E5%86%AC%E5%A4%A9", other, dispute),
        ("text=d-1", dispute, other),
        ("stage=open&due=24", "", dispute),
    ):
        told = await li.text(f"/commissions?{query}")
        assert not found or f'href="/cases/{found}"' in told, query
        assert f'href="/cases/{not_found}"' not in told, query
    refused = await li.open("/commissions?stage=nonsense&due=x&after=")
    assert refused.status == 422
    assert f'href="/cases/{dispute}"' not in refused.body.decode()


async def test_many_are_cancelled_only_after_each_was_looked_at(
    visiting: Visit, engine: Engine, dispute: str
) -> None:
    free = [booked(engine, offered(at=datetime.now(UTC)), f"B-{n}") for n in range(2)]
    li = visiting("operator-li")
    hidden = _hidden(await li.text("/commissions"), "/commissions/cancelling")

    answer = await li.post_many("/commissions/cancelling", hidden, commission=[*free, dispute])

    told = answer.body.decode()
    assert "可取消 2 条，共选 3 条" in told
    assert "¥6,000.00" in told
    assert f'href="/cases/{dispute}"' in told
    nothing = await li.post_many("/commissions/cancelling", hidden, commission=[])
    assert nothing.status == 422


# --- parties ---


async def test_personal_data_is_masked_until_a_reason_is_given_which_is_kept(
    visiting: Visit, engine: Engine, dispute: str
) -> None:
    li, page = visiting("operator-li"), "/parties/creator/atang"
    told = await li.text(page)
    assert ATANG.phone not in told
    refused = await li.send(page, f"{page}/revealing", reason="")
    assert refused.status == 422
    assert ATANG.phone not in refused.body.decode()
    assert dispute

    shown = await pressed(li, page, f"{page}/revealing", reason="创作者来电核对身份")

    assert ATANG.phone in shown
    assert ATANG.phone not in await li.text(page)
    noted = audit_log(engine, SUPERVISOR, Wanted(whom="creator:atang"))
    assert noted[0].what == "personal_data_seen"
    assert noted[0].details["reason"] == "创作者来电核对身份"
    assert ATANG.phone not in str(noted)


async def test_a_party_shows_its_disputes_first(visiting: Visit, engine: Engine, dispute: str) -> None:
    plain = booked(engine, offered(), "O-3")
    for page in ("/parties/creator/atang", "/parties/brand/qingyou"):
        told = await visiting("operator-li").text(page)
        assert told.index(f'href="/cases/{dispute}"') < told.index(f'href="/cases/{plain}"')


async def test_a_creators_account_is_frozen_and_unfrozen_with_a_reason(visiting: Visit, api: object) -> None:
    li, page = visiting("operator-li"), "/parties/creator/atang"
    assert api
    assert (await li.send(page, f"{page}/freezing", do="freeze", reason="")).status == 422
    told = await pressed(li, page, f"{page}/freezing", do="freeze", reason="账号被盗，核查中")
    assert "账户已冻结" in told
    assert "账号被盗，核查中" in await li.text(page)
    assert "账户已解冻" in await pressed(li, page, f"{page}/freezing", do="unfreeze", reason="核查完毕")


def _hidden(page: str, action: str) -> dict[str, str]:
    forms = Forms()
    forms.feed(page)
    return forms.found[action]
