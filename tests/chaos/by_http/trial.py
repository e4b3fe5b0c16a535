"""Two programs from outside take commissions to their ends while every part is killed in turn."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.ledger import SqlLedger
from gateways.money.sums import CommissionSums
from gateways.money.wallets import SqlWallets
from gateways.operations.audit.checking import check_ledger
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sql.database import opened
from services.parties.sample import QINGYOU, WEALTH_FEN
from tests.chaos.by_http.platform import PARTS, Platform

OUTSIDE = Path(__file__).parent / "outside"
PAUSE_SECONDS = 1.0
PAID_WITHIN = 120.0
TOP_UP_FEN = 5_000_000
ENDS = {
    "declined": ("declined",),
    "expired": ("expired",),
    "cancelled": ("cancelled",),
    "withdrawn": ("cancelled",),
}
"""Of those that are not settled, by the last word of their number."""
SETTLED = ("settled", "completed")
Told = dict[str, Any]


@dataclass
class Trial:
    platform: Platform
    many: int = 10
    pause: float = PAUSE_SECONDS
    patience: float = 900.0
    codes: dict[str, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Until both programs have done all they had to, and the bank has paid what was settled."""
        key = await self._key()
        address, many = self.platform.address, str(self.many)
        brand = self._outside("brand_system.py", address, key, str(self._journal("brand")), many)
        creators = self._outside("creator_app.py", address, str(self._journal("creators")), many)
        killing = asyncio.create_task(self._kill())
        try:
            async with asyncio.timeout(self.patience):
                await asyncio.gather(brand, creators)
        finally:
            killing.cancel()
            await asyncio.gather(killing, return_exceptions=True)
        with opened(self.platform.database_url) as engine:
            async with asyncio.timeout(PAID_WITHIN):
                while any(await asyncio.to_thread(lambda: list(self._payouts(engine)))):  # noqa: ASYNC110  # a bank
                    await asyncio.sleep(0.5)

    async def violations(self) -> list[str]:
        """Read from what the programs were answered, the books and the bank's own log."""
        told, code = await self.platform.command("ledger", "check")
        with opened(self.platform.database_url) as engine:
            found = await asyncio.to_thread(lambda: list(self._found(engine)))
        return found + ([f"ledger check: {told}"] if code else [])

    def figures(self) -> dict[str, Any]:
        counts = Counter[str]()
        for each in self.noted("figures"):
            counts.update({name: value for name, value in each.items() if name not in ("kind", "whose")})
        return {
            "commissions": self.many,
            "kills": dict(self.platform.kills),
            "commands acknowledged": len(self.noted("done")),
            **dict(sorted(counts.items())),
        }

    def noted(self, kind: str) -> list[Told]:
        both = [*self._noted_by("brand"), *self._noted_by("creators")]
        return [each for each in both if each["kind"] == kind]

    async def _kill(self) -> None:
        while True:
            for part in PARTS:
                await asyncio.sleep(self.pause)
                await self.platform.kill(part)

    async def _key(self) -> str:
        words = ("key", "create", QINGYOU.id, "--name", "ERP", "--operator", "li", "--json")
        told, code = await self.platform.command(*words)
        assert code == 0, told
        return str(json.loads(told)["secret"])

    async def _outside(self, program: str, *words: str) -> None:
        """With the standard library alone: nothing of the project, nothing installed."""
        run = await asyncio.create_subprocess_exec(
            sys.executable, "-E", "-s", "-S", str(OUTSIDE / program), *words, cwd=self.platform.folder
        )
        try:
            self.codes[program] = await run.wait()
        except asyncio.CancelledError:
            run.kill()
            raise

    def _journal(self, whose: str) -> Path:
        return self.platform.folder / f"{whose}.journal"

    def _noted_by(self, whose: str) -> list[Told]:
        lines = self._journal(whose).read_text(encoding="utf-8").splitlines()
        return [{**json.loads(each), "whose": whose} for each in lines]

    def _found(self, engine: Engine) -> Iterator[str]:
        yield from (f"{program} ended with {code}" for program, code in self.codes.items() if code)
        yield from (f"a fault: {each}" for each in self.noted("fault"))
        yield from (f"refused: {each}" for each in self.noted("refused"))
        yield from (f"another answer: {each}" for each in self.noted("again") if not each["same"])
        yield from self._of_the_ends(engine)
        yield from self._of_the_commands(engine)
        yield from self._of_the_money(engine)
        yield from self._payouts(engine)

    def _of_the_ends(self, engine: Engine) -> Iterator[str]:
        rows = SqlCommissionQueries(engine).commissions(limit=10 * self.many)
        if len(rows) != self.many:
            yield f"{len(rows)} commissions of {self.many}"
        for row in rows:
            wanted = ENDS.get(row.id.rpartition("-")[2], SETTLED)
            if row.stage not in wanted:
                yield f"{row.id}: {row.stage}"

    def _of_the_commands(self, engine: Engine) -> Iterator[str]:
        """What was acknowledged stands once in the timeline, under the number that was answered."""
        acknowledged = Counter[tuple[str, str, str]]()
        for each in self.noted("done"):
            cid, name = _commanded(each["path"])
            if not name:
                continue
            lines = SqlCommissionQueries(engine).timeline(cid)
            acknowledged[cid, name, each["whose"]] += 1
            seq = each["answer"]["seq"]
            if [line.move for line in lines if line.seq == seq and not line.refusal] != [name]:
                yield f"{cid}: {name} is not number {seq}"
        for (cid, name, whose), count in acknowledged.items():
            by = "brand" if whose == "brand" else "creator"
            lines = SqlCommissionQueries(engine).timeline(cid)
            stands = sum(line.move == name and line.by == by and not line.refusal for line in lines)
            if stands != count:
                yield f"{cid}: {name} was acknowledged {count} times and stands {stands} times"

    def _of_the_money(self, engine: Engine) -> Iterator[str]:
        report = check_ledger(engine)
        if not report.ok:
            yield f"ledger: {report}"
        for cid, each in self._sums(engine).items():
            if each.difference or each.still_held or each.held != each.to_creators + each.fee + each.refunded:
                yield f"{cid}: {each}"
        paid_in = SqlWallets(engine).wallet(QINGYOU.id).topped_up_fen
        if paid_in != WEALTH_FEN + TOP_UP_FEN:
            yield f"topped up {paid_in}"
        settled = Counter(
            str(line["commission_id"])
            for each in self.noted("income")
            for line in each["lines"]
            if line["kind"] == "settlement"
        )
        yield from (f"{cid}: settled {count} times" for cid, count in settled.items() if count != 1)

    def _payouts(self, engine: Engine) -> Iterator[str]:
        """By the bank's own log: each creator's part once, and nothing else."""
        paid, times = Counter[str](), Counter[str]()
        for each in SandboxBank(engine, SandboxFaults(engine)).log():
            if each.paid:
                paid[each.number.rpartition("-")[0]] += each.fen
                times[each.number.rpartition("-")[0]] += 1
        for cid, each in self._sums(engine).items():
            if paid[cid] != each.to_creators or times[cid] > 1:
                yield f"{cid}: paid {paid[cid]} in {times[cid]} transfers, the ledger says {each.to_creators}"

    def _sums(self, engine: Engine) -> dict[str, CommissionSums]:
        rows = SqlCommissionQueries(engine).commissions(limit=10 * self.many)
        return SqlLedger(engine).commission_sums([row.id for row in rows])


def _commanded(path: str) -> tuple[str, str]:
    """The commission and the name of the command; no name for anything else."""
    words = path.split("/")
    return (words[3], words[5]) if words[4:5] == ["commands"] else ("", "")
