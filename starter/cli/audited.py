"""`starmap audit`: who did what, when, from where and for whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from domain.parties.actor import at_the_terminal
from services.access.audit import Noted, Wanted, audit_log
from services.books import Books
from starter.cli.columns import Column, at, code, text, whole
from starter.cli.console import with_books
from starter.cli.kinds import TEXT, counted
from starter.cli.report import Report, reported
from starter.cli.statement import SINCE, UNTIL

if TYPE_CHECKING:
    from models.api import operations

SHOWN = 50
LINES = (
    whole("id", "序号", "no."),
    at("at", "时间", "at"),
    text("party", "以谁的名义", "in whose name"),
    text("account", "谁", "who"),
    whole("what", "做了什么", "what"),
    text("whom", "对谁或何事", "on what"),
    Column(
        "details", "详情", "details", lambda told: ", ".join(f"{name}={each}" for name, each in told.items())
    ),
    code("address"),
    code("request_id"),
)


@reported
def audit(
    report: Report,
    party: str = typer.Option("", "--party", parser=TEXT, help="以谁的名义，如 brand:ID · in whose name"),
    whom: str = typer.Option("", "--whom", parser=TEXT, help="对谁或何事，如 key:ID · on what"),
    what: str = typer.Option("", "--what", parser=TEXT, help="做了什么，如 invited · what was done"),
    since: datetime | None = SINCE,
    until: datetime | None = UNTIL,
    after: int = typer.Option(
        0,
        "--after",
        parser=counted(0, 2**31),
        help="接上一页最后的序号 · after this number of the page before",
    ),
) -> None:
    """审计日志，最新的在前 · the audit log, the newest first"""

    def act(books: Books) -> None:
        wanted = Wanted(party=party, whom=whom, what=what, since=since, until=until)
        found = audit_log(books.engine, at_the_terminal(""), wanted, after or None, SHOWN)
        tell_audited(report, found)

    with_books(act)


def tell_audited(report: Report, found: "Sequence[Noted | operations.AuditLine]") -> None:
    rows = (
        (
            *(each.id, each.at, each.party, each.account, each.what, each.whom),
            *(each.details, each.address, each.request_id),
        )
        for each in found
    )
    report.rows("lines", LINES, rows)
    if len(found) == SHOWN:
        report.say(f"还有更早的：--after {found[-1].id}", f"there are older ones: --after {found[-1].id}")
