"""`starmap brand list`: from the books alone."""

from domain.counts import how_many
from services.books import Books
from services.parties import profiles
from starter.cli.columns import at, fen, text, whole
from starter.cli.console import with_books
from starter.cli.report import Report, reported

COLUMNS = (
    whole("id", "品牌主", "brand"),
    text("name", "名称", "name"),
    text("owner", "主体", "owner"),
    fen("available", "可用余额", "available"),
    at("joined_at", "开户", "joined"),
)


@reported
def list_brands(report: Report) -> None:
    """全部品牌主及可用余额 · every brand, with what is available"""

    def act(books: Books) -> None:
        found = profiles.brands(books.engine)
        rows = ((each.id, each.name, each.owner, each.balance_fen, each.joined_at) for each in found)
        report.rows("brands", COLUMNS, rows)
        report.say(f"{len(found)} 个品牌主", how_many(len(found), "brands"))

    with_books(act)
