"""`starmap person …`: what is kept of somebody, and having it gone."""

from pathlib import Path

import typer

from domain.counts import how_many
from services.parties import people
from starter.cli.console import called_from, say, with_books
from starter.cli.kinds import PARTY, TEXT, argument
from starter.cli.named import OPERATOR, named

group = typer.Typer(no_args_is_help=True)
PERSON = argument(PARTY, "PERSON", "creator:ID | brand:ID")
REASON = typer.Option(..., "--reason", parser=TEXT, help="理由，不超过 100 字 · at most 100 characters")


@group.command("export")
def export(
    person: str = PERSON,
    out: Path = typer.Option(
        ..., "--out", help="写入这个新文件，仅本人可读 · a new file, for its owner alone"
    ),
    operator: str = OPERATOR,
) -> None:
    """导出某人的全部数据，JSON 文件 · all that is kept of somebody, in a JSON file"""
    by = named(operator)
    done = with_books(lambda books: people.export(books.engine, person, called_from(out), by))
    rows = sum(done.tables.values())
    in_all = f"{how_many(len(done.tables), 'tables')}, {how_many(rows, 'rows')}"
    say(
        f"✓ {person} 的数据已写入 {done.path}（{len(done.tables)} 张表，{rows} 行）",
        f"✓ what is kept of {person} is in {done.path} ({in_all})",
        path=str(done.path),
        tables=done.tables,
    )


@group.command("erase")
def erase(person: str = PERSON, operator: str = OPERATOR, reason: str = REASON) -> None:
    """清除某人的个人数据，不可恢复；账目不变 · erase somebody's data for good; the books stay as they are"""
    by = named(operator)
    done = with_books(lambda books: people.erase(books.engine, person, by, reason))
    if done:
        say(
            f"✓ {person} 的个人数据已清除，无法恢复；账目不变",
            f"✓ the data of {person} is erased for good; the books stay as they are",
            already=False,
        )
    else:
        say(f"＝ {person} 此前已清除", f"= {person} was erased before", already=True)
