"""Every operation of the description, asked with what nobody means: ``python -m tests.http.fuzzing``.

All phases of schemathesis, over the books and a Temporal server that is away. Each operation is asked by
everybody who may call it, in turn, and sometimes by somebody who may not.
"""

import argparse
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import schemathesis
from fastapi import FastAPI
from schemathesis.auths import AuthContext
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    NotAServerErrorConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.core.transport import Response
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import Interaction, Request, ScenarioRecorder
from schemathesis.generation.case import Case
from sqlalchemy import Engine
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.commissions.ordering.brief import FIELDS
from domain.parties.actor import KIND_OF, Role
from domain.refusals import REFUSALS
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.logs import log_as_json
from services.parties.sample import furnish_if_empty
from settings import COUNT_MAX, Settings
from starter.http.assembly import assembled
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.matrix import MATRIX, ROLES
from tests.http.people import token_of

NAMES = {"brand": "qingyou", "creator": "atang", "operator": "li"}
STRANGERS = 7
"""One call of so many is by whoever is next, whether they may or not."""
LONG_ENOUGH = 6
"""Characters of a text that is no coincidence in an answer."""
AWAY, REFUSED = 503, 400
AWAY_CODES = ("TEMPORAL_UNREACHABLE",)
LEFT_TO_OTHERS = (
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",  # the matrix
    "object_level_authorization",
    "missing_required_header",
    "allow_header_conformance",  # of one path that two routes serve, Starlette names the first one's
    "positive_data_acceptance",  # what fits the description may name nobody
)


@dataclass
class Found:
    calls: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)
    """By operation and what it is, one example."""

    def add(self, scenario: ScenarioRecorder) -> None:
        for number, exchange in scenario.interactions.items():
            operation = scenario.cases[number].value.operation.label
            if exchange.response is None:
                self.wrong[f"{operation}: no answer"] = exchange.request.uri
                continue
            self.calls[operation] += 1
            self.statuses[exchange.response.status_code] += 1
            for what in faults_of(exchange.request, exchange.response):
                self._note(operation, what, exchange)
        for number, checks in scenario.checks.items():
            operation = scenario.cases[number].value.operation.label
            for each in checks:
                if each.failure_info is not None:
                    failure = each.failure_info.failure
                    told = f"{failure.message[:300]}\n{each.failure_info.code_sample}"
                    self.wrong.setdefault(f"{operation}: {failure.title}", told)

    def _note(self, operation: str, what: str, exchange: Interaction) -> None:
        asked, answer = exchange.request, exchange.response
        body, told = (asked.body or b"").decode(errors="replace"), answer.content.decode() if answer else ""
        told = f"{asked.method} {asked.uri}\n{body[:600]}\n{told[:600]}"
        self.wrong.setdefault(f"{operation}: {what}", told)


def fuzz(api: FastAPI, engine: Engine, examples: int, seed: int) -> Found:
    furnish_if_empty(engine)
    schema = schemathesis.openapi.from_asgi(
        "/v1/openapi.json", already_open(api), config=config(examples, seed)
    )
    schema.auth(refresh_interval=None)(somebody(engine))
    found = Found()
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished():
                found.add(event.recorder)
            case events.NonFatalError():
                found.wrong.setdefault(f"{event.label}: {type(event.value).__name__}", str(event.value))
            case events.FatalError():
                raise event.exception
    return found


def already_open(api: FastAPI) -> ASGIApp:
    """What it works with was opened by whoever made it: it has no beginning of its own."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        await api(scope, receive, send)

    return served


def config(examples: int, seed: int) -> SchemathesisConfig:
    generation = GenerationConfig(max_examples=examples, database="none", with_security_parameters=False)
    checks = ChecksConfig(not_a_server_error=NotAServerErrorConfig(expected_statuses=["2xx", "4xx", "503"]))
    for name in LEFT_TO_OTHERS:
        checks.get_by_name(name=name).enabled = False
    project = ProjectConfig(generation=generation, checks=checks, continue_on_failure=True)
    return SchemathesisConfig(seed=seed, projects=ProjectsConfig(default=project))


def somebody(engine: Engine) -> type:
    """Who calls next: schemathesis makes one of these, and asks it before each call."""
    turn = count()

    class Somebody:
        def get(self, case: Case, _: AuthContext) -> str:
            may, number = sorted(MATRIX[case.operation.label]), next(turn)
            if not may or may == ["anybody"]:
                return ""
            role = ROLES[number % len(ROLES)] if number % STRANGERS == 0 else may[number % len(may)]
            kind = KIND_OF[Role(role)].value
            return token_of(engine, f"{kind}-{NAMES[kind]}", role)

        def set(self, case: Case, token: str, _: AuthContext) -> None:
            case.headers["Authorization"] = f"Bearer {token}"

    return Somebody


def faults_of(asked: Request, answer: Response) -> list[str]:
    """What schemathesis does not look at."""
    found = []
    if answer.status_code == AWAY and json.loads(answer.content).get("code") not in (*AWAY_CODES, None):
        found.append("503 for something else")
    if answer.status_code >= REFUSED and (repeated := repeats(asked, answer.content.decode())):
        found.append(f"repeats {repeated!r}")
    return found


def repeats(asked: Request, told: str) -> str:
    """What was sent and is no word of ours, and stands in the answer."""
    return next((each for each in sorted(sent(asked)) if each in told and each not in words_of_ours()), "")


@cache
def words_of_ours() -> str:
    """An answer may tell the names and bounds of the interface, though they were sent."""
    described = json.dumps(assembled(Settings(), None).openapi(), ensure_ascii=False)  # type: ignore[arg-type]
    return f"{described} {REFUSALS} {' '.join(FIELDS)}"


def sent(asked: Request) -> set[str]:
    body = asked.body or b""
    parts = urlsplit(asked.uri)
    texts = {unquote(each) for each in (*parts.path.split("/"), *(v for _, v in parse_qsl(parts.query)))}
    with suppress(ValueError, RecursionError):
        texts |= set(texts_of(json.loads(body)))
    return {each for each in texts if len(each) >= LONG_ENOUGH}


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from (key, *texts_of(each))
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, int | float):
        yield str(value)


def over(engine: Engine, settings: Settings) -> FastAPI:
    unlimited = {"requests_a_minute": COUNT_MAX, "anonymous_requests_a_minute": COUNT_MAX}
    return gateway_over(engine, settings.model_copy(update=unlimited), Away())


def main(examples: int, seed: int) -> int:
    log_as_json("ERROR", io.StringIO())
    with tempfile.TemporaryDirectory(prefix="starmap-fuzz-") as folder:
        url = f"sqlite:///{folder}/starmap.db"
        with opened(url) as engine:
            migrate(engine)
            api = over(engine, Settings(state=Path(folder), database_url=url))
            found = fuzz(api, engine, examples, seed)
    for operation in sorted(MATRIX):
        print(f"{found.calls[operation]:>8,}  {operation}")
    print(
        f"{found.calls.total():>8,}  calls; {dict(sorted(found.statuses.items()))}; {len(found.wrong)} faults"
    )
    for each, told in sorted(found.wrong.items()):
        print(f"✗ {each}\n{told}")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    words = argparse.ArgumentParser(
        description="ask every operation of the HTTP interface for what nobody means"
    )
    words.add_argument("--examples", type=int, default=1_000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    sys.exit(main(given.examples, given.seed))
