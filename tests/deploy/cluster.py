"""The cluster of the compose file without Docker: a stock Temporal server with the limits of the dynamic
configuration, a PostgreSQL set up by the compose file's own script, and our services as plain processes."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from temporalio.client import Client

from runtime.server import _ports, find_binary
from tests.deploy.compose import OURS, ROOT
from tests.postgres import Postgres, postgres
from tests.starter.typed import typed

PATIENCE = 120
DYNAMIC_CONFIG = ROOT / "deploy/temporal/dynamicconfig.yaml"


@dataclass
class Cluster:
    folder: Path
    temporal: str
    database: Postgres
    port: int = field(default_factory=lambda: _ports(any=0)[0])
    """Of the gateway."""
    processes: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    def environment(self, service: str) -> dict[str, str]:
        """As the compose file has it, with the names of its network replaced by where things are here."""
        said = {name: str(value) for name, value in OURS[service]["environment"].items()}
        here = {name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value) for name, value in said.items()}
        here["TEMPORAL_ADDRESS"] = self.temporal
        here["STARMAP_DATABASE_URL"] = here["STARMAP_DATABASE_URL"].replace(
            "postgres:5432", f"127.0.0.1:{self.database.port}"
        )
        for name in here.keys() & {"STARMAP_METRICS_ADDRESS", "STARMAP_BUSINESS_METRICS_ADDRESS"}:
            here[name] = f"127.0.0.1:{_ports(any=0)[0]}"  # every container has ports of its own
        for name in ("STARMAP_DATABASE_PASSWORD_FILE", "STARMAP_DATA_KEY_FILE"):
            here[name] = here[name].replace("/run/secrets", str(self.folder / "secrets"))
        for name in here.keys() & {"STARMAP_HTTP_PORT"}:
            here[name] = str(self.port)
        for name in here.keys() & {"STARMAP_UPLOADS"}:
            here[name] = str(self.folder / "uploads")
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("STARMAP_", "TEMPORAL_"))}
        state = {"STARMAP_STATE": str(self.folder / "state"), "COLUMNS": "200", "LANG": "C.UTF-8"}
        return {**plain, **state, **here}

    async def run(self, service: str, *words: str, code: int = 0) -> str:
        """Run the service's command to its end, or the command line with these words."""
        if words:
            told, ended = await asyncio.wait_for(typed(*words, env=self.environment(service)), PATIENCE)
        else:
            process = await self._start(service, OURS[service]["command"], asyncio.subprocess.PIPE)
            output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
            told, ended = output.decode(), process.returncode or 0
        assert ended == code, told
        return told

    async def start(self, service: str) -> None:
        """The image's own command, as the service's role."""
        with (self.folder / f"{service}.log").open("ab") as log:
            self.processes[service] = await self._start(service, [sys.executable, "worker.py"], log)

    async def serve(self, service: str) -> None:
        """The compose file's own command."""
        with (self.folder / f"{service}.log").open("ab") as log:
            self.processes[service] = await self._start(service, OURS[service]["command"], log)

    async def until(self, said: str, *words: str, service: str = "cli") -> str:
        """Run the command line again and again until it says so and ends well."""
        gives_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < gives_up_at:
            told, ended = await typed(*words, env=self.environment(service))
            if ended == 0 and said in told:
                return told
            await asyncio.sleep(0.3)
        raise AssertionError(f"{said!r} never came:\n{told}")

    async def stop(self, service: str) -> int:
        process = self.processes.pop(service)
        if process.returncode is None:
            process.terminate()
        return await asyncio.wait_for(process.wait(), PATIENCE)

    async def _start(self, service: str, command: Any, output: Any) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env=self.environment(service),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
        )


@asynccontextmanager
async def cluster(folder: Path) -> Any:
    async with AsyncExitStack() as running:
        secrets = _secrets(folder)
        database = running.enter_context(postgres())
        _make_roles(database, secrets)
        address = await running.enter_async_context(stock_server(*limits()))
        made = Cluster(folder, address, database)
        try:
            yield made
        finally:
            for service in list(made.processes):
                await made.stop(service)


def limits() -> list[str]:
    told = yaml.safe_load(DYNAMIC_CONFIG.read_text(encoding="utf-8"))
    pairs = (f"{key}={values[0]['value']}" for key, values in told.items())
    return [word for pair in pairs for word in ("--dynamic-config-value", pair)]


@asynccontextmanager
async def stock_server(*options: str) -> AsyncIterator[str]:
    """A Temporal server nobody prepared: no namespace of ours, no search attributes; its address."""
    async with asyncio.timeout(60):
        while (served := await _stock(*options)) is None:
            pass
    address, process = served
    try:
        yield address
    finally:
        process.terminate()
        await process.wait()


async def _stock(*options: str) -> tuple[str, asyncio.subprocess.Process] | None:
    """None: it ended by itself, since somebody bound the port between its choice and its use."""
    (port,) = _ports(any=0)
    process = await asyncio.create_subprocess_exec(
        *(find_binary(), "server", "start-dev", "--ip", "127.0.0.1", "--port", str(port), "--headless"),
        *options,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    while process.returncode is None:
        try:
            await (await Client.connect(f"127.0.0.1:{port}")).service_client.check_health()
        except RuntimeError:
            await asyncio.sleep(0.1)
        except BaseException:
            process.terminate()
            raise
        else:
            return f"127.0.0.1:{port}", process
    return None


def _secrets(folder: Path) -> Path:
    """Made by the project's own script."""
    shutil.copy(ROOT / "deploy/secrets.sh", folder)
    subprocess.run([folder / "secrets.sh"], check=True, stdout=subprocess.DEVNULL)
    return folder / "secrets"


def _make_roles(database: Postgres, secrets: Path) -> None:
    """The compose file's script, with passwords that count from then on."""
    environment = {
        **os.environ,
        "PATH": f"{database.programs}:{os.environ['PATH']}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(database.port),
        "POSTGRES_USER": "postgres",
        "TEMPORAL_PASSWORD_FILE": str(secrets / "temporal_password"),
        "STARMAP_PASSWORD_FILE": str(secrets / "starmap_password"),
    }
    subprocess.run([ROOT / "deploy/postgres/roles.sh"], check=True, env=environment)
    database.ask_for_passwords("starmap", "temporal")
