"""`starmap key list`: the API keys of a brand; from the books alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.counts import how_many
from domain.parties.actor import at_the_terminal
from services.access import keys
from services.books import Books
from starter.cli.columns import Column, at, code, text, whole
from starter.cli.console import with_books
from starter.cli.kinds import BRAND
from starter.cli.report import Report, reported

if TYPE_CHECKING:
    from models.api import access
    from services.access.keys import KeyTold

KEYS = (
    whole("id", "编号", "id"),
    text("name", "名称", "name"),
    whole("shown", "密钥", "key"),
    Column("scopes", "权限范围", "scopes", lambda found: ", ".join(found) or "*"),
    at("used_at", "最近使用", "last used"),
    at("expires_at", "到期", "expires"),
    at("revoked_at", "作废", "revoked"),
    code("environment"),
    code("by"),
    code("created_at"),
    code("follows"),
)


@reported
def list_keys(report: Report, brand_id: str = BRAND) -> None:
    """品牌主的全部 API 密钥 · all API keys of a brand"""

    def act(books: Books) -> None:
        tell_keys(report, keys.keys_of(books.engine, at_the_terminal(""), brand_id))

    with_books(act)


def tell_keys(report: Report, found: "Sequence[KeyTold | access.Key]") -> None:
    rows = (
        (
            *(each.id, each.name, each.shown, list(each.scopes)),
            *(each.used_at, each.expires_at, each.revoked_at),
            *(each.environment, each.by, each.created_at, each.follows),
        )
        for each in found
    )
    report.rows("keys", KEYS, rows)
    report.say(f"{len(found)} 个密钥", how_many(len(found), "keys"))
