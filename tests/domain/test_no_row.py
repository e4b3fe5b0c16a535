"""What no row speaks of is refused by name, though rows of the same move stand at the same stage."""

from typing import Any

import pytest

from domain.commissions.state.stages import LOOKED_AT, Stage
from domain.party import Party
from tests.domain.scenes import SCENES, complained, published
from tests.walks import for_each

REVIEWED = (Stage.CONTENT_REVIEW, Stage.FINAL_REVIEW, Stage.AWAITING_RELEASE)


@pytest.mark.parametrize("stage", REVIEWED)
def test_an_audit_that_passed_changes_nothing_where_it_passes_again(stage: Stage) -> None:
    story = SCENES[stage]()

    assert story.system_refused("audited", item=story.c.item, passed=True) == "NOT_NOW"


@pytest.mark.parametrize("passed", [True, False])
def test_an_audit_has_no_answer_left_in_a_case_about_something_else(passed: bool) -> None:  # noqa: FBT001
    story = complained()

    assert story.system_refused("audited", item=story.c.item, passed=passed) == "NOT_NOW"


def test_what_is_public_is_not_published_again() -> None:
    story = published()

    assert story.system_refused("published", item=story.c.item) == "ALREADY_PUBLISHED"


@for_each("stage", LOOKED_AT)
def test_where_nothing_is_proposed_nothing_is_seconded(stage: Stage) -> None:
    said: dict[str, Any] = {"actor": "operator:li", "reason": "复核", "ref": "1"}

    assert SCENES[stage]().refused(Party.OPERATOR, "second", **said) == "NOTHING_PROPOSED"


@pytest.mark.parametrize("by", [Party.CREATOR, Party.BRAND])
def test_of_what_is_public_nothing_is_appealed_that_was_not_decided(by: Party) -> None:
    assert published().refused(by, "appeal", reason="没有道理") == "NOT_NOW"
