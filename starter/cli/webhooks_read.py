"""`starmap webhook list` and `log`: endpoints with their health, and what they were sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from domain.counts import how_many
from domain.parties.actor import at_the_terminal
from domain.webhooks.attempt import FAILURE_WORDS, Failure
from domain.webhooks.endpoint import Owner, State, brand
from domain.webhooks.health import HEALTH_WORDS, Health, health
from domain.webhooks.log_words import DELIVERY_WORDS
from services.books import Books
from services.webhooks import deliveries, endpoints
from services.webhooks.deliveries import Wanted
from starter.cli.columns import Column, Word, at, code, text, whole, word
from starter.cli.console import with_books
from starter.cli.kinds import ANY_PARTY_ID, INSTANT, TEXT, WORKFLOW, argument, counted, one_of
from starter.cli.report import Report, reported

if TYPE_CHECKING:
    from models.api import webhooks as shapes

STATES = ("waiting", "delivered", "failed")
ENDPOINT = argument(WORKFLOW, "ENDPOINT", "编号，见 webhook list · the id, from webhook list")
OF_BRAND = typer.Option(
    "",
    "--brand",
    parser=ANY_PARTY_ID,
    help="品牌主的；不写：列出全部，新建则为创作者端的 · a brand's; without it: all; a new one: the app's",
)
ENDPOINTS = (
    whole("id", "编号", "id"),
    whole("owner", "所属", "owner"),
    text("url", "地址", "address"),
    text("health", "状态", "health"),
    Column("waiting", "待送", "waiting", right=True),
    at("last_success_at", "最近送达", "last delivered"),
    at("failing_since", "失败自", "failing since"),
    text("last_failure", "原因", "why"),
    code("description"),
    code("event_types"),
    code("failures"),
    code("probe_at"),
    code("previous_secret_until"),
    code("created_at"),
)
DELIVERIES = (
    Column("event_no", "事件", "event", right=True, whole=True),
    whole("event", "类型", "type"),
    text("subject", "对象", "subject"),
    whole("state", "状态", "state"),
    Column("attempt", "次数", "attempts", right=True),
    text("why", "原因", "why"),
    at("next_at", "下次", "next"),
    at("ended_at", "结束", "ended"),
    code("status"),
    code("created_at"),
)


@reported
def list_endpoints(report: Report, brand_id: str = OF_BRAND) -> None:
    """Webhook 接收地址与状态 · webhook endpoints, with their health"""

    def act(books: Books) -> None:
        by = at_the_terminal("")
        found = (
            endpoints.endpoints_of(books.engine, by, brand(brand_id))
            if brand_id
            else endpoints.every_endpoint(books.engine, by)
        )
        tell_endpoints(report, [(each, written_owner(each.owner)) for each in found])

    with_books(act)


def written_owner(owner: Owner) -> str:
    return f"brand:{owner.brand_id}" if owner.brand_id else owner.kind.value


def tell_endpoints(
    report: Report, found: "Sequence[tuple[endpoints.EndpointTold | shapes.Endpoint, str]]"
) -> None:
    report.rows("endpoints", ENDPOINTS, (_endpoint(each, owner) for each, owner in found))
    report.say(f"{len(found)} 个接收地址", how_many(len(found), "endpoints"))


def _endpoint(each: "endpoints.EndpointTold | shapes.Endpoint", owner: str) -> tuple[Any, ...]:
    is_so = health(State(each.state), each.failures, each.probe_at, each.last_success_at)
    return (
        *(each.id, owner, each.url, word(is_so, HEALTH_WORDS[Health(is_so)]), each.waiting),
        *(each.last_success_at, each.failing_since, why(each.last_failure)),
        *(each.description, list(each.event_types), each.failures, each.probe_at),
        *(each.previous_secret_until, each.created_at),
    )


@reported
def log(
    report: Report,
    endpoint: str = ENDPOINT,
    state: str = typer.Option("", parser=one_of(*STATES, optional=True), help=" | ".join(STATES)),
    event: str = typer.Option("", "--type", parser=TEXT, help="事件类型 · a type of event"),
    since: datetime | None = typer.Option(None, "--since", parser=INSTANT, help="自何时起 · from when on"),
    limit: int = typer.Option(50, parser=counted(1, 1000)),
) -> None:
    """投递记录，新的在前 · what an endpoint was sent, the newest first"""

    def act(books: Books) -> None:
        wanted = Wanted(state, event, since)
        found = deliveries.deliveries(books.engine, at_the_terminal(""), endpoint, wanted, limit)
        tell_deliveries(report, found, more=len(found) == limit)

    with_books(act)


def tell_deliveries(
    report: Report, found: "Sequence[deliveries.DeliveryTold | shapes.Delivery]", *, more: bool
) -> None:
    rows = (
        (
            *(each.event_no, each.event, each.subject, word(each.state, DELIVERY_WORDS[each.state])),
            *(each.attempt, why(each.reason), each.next_at, each.ended_at, each.status, each.created_at),
        )
        for each in found
    )
    report.rows("deliveries", DELIVERIES, rows)
    report.say(
        f"{len(found)} 个事件" + ("，可能还有更多：--limit" if more else ""),
        how_many(len(found), "events") + (", and there may be more: --limit" if more else ""),
        more=more,
    )


def why(reason: str) -> Word | None:
    """Of a failure; None where there is none."""
    if not reason:
        return None
    return word(reason, FAILURE_WORDS.get(Failure(reason)) if reason in {*Failure} else None)
