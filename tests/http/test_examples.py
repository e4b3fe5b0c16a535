"""Every body in the description has an example, and every example is one that the gateway understands."""

from collections.abc import Callable
from typing import Any

import pytest

from starter.documents.api_tables import description
from starter.http.examples import BODIES
from tests.http.asgi import Answer, Caller

OPERATIONS = [
    (method, path, operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
    if "application/json" in operation.get("requestBody", {}).get("content", {})
]
IDS = [f"{method} {path}" for method, path, _ in OPERATIONS]
PLACES = {
    "commission_id": "qingyou-N-0",
    "name": "reject",
    "task_type": "article",
    "withdrawal_id": "w-1",
    "creator_id": "atang",
    "brand_id": "qingyou",
    "member_id": "mb_0",
    "key_id": "ak_0",
    "endpoint_id": "we_0",
    "event_no": "1",
}
UNAUTHORIZED, FORBIDDEN = 401, 403
OF_THE_BOOKS = {"WITHDRAWAL_AMOUNT"}
"""It was understood: there is no money."""
NOT_UNDERSTOOD = {400, 405, 413, 415, 422, 500}


def example_of(operation: dict[str, Any]) -> Any:
    return operation["requestBody"]["content"]["application/json"].get("example")


def test_every_body_has_an_example_and_none_is_left_over() -> None:
    shapes = {
        each["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for *_, each in OPERATIONS
    }
    assert shapes == set(BODIES)
    assert all(example_of(each) for *_, each in OPERATIONS)


@pytest.mark.usefixtures("ordered")
@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
async def test_the_example_is_understood(
    away: Callable[[str], Caller], method: str, path: str, operation: dict[str, Any]
) -> None:
    """Temporal is away and what it names may be absent; but it is never the body that is at fault."""
    answers = []
    for who in ("brand-qingyou", "creator-atang", "operator-li"):
        answer = await away(who).post(path.format(**PLACES), example_of(operation), method=method.upper())
        answers.append(answer)
    understood = [each for each in answers if not _turned_away(each)]
    assert understood, answers
    wrong = [each for each in understood if each.status in NOT_UNDERSTOOD and each.code not in OF_THE_BOOKS]
    assert not [each.code for each in wrong]


def _turned_away(answer: Answer) -> bool:
    return answer.status in {UNAUTHORIZED, FORBIDDEN} and answer.code in {"SIGN_IN_NEEDED", "FORBIDDEN"}
