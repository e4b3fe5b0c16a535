"""`starmap key …`: API keys of brands' systems. A key is shown once, when it is made."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import typer

from domain.parties.actor import Role, at_the_terminal
from domain.parties.permissions import scopes_of
from services.access import keys
from services.access.keys import NewKey
from starter.cli.console import moment, note, say, with_books
from starter.cli.keys_read import list_keys
from starter.cli.kinds import BRAND, PERIOD_END, REFERENCE, SPAN, TEXT, argument, one_of
from starter.cli.named import OPERATOR, named
from starter.cli.spans import written_span

if TYPE_CHECKING:
    from models.api import access

group = typer.Typer(no_args_is_help=True)
group.command("list")(list_keys)
SCOPES = scopes_of(Role.SYSTEM)
KEY = argument(REFERENCE, "KEY", "编号，见 key list · the id, from key list")


@group.command("create")
def create(
    brand_id: str = BRAND,
    name: str = typer.Option(..., "--name", parser=TEXT, help="用途，如 ERP · what it is for, such as ERP"),
    scope: list[str] = typer.Option(
        [],
        "--scope",
        parser=one_of(*SCOPES),
        help="权限范围，可写多次；不写为全部 · what it may do, repeatable; all without it: "
        + " | ".join(SCOPES),
    ),
    expires: datetime | None = typer.Option(
        None, "--expires", parser=PERIOD_END, help="到期，日期含当天 · until when; a day is within"
    ),
    operator: str = OPERATOR,
) -> None:
    """新建密钥，只显示一次 · make a key, which is shown once"""
    by = at_the_terminal(named(operator).partition(":")[2])
    tell_key(
        with_books(
            lambda books: keys.create_key(books.engine, books.settings, by, brand_id, name, scope, expires)
        )
    )


@group.command("rotate")
def rotate(
    brand_id: str = BRAND,
    key: str = KEY,
    overlap: timedelta = typer.Option(
        "1d",
        "--overlap",
        parser=SPAN,
        help="旧密钥还可用多久，最长 7d · how long the old one is good, up to 7d",
    ),
    operator: str = OPERATOR,
) -> None:
    """换密钥：新旧并用一段时间 · make one in place of another; both are good for a while"""
    by = at_the_terminal(named(operator).partition(":")[2])
    tell_key(
        with_books(lambda books: keys.rotate_key(books.engine, books.settings, by, brand_id, key, overlap))
    )
    tell_overlap(key, overlap)


def tell_overlap(key: str, overlap: timedelta) -> None:
    zh, en = (written_span(overlap, lang) for lang in ("zh", "en"))
    say(f"  旧密钥 {key} 还可用 {zh}", f"  the old key {key} is good for another {en}", replaced=key)


@group.command("revoke")
def revoke(brand_id: str = BRAND, key: str = KEY, operator: str = OPERATOR) -> None:
    """作废密钥，立即生效 · revoke a key, immediately"""
    by = at_the_terminal(named(operator).partition(":")[2])
    with_books(lambda books: keys.revoke_key(books.engine, by, brand_id, key))
    tell_revoked(key)


def tell_revoked(key: str) -> None:
    say(f"✓ 密钥 {key} 已作废", f"✓ key {key} is revoked", key=key)


def tell_key(made: "NewKey | access.KeyShown") -> None:
    note(key=made.id, secret=made.key, expires_at=made.expires_at)
    zh, en = ("不过期", "never expires") if made.expires_at is None else _until(made.expires_at)
    say(
        f"✓ 密钥 {made.id} 已建立，{zh}。只显示这一次，请存入品牌系统的密钥库：",
        f"✓ key {made.id} is made, {en}. This is shown once; keep it where the brand's system keeps secrets:",
    )
    say(made.key, made.key)


def _until(at_: datetime) -> tuple[str, str]:
    return f"{moment(at_)} 到期", f"good until {moment(at_)}"
