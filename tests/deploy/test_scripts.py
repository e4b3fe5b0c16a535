"""The shell scripts, run: against real programs where they are at hand, against recorders where not."""

import base64
import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.deploy.compose import ROOT

SCRIPTS = [ROOT / "starmap", ROOT / ".ci/run", *sorted((ROOT / "deploy").rglob("*.sh"))]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_every_script_can_be_read_and_run(script: Path) -> None:
    subprocess.run(["bash", "-n", script], check=True)

    assert os.access(script, os.X_OK)
    assert "set -eu" in script.read_text(encoding="utf-8")


def test_the_schema_is_made_and_then_updated_in_both_databases_with_the_secrets_password(
    tmp_path: Path,
) -> None:
    """`temporal-sql-tool` exists only in its image: a recorder stands for it."""
    told = schema(tmp_path, "exit 0")

    asked = "secret postgres12 postgres temporal"
    versioned = "/etc/temporal/schema/postgresql/v12"
    assert told.returncode == 0
    assert (tmp_path / "calls").read_text().splitlines() == [
        f"{asked} --db temporal create",
        f"{asked} --db temporal setup-schema -v 0.0",
        f"{asked} --db temporal update-schema -d {versioned}/temporal/versioned",
        f"{asked} --db temporal_visibility create",
        f"{asked} --db temporal_visibility setup-schema -v 0.0",
        f"{asked} --db temporal_visibility update-schema -d {versioned}/visibility/versioned",
    ]
    assert "secret" not in told.stdout + told.stderr


def test_a_step_of_the_schema_that_fails_ends_the_script(tmp_path: Path) -> None:
    told = schema(tmp_path, "exit 3")

    assert told.returncode == 3
    assert len((tmp_path / "calls").read_text().splitlines()) == 1


def schema(folder: Path, end: str) -> subprocess.CompletedProcess[str]:
    recorder = f'echo "$SQL_PASSWORD $SQL_PLUGIN $SQL_HOST $SQL_USER $*" >>{folder}/calls\n{end}'
    program(folder / "temporal-sql-tool", recorder)
    (folder / "password").write_text("secret\n")
    return run(
        ROOT / "deploy/temporal/schema.sh",
        PATH=f"{folder}:{os.environ['PATH']}",
        SQL_HOST="postgres",
        SQL_USER="temporal",
        SQL_PASSWORD_FILE=str(folder / "password"),
    )


def test_the_server_gets_its_password_from_the_file(tmp_path: Path) -> None:
    program(tmp_path / "entrypoint.sh", 'test "$POSTGRES_PWD" = secret && echo started')
    (tmp_path / "password").write_text("secret\n")

    told = run(
        ROOT / "deploy/temporal/server.sh",
        ENTRYPOINT=str(tmp_path / "entrypoint.sh"),
        POSTGRES_PWD_FILE=str(tmp_path / "password"),
    )

    assert told.stdout == "started\n"


@pytest.mark.parametrize("script", ["temporal/schema.sh", "temporal/server.sh", "postgres/roles.sh"])
def test_a_script_without_what_it_needs_says_so_and_does_nothing(script: str) -> None:
    told = run(ROOT / "deploy" / script)

    assert told.returncode != 0
    assert "_FILE" in told.stderr or "SQL_HOST" in told.stderr


def test_secrets_are_made_once_are_long_and_differ(tmp_path: Path) -> None:
    script = program(tmp_path / "secrets.sh", (ROOT / "deploy/secrets.sh").read_text(encoding="utf-8"))

    first = run(script)
    made = {each.name: each.read_text() for each in (tmp_path / "secrets").iterdir()}
    again = run(script)

    key = base64.b64decode(made["data_key"], validate=False)
    passwords = {name: each for name, each in made.items() if name != "data_key"}
    assert set(passwords) == {"postgres_password", "temporal_password", "starmap_password"}
    assert len(set(made.values())) == 4
    assert all(len(each) == 48 for each in passwords.values())
    assert len(key) == 32
    assert again.stdout == ""
    assert {each.name: each.read_text() for each in (tmp_path / "secrets").iterdir()} == made
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert not any(each in first.stdout for each in made.values())


def program(path: Path, text: str) -> Path:
    path.write_text(text if text.startswith("#!") else f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def run(script: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run([script], env=plain, capture_output=True, text=True, check=False, cwd=script.parent)
