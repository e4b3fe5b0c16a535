"""What a withdrawal moves in the ledger: reserved once, and out of transit once, whatever the bank does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.money.entries import Entry, Posting


@dataclass(frozen=True)
class Movement:
    """Accounts with ``{owner}`` (``creator:ID`` or ``brand:ID``) and ``{withdrawal}`` to fill in."""

    zh: str
    en: str
    out_of: str
    into: str


MOVEMENTS: Mapping[str, Movement] = {
    "payout_sent": Movement(
        "提现预留：余额 → 途中",
        "reserved: balance → transit",
        "{owner}",
        "transit:{withdrawal}",
    ),
    "payout_arrived": Movement(
        "到账：途中 → 银行", "arrived: transit → bank", "transit:{withdrawal}", "bank"
    ),
    "payout_returned": Movement(
        "退回：途中 → 余额", "returned: transit → balance", "transit:{withdrawal}", "{owner}"
    ),
    "payout_refunded": Movement("退票：银行 → 余额", "sent back later: bank → balance", "bank", "{owner}"),
}


def movement(kind: str, owner: str, withdrawal: str, number: str, fen: int, at: datetime) -> Entry:
    """The entry, keyed by the vendor number it is about."""
    way = MOVEMENTS[kind]
    out_of, into = (side.format(owner=owner, withdrawal=withdrawal) for side in (way.out_of, way.into))
    return Entry(f"{kind}:{number}", kind, (Posting(out_of, -fen), Posting(into, fen)), at, at)
