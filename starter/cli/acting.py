"""What an act did: told to people as it goes, or as one JSON document for programs (``--json``).

The document has ``id`` (what it was done to), ``did`` (the command) and what the act noted: ``seq`` where the
commission has a line of it, ``already`` where the same was done before and nothing was done again.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

from starter.cli.console import Noted, out
from starter.cli.elsewhere.calling import routed
from starter.cli.report import JSON, document

FOLLOWED = {"up", "demo", "rulebook", "commission watch"}
"""They are looked at while they run, or write a document of their own."""
SUBJECTS = ("commission_id", "withdrawal_id", "creator_id", "brand_id", "party", "number", "brand", "port")


def install(app: typer.Typer, before: str = "") -> None:
    """Gives every command that does something ``--json``; lists and shows have theirs."""
    for each in app.registered_commands:
        assert each.callback is not None  # noqa: S101  # for the type
        each.callback = acted(f"{before}{each.name}", each.callback)
    for group in app.registered_groups:
        assert group.typer_instance is not None  # noqa: S101  # for the type
        install(group.typer_instance, f"{before}{group.name} ")


def acted(did: str, command: Callable[..., None]) -> Callable[..., None]:
    command = routed(did, command)
    if did in FOLLOWED or "as_json" in inspect.signature(command).parameters:
        return command

    @wraps(command)
    def run(*, as_json: bool, **given: Any) -> None:
        if not as_json:
            command(**given)
            return
        Noted.facts = {"id": _subject(given), "did": did}
        out.quiet = True
        try:
            command(**given)
        except typer.Exit:
            _tell()
            raise
        finally:
            out.quiet = False
        _tell()

    own = list(inspect.signature(command).parameters.values())
    asked = inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, default=JSON, annotation=bool)
    run.__signature__ = inspect.Signature([*own, asked])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (*own, asked)}
    return run


def _subject(given: dict[str, Any]) -> Any:
    return next((given[name] for name in SUBJECTS if given.get(name)), None)


def _tell() -> None:
    out.quiet = False
    out.print(document({name: fact for name, fact in Noted.facts.items() if fact is not None}))
