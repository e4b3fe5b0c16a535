"""Where races are run: one database, fifty threads that start together, and new ids in every round."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlmodel import col

from domain.commissions.state.commission import Commission
from domain.commissions.state.transition import Transition
from domain.commissions.views.view import shown
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import Batch, OutcomeUnknown, PayoutAccount, RecordConflict, VendorRefused
from gateways.refusals import BookRefusal
from gateways.sql.data_keys import DataKeys
from gateways.sql.database import open_database, reading
from gateways.sql.pool import Pool
from models.tables.ledger import LedgerEntry
from models.tables.outbox import OutboxRow
from services.commissions.records import RECORD
from tests.domain.story import MONDAY, SECOND, Story

AT_ONCE = 50
PRICE, NET = 300_000, 285_000
POOL = Pool(size=AT_ONCE, overflow=2, wait_seconds=60, statement_seconds=60, lock_seconds=60)
"""Every request has a connection of its own: none waits outside the database."""


@dataclass
class Ground:
    engine: Engine
    threads: ThreadPoolExecutor
    round: int = 0

    def __post_init__(self) -> None:
        self.store, self.ledger = SqlCommissionStore(self.engine), SqlLedger(self.engine)
        self.withdrawals, self.catalogue = SqlWithdrawalStore(self.engine), SqlCatalogue(self.engine)
        self.queries = SqlCommissionQueries(self.engine)

    def new_round(self) -> str:
        """The name of everything in it: of a brand without money and of a creator without any either."""
        self.round += 1
        name = f"r{self.round}"
        self.catalogue.add_brand(name, "青柚茶饮", "青柚食品", "13900000001", MONDAY)
        self.catalogue.add_creator(name, "阿汤说茶", "汤某", "13800000001", MONDAY)
        self.catalogue.verify(name, "汤某")
        self.catalogue.bind_account(name, PayoutAccount("alipay", f"{name}@example.com", "汤某"))
        return name

    def published(self, name: str) -> Story:
        """A paid commission of the round's brand and creator, in the books as far as its publication."""
        self.ledger.top_up(name, PRICE, f"{name}-wealth", MONDAY)
        story = Story(cid=name, brand_id=name, creator_id=name, wallet=PRICE)
        story.creator("accept")
        story.fact("submitted", item=f"mp-{name}", creator=name)
        story.fact("audited", passed=True, item=f"mp-{name}")
        story.brand("approve", release_at=story.now)
        story.wait(SECOND)
        self.store.record(batch(story.c, story.transitions))
        return story

    def settled(self, name: str) -> None:
        """The same, and the creator has been credited."""
        story = self.published(name)
        known = len(story.transitions)
        story.world.bank = None  # the payout is still on its way
        story.brand("settle")
        self.store.record(batch(story.c, story.transitions[known:]))

    def at_once(self, ask: Callable[[int], str | None]) -> Counter[str]:
        """What each request was told: its own word, ``done``, or the name of the refusal."""
        start = Barrier(AT_ONCE)

        def run(number: int) -> str:
            start.wait()
            try:
                return ask(number) or "done"
            except VendorRefused as refused:
                return refused.code
            except (BookRefusal, OutcomeUnknown, RecordConflict) as refused:
                return type(refused).__name__

        return Counter(self.threads.map(run, range(AT_ONCE)))

    def entries(self, *beginnings: str) -> int:
        """How many entries of the ledger have a key that begins so."""
        key = col(LedgerEntry.key)
        with reading(self.engine) as session:
            counted = (
                select(func.count()).where(key.startswith(each, autoescape=True)) for each in beginnings
            )
            return sum(int(session.scalar(each) or 0) for each in counted)

    def events(self, commission_id: str) -> int:
        """How many of a commission wait to be told to the brand's system."""
        of = col(OutboxRow.subject_kind) == "commission", col(OutboxRow.subject_id) == commission_id
        told = select(func.count()).where(*of)
        with reading(self.engine) as session:
            return int(session.scalar(told) or 0)

    def off(self, name: str, **expected: int) -> list[str]:
        """The accounts of a round that do not hold what they should; what is not named holds nothing."""
        found = {
            account.partition(":")[0]: fen
            for account, fen in self.ledger.balances().items()
            if fen and re.split("[-.]", account.partition(":")[2])[0] == name
        }
        wanted = {kind: fen for kind, fen in expected.items() if fen}
        return [] if found == wanted else [f"{name}: {found}, not {wanted}"]


def batch(c: Commission, transitions: Iterable[Transition]) -> Batch:
    return Batch(c.id, tuple(transitions), shown(c), RECORD.dump_python(c, mode="json"))


@contextmanager
def ground(url: str, keys: DataKeys | None = None) -> Iterator[Ground]:
    engine = open_database(url, POOL, keys)
    try:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            yield Ground(engine, threads)
    finally:
        engine.dispose()
