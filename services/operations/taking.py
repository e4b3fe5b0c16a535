"""An operator takes on what waits for a person, so that others leave it; and lets go of it again."""

from collections.abc import Mapping
from datetime import datetime

from domain.parties.actor import Actor, Role
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.commissions.attention import since_of
from gateways.commissions.queries import SqlCommissionQueries
from gateways.operations.taken import SqlTaken, Taken
from services.access.audit import note
from services.app import App
from services.commissions import owned

__all__ = ["Taken", "let_go", "subject_of", "take", "takers"]


def subject_of(commission_id: str) -> str:
    return f"commission:{commission_id}"


def take(app: App, actor: Actor, commission_id: str, origin: Origin) -> Taken:
    """Taken before by the same, it stays taken. Raises UnknownCommission; Refused: TAKEN_BY_ANOTHER, which
    says who was quicker.
    """
    SqlCommissionQueries(app.engine).commission(commission_id)
    subject, now = subject_of(commission_id), owned.now(app, commission_id)
    wanted = Taken(subject, actor.account, actor.spoken, now)
    has = SqlTaken(app.engine).take(wanted, since_of(app.engine, commission_id))
    if has.account != actor.account:
        raise Refused("TAKEN_BY_ANOTHER", detail=has.operator.partition(":")[2])
    if has is wanted:
        note(app.engine, actor, "taken", subject, origin)
    return has


def let_go(app: App, actor: Actor, commission_id: str, origin: Origin) -> None:
    """One's own; a supervisor lets go of anybody's. Nobody had it: nothing happens.

    Raises Refused: TAKEN_BY_ANOTHER.
    """
    subject = subject_of(commission_id)
    mine = "" if actor.role is Role.SUPERVISOR else actor.account
    had = SqlTaken(app.engine).let_go(subject, mine)
    if had is None:
        return
    if mine and had.account != mine:
        raise Refused("TAKEN_BY_ANOTHER", detail=had.operator.partition(":")[2])
    note(app.engine, actor, "let_go", subject, origin, {"had": had.operator})


def takers(app: App, since: Mapping[str, datetime | None]) -> dict[str, Taken]:
    """By commission, those that somebody has; each with the instant since which it waits."""
    found = SqlTaken(app.engine).of({subject_of(each): at for each, at in since.items()})
    return {subject.partition(":")[2]: each for subject, each in found.items()}
