"""`starmap signing-key …`: public keys of brands, and the platform's own root and gateway keys."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from domain.parties.actor import at_the_terminal
from services.access import signing_keys
from services.files.brief_files import content
from starter.cli.console import called_from, note, say, with_books
from starter.cli.kinds import BRAND, PERIOD_END, REFERENCE, TEXT, argument, one_of
from starter.cli.named import OPERATOR, named
from starter.cli.signing_keys_read import USES, list_signing_keys

if TYPE_CHECKING:
    from models.api import access

group = typer.Typer(no_args_is_help=True)
group.command("list")(list_signing_keys)
KEY = argument(REFERENCE, "KEY", "编号，见 signing-key list · the id, from signing-key list")
KEY_BYTES = 4_000


@group.command("register")
def register(
    brand_id: str = BRAND,
    file: Path = typer.Argument(..., metavar="FILE", help="公钥文件，PEM 或 base64url · the public key"),
    name: str = typer.Option(..., "--name", parser=TEXT, help="用途，如 ERP · what it is for, such as ERP"),
    expires: datetime | None = typer.Option(
        None, "--expires", parser=PERIOD_END, help="到期，日期含当天 · until when; a day is within"
    ),
    operator: str = OPERATOR,
) -> None:
    """登记品牌主的签名公钥 · register a brand's public key"""
    by, public = at_the_terminal(named(operator).partition(":")[2]), public_key(file)
    tell_registered(
        with_books(
            lambda books: signing_keys.register_signing_key(books.engine, by, brand_id, name, public, expires)
        )
    )


def public_key(file: Path) -> str:
    """Raises BadFile."""
    return content(called_from(file), KEY_BYTES).decode("ascii", "replace")


@group.command("revoke")
def revoke(brand_id: str = BRAND, key: str = KEY, operator: str = OPERATOR) -> None:
    """作废品牌主的签名公钥 · revoke a brand's public key"""
    by = at_the_terminal(named(operator).partition(":")[2])
    with_books(lambda books: signing_keys.revoke_signing_key(books.engine, by, brand_id, key))
    tell_revoked(key)


@group.command("rotate")
def rotate(
    use: str = typer.Argument(..., metavar="|".join(USES), parser=one_of(*USES)),
    operator: str = OPERATOR,
) -> None:
    """更换平台的根密钥或网关密钥 · another root or gateway key of the platform's own"""
    by = at_the_terminal(named(operator).partition(":")[2])
    tell_rotated(with_books(lambda books: signing_keys.rotate_platform_key(books.engine, by, use)))


@group.command("revoke-gateway")
def revoke_gateway(key: str = KEY, operator: str = OPERATOR) -> None:
    """作废已更换的网关密钥 · revoke a gateway key that was replaced"""
    by = at_the_terminal(named(operator).partition(":")[2])
    with_books(lambda books: signing_keys.revoke_gateway_key(books.engine, by, key))
    tell_revoked(key)


def tell_registered(made: "signing_keys.SigningKeyTold | access.SigningKey") -> None:
    note(key=made.id, public=made.public, until=made.until)
    say(
        f"✓ 公钥已登记，签名里的 kid 写 {made.id}；一分钟内传到进行中的任务",
        f"✓ the public key is registered; sign with kid {made.id}; open commissions know it within a minute",
    )


def tell_revoked(key: str) -> None:
    say(
        f"✓ {key} 已作废；一分钟内传到进行中的任务",
        f"✓ {key} is revoked; open commissions know it within a minute",
        key=key,
    )


def tell_rotated(made: "signing_keys.PlatformKeyTold | access.PlatformKey") -> None:
    note(key=made.id, use=made.use, public=made.public)
    zh, _ = USES[made.use]
    say(
        f"✓ 新的{zh} {made.id}；一分钟内传到进行中的任务",
        f"✓ a new {made.use} key, {made.id}; open commissions know it within a minute",
    )
