"""A payout account on a creator's row: it must bear the verified name, and be one that can be paid to."""

from sqlalchemy.orm import Session

from domain.identity import same_person
from domain.parties.payee import is_account, plain_account
from domain.texts import settled
from gateways.personal import rows
from gateways.ports.work import PayoutAccount
from gateways.refusals import AccountInvalid, NameMismatch, NotVerified
from models.tables.parties import Creator


def bind(session: Session, row: Creator, account: PayoutAccount) -> None:
    plain = plain_account(account.account)
    if not row.verified_name:
        raise NotVerified(row.id)
    if not same_person(account.holder, rows.read(session, row, "verified_name")):
        raise NameMismatch(row.id)
    if not is_account(account.kind, plain):
        raise AccountInvalid(row.id)
    row.payout_kind = account.kind
    rows.keep(session, row, payout_account=plain, payout_holder=settled(account.holder).strip())
