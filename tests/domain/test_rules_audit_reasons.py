"""A failed audit says why, or that it does not; its appeal carries evidence (C2)."""

import pytest

from domain.commissions.rules.changes.work import NO_REASON
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import ITEM, in_audit


@pytest.mark.parametrize(("said", "told"), [("", NO_REASON), ("   ", NO_REASON), ("夸大", "夸大")])
def test_c2_a_failed_audit_without_a_reason_is_told_as_one(said: str, told: str) -> None:
    story = in_audit()
    story.fact("audited", passed=False, item=ITEM, reason=said)

    assert story.c.work
    assert story.c.work.reason == told
    assert story.c.rejected[-1].reason == told


def test_c2_its_appeal_carries_evidence() -> None:
    story = in_audit()
    story.fact("audited", passed=False, item=ITEM)
    much = tuple(f"shot-{n}" for n in range(11))

    assert story.refused(Party.CREATOR, "appeal_audit", reason="x", evidence=much) == "TOO_MUCH_EVIDENCE"
    story.creator("appeal_audit", reason="有授权书", evidence=("licence-1",))
    assert story.stage is Stage.PLATFORM_AUDIT
    assert story.last.details["evidence"] == "licence-1"
