"""The command put together: the parts that are asked for whole, of the others their word and their help.

To read every part takes seconds of CPU (the database, the Temporal client), so a command reads its own alone.
"""

import importlib
import json
from collections.abc import Sequence
from typing import Any

import typer

from domain.commissions.moves import MESSAGES, Message
from domain.party import PARTY_WORDS, Party
from starter.cli import acting, helped
from starter.cli.console import Voice
from starter.cli.elsewhere.calling import Elsewhere
from starter.cli.kinds import TEXT, one_of
from starter.cli.parts import PARTS, Part
from starter.cli.usage import Words
from starter.language import language


def main(
    lang: str = typer.Option("", "--lang", parser=one_of("zh", "en", optional=True), help="zh | en"),
    remote: str = typer.Option(
        "",
        "--remote",
        parser=TEXT,
        metavar="URL",
        help="在别处的平台上执行，经 HTTP 接口；令牌取自 STARMAP_REMOTE_TOKEN 或 STARMAP_REMOTE_TOKEN_FILE · "
        "on a platform elsewhere, by its HTTP interface; the token is in STARMAP_REMOTE_TOKEN, or in the "
        "file that STARMAP_REMOTE_TOKEN_FILE names",
    ),
) -> None:
    Voice.lang = language(lang)
    Elsewhere.address = remote


def assembled(asked: Sequence[str] | None = None) -> typer.Typer:
    """``asked`` are the words of the parts to be read; None for all of them."""
    app = typer.Typer(
        cls=Words,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="星图 Starmap：品牌任务的市场引擎 · a marketplace engine for brand commissions",
    )
    app.callback()(main)
    helped.install()
    for part in PARTS:
        if asked is None or part.word in asked:
            _add(app, part, _next(asked, part.word))
        else:
            _name(app, part)
    for message in MESSAGES.values():
        _add_message(app, message, whole=asked is None or word_of(message) in asked)
    return app


def word_of(message: Message) -> str:
    return message.name.replace("_", "-")


def _next(asked: Sequence[str] | None, word: str) -> str:
    """What follows the word, where it may be a command of its group."""
    after = asked[asked.index(word) + 1 :] if asked else []
    return after[0] if after else ""


def _add(app: typer.Typer, part: Part, command: str) -> None:
    if command in part.alone:
        group = typer.Typer(no_args_is_help=True)
        found = _read(part.alone[command])
        group.command(command)(acting.acted(f"{part.word} {command}", found))
        app.add_typer(group, name=part.word, help=part.help)
        return
    found = _read(part.place)
    if part.several:
        acting.install(found, f"{part.word} ")
        app.add_typer(found, name=part.word, help=part.help)
    else:
        app.command(part.word, help=part.help)(acting.acted(part.word, found))


def _read(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(f"starter.cli.{module}"), name)


def _name(app: typer.Typer, part: Part) -> None:
    app.command(part.word, help=part.help)(_unread)


def _unread() -> None:
    """Stands for what was not asked for."""


def _add_message(app: typer.Typer, message: Message, *, whole: bool) -> None:
    example = json.dumps(dict(message.example), ensure_ascii=False) if message.example else ""
    command = app.command(
        word_of(message),
        help=f"{message.zh} · {message.en}\n\n{example}",
        rich_help_panel=" · ".join(_panel(message)),
    )
    if whole:
        from starter.cli import messages  # noqa: PLC0415  # reads what every message may carry

        command(acting.acted(word_of(message), messages.command(message)))
    else:
        command(_unread)


def _panel(message: Message) -> tuple[str, str]:
    if len(message.by) > 1 and not (message.by[0] is Party.BRAND and Party.OPERATOR in message.by):
        return "双方", "either side"
    return PARTY_WORDS[message.by[0]]
