"""Invented brands and creators, so that the examples can be ordered at once."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount
from gateways.refusals import AlreadyExists
from services.money.topping_up import cashier_of


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
QUOTES = {
    ATANG: {"article": 300_000, "answer": 135_000},
    LAOZHOU: {"direct_article": 150_000, "article": 220_000, "micro_post": 66_000},
    MAIXIANG: {"micro_post": 88_888},
    SUHE: {"answer": 120_000, "article": 260_000},
    CHENGYE: {"douyin_video": 600_000},
}
WEALTH_FEN = 5_000_000
REAL_NAME = "样例"
"""Of every sample creator."""


def add_brand(engine: Engine, brand: Player, fen: int, at: datetime) -> None:
    SqlCatalogue(engine).add_brand(brand.id, brand.name, f"{brand.id}-co", brand.phone, at)
    payer = PayoutAccount("alipay", f"{brand.id}@example.com", brand.name)
    cashier_of(engine).top_up(brand.id, fen, f"first:{brand.id}", at, payer)


def add_creator(engine: Engine, creator: Player, quotes: dict[str, int], at: datetime) -> None:
    catalogue = SqlCatalogue(engine)
    catalogue.add_creator(creator.id, creator.name, creator.id, creator.phone, at, real_name=REAL_NAME)
    catalogue.bind_account(creator.id, PayoutAccount("alipay", f"{creator.id}@example.com", REAL_NAME))
    for task_type, fen in quotes.items():
        catalogue.open_type(creator.id, task_type)
        catalogue.quote(creator.id, task_type, fen)


def furnish_if_empty(engine: Engine) -> bool:
    """Open the sample accounts in a database that has none; whether it did.

    Of two that start beside an empty PostgreSQL one is first; the other leaves it the work.
    """
    catalogue, now = SqlCatalogue(engine), datetime.now(UTC)
    if catalogue.creators() or catalogue.brands():
        return False
    try:
        for brand in BRANDS:
            add_brand(engine, brand, WEALTH_FEN, now)
        for creator, quotes in QUOTES.items():
            add_creator(engine, creator, quotes, now)
    except AlreadyExists:
        return False
    return True
