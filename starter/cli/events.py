"""`starmap events …`: what happened, as systems outside read it, and the types of events there are."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from domain.counts import how_many
from domain.events.envelope import Envelope
from domain.parties.actor import at_the_terminal
from domain.party import PARTY_WORDS, Party
from services.books import Books
from services.operations import events
from starter.cli.columns import Column, at, code, text, whole
from starter.cli.console import pick, with_books
from starter.cli.kinds import TEXT, counted
from starter.cli.report import Report, reported

if TYPE_CHECKING:
    from models.api import events as shapes

group = typer.Typer(no_args_is_help=True)
SHOWN, LARGEST = 50, 2**63 - 1
EVENTS = (
    whole("number", "编号", "no."),
    at("occurred_at", "时间", "at"),
    whole("type", "类型", "type"),
    whole("subject", "主体", "subject"),
    Column("data", "内容", "data", lambda told: ", ".join(f"{name}={each}" for name, each in told.items())),
    code("id"),
    code("kind"),
    code("seq"),
)
TYPES = (
    whole("type", "类型", "type"),
    text("words", "说明", "what it says"),
    Column("told_to", "告知", "told to", lambda sides: _sides(sides)),  # noqa: PLW0108  # it stands further down
)
AFTER = typer.Option(
    None, "--after", parser=counted(0, LARGEST), help="从这个编号之后读起 · what comes behind this number"
)
TYPE = typer.Option([], "--type", parser=TEXT, help="只要这种类型，可写多次 · of this type alone, repeatable")
LIMIT = typer.Option(SHOWN, "--limit", parser=counted(1, 500), help="最多多少条 · at most so many")


@group.command("list")
@reported
def list_events(
    report: Report, after: int | None = AFTER, kind: list[str] = TYPE, limit: int = LIMIT
) -> None:
    """事件，先发生的在前；--after 接着读 · events in their order; --after reads on"""

    def act(books: Books) -> None:
        found = events.page(books.engine, at_the_terminal(""), after, limit, kind)
        tell_events(report, found.events, found.cursor, more=found.more)

    with_books(act)


@group.command("catalogue")
@reported
def list_types(report: Report) -> None:
    """全部事件类型，告知哪一方 · every type of event, and who is told of it"""
    found = events.catalogue(at_the_terminal(""))
    tell_types(report, ((each.name, each.zh, each.en, list(each.told_to)) for each in found))


def tell_events(
    report: Report, found: "Iterable[Envelope | shapes.Event]", after: int, *, more: bool
) -> None:
    rows = [
        (
            *(each.number, each.occurred_at, each.type, each.subject.id, dict(each.data)),
            *(each.id, each.subject.kind, each.subject.seq),
        )
        for each in found
    ]
    report.rows("events", EVENTS, rows)
    report.say(
        f"{len(rows)} 个事件；接着读：--after {after}",
        f"{how_many(len(rows), 'events')}; to read on: --after {after}",
        after=after,
        more=more,
    )


def tell_types(report: Report, found: Iterable[tuple[str, str, str, list[str]]]) -> None:
    rows = [(name, pick(zh, en), sides) for name, zh, en, sides in found]
    report.rows("types", TYPES, rows)
    report.say(f"{len(rows)} 种事件", how_many(len(rows), "types"))


def _sides(sides: list[str]) -> str:
    """Operators hear of all."""
    return pick("、", ", ").join(pick(*PARTY_WORDS[Party(each)]) for each in sides or [Party.OPERATOR])
