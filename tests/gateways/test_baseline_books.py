"""The books of the baseline, brought to the schema of today: nothing in them is lost."""

from collections import Counter
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Engine, text

from domain.commissions.moves import Move
from domain.commissions.rules.engine import decide, next_consequence
from domain.commissions.state.commission import Commission, needs_its_workflow
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.ledger import SqlLedger
from gateways.operations.audit.checking import check_ledger
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sql.migrating import migrate
from gateways.sql.schema import check
from tests.gateways.baseline import OPEN, left

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
RECORD = TypeAdapter(Commission)


def balances(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(text("select account, sum(fen) from ledger_postings group by account"))
        return {account: int(fen) for account, fen in rows}


def commissions(engine: Engine) -> list[Commission]:
    queries = SqlCommissionQueries(engine)
    with engine.connect() as connection:
        ids = connection.execute(text("select id from commissions order by opened_at, id")).scalars().all()
    return [RECORD.validate_python(queries.commission(each).record) for each in ids]


def test_every_fen_is_where_it_was_and_the_check_finds_nothing(empty: Engine) -> None:
    left(empty)
    before = balances(empty)

    migrate(empty)

    check(empty)
    assert SqlLedger(empty).balances() == before
    assert sum(before.values()) == 0
    report = check_ledger(empty, SandboxBankRecords(empty))
    assert report.ok, report.findings


def test_every_commission_is_read_and_those_that_are_open_go_on(empty: Engine) -> None:
    left(empty)
    migrate(empty)

    found = commissions(empty)

    stages = Counter(each.stage.value for each in found if needs_its_workflow(each))
    assert stages >= Counter(OPEN)
    for each in found:
        for side in PEOPLE:
            assert view(each, side, NOW)["id"] == each.id
        if needs_its_workflow(each) and (due := next_consequence(each)):
            name, at = due
            after = decide(each, Move(name, Party.CLOCK, at, at)).commission
            assert after.seq > each.seq
