import io
import json
import logging
from collections import Counter
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gateways.sql.database import opened
from runtime import logs
from tests.observing.conftest import PLANTED, Observed


def lines(observed: Observed) -> list[dict[str, object]]:
    return [json.loads(line) for line in observed.log.splitlines()]


def test_every_line_of_a_worker_is_one_json_object(observed: Observed) -> None:
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines(observed))


def test_no_transition_is_logged_twice_though_every_task_is_replayed(observed: Observed) -> None:
    recorded = [line for line in lines(observed) if line["event"] == "recorded"]

    counted = Counter((line["workflow_id"], line["seq"]) for line in recorded)

    assert len(counted) > 60
    assert [key for key, times in counted.items() if times > 1] == []
    assert all(line["move"] and line["attempt"] == 1 for line in recorded)


def test_the_log_follows_a_commission_from_its_opening_to_its_payout(observed: Observed) -> None:
    told = [
        line for line in lines(observed) if line.get("workflow_id") == f"commission/{observed.commission}"
    ]

    moves = [line["move"] for line in told if line["event"] == "recorded"]

    assert moves[0] == "open"
    assert {"accept", "submitted", "complain", "arbitrate", "payout_paid"} <= set(moves)
    assert {line.get("activity_type") for line in told} >= {"publish", "look"}


def test_failures_are_logged_with_their_type_their_place_and_the_attempt(observed: Observed) -> None:
    failed = [
        line for line in lines(observed) if "exception" in line and line.get("activity_type") == "publish"
    ]

    assert failed
    assert failed[0]["exception"][0]["type"] == "gateways.ports.work.NeverSent"  # type: ignore[index]
    assert failed[0]["attempt"] == 1


def test_a_failed_workflow_task_is_logged(observed: Observed) -> None:
    assert any("workflow task" in str(line["event"]).lower() for line in lines(observed))


def test_no_personal_data_stands_in_any_log_line(observed: Observed) -> None:
    found = [(word, line) for word in observed.personal for line in observed.log.splitlines() if word in line]

    assert found == []


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What this process logs, while the test lasts."""
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.log_as_json("INFO", stream)
    yield stream
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    root.handlers[:] = kept
    root.setLevel(level)
    for library in logs.LIBRARIES:
        logging.getLogger(library).setLevel(logging.NOTSET)


def test_a_database_error_says_neither_its_statement_nor_its_parameters(said: io.StringIO) -> None:
    with (
        opened("sqlite://") as engine,
        pytest.raises(SQLAlchemyError) as failed,
        engine.connect() as connection,
    ):
        connection.execute(text("insert into nowhere values (:phone)"), {"phone": PLANTED})

    logging.getLogger("any.library").error("it failed", exc_info=failed.value)

    assert PLANTED not in str(failed.value)
    line = json.loads(said.getvalue())
    assert line["exception"][0]["type"].endswith("OperationalError")
    assert "insert" not in said.getvalue()


def test_a_number_or_an_address_in_a_message_is_masked(said: io.StringIO) -> None:
    logging.getLogger("any.library").warning("cannot reach %s or %s", PLANTED, "tang@example.com")

    assert json.loads(said.getvalue())["event"] == "cannot reach … or …"


def test_only_known_fields_are_printed(said: io.StringIO) -> None:
    structlog.get_logger().info("worker ready", queue="q", phone=PLANTED)
    logging.getLogger("any.library").info("one", extra={"phone": PLANTED, "seq": 7})

    first, second = [json.loads(line) for line in said.getvalue().splitlines()]
    assert (first["queue"], second["seq"]) == ("q", 7)
    assert PLANTED not in said.getvalue()


def test_what_follows_the_first_line_of_a_message_is_not_printed(said: io.StringIO) -> None:
    logging.getLogger("temporalio.worker").error("it failed:\n%s", {"payload": "汤小明"})

    assert json.loads(said.getvalue())["event"] == "it failed:"
    assert "汤小明" not in said.getvalue()
