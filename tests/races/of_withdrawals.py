"""Races for a creator's balance, and for the end of one transfer."""

from tests.domain.story import MONDAY
from tests.races.ground import AT_ONCE, NET, Ground
from tests.races.race import Race, Round, unlike

HALF, OTHERS = AT_ONCE // 2, AT_ONCE - 1


def withdraw_all(ground: Ground, name: str) -> Round:
    ground.settled(name)

    told = ground.at_once(lambda n: _begin(ground, name, f"{name}-{n}"))

    wrong = unlike(told, {"done": 1, "BALANCE_SHORT": OTHERS}) + ground.off(name, transit=NET)
    return Round(told, ground.entries(f"payout_sent:{name}-"), wrong)


def withdraw_again(ground: Ground, name: str) -> Round:
    ground.settled(name)

    told = ground.at_once(lambda _: _begin(ground, name, f"{name}-w", 100))

    wrong = unlike(told, {"done": AT_ONCE}) + ground.off(name, transit=100, creator=NET - 100)
    return Round(told, ground.entries(f"payout_sent:{name}-"), wrong)


def withdraw_otherwise(ground: Ground, name: str) -> Round:
    ground.settled(name)

    told = ground.at_once(lambda n: _begin(ground, name, f"{name}-w", 100 + n))

    (fen,) = [row.fen for row in ground.desk.withdrawals(name)]
    wrong = unlike(told, {"done": 1, "RecordConflict": OTHERS})
    return Round(
        told,
        ground.entries(f"payout_sent:{name}-"),
        wrong + ground.off(name, transit=fen, creator=NET - fen),
    )


def paid_and_returned(ground: Ground, name: str) -> Round:
    ground.settled(name)
    _begin(ground, name, f"{name}-w")

    def ask(number: int) -> str:
        if number % 2:
            ground.withdrawals.paid(f"{name}-w", 1, MONDAY)
            return "paid"
        ground.withdrawals.returned(f"{name}-w", 1, "ACCOUNT_INVALID", MONDAY)
        return "returned"

    told = ground.at_once(ask)

    end = "paid" if told["paid"] else "returned"
    wrong = unlike(told, {end: HALF, "RecordConflict": HALF})
    wrong += ground.off(name, creator=0 if end == "paid" else NET)
    moved = ground.entries(f"payout_arrived:{name}-", f"payout_returned:{name}-")
    return Round(told, moved, wrong)


def _begin(ground: Ground, name: str, withdrawal: str, fen: int = NET) -> None:
    ground.withdrawals.begin(withdrawal, 1, name, name, fen, MONDAY)


RACES = (
    Race("withdraw all, 50 keys", withdraw_all),
    Race("withdraw, the same key", withdraw_again),
    Race("withdraw, the same key, other amounts", withdraw_otherwise),
    Race("paid and returned, one number", paid_and_returned),
)
