"""What may stand in the books when a page is opened: nothing, a bit of everything, odd names, very much."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import Engine, insert, select, update

from gateways.sql.database import reading, writing
from models.tables.commissions import CommissionRow
from models.tables.parties import Brand, Creator
from models.tables.plain import table_of
from services.parties.sample import furnish_if_empty
from tests.web.conftest import placed
from tests.web.lived_in import lived_in

COMMISSIONS = table_of(CommissionRow)
WIDE = "六十个宽字符的标题一个字也不少" * 4
RIGHT_TO_LEFT = "أحمد العلي · صباح الخير"
MANY = 250


def empty(engine: Engine) -> dict[str, str]:
    furnish_if_empty(engine)
    return {}


def odd(engine: Engine) -> dict[str, str]:
    """Titles of sixty wide characters, and names from right to left."""
    furnish_if_empty(engine)
    with writing(engine) as session:
        session.execute(update(table_of(Creator)).values(name=RIGHT_TO_LEFT))
        session.execute(update(table_of(Brand)).values(name=f"{RIGHT_TO_LEFT} 有限责任公司"))
    scenes = ("offered", "content_review", "published", "arbitration", "settled")
    return {
        scene: placed(engine, scene, WIDE if at % 2 else RIGHT_TO_LEFT) for at, scene in enumerate(scenes)
    }


def many(engine: Engine, number: int = MANY) -> dict[str, str]:
    """So many of the same two parties, at every stage in turn."""
    found = lived_in(engine)
    with reading(engine) as session:
        rows = [dict(each) for each in session.execute(select(COMMISSIONS)).mappings()]
    copies = [_copy(rows[at % len(rows)], at) for at in range(number)]
    with writing(engine) as session:
        session.connection().execute(insert(COMMISSIONS), copies)
    return found


def _copy(row: dict[str, object], at: int) -> dict[str, object]:
    commission_id = f"{row['brand_id']}-N-{at:05}"
    record: dict[str, object] = row["record"]  # type: ignore[assignment]
    return row | {
        "id": commission_id,
        "order_key": f"N-{at:05}",
        "record": record | {"id": commission_id},
        "opened_at": row["opened_at"] - timedelta(minutes=at + 1),  # type: ignore[operator]
    }


WORLDS: Mapping[str, Callable[[Engine], dict[str, str]]] = {
    "lived in": lived_in,
    "empty": empty,
    "odd": odd,
    "many": many,
}
