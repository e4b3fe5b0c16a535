"""Every crash point of every step that moves money, each met once: ``python -m tests.chaos.crashes``."""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from gateways.sandbox.faults import Fault
from tests.chaos.arena import PATIENCE, Arena, arena
from tests.chaos.deaths import COMMIT, INSTANTS, RETURN, START, is_ordered, order_death
from tests.chaos.report import Figures, of_the_money, printed

DYING = Path(__file__).parent / "dying"


@dataclass(frozen=True)
class Crash:
    step: str
    instant: str
    about: str = ""
    """What the step is about, beside the commission's id."""
    fault: Fault | None = None
    note: str = ""
    """How the bank misbehaves first, so that it comes to this step."""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.step, self.about.strip(" []'-1"), self.instant)))


CRASHES = (
    *(Crash("record", instant, " ['settle']") for instant in INSTANTS),
    *(Crash("reserve", instant, "-1") for instant in INSTANTS),
    *(Crash("account_of", instant, "-1") for instant in (START, COMMIT, RETURN)),
    *(Crash("transfer", instant, "-1") for instant in (START, RETURN)),
    *(Crash("find", instant, "-1", Fault.LOSE_ANSWER) for instant in (START, RETURN)),
    *(Crash("note", instant, "-1 paid") for instant in INSTANTS),
    *(Crash("note", instant, "-1 turned_down", Fault.REFUSE, "AMOUNT_INVALID") for instant in INSTANTS),
)


async def crash(made: Arena, cid: str, at: Crash) -> None:
    """Settle, and let the worker die on the way to the payout; another one is started."""
    if at.fault:
        made.app.faults.arm("bank", at.fault, operation="transfer", match=f"{cid}-1", note=at.note)
    order_death(made.settings.state, at.step, at.instant, f"{cid}{at.about}")
    await made.insist(lambda: made.app.tell(cid, "settle", command_id=f"{cid}-settle"))
    gives_up_at = asyncio.get_running_loop().time() + PATIENCE
    while made.worker.is_running:
        if asyncio.get_running_loop().time() > gives_up_at:
            raise TimeoutError(f"{at.name} was never met; worker log: {made.worker.log}")
        await asyncio.sleep(0.02)
    assert not is_ordered(made.settings.state), "it died of something else"
    made.kill_worker(at.name)  # gone already: it is counted, and started again


async def retried(made: Arena, cid: str) -> None:
    """What the bank refused for good is back on the balance; an operator lets it be paid out anew."""
    await made.until(lambda: made.app.queries.commission(cid).record["payout"]["state"] == "failed")
    await made.send(cid, "retry_payout", actor="operator:li", reason="已核对")


async def every_crash(made: Arena, crashes: tuple[Crash, ...] = CRASHES) -> None:
    """One commission for each: they go on beside each other, and all are paid in the end."""
    met = [(await made.published(), at) for at in crashes]
    for cid, at in met:
        await crash(made, cid, at)
    for cid, at in met:
        if at.fault is Fault.REFUSE:
            await retried(made, cid)
    await made.all_paid()


async def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="starmap-crashes-"))
    started = time.monotonic()
    try:
        async with arena(folder, root=DYING) as made:
            await every_crash(made)
            met: Figures = [(f"died at: {name}", count) for name, count in made.kills.items()]
            figures = [*met, ("commissions", len(made.ordered)), *of_the_money(made.app)]
            return printed(Console(), figures, await made.violations(), time.monotonic() - started)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    code = asyncio.run(main())
    sys.stdout.flush()
    os._exit(code)
