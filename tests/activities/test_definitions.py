from inspect import getmembers
from types import FunctionType

import pytest
from temporalio.activity import _Definition

from activities.notices import NoticeActivities
from activities.payouts import PayoutActivities
from activities.publishing import PublishingActivities
from activities.recording import RecordingActivities

CLASSES = (NoticeActivities, PayoutActivities, PublishingActivities, RecordingActivities)


@pytest.mark.parametrize("owner", CLASSES)
def test_no_activity_is_interrupted_in_the_middle_of_a_write(owner: type) -> None:
    found = [
        _Definition.from_callable(each)
        for _, each in getmembers(owner, lambda it: isinstance(it, FunctionType))
    ]
    definitions = [each for each in found if each]

    assert definitions
    assert all(each.no_thread_cancel_exception for each in definitions)
