"""Who takes part, what creators offer, and which orders were taken.

Phones and accounts go in, are sealed, and go out masked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.forms import is_party_id, shown
from domain.identity import same_person
from domain.money.amounts import is_amount
from domain.parties.payee import is_name
from domain.parties.profiles import BrandProfile, CreatorProfile
from domain.refusals import Refused
from domain.texts import TextFault, fault, has_visible, settled
from gateways.parties.binding import bind
from gateways.parties.phones import plain_phone
from gateways.parties.profiles import brand_profile, creator_profile, left_out
from gateways.personal import rows
from gateways.ports.work import PayoutAccount
from gateways.refusals import (
    AlreadyExists,
    BadName,
    BadPartyId,
    BadRealName,
    NameMismatch,
    NotAnAmount,
    PersonErased,
    UnknownBrand,
    UnknownCreator,
)
from gateways.sql.database import lock, reading, writing
from models.tables.commissions import CommissionRow
from models.tables.parties import Brand, BreachRecord, Creator, CreatorService

ID = col(CommissionRow.id)
NAME_MAX = 40
"""Of characters: two names and the rest fit a workflow's summary line (400 bytes)."""


class SqlCatalogue:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add_creator(
        self,
        creator_id: str,
        name: str,
        owner: str,
        phone: str,
        at: datetime,
        *,
        real_name: str = "",
        account: PayoutAccount | None = None,
    ) -> None:
        """Whoever opens it has verified the real name. A payout account that is refused opens none."""
        with writing(self.engine) as session:
            _check_party(creator_id, name)
            _check_text(owner)
            if real_name:
                _check_real_name(real_name)
            _take_id(session, Creator, creator_id)
            row = Creator(id=creator_id, name=name, owner=owner, joined_at=at)
            plain, called = _plain(phone, creator_id), settled(real_name).strip()
            rows.keep(session, row, phone=plain, verified_name=called)
            if account:
                bind(session, row, account)
            session.add(row)

    def verify(self, creator_id: str, real_name: str) -> None:
        """Note the real name (实名). Raises NameMismatch while an account of another name is bound."""
        with writing(self.engine) as session:
            row = _creator(session, creator_id)
            _check_real_name(real_name)
            if row.payout_kind and not same_person(rows.read(session, row, "payout_holder"), real_name):
                raise NameMismatch(creator_id)
            rows.keep(session, row, verified_name=settled(real_name).strip())

    def creator(self, creator_id: str) -> CreatorProfile:
        with reading(self.engine) as session:
            return creator_profile(session, _creator(session, creator_id))

    def creators(self) -> list[CreatorProfile]:
        """Without anything personal: nothing of it is opened for a list."""
        with reading(self.engine) as session:
            found = session.scalars(select(Creator).order_by(col(Creator.id))).all()
            return [creator_profile(session, row, left_out) for row in found]

    def page_of_creators(self, task_type: str, after: str, limit: int) -> list[CreatorProfile]:
        """Of whom a type is open, or all of them; ids greater than ``after``."""
        rows = select(Creator).where(col(Creator.id) > after).order_by(col(Creator.id)).limit(limit)
        if task_type:
            has = select(col(CreatorService.creator_id)).where(
                col(CreatorService.task_type) == task_type, col(CreatorService.opened).is_(True)
            )
            rows = rows.where(col(Creator.id).in_(has))
        with reading(self.engine) as session:
            return [creator_profile(session, row) for row in session.scalars(rows).all()]

    def open_type(self, creator_id: str, task_type: str, *, opened: bool = True) -> None:
        with self._service(creator_id, task_type) as service:
            service.opened = opened

    def quote(self, creator_id: str, task_type: str, fen: int) -> None:
        """Set the creator's own price. Open commissions keep the price they were ordered at."""
        if not is_amount(fen):
            raise NotAnAmount(str(fen))
        with self._service(creator_id, task_type) as service:
            service.quote_fen = fen

    def pause(self, creator_id: str) -> None:
        self._set_paused(creator_id, paused=True)

    def resume(self, creator_id: str) -> None:
        self._set_paused(creator_id, paused=False)

    def bind_account(self, creator_id: str, account: PayoutAccount) -> None:
        """Raises NotVerified, NameMismatch and AccountInvalid; the refusal never repeats what was given."""
        with writing(self.engine) as session:
            bind(session, _creator(session, creator_id), account)

    def unbind_account(self, creator_id: str) -> None:
        """Settled money waits on the balance until another account is bound."""
        with writing(self.engine) as session:
            row = _creator(session, creator_id)
            row.payout_kind = row.payout_account = row.payout_holder = ""

    def pay_by_hand(self, creator_id: str, *, by_hand: bool) -> None:
        """Whether settled money waits on the balance until the creator withdraws it."""
        with writing(self.engine) as session:
            _creator(session, creator_id).payout_by_hand = by_hand

    def breaches(self, creator_id: str) -> list[BreachRecord]:
        with reading(self.engine) as session:
            _creator(session, creator_id)
            lines = select(BreachRecord).where(
                col(BreachRecord.party) == "creator", col(BreachRecord.subject_id) == creator_id
            )
            return list(session.scalars(lines.order_by(col(BreachRecord.id))))

    def add_brand(self, brand_id: str, name: str, owner: str, phone: str, at: datetime) -> None:
        with writing(self.engine) as session:
            _check_party(brand_id, name)
            _check_text(owner)
            _take_id(session, Brand, brand_id)
            plain = _plain(phone, brand_id)
            row = Brand(id=brand_id, name=name, owner=owner, joined_at=at)
            rows.keep(session, row, phone=plain)
            session.add(row)

    def brand(self, brand_id: str) -> BrandProfile:
        with reading(self.engine) as session:
            return brand_profile(session, _brand(session, brand_id))

    def brands(self) -> list[BrandProfile]:
        """As ``creators``."""
        with reading(self.engine) as session:
            found = session.scalars(select(Brand).order_by(col(Brand.id))).all()
            return [brand_profile(session, row, left_out) for row in found]

    def _set_paused(self, creator_id: str, *, paused: bool) -> None:
        with writing(self.engine) as session:
            row = _creator(session, creator_id)
            if row.erased_at is not None:
                raise PersonErased(f"creator:{creator_id}")
            row.paused = paused

    @contextmanager
    def _service(self, creator_id: str, task_type: str) -> Iterator[CreatorService]:
        """The creator's service of this type, to be changed."""
        with writing(self.engine) as session:
            lock(session, f"service:{creator_id}:{task_type}")
            _creator(session, creator_id)
            service = session.get(CreatorService, (creator_id, task_type))
            if service is None:
                service = CreatorService(creator_id=creator_id, task_type=task_type)
                session.add(service)
            yield service


def _take_id(session: Session, table: type[Creator | Brand], wanted: str) -> None:
    lock(session, f"{table.__name__}:{wanted}")
    if session.get(table, wanted) is not None:
        raise AlreadyExists(wanted)


def _plain(phone: str, party_id: str) -> str:
    """No phone is one that nobody has told yet."""
    return plain_phone(phone, party_id) if phone else ""


def _check_party(party_id: str, name: str) -> None:
    if not is_party_id(party_id):
        raise BadPartyId(shown(party_id))
    if not has_visible(name) or len(name) > NAME_MAX:
        raise BadName(name[:NAME_MAX])
    _check_text(name)


def _check_text(text: str) -> None:
    """The refusal does not repeat what it refuses."""
    found = fault(text)
    if found and found is not TextFault.BLANK:
        raise Refused(found)


def _check_real_name(name: str) -> None:
    _check_text(settled(name))
    if not is_name(name):
        raise BadRealName("-")


def _creator(session: Session, creator_id: str) -> Creator:
    row = session.get(Creator, creator_id)
    if row is None:
        raise UnknownCreator(creator_id)
    return row


def _brand(session: Session, brand_id: str) -> Brand:
    row = session.get(Brand, brand_id)
    if row is None:
        raise UnknownBrand(brand_id)
    return row
