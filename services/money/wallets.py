"""A brand's money: what is available, held, and where it went."""

from sqlalchemy import Engine

from domain.money.wallet import Wallet
from gateways.money.wallets import SqlWallets


def wallet(engine: Engine, brand_id: str) -> Wallet:
    """Raises UnknownBrand."""
    return SqlWallets(engine).wallet(brand_id)
