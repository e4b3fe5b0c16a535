"""The brand's desk: what waits for whom, with sums; ordering from a cart; money; members and keys."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain import forms
from domain.commissions.ordering.brief import NEEDS
from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.task_types.kind import TaskType
from domain.parties.actor import ROLE_WORDS, ActorKind, Role
from domain.parties.permissions import allows
from services.access import keys, members
from services.commissions import own_orders, standing
from services.commissions.row_verdicts import Outcome, RowResult
from services.money import paying_in, statements, wallets
from services.parties import profiles
from services.sandboxed import check_top_up
from services.threads import in_thread
from starter.http import cursors
from starter.http.calling import app_of
from starter.http.failing import told_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.fields import FieldShown
from starter.web.forms import Form, form_of, new_key, number_of
from starter.web.rendering import page, to, wording
from starter.web.rows import Row, row
from starter.web.tables import Cell, Table, table_page
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording, catalogue

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE, ENDED, LINES = 200, 10, 200
BRAND = ActorKind.BRAND
OUTCOMES = {Outcome.STARTED: "order.started", Outcome.ALREADY: "order.already"}


@router.get("/desk")
def desk(request: Request, after: str = "") -> Response:
    who, app = allowed(request, "commission.read", BRAND), app_of(request)
    shown, following = standing.rows(app, who.actor, after=cursors.read(after or None), limit=PAGE)
    t = wording(request, shown[0].now if shown else None)
    rows = [row(each, who.actor, t) for each in shown]
    columns = _columns(rows, t)
    mine = columns[0]["rows"]
    return page(
        request,
        "desk.html",
        who,
        now=t.now,
        columns=columns,
        next=next((f"{each.address}/review" for each in mine if each.reviews), ""),
        ended=[row(each, who.actor, t) for each in standing.ended(app, who.actor, ENDED)],
        wallet=wallets.wallet(app.engine, who.actor.party_id) if allows(who.actor, "money.read") else None,
        more=cursors.written(following),
        may_order=allows(who.actor, "commission.order"),
        today=t.moment(),
        count=len(mine),
    )


def _columns(rows: list[Row], t: Wording) -> list[dict[str, Any]]:
    """What waits for the reader first; each row stands in one column."""
    places: dict[str, tuple[str, list[Row]]] = {
        "mine": ("review", []),
        "making": ("make", []),
        "settling": ("settle", []),
        "disputed": ("case", []),
    }
    for each in rows:
        places[_column(each)][1].append(each)
    return [
        {"title": t(f"desk.{name}"), "phase": phase, "rows": found, "fen": sum(each.fen for each in found)}
        for name, (phase, found) in places.items()
    ]


def _column(each: Row) -> str:
    if each.is_mine:
        return "mine"
    return {"settle": "settling", "case": "disputed"}.get(each.phase, "making")


@router.get("/order")
def order(request: Request, type: str = "") -> Response:  # noqa: A002  # the name in the address
    return _order(request, allowed(request, "commission.order", BRAND), type, {}, ())


@router.post("/order")
async def place(request: Request, type: str = "") -> Response:  # noqa: A002
    """One order for each creator of the cart, under one number of the form: sent twice, ordered once."""
    who = await in_thread(allowed, request, "commission.order", BRAND)
    given, app = await form_of(request), app_of(request)
    chosen = tuple(given.several("creator"))
    asked = [
        own_orders.Asked(_brief(given, type, each, app_quote))
        for each, app_quote in await in_thread(_quotes, request, type, chosen)
    ]
    results = await own_orders.order_many(app, who.actor.party_id, asked, dry_run=False) if asked else []
    return await in_thread(_order, request, who, type, given.texts, chosen, results)


def _quotes(request: Request, task_type: str, chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each creator's own price, as it stands now: another price is refused by the order itself."""
    found = {each.id: each for each in profiles.creators(app_of(request).engine, task_type)}
    return [(each, _yuan(found[each].service(task_type).quote_fen)) for each in chosen if each in found]


def _yuan(fen: int | None) -> str:
    whole, rest = divmod(fen or 0, 100)
    return f"{whole}.{rest:02d}"


def _brief(given: Form, task_type: str, creator: str, price: str) -> dict[str, Any]:
    kind = TASK_TYPES.get(task_type)
    brief: dict[str, Any] = {
        "order": f"{given.text('order')}-{creator}",
        "creator": creator,
        "task_type": task_type,
        "title": given.text("title"),
        "goal": given.text("goal"),
        "product": given.text("product"),
        "industry": given.text("industry") or "general",
        "price": price,
    }
    if given.text("product_information"):
        brief["product_information"] = given.text("product_information")
    if given.text("least") or given.text("most"):
        span = {"min": _whole(given.text("least")), "max": _whole(given.text("most"))}
        brief[kind.measure if kind else "length"] = span
    if given.is_ticked("outline"):
        brief["outline"] = True
    if given.text("submit_days"):
        brief["submit_by"] = f"+{given.text('submit_days')}d"
    if given.text("release_days"):
        brief["release"] = {"from": "+0d", "until": f"+{given.text('release_days')}d"}
    brief |= {name: given.text(name) for name in (kind.brief_needs if kind else ()) if given.text(name)}
    return brief


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text  # noqa: PLR2004


def _order(
    request: Request,
    who: Visitor,
    task_type: str,
    typed: dict[str, str],
    chosen: tuple[str, ...],
    results: list[RowResult] | None = None,
) -> Response:
    app, t = app_of(request), wording(request)
    kind = TASK_TYPES.get(task_type)
    offers = profiles.creators(app.engine, task_type) if kind else []
    return page(
        request,
        "order.html",
        who,
        types=[{"name": each.name, "words": t.pick((each.zh, each.en))} for each in TASK_TYPES.values()],
        type=task_type if kind else "",
        creators=[
            {"id": each.id, "name": each.name, "fen": each.service(task_type).quote_fen}
            for each in offers
            if each.service(task_type).quote_fen and not each.paused
        ],
        chosen=chosen,
        fields=_fields(kind, typed, t) if kind else [],
        wallet=wallets.wallet(app.engine, who.actor.party_id),
        results=[_result(each, t) for each in results or ()],
        problem=None,
    )


def _fields(kind: TaskType, typed: dict[str, str], t: Wording) -> list[FieldShown]:
    industries = tuple(
        (name, t.pick((each.zh, each.en))) for name, each in INDUSTRIES.items() if not each.refused
    )
    asked = [
        ("order", "line", "order.number", True, 40),
        ("title", "line", "order.title_field", True, 60),
        ("goal", "area", "order.goal", True, 200),
        ("product", "line", "order.product", True, 40),
        ("product_information", "area", "order.information", False, 500),
        ("least", "number", "order.least", False, 6),
        ("most", "number", "order.most", False, 6),
        *((("outline", "tick", "order.outline", False, 3),) if kind.outline == "optional" else ()),
        ("submit_days", "number", "order.submit_by", False, 3),
        ("release_days", "number", "order.release_until", False, 3),
    ]
    found = [
        FieldShown(name, form, t(key), typed.get(name, "") or _usual(name), needed, most)
        for name, form, key, needed, most in asked
    ]
    found.append(
        FieldShown(
            "industry",
            "choice",
            t("order.industry"),
            typed.get("industry", "general"),
            True,
            40,
            "",
            industries,
        )
    )
    found += [
        FieldShown(name, "line", name, typed.get(name, ""), True)
        for name in kind.brief_needs
        if name in NEEDS
    ]
    return found


def _usual(name: str) -> str:
    return new_key()[:8].upper() if name == "order" else ""


def _result(each: RowResult, t: Wording) -> dict[str, Any]:
    return {
        "creator": each.row.order,
        "commission_id": each.commission_id,
        "outcome": t(OUTCOMES.get(each.outcome, "order.refused")),
        "reasons": [t.pick(told_of(reason)) for reason in each.reasons],
    }


@router.get("/money")
def money(request: Request, done: str = "") -> Response:
    return _money(request, allowed(request, "money.read", BRAND), done=done)


@router.post("/money/top-ups")
async def top_up(request: Request) -> Response:
    who = await in_thread(allowed, request, "money.top_up", BRAND)
    given, app = await form_of(request), app_of(request)
    number = number_of(request, who, given)
    try:
        check_top_up(app.settings)
        await paying_in.top_up(app, who.actor.party_id, forms.amount(given.text("amount")), number)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        amount = given.text("amount")
        return await in_thread(lambda: _money(request, who, problem=problem, amount=amount))
    return to("/money?done=topped")


def _money(
    request: Request, who: Visitor, *, problem: dict[str, Any] | None = None, amount: str = "", done: str = ""
) -> Response:
    app, t = app_of(request), wording(request)
    _, lines = statements.statement(app.engine, f"brand:{who.actor.party_id}", None, None)
    found = list(lines)[-LINES:]
    return page(
        request,
        "money.html",
        who,
        status=problem["status"] if problem else 200,
        wallet=wallets.wallet(app.engine, who.actor.party_id),
        lines=[
            {
                "at": each.recorded_at,
                "what": _entry(each.kind, t),
                "commission": each.commission,
                "fen": each.fen,
                "balance_fen": each.balance_fen,
            }
            for each in reversed(found)
        ],
        amount=amount,
        problem=problem,
        notice=t("money.topped") if done == "topped" else None,
    )


def _entry(kind: str, t: Wording) -> str:
    return t(f"entry.{kind}" if f"entry.{kind}" in catalogue(t.lang) else "entry.other")


@router.get("/members")
def team(request: Request) -> Response:
    who, app, t = allowed(request, "members.manage", BRAND), app_of(request), wording(request)
    brand = who.actor.party_id
    people = members.members_of(app.engine, who.actor, BRAND, brand)
    held = keys.keys_of(app.engine, who.actor, brand)
    heads = (t("sign_in.login"), t("members.role"), t("members.joined"))
    rows = [
        [Cell(each.login), Cell(t.pick(ROLE_WORDS[Role(each.role)])), Cell(t.at(each.joined_at))]
        for each in people
    ]
    key_rows = [
        [Cell(each.name), Cell(each.shown), Cell(t.at(each.used_at) if each.used_at else t("members.never"))]
        for each in held
    ]
    tables = [
        Table(t("members.members"), heads, rows, t("site.none")),
        Table(
            t("members.keys"), (t("sign_in.name"), "API", t("members.last_used")), key_rows, t("members.none")
        ),
    ]
    return table_page(request, who, t("members.title"), tables)
