"""Settings that are wrong are named; secrets come from files and are never shown."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from runtime.worker_process import WorkerProcess
from settings import ROLES, ROOT, SANDBOX, VENDORS, BadSettings, Settings
from starter.cli.exits import exit_of
from tests.deploy.test_documents import shown
from tests.starter.typed import told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STARMAP_PORT", "seven"),
        ("STARMAP_PORT", "70000"),
        ("STARMAP_ROLES", "workflows,cooking"),
        ("STARMAP_ROLES", " , "),
        ("STARMAP_PROCESSES", "0"),
        ("STARMAP_THREADS", "-1"),
        ("STARMAP_BANK_SECONDS", "0"),
        ("STARMAP_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSettings, match=name) as told:
        Settings()

    assert "请改正" in told.value.zh
    assert "cooking" not in told.value.en


def test_an_empty_value_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STARMAP_ROLES", "")
    monkeypatch.setenv("STARMAP_PORT", "")

    assert Settings().roles == ROLES
    assert Settings().port == 7233


def test_a_role_named_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STARMAP_ROLES", "payouts, notices,payouts")

    assert Settings().roles == ("payouts", "notices")


def test_the_plain_name_of_the_database_does_and_our_own_name_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u@plain/d")
    assert Settings().database == "postgresql+psycopg://u@plain/d"

    monkeypatch.setenv("STARMAP_DATABASE_URL", "postgres://u@own/d")
    assert Settings().database == "postgresql+psycopg://u@own/d"


def test_without_any_address_it_is_sqlite_in_the_state_folder(tmp_path: Path) -> None:
    assert Settings(state=tmp_path).database == f"sqlite:///{tmp_path}/starmap.db"


def test_the_address_or_the_password_alone_comes_from_a_file(tmp_path: Path) -> None:
    whole, password = tmp_path / "url", tmp_path / "password"
    whole.write_text("postgresql://u:hunter2@h/d\n", encoding="utf-8")
    password.write_text("p@ss/word\n", encoding="utf-8")

    assert Settings(database_url_file=whole).database == "postgresql+psycopg://u:hunter2@h/d"
    told = Settings(database_url="postgresql://u@h/d", database_password_file=password)
    assert told.database == "postgresql+psycopg://u:p%40ss%2Fword@h/d"
    assert "ss/word" not in repr(told)
    assert "hunter2" not in repr(Settings(database_url="postgresql://u:hunter2@h/d"))


def test_a_worker_is_told_the_file_and_not_the_secret(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://u:hunter2@h/d", encoding="utf-8")

    told = WorkerProcess(Settings(state=tmp_path, database_url_file=file), "", tmp_path / "log")._database()

    assert told == {"STARMAP_DATABASE_URL_FILE": str(file)}


WORKER, COMMAND = "worker.py", "./starmap health"


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"STARMAP_ROLES": "cooking"}, "BAD_SETTINGS"),
        ({"STARMAP_DATABASE_URL": "hunter2"}, "DATABASE_ADDRESS"),
        ({"STARMAP_DATABASE_URL_FILE": "/nowhere"}, "BAD_SETTINGS"),
        ({"TEMPORAL_ADDRESS": "127.0.0.1:1"}, "TEMPORAL_UNREACHABLE"),
        ({"STARMAP_BANK": "hunter2"}, "BAD_SETTINGS"),
    ],
)
@pytest.mark.parametrize("program", [WORKER, COMMAND])
def test_a_program_that_cannot_begin_says_why_in_both_languages_without_a_traceback(
    tmp_path: Path, program: str, setting: dict[str, str], code: str
) -> None:
    environment = {**os.environ, "STARMAP_STATE": str(tmp_path), "TEMPORAL_ADDRESS": "127.0.0.1:1", **setting}

    said, ended = told("health", env=environment) if program == COMMAND else worker(environment)

    named_at_once = program == COMMAND and code != "TEMPORAL_UNREACHABLE"  # the others it looks for
    assert ended == (exit_of(code) if named_at_once else 1)
    assert f"✗ {code}" in said
    assert "Traceback" not in said
    assert "hunter2" not in said


def worker(environment: dict[str, str]) -> tuple[str, int]:
    """A process of its own: it is what Docker and `up` start."""
    ended = subprocess.run(
        [sys.executable, "worker.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return ended.stderr, ended.returncode


def test_a_worker_whose_keys_for_the_bank_cannot_be_used_does_not_begin(tmp_path: Path) -> None:
    keys = {
        "STARMAP_STATE": str(tmp_path),
        "STARMAP_BANK": "alipay",
        "STARMAP_ALIPAY_APP_ID": "2021000000000001",
    }

    said, ended = worker({**os.environ, "TEMPORAL_ADDRESS": "127.0.0.1:1", **keys})

    assert ended == 1
    assert "✗ ALIPAY_UNUSABLE" in said
    assert "STARMAP_ALIPAY_PRIVATE_KEY_FILE" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", VENDORS)
def test_a_worker_has_the_vendors_of_whoever_starts_it_whatever_its_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The demonstration chooses the sandbox of each: it never pays with real money."""
    variable = f"STARMAP_{name.upper()}"
    real = next(each for each in get_args(Settings.model_fields[name].annotation) if each != SANDBOX)
    monkeypatch.setenv(variable, real)
    say = f"import os, sys; sys.stdout.write(os.environ['{variable}'])"
    (tmp_path / "worker.py").write_text(say, encoding="utf-8")
    settings = Settings(state=tmp_path, **{name: SANDBOX})
    child = WorkerProcess(settings, "", tmp_path / "log", root=tmp_path)

    child.start()
    assert child.process
    child.process.wait(60)

    assert (tmp_path / "log").read_text(encoding="utf-8") == "sandbox"


EXAMPLE = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
"""What the example of an .env names, and what stands there."""
COMPOSE = (ROOT / "docker-compose.temporal.yml").read_text("utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_example_of_an_env_file_names_every_setting_with_its_default(name: str) -> None:
    assert EXAMPLE[f"STARMAP_{name.upper()}"] == shown(Settings.model_fields[name].default)


def test_what_is_no_setting_of_ours_stands_in_the_example_as_compose_or_temporal_has_it() -> None:
    others = EXAMPLE.keys() - {f"STARMAP_{name.upper()}" for name in Settings.model_fields}

    assert others
    for name in others:
        assert EXAMPLE[name] == "" or f"${{{name}:-{EXAMPLE[name]}}}" in COMPOSE, name


def test_an_env_file_with_every_line_of_the_example_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in EXAMPLE.keys() & os.environ.keys():
        monkeypatch.delenv(name)
    env = tmp_path / ".env"
    env.write_text("".join(f"{name}={value}\n" for name, value in EXAMPLE.items()), encoding="utf-8")

    told = Settings(_env_file=env)

    assert told.model_copy(update={"state": ROOT / told.state}) == Settings(_env_file=None)
