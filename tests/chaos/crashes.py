"""Every crash point of every step that moves money, each met once by a worker that dies there."""

import asyncio
from dataclasses import dataclass

from gateways.sandbox.faults import Fault
from tests.chaos.arena import PATIENCE, Arena
from tests.chaos.deaths import COMMIT, INSTANTS, RETURN, START, is_ordered, order_death


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


async def crash(arena: Arena, cid: str, at: Crash) -> None:
    """Settle, and let the worker die on the way to the payout; another one is started."""
    if at.fault:
        arena.office.faults.arm("bank", at.fault, operation="transfer", match=f"{cid}-1", note=at.note)
    order_death(arena.settings.state, at.step, at.instant, f"{cid}{at.about}")
    await arena.insist(lambda: arena.office.tell(cid, "settle", command_id=f"{cid}-settle"))
    gives_up_at = asyncio.get_running_loop().time() + PATIENCE
    while arena.worker.is_running:
        if asyncio.get_running_loop().time() > gives_up_at:
            raise TimeoutError(f"{at.name} was never met; worker log: {arena.worker.log}")
        await asyncio.sleep(0.02)
    assert not is_ordered(arena.settings.state), "it died of something else"
    arena.kill_worker(at.name)  # gone already: it is counted, and started again


async def retried(arena: Arena, cid: str) -> None:
    """What the bank refused for good is back on the balance; an operator lets it be paid out anew."""
    await arena.until(lambda: arena.office.desk.commission(cid).record["payout"]["state"] == "failed")
    await arena.send(cid, "retry_payout", actor="operator:li", reason="已核对")


async def every_crash(arena: Arena, crashes: tuple[Crash, ...] = CRASHES) -> None:
    """One commission for each: they go on beside each other, and all are paid in the end."""
    met = [(await arena.published(), at) for at in crashes]
    for cid, at in met:
        await crash(arena, cid, at)
    for cid, at in met:
        if at.fault is Fault.REFUSE:
            await retried(arena, cid)
    await arena.all_paid()
