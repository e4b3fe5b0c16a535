"""`up` owns what it started: nothing of it outlives it, nothing of the last run works beside the next."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psutil
import pytest

from runtime import running, started
from runtime.leash import Leash, leashed
from runtime.serving_lock import CODE, OtherCodeServes, fingerprint, of_one_code
from runtime.worker_process import WorkerProcess
from settings import ROOT, Settings
from starter.cli.exits import exit_of
from tests.starter.test_interrupted import environment, of

SOON = 20.0
"""Seconds on a busy machine; it takes one or four."""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""


# --- a child ends with whoever started it ---

PARENT = """
import sys, threading, time
from pathlib import Path
from runtime.leash import leashed
def start():
    with Path(sys.argv[1]).open("wb") as output:
        print(leashed([sys.executable, "-c", sys.argv[2]], grace=0.5, output=output).process.pid, flush=True)
if sys.argv[3] == "thread":
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
else:
    start()
time.sleep(600)
"""


@pytest.mark.parametrize("child", ["import time; time.sleep(600)", DEAF], ids=["willing", "deaf"])
@pytest.mark.parametrize("starter", ["main", "thread"])
def test_a_child_ends_within_seconds_of_its_supervisor_whichever_thread_started_it(
    tmp_path: Path, child: str, starter: str
) -> None:
    words = [sys.executable, "-c", PARENT, str(tmp_path / "log"), child, starter]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        if child == DEAF:
            until(lambda: "deaf" in (tmp_path / "log").read_text(), "it has heard what it shall not hear")
        time.sleep(0.3)
        assert psutil.pid_exists(pid), (
            "the end of the thread that started it is not the end of its supervisor"
        )

        parent.kill()

    until(lambda: not psutil.pid_exists(pid), "the child has ended")


def test_who_lets_go_leaves_no_watcher_and_a_child_is_known_to_be_ready(tmp_path: Path) -> None:
    says = "import os, time; os.write(int(os.environ['STARMAP_CHANNEL']), b'ready\\n'); time.sleep(600)"
    child = a_child(tmp_path, says)
    until(lambda: child.says_ready, "it is ready")
    (watcher,) = psutil.Process(child.process.pid).children()

    child.process.terminate()
    child.process.wait(SOON)
    child.let_go()
    child.let_go()

    until(lambda: has_ended(watcher), "the watcher has ended, too", 2)
    assert child.says_ready


# --- what a killed run left is ended, and nobody else's ---


def test_what_is_left_is_ended_by_number_and_start_time_and_a_foreign_process_never(tmp_path: Path) -> None:
    left, foreign = a_child(tmp_path, DEAF), a_child(tmp_path, "import time; time.sleep(600)")
    started.write(tmp_path, [left.process.pid, foreign.process.pid, 2**22 + 1])
    told = json.loads((tmp_path / "started.json").read_text())
    told[1]["began"] = told[1]["began"][:-1] + "x"
    (tmp_path / "started.json").write_text(json.dumps(told))
    threading.Thread(target=left.process.wait).start()  # reaped, as by the system when its parent is dead

    found = started.read(tmp_path)
    started.end(found)

    assert [each.pid for each in found] == [left.process.pid]
    assert not found[0].lives
    assert foreign.is_running
    foreign.process.kill()
    foreign.process.wait()
    for each in (left, foreign):
        each.let_go()


@pytest.mark.parametrize(
    "said", ["", "nonsense", "null", "[1]", '[{"pid": "x", "began": "y"}]', '[{"pid": -1}]']
)
def test_a_file_of_the_last_run_that_cannot_be_read_names_nobody(tmp_path: Path, said: str) -> None:
    (tmp_path / "started.json").write_text(said)

    assert started.read(tmp_path) == []


def test_a_platform_is_not_running_when_another_process_has_its_number(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path)
    told = running.Running(os.getpid(), "a", "", 0, 0, "", virtual_time=True, since="", began="another time")
    running.write(settings, told)

    assert running.read(settings) is None


# --- two kinds of code never serve together ---


def test_workers_of_one_code_serve_together_and_one_of_another_is_refused_by_name(tmp_path: Path) -> None:
    def serves(code: str) -> AbstractContextManager[None]:
        return of_one_code(tmp_path, code)

    refused = pytest.raises(OtherCodeServes, match=r"停止.*stop it first")
    with serves("old"), serves("old"), refused, serves("new"):
        pass
    with serves("new"), pytest.raises(OtherCodeServes), serves("old"):
        pass


def test_a_changed_line_anywhere_in_the_code_is_another_code(tmp_path: Path) -> None:
    for part in CODE:
        place = tmp_path / part
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, place)
    assert fingerprint(tmp_path) == fingerprint()

    for part in CODE:
        file = next((tmp_path / part).rglob("*.py"), tmp_path / part)
        before = fingerprint(tmp_path)
        file.write_text(file.read_text() + "\n# changed\n")
        assert fingerprint(tmp_path) != before, part


def test_a_worker_of_other_code_does_not_begin(tmp_path: Path) -> None:
    with of_one_code(tmp_path, "of yesterday"):
        ended = subprocess.run(
            [sys.executable, "worker.py"],
            cwd=ROOT,
            env=environment(tmp_path, TEMPORAL_ADDRESS="127.0.0.1:1"),
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert "✗ OTHER_CODE_SERVES" in ended.stderr
    assert "Traceback" not in ended.stderr


# --- up, with real processes ---


@pytest.fixture
def ups(tmp_path: Path) -> Iterator["Ups"]:
    made = Ups(tmp_path / "state")
    yield made
    made.end()


class Ups:
    """One `up` after the other on one state folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.all: list[subprocess.Popen[bytes]] = []

    def up(self, **more: str) -> "Ups":
        with self.out.open("wb") as output:
            begun = subprocess.Popen(
                [ROOT / "starmap", "up"],
                env=environment(self.folder, **more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.all.append(begun)
        return self

    @property
    def out(self) -> Path:
        return self.folder.parent / f"up-{len(self.all)}.out"

    @property
    def said(self) -> str:
        return (self.folder.parent / f"up-{len(self.all) - 1}.out").read_text(encoding="utf-8")

    @property
    def is_ready(self) -> bool:
        """The present one, not what a killed one wrote."""
        told = running.read(Settings(state=self.folder))
        return told is not None and told.pid == self.all[-1].pid

    def ready(self) -> running.Running:
        until(lambda: self.is_ready or self.all[-1].poll() is not None, "up is ready", 120)
        told = running.read(Settings(state=self.folder))
        assert told, self.said
        return told

    def ended(self) -> str:
        ended = self.all[-1].wait(120)
        assert ended == exit_of(self.said.partition("✗ ")[2].split()[0]), self.said
        assert "Traceback" not in self.said
        assert "worker running" not in self.said
        assert not (self.folder / "running.json").exists()
        assert of(self.folder) == []
        return self.said

    def kill(self) -> None:
        self.all[-1].kill()
        self.all[-1].wait()

    def end(self) -> None:
        for each in self.all:
            each.send_signal(signal.SIGINT)
            each.wait(90)
        started.end(started.read(self.folder))


@pytest.mark.timeout(300)
def test_after_a_kill_of_up_its_worker_and_its_server_end_by_themselves(ups: Ups) -> None:
    ups.up().ready()

    ups.kill()

    until(lambda: not of(ups.folder), "nothing is left", 2 * SOON)


@pytest.mark.timeout(300)
def test_up_ends_what_a_killed_up_left_even_where_nobody_watched_it(ups: Ups) -> None:
    first = ups.up().ready()
    ours = [first.server_pid, *first.worker_pids]
    for pid in ours:  # as `kill -9` by name hits them
        for watcher in psutil.Process(pid).children():
            watcher.kill()
    ups.kill()
    time.sleep(1)
    assert all(psutil.pid_exists(pid) for pid in ours)

    second = ups.up().ready()

    assert "ending what the last run left" in ups.said
    assert not any(psutil.pid_exists(pid) for pid in ours)
    assert {*ours}.isdisjoint([second.server_pid, *second.worker_pids])


@pytest.mark.timeout(300)
def test_a_metrics_address_in_use_is_called_so_and_up_does_not_say_ready(ups: Ups) -> None:
    for name in ("STARMAP_METRICS_ADDRESS", "STARMAP_BUSINESS_METRICS_ADDRESS"):
        with socket.create_server(("127.0.0.1", 0)) as held:
            address = f"127.0.0.1:{held.getsockname()[1]}"

            said = ups.up(**{name: address}).ended()

        assert "✗ WORKER_DOES_NOT_SERVE" in said
        assert "✗ ADDRESS_IN_USE" in said
        assert f"{name}={address}" in said


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["STARMAP_PORT", "STARMAP_UI_PORT"])
def test_a_port_that_was_named_and_is_taken_is_refused_by_name(ups: Ups, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

        said = ups.up(**{name: str(port)}).ended()

    assert "✗ PORT_TAKEN" in said
    assert f"{name}={port}" in said


@pytest.mark.timeout(300)
def test_a_usual_port_that_is_taken_gives_way_to_a_free_one_which_is_told(ups: Ups) -> None:
    with contextlib.ExitStack() as held:
        for port in (7233, 8233):
            with contextlib.suppress(OSError):  # taken by another just as well
                held.enter_context(socket.create_server(("127.0.0.1", port)))

        told = ups.up(STARMAP_PORT="", STARMAP_UI_PORT="").ready()

    assert "port 7233 is taken" in ups.said
    assert "port 8233 is taken" in ups.said
    assert told.address in ups.said
    assert told.ui_url in ups.said
    assert "7233" not in told.address


@pytest.mark.timeout(300)
def test_two_ups_at_once_on_one_folder_are_one(ups: Ups) -> None:
    ups.up()
    until((ups.folder / "up.lock").exists, "the first has begun")

    ups.up()
    assert ups.all[1].wait(60) == exit_of("FOLDER_IN_USE") == exit_of("ALREADY_RUNNING")

    assert "✗ FOLDER_IN_USE" in ups.said or "✗ ALREADY_RUNNING" in ups.said


def a_child(folder: Path, program: str) -> Leash:
    with (folder / "child.log").open("wb") as output:
        child = leashed([sys.executable, "-c", program], grace=0.5, output=output)
    if program == DEAF:
        until(lambda: "deaf" in (folder / "child.log").read_text(), "it is deaf")
    return child


def has_ended(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    return True


def until(holds: Callable[[], bool], what: str, seconds: float = SOON) -> None:
    gives_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < gives_up_at, f"not in {seconds} s: {what}"
        time.sleep(0.05)


def test_a_worker_that_ends_before_it_serves_is_not_serving(tmp_path: Path) -> None:
    (tmp_path / "worker.py").write_text("raise SystemExit(1)", encoding="utf-8")
    worker = WorkerProcess(Settings(state=tmp_path), "", tmp_path / "log", root=tmp_path)

    worker.start()
    assert worker.process
    worker.process.wait(SOON)

    assert not worker.is_serving
    worker.stop()
