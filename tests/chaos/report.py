"""How a trial ends: its figures in a table, what must not be in red, and the code it exits with."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from gateways.operations.audit.checking import check_ledger
from services.app import App

Figures = list[tuple[str, object]]


def of_the_money(app: App) -> Figures:
    """From the bank's own log and the ledger alone."""
    paid = [each.number for each in app.bank.log() if each.paid]
    books = check_ledger(app.engine)
    return [
        ("transfers in the bank's own log", len(paid)),
        ("doubles", len(paid) - len({number.rsplit("-", 1)[0] for number in paid})),
        ("ledger entries looked at", books.entries),
        ("ledger difference (fen)", books.total),
    ]


def kept(out: Console, database: Path) -> None:
    """With KEEP=FILE in the environment the database outlives the trial."""
    place = os.environ.get("KEEP")
    if not place:
        return
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(place)) as copy:
        source.backup(copy)
    out.print(f"./starmap ledger check --database {place}", markup=False, soft_wrap=True)


def printed(out: Console, figures: Figures, violations: list[str], seconds: float) -> int:
    """1 where there is a violation, else 0."""
    table = Table("", "", box=None)
    for name, figure in [*figures, ("violations", len(violations)), ("seconds", f"{seconds:.0f}")]:
        table.add_row(name, str(figure))
    out.print(table)
    for each in violations:
        out.print(f"✗ {each}", style="red", markup=False)
    return 1 if violations else 0
