"""The mark that pages are made at: another one after each step of the reader's, and cheap to ask for."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update
from sqlmodel import col

from domain.parties.actor import Actor, ActorKind, Role
from gateways.outbox import Announced, Subject, announce
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow
from services.commissions import changes
from services.commissions.changes import mark_of
from tests.gateways.test_plans import listened
from tests.web.conftest import placed

CREATOR = Actor(ActorKind.CREATOR, "atang", role=Role.CREATOR)
BRAND = Actor(ActorKind.BRAND, "qingyou", "m", "m", Role.OWNER)
STRANGER = Actor(ActorKind.CREATOR, "laozhou", role=Role.CREATOR)
OPERATOR = Actor(ActorKind.OPERATOR, "", "o", "li", Role.SUPERVISOR)
READERS = (CREATOR, BRAND, STRANGER, OPERATOR)


def stepped(engine: Engine, commission_id: str, seq: int) -> None:
    with writing(engine) as session:
        session.execute(update(CommissionRow).where(col(CommissionRow.id) == commission_id).values(seq=seq))
        announce(
            session, Announced(Subject.COMMISSION, commission_id, seq, "x", {"seq": seq}, datetime.now(UTC))
        )


@pytest.fixture
def marks(api: FastAPI) -> Callable[[], list[str]]:
    return lambda: [mark_of(api.state.opened, each) for each in READERS]


def test_a_step_gives_another_mark_to_its_sides_and_to_operators_alone(
    engine: Engine, marks: Callable[[], list[str]]
) -> None:
    found = placed(engine, "offered")
    before = marks()
    stepped(engine, found, 90)
    after = marks()
    stepped(engine, found, 91)

    changed = [one != other for one, other in zip(before, after, strict=True)]
    assert changed == [True, True, False, True]
    assert marks()[0] not in (before[0], after[0])


def test_a_mark_is_the_same_from_whatever_process(engine: Engine, marks: Callable[[], list[str]]) -> None:
    """One that has looked all along, and one that has just begun."""
    found = placed(engine, "offered")
    marks()
    stepped(engine, found, 90)

    with_memory = marks()
    changes._known.clear()
    assert marks() == with_memory


def test_while_nothing_happens_one_question_is_asked_of_the_newest_events(
    engine: Engine, marks: Callable[[], list[str]]
) -> None:
    """And of what happened to others, whose it is: never a sum over what there is."""
    found = placed(engine, "offered")
    marks()
    with listened(engine) as asked:
        marks()
    assert len([each for each, _ in asked if each.startswith("SELECT")]) == len(READERS)
    assert not [statement for statement, _ in asked if "FROM commissions" in statement]

    stepped(engine, found, 90)
    marks()
    stepped(engine, placed(engine, "final_review"), 90)
    with listened(engine) as asked:
        mark_of_stranger = marks()[2]
    assert mark_of_stranger == marks()[2]
    assert sum("sum(" in statement for statement, _ in asked) == 4, "two tables of the two sides"
