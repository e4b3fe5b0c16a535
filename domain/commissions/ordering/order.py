"""What a brand orders: one brief for one creator at the creator's own price, under pinned terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.commissions.ordering.terms import Terms
from domain.money.amounts import share


@dataclass(frozen=True)
class Order:
    brand_id: str
    creator_id: str
    brand_name: str
    creator_name: str
    task_type: str
    title: str
    price_fen: int
    terms: Terms = field(default_factory=Terms)
    outline_wanted: bool = False
    approve_when_silent: bool = False
    purchase_link: str = ""
    marked_as_ad: bool = False
    submit_by: datetime | None = None
    release_from: datetime | None = None
    release_until: datetime | None = None
    brief: Mapping[str, str] = field(default_factory=dict)
    rulebook: str = "1"
    """The version of the rules it was struck under (`rules.versions`), kept to its end as its terms are."""

    @property
    def fee_fen(self) -> int:
        """The platform's fee on the whole price, rounded down."""
        return share(self.price_fen, self.terms.fee_bps)

    @property
    def hold_fen(self) -> int:
        """What the brand pays: the price, and the fee on top where the brand bears it."""
        return self.price_fen + (self.fee_fen if self.terms.fee_payer == "brand" else 0)

    @property
    def net_fen(self) -> int:
        """What the creator receives when all goes well."""
        return self.price_fen - (self.fee_fen if self.terms.fee_payer == "creator" else 0)
