"""What leaves with an event names nobody: not in any step of any story, whatever was written into it."""

import json
from dataclasses import fields, replace

from sqlalchemy import Engine

from domain.commissions.rules.engine import decide
from domain.commissions.state.transition import Transition
from domain.events.catalogue import CATALOGUE, type_of
from domain.events.envelope import data_of
from gateways.commissions.transition_rows import event
from gateways.outbox import events_after, number_events
from tests.domain.corpus import of_the_stories, steps
from tests.gateways.records import NOON
from tests.gateways.stories import told

PERSON = "汤小明 13800000001 atang@example.com 6222000011112222"
KNOWN = (*PERSON.split(), "13900000001", "13800000000", "汤某", "青柚茶饮", "阿汤说茶", "品牌驳回理由")
FREE = ("actor", "command_id", "reason", "on_behalf_of", "row")
"""Texts of a step that somebody may have written."""


def overwritten(step: Transition) -> Transition:
    """With a person's data wherever there is room for it."""
    written = {each.name: PERSON for each in fields(step) if each.name in FREE}
    return replace(step, **written, details=dict.fromkeys([*step.details, "text"], PERSON))


@of_the_stories
def test_no_step_of_any_story_tells_who_it_was() -> None:
    types = set()
    for step in steps():
        if step.refused:
            continue
        line = overwritten(decide(step.commission, step.move).transition)
        said = event("c-7", line)
        types.add(type_of(said.kind, said.event, said.payload).name)
        leaves = json.dumps(data_of(said.kind, said.payload), ensure_ascii=False)
        assert not [each for each in KNOWN if each in leaves], (step.story, leaves)

    assert types <= set(CATALOGUE)
    assert len(types) > 100, "the stories come to most of them"


def test_books_in_which_everything_has_happened_tell_nobodys_name(engine: Engine) -> None:
    told(engine)
    while number_events(engine, 500, holder="a", now=NOON):
        pass

    found = events_after(engine, 0, 10_000)

    leave = json.dumps([each.envelope.as_json() for each in found], ensure_ascii=False)
    assert not [each for each in KNOWN if each in leave]
    assert {each.type for each in found} <= set(CATALOGUE)
    assert {each.type for each in found} >= {"commission.accepted", "withdrawal.paid", "withdrawal.refunded"}
