"""Everything a way in needs at hand: the Temporal client, the books and the sandbox, opened together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from domain.commissions.ordering.order import Order
from domain.commissions.views import view
from domain.party import Party
from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.claims import SqlClaims
from gateways.money.income import SqlIncome
from gateways.money.ledger import SqlLedger
from gateways.money.wallets import SqlWallets
from gateways.money.withdrawals.queries import SqlWithdrawalQueries
from gateways.parties.catalogue import SqlCatalogue
from gateways.personal.keys import check as check_keys
from gateways.refusals import UnknownCommission
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import SandboxMp
from gateways.sandbox.phone import SandboxPhones
from gateways.sql.database import opened
from gateways.sql.schema import check
from services import vendors
from services.commissions import commands as commissions
from services.commissions.afterwards import Afterwards, is_possible
from services.commissions.commands import CommandRefused, NoAnswerYet, Placed
from services.commissions.records import RECORD
from services.connection import connect
from services.keyring import Keyring
from services.lost_words import GONE, true_words
from services.money.topping_up import Cashier
from services.occupied import STRANGER, state_of
from services.signing_client import signing_client
from services.threads import in_thread
from settings import Settings
from workflows import names

SKIPPING = TimeSkippingConfig(enabled=False, max_session_skip_count=1000)


@dataclass(frozen=True)
class App:
    client: Client
    engine: Engine
    settings: Settings
    catalogue: SqlCatalogue
    queries: SqlCommissionQueries
    ledger: SqlLedger
    bank: SandboxBank
    withdrawals: SqlWithdrawalQueries
    mp: SandboxMp
    phones: SandboxPhones
    faults: SandboxFaults
    skipper: TimeSkipper | None
    """Only where time may be skipped: on the embedded server, and never with real money."""

    async def place(
        self, order: Order, order_key: str, digest: str, start_at: datetime | None = None
    ) -> Placed:
        return await commissions.place(
            self.client,
            self.catalogue,
            self.settings,
            order,
            order_key=order_key,
            digest=digest,
            start_at=start_at,
        )

    async def send(self, commission_id: str, name: str, **fields: Any) -> dict[str, Any]:
        """What an update is answered. Raises CommandRefused or NoAnswerYet.

        A refusal from before what the books hold is asked again: a killed task's work is being redone.
        """
        fields["command_id"] = fields.get("command_id") or uuid4().hex
        try:
            return await self._sent(commission_id, name, fields)
        except CommandRefused as refused:
            return await self._asked_afterwards(commission_id, name, fields, refused)
        except NoAnswerYet:
            await commissions.check_ours(self.client, self.settings, names.workflow_id(commission_id))
            raise

    async def _sent(self, commission_id: str, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        for pause in commissions.PAUSES:
            try:
                return await commissions.send(self.client, commission_id, name, **fields)
            except CommandRefused as refused:
                if not await in_thread(self._is_of_the_past, commission_id, refused):
                    raise await in_thread(true_words, self.queries, commission_id, refused) from None
            await asyncio.sleep(pause)
        return await commissions.send(self.client, commission_id, name, **fields)

    async def seen(self, commission_id: str, role: Party, seq: int) -> dict[str, Any]:
        """What a side sees once this number has happened: from the books as soon as they have it."""
        for pause in (0.0, *commissions.PAUSES):
            await asyncio.sleep(pause)
            with suppress(DBAPIError, UnknownCommission):
                row = await in_thread(self.queries.commission, commission_id)
                if row.seq >= seq:
                    return view.view(RECORD.validate_python(row.record), role, row.updated_at)
        seen: dict[str, Any] = await commissions.handle_of(self.client, commission_id).query(
            "view", {"role": role.value}
        )
        return seen

    def _is_of_the_past(self, commission_id: str, refused: CommandRefused) -> bool:
        if refused.seq is None:
            return False
        with suppress(DBAPIError):
            return self.queries.commission(commission_id).seq > refused.seq
        return False

    @property
    def cashier(self) -> Cashier:
        return Cashier(self.bank if self.settings.bank == "sandbox" else None, self.ledger)

    @property
    def keyring(self) -> Keyring:
        return Keyring(self.engine, self.settings.trust)

    @property
    def claims(self) -> SqlClaims:
        return SqlClaims(self.engine)

    @property
    def income(self) -> SqlIncome:
        return SqlIncome(self.engine)

    @property
    def wallets(self) -> SqlWallets:
        return SqlWallets(self.engine)

    async def tell(self, commission_id: str, name: str, **fields: Any) -> None:
        """A signal; of a commission that is over, what it asks for is done, or refused at once."""
        try:
            await commissions.tell(self.client, commission_id, name, **fields)
        except CommandRefused as refused:
            told = await in_thread(true_words, self.queries, commission_id, refused)
            fields["command_id"] = fields.get("command_id") or uuid4().hex
            await self._asked_afterwards(commission_id, name, fields, told)

    async def _asked_afterwards(
        self, commission_id: str, name: str, fields: dict[str, Any], refused: CommandRefused
    ) -> dict[str, Any]:
        """What the books answer once no workflow does; any other refusal stands."""
        gone = refused.seq is None and refused.code in GONE
        if not gone or not is_possible(name) or await self._runs(commission_id):
            raise refused
        now = datetime.now(UTC)
        with suppress(RPCError):  # the server may have forgotten it
            now = await self.now(commission_id)
        sms, voice = vendors.sms(self.engine, self.settings), vendors.voice(self.engine, self.settings)
        books = Afterwards(self.engine, sms, voice)
        return await in_thread(books.ask, commission_id, name, fields, now, refused)

    async def _runs(self, commission_id: str) -> bool:
        workflow_id = names.workflow_id(commission_id)
        return await state_of(self.client, workflow_id, self.settings.queue) in ("running", STRANGER)

    async def now(self, commission_id: str) -> datetime:
        """The commission's own clock: it runs ahead where time was skipped."""
        if self.skipper is None:
            return datetime.now(UTC)
        return await self.skipper.get_current_time(commissions.handle_of(self.client, commission_id))


def books(engine: Engine) -> dict[str, Any]:
    faults = SandboxFaults(engine)
    return {
        "catalogue": SqlCatalogue(engine),
        "queries": SqlCommissionQueries(engine),
        "ledger": SqlLedger(engine),
        "bank": SandboxBank(engine, faults),
        "withdrawals": SqlWithdrawalQueries(engine),
        "mp": SandboxMp(engine, faults),
        "phones": SandboxPhones(engine),
        "faults": faults,
    }


@asynccontextmanager
async def open_app(settings: Settings, address: str, *, virtual_time: bool) -> AsyncIterator[App]:
    client = await connect(address)
    skipper = TimeSkipper(client, config=SKIPPING) if virtual_time and settings.bank == "sandbox" else None
    with opened(settings.database, settings.pool, settings.data_keys) as engine:
        check(engine)
        check_keys(engine)
        client = signing_client(client, engine, settings)
        yield App(client=client, engine=engine, settings=settings, skipper=skipper, **books(engine))
