"""The line of a commission on its own page: days drawn one by one, and nothing is day zero."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from domain.instants import DAY, end_of_natural_days
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow
from tests.web.test_pages import Visit


@pytest.mark.parametrize(
    ("ago", "lang", "said"),
    [
        (0, "zh", "明天起算，共 7 天"),
        (0, "en", "From tomorrow, 7 days"),
        (2, "zh", "第 2 天，共 7 天"),
        (2, "en", "Day 2 of 7"),
    ],
)
async def test_the_seven_days_are_drawn_and_no_day_is_number_zero(
    visiting: Visit, engine: Engine, at_every_stage: dict[str, str], ago: int, lang: str, said: str
) -> None:
    commission_id = at_every_stage["published"]
    published(engine, commission_id, datetime.now(UTC) - ago * DAY)
    told = await visiting("creator-atang", lang).text(f"/commissions/{commission_id}")
    days = told[told.index('class="days"') :].partition("</span>")[0]
    assert days.count("<i") == 7
    assert said in told
    assert not re.search(r"第 0 天|number 0\b|Day 0\b", told)


def published(engine: Engine, commission_id: str, at: datetime) -> None:
    with writing(engine) as session:
        row = session.execute(
            select(CommissionRow).where(col(CommissionRow.id) == commission_id)
        ).scalar_one()
        assert row.record is not None
        ends = end_of_natural_days(at, 7)
        row.record = {**row.record, "published_at": at.isoformat(), "settle_by": ends.isoformat()}
        session.add(row)
