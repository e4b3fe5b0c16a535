"""The command line on a platform elsewhere, in this process: as somebody who is signed in there."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from starter.cli.exits import exit_of
from tests.http.people import token_of
from tests.http.served import listening
from tests.starter.typed import told

Typed = Callable[..., str]


def document(said: str) -> Any:
    """The gateway logs to the same paper: it runs in this process."""
    return json.JSONDecoder().raw_decode(said[said.index("{\n") :])[0]


@pytest.fixture
def typed(api: FastAPI, engine: Engine, ordered: list[str], tmp_path: Path) -> Iterator[Typed]:
    assert ordered
    with listening(api) as address:

        def type_(who: str, *words: str, refused: str = "", exit_code: int = 0, token: str = "") -> str:
            env = {
                **{name: each for name, each in os.environ.items() if not name.startswith("STARMAP_")},
                "STARMAP_STATE": str(tmp_path / "nothing is here"),
                "STARMAP_CALLED_FROM": str(tmp_path),
                "STARMAP_REMOTE_TOKEN": token or (token_of(engine, who) if who else ""),
                "STARMAP_LANG": "en",
                "LANG": "en",
            }
            said, code = told("--lang", "en", "--remote", address, *words, env=env)
            assert code == (exit_of(refused) if refused else exit_code), said
            assert refused in said
            return said

        yield type_
