"""`starmap webhook …`: endpoints of brands and of the creators' app. A secret is shown once."""

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from domain.parties.actor import Actor, at_the_terminal
from domain.refusals import Refused
from services.app import App
from services.webhooks import endpoints, heard, sending
from services.webhooks.endpoints import Changes
from services.webhooks.whose import owner_for
from starter.cli.console import moment, note, say, with_app, with_books
from starter.cli.kinds import INSTANT, TEXT, argument, counted
from starter.cli.named import OPERATOR, named
from starter.cli.webhooks_read import ENDPOINT, OF_BRAND, list_endpoints, log

if TYPE_CHECKING:
    from models.api import webhooks as shapes
    from services.webhooks.endpoints import NewSecret

group = typer.Typer(no_args_is_help=True)
group.command("list")(list_endpoints)
group.command("log")(log)
EVENT_MAX = 2**63 - 1
URL = argument(TEXT, "URL", "https 公网地址 · an https address on the public internet")
TYPES = typer.Option(
    [],
    "--type",
    parser=TEXT,
    help="事件类型，可写多次；不写为全部 · a type of event, repeatable; all without it",
)
DESCRIPTION = typer.Option("", "--description", parser=TEXT, help="说明 · what it is for")


@group.command("add")
def add(
    url: str = URL,
    brand_id: str = OF_BRAND,
    event: list[str] = TYPES,
    description: str = DESCRIPTION,
    operator: str = OPERATOR,
) -> None:
    """新建接收地址，签名密钥只显示一次 · make an endpoint; its signing secret is shown once"""
    by = _by(operator)
    made = with_books(
        lambda books: endpoints.create_endpoint(
            books.engine, books.settings, by, owner_for(by, brand_id), url, description, event
        )
    )
    tell_made(made.endpoint_id, made.secret)


@group.command("change")
def change(
    endpoint: str = ENDPOINT,
    url: str | None = typer.Option(None, "--url", parser=TEXT, help="新地址 · another address"),
    event: list[str] | None = typer.Option(
        None,
        "--type",
        parser=TEXT,
        help="换成这些类型，可写多次；all 为全部 · these types instead; all: every type",
    ),
    description: str | None = typer.Option(None, "--description", parser=TEXT, help="说明 · what it is for"),
    operator: str = OPERATOR,
) -> None:
    """改地址、类型或说明；不写的不变 · change it; what is not said stays"""
    by, to = _by(operator), Changes(url, description, types_of(event))
    with_books(lambda books: endpoints.change_endpoint(books.engine, books.settings, by, endpoint, to))
    tell_changed(endpoint)


@group.command("rotate")
def rotate(endpoint: str = ENDPOINT, operator: str = OPERATOR) -> None:
    """换签名密钥：一段时间内新旧都签 · another signing secret; both sign for a while"""
    by = _by(operator)
    tell_rotated(with_books(lambda books: endpoints.rotate_secret(books.engine, by, endpoint)))


@group.command("enable")
def enable(endpoint: str = ENDPOINT, operator: str = OPERATOR) -> None:
    """启用，等着的随即投递 · enable it; what waits is sent"""
    by = _by(operator)

    async def act(app: App) -> None:
        await sending.enable_endpoint(app, by, endpoint)

    with_app(act)
    tell_enabled(endpoint)


@group.command("disable")
def disable(endpoint: str = ENDPOINT, operator: str = OPERATOR) -> None:
    """停用，事件等着不丢 · disable it; events wait, and none is lost"""
    by = _by(operator)
    with_books(lambda books: endpoints.disable_endpoint(books.engine, by, endpoint))
    tell_disabled(endpoint)


@group.command("remove")
def remove(endpoint: str = ENDPOINT, operator: str = OPERATOR) -> None:
    """删除，等着的事件放弃 · remove it; events that wait are given up"""
    by = _by(operator)
    with_books(lambda books: endpoints.remove_endpoint(books.engine, by, endpoint))
    tell_removed(endpoint)


@group.command("redeliver")
def redeliver(
    endpoint: str = ENDPOINT,
    event: int | None = typer.Argument(
        None, parser=counted(1, EVENT_MAX), metavar="EVENT", help="事件编号，见 webhook log · its number"
    ),
    failed_since: datetime | None = typer.Option(
        None, "--failed-since", parser=INSTANT, help="自此放弃的全部 · all that were given up since"
    ),
    operator: str = OPERATOR,
) -> None:
    """重发一个事件，或某时起失败的全部；各试一次 · send one again, or all that failed; one attempt each"""
    by = _by(operator)
    check_one(event, failed_since)

    async def act(app: App) -> sending.Redelivering:
        if failed_since is not None:
            return await sending.redeliver_failed(app, by, endpoint, failed_since)
        await sending.redeliver(app, by, endpoint, event or 0)
        return sending.Redelivering(1, 0)

    done = with_app(act)
    tell_asked(done.asked, done.left)


@group.command("test")
def send_test(
    endpoint: str = ENDPOINT,
    event: str = typer.Option(heard.TRIED, "--type", parser=TEXT, help="事件类型 · a type of event"),
    operator: str = OPERATOR,
) -> None:
    """发送一个测试事件 · send a test event"""
    by = _by(operator)

    async def act(app: App) -> None:
        await sending.send_test(app, by, endpoint, event)

    with_app(act)
    tell_tested(event)


def types_of(event: list[str] | None) -> list[str] | None:
    """None stays; ``all`` is none in particular."""
    return [] if event == ["all"] else event or None


def check_one(event: int | None, failed_since: datetime | None) -> None:
    """Raises Refused: REDELIVERY_UNCLEAR, for neither and for both."""
    if (event is None) == (failed_since is None):
        raise Refused("REDELIVERY_UNCLEAR")


def _by(operator: str) -> Actor:
    return at_the_terminal(named(operator).partition(":")[2])


def tell_made(endpoint: str, secret: str) -> None:
    note(id=endpoint, secret=secret)
    say(
        f"✓ 接收地址 {endpoint} 已建立。签名密钥只显示这一次，请存入接收方的密钥库：",
        f"✓ endpoint {endpoint} is made. Its signing secret is shown once; keep it where the receiver keeps "
        "secrets:",
    )
    say(secret, secret)


def tell_rotated(made: "NewSecret | shapes.EndpointShown") -> None:
    until = made.previous_until
    note(secret=made.secret, previous_until=until)
    zh, en = (moment(until), moment(until)) if until else ("-", "-")
    say(
        f"✓ 新签名密钥，只显示这一次；{zh} 前新旧都签：",
        f"✓ The new secret, shown once; until {en} both sign:",
    )
    say(made.secret, made.secret)


def tell_changed(endpoint: str) -> None:
    say(f"✓ 接收地址 {endpoint} 已修改", f"✓ endpoint {endpoint} is changed", id=endpoint)


def tell_enabled(endpoint: str) -> None:
    say(f"✓ 接收地址 {endpoint} 已启用", f"✓ endpoint {endpoint} is enabled", id=endpoint, state="enabled")


def tell_disabled(endpoint: str) -> None:
    say(
        f"✓ 接收地址 {endpoint} 已停用，事件会等着",
        f"✓ endpoint {endpoint} is disabled; events wait",
        id=endpoint,
        state="disabled",
    )


def tell_removed(endpoint: str) -> None:
    say(f"✓ 接收地址 {endpoint} 已删除", f"✓ endpoint {endpoint} is removed", id=endpoint, state="removed")


def tell_asked(asked: int, left: int) -> None:
    more_zh, more_en = (f"，还有 {left} 个，请再来一次", f", {left} more: ask again") if left else ("", "")
    say(
        f"✓ {asked} 个事件将重发{more_zh}",
        f"✓ to be redelivered: {asked}{more_en}",
        asked=asked,
        left=left,
    )


def tell_tested(event: str) -> None:
    say(
        f"✓ 测试事件 {event} 将发出，结果见 webhook log 与开发者页",
        f"✓ a test event {event} will be sent; its outcome is on the developers' page",
        event=event,
    )
