"""What a freeze withholds of a creator's balance."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Engine

from gateways.money.income import SqlIncome
from gateways.refusals import UnknownCreator


@dataclass(frozen=True)
class HeldBack:
    why: str
    withheld_fen: int
    free_fen: int
    """What can be withdrawn all the same."""


def held_back(engine: Engine, creator_id: str) -> HeldBack | None:
    """None where nothing is frozen. Raises UnknownCreator."""
    now = SqlIncome(engine).standing(creator_id)
    if now.frozen.account or now.frozen.commissions:
        return HeldBack(now.frozen.why, now.withheld_fen, now.free_fen)
    return None


def held_back_of(engine: Engine, account: str) -> HeldBack | None:
    """Of an account of the ledger: nothing where it is no creator's, or of one that nobody knows."""
    kind, _, owner = account.partition(":")
    if kind == "creator":
        with suppress(UnknownCreator):
            return held_back(engine, owner)
    return None
