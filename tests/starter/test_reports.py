"""A report that cannot be told never turns a done act into a failure, and no money moves without a number."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from starter.cli import __main__ as cli
from starter.cli.exits import exit_of
from starter.cli.numbers import NUMBER
from tests.starter.test_readers import BUILT, COMMANDS, good
from tests.starter.test_up import ROOT, Place, place

__all__ = ["place"]
ENCODINGS = ("gbk", "ascii", "latin-1", "gbk:strict")
LOSSES = {
    "pipe": "{} | head -0; exit ${{PIPESTATUS[0]}}",
    "closed": "{} >&-",
    "full": "{} >/dev/full",
    "both full": "{} >/dev/full 2>/dev/full",
    "all closed": "{} <&- >&- 2>&-",
}
MONEY = {command for command, of in COMMANDS.items() if any(each.info is NUMBER for each in of)}


def told(words: str, loss: str = "{}", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", loss.format(f"./starmap --lang zh {words}")],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_a_terminal_has_no_sign_for_is_replaced(encoding: str) -> None:
    shown = told("terms show", PYTHONIOENCODING=encoding)

    assert (shown.returncode, shown.stderr, b"accept_hours" in shown.stdout) == (0, b"", True)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_code_is_the_commands_own_whatever_becomes_of_its_report(loss: str, tmp_path: Path) -> None:
    done = told("rulebook", LOSSES[loss])
    refused = told("brand top-up muxi 1,50 --key k", LOSSES[loss], STARMAP_STATE=str(tmp_path))

    assert (done.returncode, refused.returncode) == (0, exit_of("AMOUNT_INVALID"))
    assert b"Traceback" not in done.stderr + refused.stderr
    assert (b"REPORT_LOST" in done.stderr) is (loss in ("pipe", "closed", "full"))


def words(command: tuple[str, ...], *more: str) -> list[str]:
    needed = [each for each in COMMANDS[command] if each.needed]
    value = {each.name: good(each.reader) if each.reader else "x" for each in needed}
    options = [f"{each.flag}={value[each.name]}" for each in needed if each.is_option]
    return [*command, *options, *more, "--", *(value[each.name] for each in needed if not each.is_option)]


def test_every_command_that_takes_an_amount_takes_a_number_but_for_a_quote_that_moves_nothing() -> None:
    amounts = {
        command for command, of in COMMANDS.items() if any(e.reader and e.reader.kind == "amount" for e in of)
    }

    assert amounts - {("creator", "quote")} <= MONEY
    assert {("brand", "top-up"), ("withdraw",), ("claim", "clawback"), ("claim", "compensate")} <= MONEY


@pytest.mark.parametrize("command", sorted(MONEY), ids=" ".join)
@pytest.mark.parametrize("given", [(), ("--key=",), ("--number=",)])
def test_an_act_of_money_without_a_number_does_nothing_and_names_one_that_would_do(
    command: tuple[str, ...],
    given: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STARMAP_STATE", str(tmp_path))

    assert cli.run(lambda: BUILT(words(command, *given), prog_name="starmap")) == exit_of("NUMBER_NEEDED")
    refused = capsys.readouterr().err
    assert "NUMBER_NEEDED" in refused
    proposed = refused.rpartition("--key ")[2].strip()
    nowhere = cli.run(lambda: BUILT(words(command, f"--key={proposed}"), prog_name="starmap"))
    assert nowhere == exit_of("NOT_RUNNING")
    assert "NUMBER_NEEDED" not in capsys.readouterr().err
    assert not (tmp_path / "starmap.db").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a terminal of our own")
def test_at_a_terminal_one_is_proposed_and_taken_by_enter(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [str(ROOT / "starmap"), "--lang", "en", "brand", "top-up", "muxi", "100"],
        env={**os.environ, "STARMAP_STATE": str(tmp_path)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as asked:
        os.close(theirs)
        heard = b""
        while b"]:" not in heard:
            heard += os.read(ours, 1000)
        os.write(ours, b"\n")
        asked.communicate(timeout=60)
    os.close(ours)

    assert b"the number of this act" in heard
    assert asked.returncode == exit_of("NOT_RUNNING")


@pytest.mark.timeout(600)
async def test_each_top_up_is_paid_in_once_whatever_becomes_of_its_report(place: Place) -> None:
    kept = {**LOSSES, "gbk": "PYTHONIOENCODING=gbk {}", "plain": "{}"}
    for number, how in enumerate(kept.values()):
        line = f"brand top-up xiaolu 100 --key r-{number}"
        done = await asyncio.to_thread(told, line, how, **place.env)
        assert done.returncode == 0, (how, done.stdout, done.stderr)
        await place.starmap(*line.split())

    assert f"{50_000 + 100 * len(kept):,}.00" in await place.starmap("brand", "show", "xiaolu")
    assert "nothing was done again" in await place.starmap("brand", "top-up", "xiaolu", "100", "--key", "r-0")
    assert "TOP_UP_CHANGED" in await place.starmap(
        "brand", "top-up", "xiaolu", "101", "--key", "r-0", code=exit_of("TOP_UP_CHANGED")
    )
    assert "AMOUNT_INVALID" in await place.starmap(
        "brand", "top-up", "xiaolu", "1,50", "--key", "r-x", code=exit_of("AMOUNT_INVALID")
    )
