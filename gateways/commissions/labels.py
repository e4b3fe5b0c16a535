"""What brands' own systems call their commissions, and the pairs of words they keep with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine, bindparam, select
from sqlmodel import col

from gateways.sql.database import lock, looking, reading, writing
from models.tables.gateway import CommissionLabel
from models.tables.plain import table_of

LABELS = table_of(CommissionLabel)
OF = select(LABELS.c.external_id, LABELS.c.pairs).where(LABELS.c.commission_id == bindparam("commission"))


@dataclass(frozen=True)
class Label:
    external_id: str = ""
    pairs: Mapping[str, str] = field(default_factory=dict)


NONE = Label()


class SqlLabels:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, commission_id: str, brand_id: str, label: Label) -> bool:
        """Whether it stands so afterwards: False where another commission of the brand has the external id,
        or this one another label.
        """
        with writing(self._engine) as session:
            lock(session, f"labels:{brand_id}")
            row = session.get(CommissionLabel, commission_id)
            if row is not None:
                return (row.external_id or "", dict(row.pairs)) == (label.external_id, dict(label.pairs))
            of = select(col(CommissionLabel.commission_id)).where(
                col(CommissionLabel.brand_id) == brand_id,
                col(CommissionLabel.external_id) == label.external_id,
            )
            if label.external_id and session.scalar(of) is not None:
                return False
            session.add(
                CommissionLabel(
                    commission_id=commission_id,
                    brand_id=brand_id,
                    external_id=label.external_id or None,
                    pairs=dict(label.pairs),
                )
            )
            return True

    def of(self, commission_id: str) -> Label:
        with looking(self._engine) as connection:
            row = connection.execute(OF, {"commission": commission_id}).first()
        return Label(row[0] or "", dict(row[1])) if row else NONE

    def commission_of(self, brand_id: str, external_id: str) -> str:
        """Empty: the brand has none under this id."""
        of = select(col(CommissionLabel.commission_id)).where(
            col(CommissionLabel.brand_id) == brand_id, col(CommissionLabel.external_id) == external_id
        )
        with reading(self._engine) as session:
            return session.scalar(of) or ""
