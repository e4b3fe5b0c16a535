"""The line of a commission on its own page: days drawn one by one, and nothing is day zero."""

import re

import pytest

from tests.web.test_pages import Visit


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_seven_days_are_drawn_and_no_day_is_number_zero(
    visiting: Visit, at_every_stage: dict[str, str], lang: str
) -> None:
    told = await visiting("creator-atang", lang).text(f"/commissions/{at_every_stage['published']}")
    days = told[told.index('class="days"') :].partition("</span>")[0]
    assert days.count("<i") == 7
    assert not re.search(r"第 0 天|number 0\b|Day 0\b", told)
