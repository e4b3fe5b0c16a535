"""The image, as far as it can be known without building it."""

import fnmatch
import re
import subprocess

from tests.deploy.compose import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
KEPT = [
    line.removeprefix("!")
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    if line.startswith("!")
]
NOT_IN_IT = {"tests", "benchmarks", "docs", "deploy", "README.md", "README.zh.md", "CHANGELOG.md", "Makefile"}
NOT_IN_IT |= {"pyproject.toml", "requirements-dev.lock", "Dockerfile", "docker-compose.temporal.yml"}


def tracked() -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {path.split("/")[0] for path in listed.stdout.split()}


def test_it_holds_what_runs_and_nothing_else() -> None:
    unsaid = {name for name in tracked() if not name.startswith(".")} - set(KEPT) - NOT_IN_IT

    assert unsaid == set()
    assert all((ROOT / name).exists() for name in KEPT)


def test_no_secret_and_no_state_gets_into_it() -> None:
    for name in (".env", ".starmap", "deploy", ".git"):
        assert not any(fnmatch.fnmatch(name, kept) for kept in KEPT)


def test_it_installs_locked_packages_only_and_runs_as_nobody_special() -> None:
    assert "--require-hashes" in DOCKERFILE
    assert "--only-binary :all:" in DOCKERFILE
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER 1000:1000$", last, re.MULTILINE)
    assert "pip" not in last
    assert "apt-get" not in DOCKERFILE


def test_its_base_is_pinned() -> None:
    assert re.search(r"^ARG PYTHON=\d+\.\d+-slim-\w+$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["python:${PYTHON}"] * 2
