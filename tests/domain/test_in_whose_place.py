"""An operator who sends what is a side's own is told how to act for that side."""

import pytest

from domain.commissions.moves import MESSAGES, Message
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import in_review
from tests.walks import for_each

OF_ONE_SIDE = [each for each in MESSAGES.values() if frozenset(each.by) in ({Party.CREATOR}, {Party.BRAND})]


@for_each("message", OF_ONE_SIDE)
def test_every_message_of_one_side_says_in_whose_place_an_operator_may_send_it(message: Message) -> None:
    with pytest.raises(Refused) as refused:
        in_review().do(Party.OPERATOR, message.name, actor="operator:li", reason="电话确认")

    (side,) = message.by
    assert refused.value.code == "WRONG_PARTY"
    assert f"on_behalf_of={side}" in refused.value.en
    assert f"on_behalf_of={side}" in refused.value.zh
