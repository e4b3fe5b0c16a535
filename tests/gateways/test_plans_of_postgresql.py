"""What is asked often goes along an index in PostgreSQL too, once there is something to go through."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from gateways.commissions.listing import Wanted, listed
from gateways.operations.audit.checking import check_span
from tests.gateways.long_books import earlier
from tests.gateways.records import NOON, funded_market, settled
from tests.gateways.test_plans import listened

pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
GROWS = frozenset({"commissions", "timeline", "ledger_entries", "ledger_postings"})
SCANS = frozenset({"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"})
DAY = timedelta(days=1)
ASKED: dict[str, Callable[[Engine], object]] = {
    "due before any": lambda engine: listed(engine, Wanted(due_before=NOON - 999 * DAY)),
    "a reason nobody has": lambda engine: listed(engine, Wanted(attention="frozen")),
    "any reason, and there is none": lambda engine: listed(engine, Wanted(attention="*")),
    "a day of the ledger": lambda engine: check_span(engine, NOON - DAY, NOON + DAY),
}


def nodes(plan: Any) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)


def walks(engine: Engine, statement: str, given: Any) -> list[str]:
    """Tables that grow and that a statement goes through from end to end."""
    with engine.connect() as connection:
        told = connection.exec_driver_sql(f"explain (format json) {statement}", given).scalar_one()
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return [
        f"{node['Node Type']} of {node['Relation Name']}"
        for node in nodes(plan)
        if node["Node Type"] in SCANS and node.get("Relation Name") in GROWS and "Index Cond" not in node
    ]


def test_a_question_without_hits_and_a_day_go_through_no_table_that_grows(engine: Engine) -> None:
    funded_market(engine)
    settled(engine)
    earlier(engine, range(3_000))
    with engine.connect() as connection:
        connection.exec_driver_sql("analyze")
        connection.commit()

    found = {}
    for what, ask in ASKED.items():
        with listened(engine) as asked:
            ask(engine)
        queries = [(said, given) for said, given in asked if said.startswith("SELECT") and "\nFROM " in said]
        assert queries, what
        found[what] = [walk for said, given in queries for walk in walks(engine, said, given)]

    assert found == {what: [] for what in ASKED}
