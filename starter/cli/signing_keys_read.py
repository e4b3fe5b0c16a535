"""`starmap signing-key list`: a brand's public keys, or the platform's own; from the books alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from domain.counts import how_many
from domain.parties.actor import at_the_terminal
from services.access import signing_keys
from services.books import Books
from starter.cli.columns import Column, at, code, text, whole, word
from starter.cli.console import with_books
from starter.cli.kinds import ANY_PARTY_ID
from starter.cli.report import Report, reported

if TYPE_CHECKING:
    from models.api import access
    from services.access.signing_keys import PlatformKeyTold, SigningKeyTold

WHOSE = typer.Argument(
    "",
    parser=ANY_PARTY_ID,
    metavar="[BRAND]",
    help="品牌主；不写为平台自己的 · without it the platform's own",
)
USES = {"root": ("根密钥", "root"), "gateway": ("网关密钥", "gateway")}
OF_A_BRAND = (
    whole("id", "编号", "id"),
    text("name", "名称", "name"),
    whole("public", "公钥", "public key"),
    at("used_at", "最近使用", "last used"),
    at("until", "到期", "expires"),
    at("revoked_at", "作废", "revoked"),
    code("by"),
    code("since"),
)
OF_THE_PLATFORM = (
    whole("id", "编号", "id"),
    Column("use", "用途", "use"),
    whole("public", "公钥", "public key"),
    at("since", "启用", "since"),
    at("until", "更换", "replaced"),
    at("revoked_at", "作废", "revoked"),
    code("by"),
)


@reported
def list_signing_keys(report: Report, brand_id: str = WHOSE) -> None:
    """品牌主的签名公钥；不写品牌主，则为平台的密钥 · public keys of a brand, or the platform's own"""

    def act(books: Books) -> None:
        by = at_the_terminal("")
        if brand_id:
            tell_signing_keys(report, signing_keys.signing_keys_of(books.engine, by, brand_id))
        else:
            tell_platform_keys(report, signing_keys.platform_keys_of(books.engine, by))

    with_books(act)


def tell_signing_keys(report: Report, found: "Sequence[SigningKeyTold | access.SigningKey]") -> None:
    rows = (
        (
            *(each.id, each.name, each.public),
            *(each.used_at, each.until, each.revoked_at, each.by, each.since),
        )
        for each in found
    )
    report.rows("keys", OF_A_BRAND, rows)
    report.say(f"{len(found)} 把公钥", how_many(len(found), "keys"))


def tell_platform_keys(report: Report, found: "Sequence[PlatformKeyTold | access.PlatformKey]") -> None:
    rows = (
        (
            each.id,
            word(each.use, USES.get(each.use)),
            each.public,
            each.since,
            each.until,
            each.revoked_at,
            each.by,
        )
        for each in found
    )
    report.rows("keys", OF_THE_PLATFORM, rows)
    report.say(f"{len(found)} 把密钥", how_many(len(found), "keys"))
