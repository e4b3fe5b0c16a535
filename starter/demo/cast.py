"""Who plays: invented brands with money and creators with quotes. Numbers ring only in the sandbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.commissions.ordering.order import Order
from domain.commissions.task_types import TASK_TYPES
from domain.copies import replace
from services.app import App
from services.parties import accounts
from services.parties.sample import (
    ATANG,
    BRANDS,
    CHENGYE,
    LAOZHOU,
    LINXI,
    MAIXIANG,
    QINGYOU,
    SHANXING,
    SUHE,
    XIAOLU,
    Player,
    add_brand,
    add_creator,
)
from services.sandbox import phones
from services.terms_file import terms_for


@dataclass(frozen=True)
class Part:
    """One commission of the play."""

    number: int
    task_type: str
    brand: Player
    creator: Player
    title: str
    price_fen: int
    outline: bool = False


PARTS = (
    Part(1, "article", QINGYOU, ATANG, "青柚新品", 300_000, outline=True),
    Part(2, "micro_post", SHANXING, LAOZHOU, "周末徒步好去处", 88_888),
    Part(3, "answer", XIAOLU, MAIXIANG, "吐司怎样保鲜", 120_000),
    Part(4, "article", SHANXING, LINXI, "轻量露营清单", 200_000, outline=True),
    Part(5, "article", QINGYOU, CHENGYE, "十款柚子茶横评", 500_000),
    Part(6, "direct_article", XIAOLU, SUHE, "小鹿烘焙开店记", 150_000),
)


def furnish(app: App) -> None:
    """Open the accounts, with just the money the six commissions cost."""
    now = datetime.now(UTC)
    for brand in BRANDS:
        cost = sum(part.price_fen for part in PARTS if part.brand is brand)
        add_brand(app.engine, brand, cost, now)
    for part in PARTS:
        add_creator(app.engine, part.creator, {part.task_type: part.price_fen}, now)
    accounts.pay_by_hand(app.engine, LINXI.id, by_hand=True)
    phones.answer_calls(app.engine, MAIXIANG.id, answers=False)


def order_of(part: Part, **changes: Any) -> Order:
    order = Order(
        brand_id=part.brand.id,
        creator_id=part.creator.id,
        brand_name=part.brand.name,
        creator_name=part.creator.name,
        task_type=part.task_type,
        title=part.title,
        price_fen=part.price_fen,
        outline_wanted=part.outline,
        terms=terms_for(TASK_TYPES[part.task_type]),
    )
    return replace(order, **changes)
