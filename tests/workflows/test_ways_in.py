"""Every command of the command line, called at least once on a real platform, as people call it."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
import typer
from typer.testing import CliRunner

from domain.commissions.moves import MESSAGES, Message
from domain.refusals import REFUSALS
from gateways.operations.audit.checking import check_ledger
from gateways.sandbox.bank_records import SandboxBankRecords
from runtime import running
from services.commissions.commands import CommandRefused
from starter.cli.console import out
from starter.cli.every import app
from tests.filling import said as said_example
from tests.workflows.world import World, monday

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples/article.yaml"
LEDGER = {"ledger trial-balance", "ledger statement", "ledger reconcile"}
"""Told in a story of their own below."""
ELSEWHERE = (
    {"up", "serve", "demo", "sweep run", "sweep show", "brand payer", "brand withdraw", "audit"}
    | {f"commission {name}" for name in ("cancel-open", "explain", "replay")}
    | {f"member {name}" for name in ("list", "invite", "reset", "withdraw-invitation", "role", "remove")}
    | {f"upload {name}" for name in ("add", "list", "save")}
    | {"events list", "events catalogue"}
    | {"person export", "person erase", "keys rotate"}
    | {f"key {name}" for name in ("list", "create", "rotate", "revoke")}
    | {f"signing-key {name}" for name in ("list", "register", "revoke", "rotate", "revoke-gateway")}
    | {f"webhook {name}" for name in ("list", "log", "add", "change", "rotate", "enable", "disable")}
    | {f"webhook {name}" for name in ("remove", "redeliver", "test")}
)
"""Told with real processes in tests/starter."""
DEPLOYMENT = {"health", "server prepare", "database migrate"}
"""They prepare a place to run in and are no way into a commission."""


class Desk:
    def __init__(self, world: World) -> None:
        self.world = world
        self.called: set[str] = set()

    async def __call__(self, *words: str, fails: str = "") -> str:
        """What the command says; it ends well, or is refused by this name."""
        result = await asyncio.to_thread(CliRunner().invoke, app, ["--lang", "en", *words])
        self.called.add(_command(words))
        told = f"{result.output}{result.exception or ''}"
        assert (bool(result.exit_code), fails in told) == (bool(fails), True), told
        return result.output


def leaves(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group) or hasattr(command, "commands"):
            yield from leaves(command, (*before, name))
        else:
            yield (*before, name)


COMMANDS = {" ".join(words) for words in leaves(typer.main.get_command(app))}


def _command(words: tuple[str, ...]) -> str:
    return next(name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS)


@pytest.fixture
def desk(world: World, monkeypatch: pytest.MonkeyPatch) -> Desk:
    settings = world.settings
    address = world.client.service_client.config.target_host
    monkeypatch.setenv("STARMAP_STATE", str(settings.state))
    monkeypatch.setenv("STARMAP_DATABASE_URL", settings.database)
    monkeypatch.setenv("STARMAP_QUEUE", settings.queue)
    monkeypatch.setenv("STARMAP_CALLED_FROM", str(ROOT))
    monkeypatch.setattr(out, "width", 200)
    monkeypatch.delenv("TEMPORAL_ADDRESS", raising=False)
    here = running.Running(os.getpid(), address, "", 0, 0, settings.database, True, "today")
    running.write(settings, here)
    return Desk(world)


@pytest.mark.timeout(180)
async def test_the_accounts_the_orders_and_the_sandbox_are_worked_by_hand(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    await desk("creator", "add", "atang", "--name", "阿汤说茶", "--phone", "13800000901")
    await _payee(desk)
    await desk("creator", "open-type", "atang", "article")
    await desk("creator", "quote", "atang", "article", "3000")
    await desk("creator", "pause", "atang")
    await desk("commission", "new", "examples/article.yaml", fails="CREATOR_PAUSED")
    await desk("creator", "pause", "atang", "--resume")
    assert "3,000.00" in await desk("creator", "show", "atang")
    await _listed(desk)
    await desk("creator", "add", "x", "--name", "长" * 41, "--phone", "13800000902", fails="BAD_NAME")
    await desk("brand", "add", "shanxing", "--name", "山行户外", "--phone", "13900000902")
    await desk("brand", "top-up", "shanxing", "10000", "--key", "b-1")
    await desk("brand", "top-up", "shanxing", "10000", "--key", "b-1")
    await desk("brand", "top-up", "shanxing", "10001", "--key", "b-1", fails="TOP_UP_CHANGED")
    assert "10,000.00" in await desk("brand", "show", "shanxing")
    assert "closing 10,000.00" in await desk("brand", "statement", "shanxing")
    bad.write_text(ARTICLE.read_text(encoding="utf-8").replace("price:", "prize:"), encoding="utf-8")
    await desk("commission", "new", str(bad), fails="price")
    assert desk.world.queries.commissions() == []
    cid = (await desk("commission", "new", "examples/article.yaml")).split()[2]
    await desk.world.stage(cid, "offered")
    imported = await desk(
        *("commission", "import", "examples/orders.csv", "--results", str(tmp_path / "results.csv")),
        fails="CREATOR_UNKNOWN",
    )
    assert "2 ordered, 0 ordered before, 10 refused" in imported
    assert cid in await desk("commission", "list", "--stage", "offered", "--creator", "atang")
    assert "您收到新任务" in await desk("phone", "atang")
    await _accepted(desk, cid)
    await desk("submit", cid, "--ref", "outline-1")
    await desk("approve", cid)
    await desk("mp", "write", cid)
    await desk.world.stage(cid, "content_review")
    assert cid in await desk("mp", "items", "atang")
    await desk("approve", cid, "--release-at", "now")
    await desk.world.stage(cid, "published")
    await _tamper(desk, cid)
    assert "content" in await desk("commission", "show", cid)
    assert "accept" in await desk("commission", "timeline", cid)
    assert await _watched(cid)
    desk.called.add("commission watch")
    await _money(desk, cid, tmp_path)
    await _withdrawals(desk)
    assert "difference 0.00" in await desk("ledger", "check")
    await _sent_back(desk)
    assert "accept_hours" in await desk("terms", "show")
    await desk("terms", "diff", "--commission", cid)
    assert "T01" in await desk("rulebook")
    assert "commissions" in await desk("status")
    await desk("time", "skip", "1h", "--only", cid)
    messages = {name.replace("_", "-") for name in MESSAGES}
    assert desk.called >= COMMANDS - messages - LEDGER - ELSEWHERE - DEPLOYMENT


async def _listed(desk: Desk) -> None:
    assert "3,000.00" in await desk("creator", "list", "--type", "article")
    assert "shanxing" not in await desk("brand", "list")


async def _payee(desk: Desk) -> None:
    """A real name, then an account in that name; neither is ever shown whole."""
    account = ("--account", "atang@example.com", "--holder", "汤小明")
    await desk("creator", "bind", "atang", *account, fails="NOT_VERIFIED")
    await desk("creator", "verify", "atang", "--name", "汤小明")
    await desk(
        "creator", "bind", "atang", "--account", "a@example.com", "--holder", "汤红", fails="NAME_MISMATCH"
    )
    await desk(
        "creator", "bind", "atang", "--account", "atang", "--holder", "汤小明", fails="ACCOUNT_INVALID"
    )
    assert "a***@example.com" in await desk("creator", "bind", "atang", *account)
    await desk("creator", "unbind", "atang")
    await desk("creator", "bind", "atang", *account)
    await desk("creator", "payout", "atang", "by-hand")
    assert "withdrawn by hand" in await desk("creator", "show", "atang")
    await desk("creator", "payout", "atang", "automatic")
    shown = await desk("creator", "show", "atang")
    assert "汤*明" in shown
    assert "汤小明" not in shown


async def _accepted(desk: Desk, cid: str) -> None:
    """While its outline is still to come nothing is made that the commission would not take."""
    await desk("accept", cid)
    await desk("mp", "write", cid, fails="NOT_NOW")
    assert cid not in await desk("mp", "items", "atang")


async def _money(desk: Desk, cid: str, folder: Path) -> None:
    """Before the settlement: what is held, pending and billed; afterwards what was decided against it."""
    by = ("--actor", "operator:li", "--reason", "发布后内容被替换")
    assert "cannot be cancelled now" in await desk("commission", "quote", cid)
    await desk("claim", "clawback", cid, "--creator-bps", "5000", "--key", "k1", *by, fails="NOT_SETTLED")
    assert "8,550.00" in await desk("creator", "balance", "atang")  # this one and two of the import
    by_hand = ("--operator", "li", "--reason", "以为丢失")
    await desk("commission", "revive", cid, *by_hand, fails="STILL_RUNNING")
    await desk("settle", cid)
    await desk.world.until(lambda: desk.world.record(cid).payout.state == "paid", "paid out")
    await desk("claim", "clawback", cid, "--creator-bps", "5000", "--key", "k1", *by)
    await desk("claim", "clawback", cid, "--creator-bps", "4000", "--key", "k1", *by, fails="CLAIM_CHANGED")
    await desk("claim", "compensate", "creator:atang", "25", "--key", "k2", *by)
    await desk("claim", "write-off", "atang", "0.01", "--key", "k3", *by)
    assert "1,399.99" in await desk("creator", "balance", "atang")
    income = await desk("creator", "income", "atang", "--from", "2020-01-01", "--to", "2099-01-01")
    assert "-1,425.00" in income
    await desk("creator", "income", "atang", "--csv", str(folder / "income.csv"))
    assert len((folder / "income.csv").read_text("utf-8-sig").splitlines()) == 1 + 5
    assert "1,500.00" in await desk("commission", "bill", cid, "--role", "brand")
    assert "1,425.00" in await desk("commission", "bill", cid, "--role", "creator")
    listed = await desk("claim", "list")
    assert [listed.count(key) for key in ("k1", "k2", "k3")] == [1, 1, 1]


async def _withdrawals(desk: Desk) -> None:
    """Refused at the bank, retried by an operator, refused again, and given back."""
    held = ("--holder", "汤小明")
    by = ("--operator", "li", "--reason", "创作者来电")
    await desk("withdraw", "atang", "10", "--key", "k/1", fails="KEY_INVALID")
    await desk("withdraw", "atang", "--key", "k0", fails="NOTHING_TO_WITHDRAW")
    paid_by_us = ("--key", "k9", "--actor", "operator:li", *by[2:])
    await desk("claim", "compensate", "creator:atang", "3000", *paid_by_us)
    await desk("creator", "bind", "atang", "--account", "13800000000", *held)
    await desk("withdraw", "atang", "100", "--key", "k1")
    await desk.world.until(lambda: desk.world.standing("atang.k1").state == "waiting", "the refusal")
    frozen = ("atang", "--actor", "operator:li", *by[2:])
    await desk("creator", "freeze", *frozen)
    await desk("withdraw", "atang", "100", "--key", "k2", fails="WITHDRAWAL_FROZEN")
    await desk("creator", "unfreeze", *frozen)
    await desk("withdrawal", "retry", "atang.k1", fails="OPERATOR_NEEDED")
    await desk("withdrawal", "retry", "atang.k1", *by[:2], fails="REASON_NEEDED")
    assert "atang.k1-2" in await desk("withdrawal", "retry", "atang.k1", *by)
    await desk.world.until(lambda: desk.world.standing("atang.k1").state == "waiting", "the second refusal")
    assert "ACCOUNT_INVALID" in await desk("withdrawal", "show", "atang.k1")
    told = await desk("attention")
    for said in ("withdrawal/atang.k1", "payout_failed", "./starmap withdrawal show atang.k1", "since"):
        assert said in told
    await desk("withdrawal", "show", "nobody", fails="WITHDRAWAL_UNKNOWN")
    assert "told of it: 1 withdrawal not done" in await desk(
        "creator", "bind", "atang", "--account", "atang@example.com", *held
    )
    await desk.world.until(lambda: desk.world.standing("atang.k1").state == "paid", "the payout")
    await desk("withdrawal", "cancel", "atang.k1", *by, fails="WITHDRAWAL_NOT_WAITING")
    await desk("withdrawal", "revive", "atang.k1", *by, fails="NOTHING_TO_REVIVE")
    assert "atang.k1" in await desk("withdrawal", "list", "--state", "paid", "--creator", "atang")
    assert "atang.k1-3" in await desk("bank", "log")
    await desk("bank", "refund", "atang.k1-1", fails="NO_SUCH_TRANSFER")
    assert "still says paid" in await desk("withdrawal", "ask", "atang.k1")


async def _renumbered(desk: Desk) -> None:
    by = ("--actor", "operator:li", "--reason", "换号")
    assert "is now" in await desk("creator", "phone", "atang", "13800000911", *by)
    assert "is now" in await desk("brand", "phone", "shanxing", "13900000912", *by)


async def _sent_back(desk: Desk) -> None:
    """Days later, by the payee's bank: the check finds it, and asking the bank books it."""
    await desk("bank", "refund", "atang.k1-3")
    await desk("ledger", "check", fails="atang.k1-3 · sent back by the bank and not booked")
    assert "on the balance again" in await desk("withdrawal", "ask", "atang.k1")
    await desk("withdrawal", "ask", "atang.k1", fails="WITHDRAWAL_NOT_PAID")
    assert "difference 0.00" in await desk("ledger", "check")
    await _renumbered(desk)


@pytest.mark.timeout(180)
async def test_the_books_are_read_and_held_against_the_bank_by_hand(desk: Desk, tmp_path: Path) -> None:
    bill, kept = tmp_path / "bill.csv", tmp_path / "kept.csv"
    await desk("brand", "add", "shanxing", "--name", "山行户外", "--phone", "13900000902")
    await desk("brand", "top-up", "shanxing", "10000", "--key", "b-1")
    assert "difference 0.00" in await desk("ledger", "check")
    assert "brand:shanxing" in await desk("ledger", "trial-balance", "--accounts", "--csv", str(kept))
    assert "brand:shanxing,品牌主余额,a brand's wallet," in kept.read_text(encoding="utf-8-sig")
    assert "0 entries" in await desk("ledger", "trial-balance", "--at", "2020-01-01")
    assert "top_up:b-1" in await desk("ledger", "statement", "brand:shanxing", "--csv", str(kept))
    assert "10000.00,1000000" in kept.read_text(encoding="utf-8-sig")
    assert "0 differences" in await desk("ledger", "reconcile")
    bill.write_text("number,yuan,state\nstranger-1,7,paid\n", encoding="utf-8")
    await desk("ledger", "reconcile", "--bill", str(bill), "--csv", str(kept), fails="1")
    assert "transfer_unknown,stranger-1,7.00" in kept.read_text(encoding="utf-8-sig")
    bill.write_text("number,yuan,state\n,7,paid\n", encoding="utf-8")
    await desk("ledger", "reconcile", "--bill", str(bill), fails="line 2: there is no number")
    await desk("ledger", "statement", "brand:nobody", fails="ACCOUNT_UNKNOWN")
    period = ("--from", "2026-11-02", "--to", "2026-11-01 08:00")
    await desk("ledger", "statement", "fee", *period, fails="PERIOD_REVERSED")
    await desk("ledger", "trial-balance", "--at", "soon", fails="this is no instant: soon")
    await desk("ledger", "check", "--csv", str(tmp_path / "no" / "x.csv"), fails="choose another place")
    before = desk.world.ledger.balances()
    desk.world.bank.deposit("stray", "shanxing", 700, datetime.now(UTC))
    assert "stray" in str(check_ledger(desk.world.engine, SandboxBankRecords(desk.world.engine)).findings)
    assert desk.world.ledger.balances() == before
    await desk("ledger", "check", fails="1 difference")
    await desk("ledger", "reconcile", fails="stray")
    await desk("brand", "top-up", "shanxing", "7", "--key", "stray")
    await desk("ledger", "reconcile")
    assert desk.called >= LEDGER


async def _tamper(desk: Desk, cid: str) -> None:
    await desk("open-edit", cid)
    await desk.world.quiet(cid)
    await desk("mp", "edit", cid, "--title", "新的标题")
    await desk("mp", "hide", cid)
    await desk("mp", "restore", cid)
    await desk("mp", "remove", cid)
    await desk("mp", "audit", cid, fails="ITEM_REMOVED")
    await desk("fault", "arm", "bank", "slow")
    assert "bank" in await desk("fault", "list")
    await desk("fault", "clear")


async def _watched(cid: str) -> bool:
    """It follows until Ctrl-C."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "starter.cli", "commission", "watch", cid),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    first = await asyncio.wait_for(process.stdout.readline(), 60)
    process.send_signal(signal.SIGINT)
    await asyncio.wait_for(process.communicate(), 60)
    return bool(first)


def _words(message: Message, cid: str) -> list[str]:
    said = [message.name.replace("_", "-"), cid]
    for name, value in {
        "actor": message.by[0].value,
        "reason": "核查完毕",
        **said_example(message.example),
    }.items():
        flag = "--" + name.replace("_", "-")
        if isinstance(value, bool):
            said.append(flag if value else f"--no-{flag[2:]}")
        else:
            said += [flag, ",".join(value) if isinstance(value, list) else str(value)]
    return said


@pytest.mark.timeout(180)
async def test_every_message_is_a_command_that_reaches_its_commission(desk: Desk) -> None:
    """With its example; most come at the wrong time, and are refused by name."""
    cid = await desk.world.offered(at=monday())
    for message in MESSAGES.values():
        words = _words(message, cid)
        if message.by[0].value == "operator":
            words[words.index("--actor") + 1] = "operator:li"
        result = await asyncio.to_thread(CliRunner().invoke, app, ["--lang", "en", *words])
        refused = result.exception
        assert result.exit_code == 0 or isinstance(refused, CommandRefused), (words, result.output, refused)
        assert not isinstance(refused, CommandRefused) or refused.code in REFUSALS, words
    assert "accept" in desk.world.moves(cid)
