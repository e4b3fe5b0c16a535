"""Races for a brand's wallet: top-ups under one number, and holds for a balance that covers one."""

from domain.commissions.ordering.opening import opened
from domain.commissions.ordering.order import Order
from gateways.ports.work import HoldVerdict
from tests.domain.story import MONDAY
from tests.races.ground import AT_ONCE, PRICE, Ground, batch
from tests.races.race import Race, Round, unlike

OTHERS = AT_ONCE - 1


def top_up_again(ground: Ground, name: str) -> Round:
    told = ground.at_once(lambda _: str(ground.ledger.top_up(name, PRICE, f"{name}-t", MONDAY)))

    wrong = unlike(told, {str(PRICE): AT_ONCE}) + ground.off(name, brand=PRICE)
    return Round(told, ground.entries(f"top_up:{name}-t"), wrong)


def top_up_otherwise(ground: Ground, name: str) -> Round:
    told = ground.at_once(lambda n: str(ground.ledger.top_up(name, PRICE + n, f"{name}-t", MONDAY)))

    (credited,) = {word for word in told if word.isdigit()} or {"0"}
    wrong = unlike(told, {credited: 1, "TopUpChanged": OTHERS}) + ground.off(name, brand=int(credited))
    return Round(told, ground.entries(f"top_up:{name}-t"), wrong)


def hold(ground: Ground, name: str) -> Round:
    """One fen less than two commissions need."""
    ground.ledger.top_up(name, 2 * PRICE - 1, f"{name}-t", MONDAY)
    order = Order(name, name, "青柚茶饮", "阿汤说茶", "article", "秋日新品试饮", PRICE)

    def ask(number: int) -> str:
        first = opened(f"{name}-{number}", order, MONDAY)
        verdict = ground.store.record(batch(first.commission, [first.transition]))
        return "held" if verdict is HoldVerdict.HELD else "SHORT"

    told = ground.at_once(ask)

    wrong = unlike(told, {"held": 1, "SHORT": OTHERS}) + ground.off(name, brand=PRICE - 1, escrow=PRICE)
    return Round(told, ground.entries(f"hold:{name}-"), wrong)


RACES = (
    Race("top up, the same number", top_up_again),
    Race("top up, the same number, other amounts", top_up_otherwise),
    Race("hold, a balance for one of 50", hold),
)
