"""``--operator``: who does it by hand, at every command that is an operator's."""

import typer

from services.commissions.commands import CommandRefused
from starter.cli.kinds import OPERATOR_ID

OPERATOR = typer.Option("", "--operator", parser=OPERATOR_ID, help="运营工号 · the operator's id")


def named(operator: str) -> str:
    """As an actor. Raises CommandRefused where nobody is named: here the option is what lacks."""
    if not operator:
        raise CommandRefused.named("NAMED_OPERATOR_NEEDED")
    return f"operator:{operator}"
