"""Who plays: invented brands with money and creators with quotes. Numbers ring only in the sandbox."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from domain.order import Order
from domain.task_types import TASK_TYPES
from gateways.ports import PayoutAccount
from starter.office import Office
from starter.terms_file import terms_for


@dataclass(frozen=True)
class Player:
    id: str
    name: str
    phone: str


QINGYOU = Player("qingyou", "青柚茶饮", "13900000001")
SHANXING = Player("shanxing", "山行户外", "13900000002")
XIAOLU = Player("xiaolu", "小鹿烘焙", "13900000003")
ATANG = Player("atang", "阿汤说茶", "13800000001")
LAOZHOU = Player("laozhou", "老周走四方", "13800000002")
MAIXIANG = Player("maixiang", "麦香研究员", "13800000003")
LINXI = Player("linxi", "林溪手记", "13800000004")
CHENGYE = Player("chengye", "程野测评", "13800000005")
SUHE = Player("suhe", "苏禾慢生活", "13800000006")

BRANDS = (QINGYOU, SHANXING, XIAOLU)


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
    Part(1, "article", QINGYOU, ATANG, "青柚夏日新品测评", 300_000, outline=True),
    Part(2, "micro_post", SHANXING, LAOZHOU, "周末徒步好去处", 88_888),
    Part(3, "answer", XIAOLU, MAIXIANG, "吐司怎样保鲜", 120_000),
    Part(4, "article", SHANXING, LINXI, "轻量露营清单", 200_000, outline=True),
    Part(5, "article", QINGYOU, CHENGYE, "十款柚子茶横评", 500_000),
    Part(6, "direct_article", XIAOLU, SUHE, "小鹿烘焙开店记", 150_000),
)


def furnish(office: Office) -> None:
    """Open the accounts, with just the money the six commissions cost."""
    now = datetime.now(UTC)
    for brand in BRANDS:
        office.catalogue.add_brand(brand.id, brand.name, f"{brand.id}-co", brand.phone, now)
        cost = sum(part.price_fen for part in PARTS if part.brand is brand)
        office.ledger.top_up(brand.id, cost, f"first:{brand.id}", now)
    for part in PARTS:
        creator = part.creator
        office.catalogue.add_creator(creator.id, creator.name, creator.id, creator.phone, now)
        office.catalogue.bind_account(creator.id, PayoutAccount("alipay", f"{creator.id}@example.com", "样例"))
        office.catalogue.open_type(creator.id, part.task_type)
        office.catalogue.quote(creator.id, part.task_type, part.price_fen)
    office.phones.configure(MAIXIANG.phone, answers=False)


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
