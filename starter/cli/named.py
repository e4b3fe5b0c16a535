"""``--operator``: who does it by hand, at every command that is an operator's."""

import typer

from services.commissions.commands import CommandRefused
from starter.cli.kinds import OPERATOR_ID

OPERATOR = typer.Option("", "--operator", parser=OPERATOR_ID, help="运营工号 · the operator's id")


def named(operator: str) -> str:
    """As an actor. Raises CommandRefused where nobody is named: here the option is what lacks."""
    if not operator:
        zh = "须由具名的平台运营执行，请加 --operator 工号"
        raise CommandRefused("OPERATOR_NEEDED", zh, "only a named operator may do this: add --operator ID")
    return f"operator:{operator}"
