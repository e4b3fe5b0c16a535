"""What holds after every step of a program: read from the rows and the bank's own log, by sums of its own."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlmodel import col, select

from domain.money.accounts import may_be_below_zero
from gateways.operations.audit.checking import check_ledger
from gateways.sql.database import reading
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.sandbox import SandboxTransfer
from tests.programs.market import Market


@dataclass(frozen=True)
class Books:
    """Everything the ledger says, read once."""

    entries: dict[str, tuple[str, str | None, dict[str, int]]]
    """By key: the kind, the commission, and what each account moved."""
    accounts: Counter[str]

    def of(self, prefix: str) -> int:
        return sum(fen for account, fen in self.accounts.items() if account.startswith(prefix))


def read(market: Market) -> Books:
    wanted = select(LedgerEntry, LedgerPosting).join(
        LedgerPosting, col(LedgerPosting.entry_id) == col(LedgerEntry.id)
    )
    entries: dict[str, tuple[str, str | None, dict[str, int]]] = {}
    accounts: Counter[str] = Counter()
    with reading(market.engine) as session:
        for entry, posting in session.execute(wanted):
            moved = entries.setdefault(entry.key, (entry.kind, entry.commission_id, defaultdict(int)))[2]
            moved[posting.account] += posting.fen
            accounts[posting.account] += posting.fen
    return Books(entries, accounts)


def everything_holds(market: Market) -> None:
    books = read(market)
    every_entry_sums_to_zero(books)
    nothing_is_below_zero(books)
    commissions_add_up(market, books)
    the_bank_agrees(market, books)
    creators_have_what_was_released(books)
    report = check_ledger(market.ledger.engine)
    assert report.ok, report


def every_entry_sums_to_zero(books: Books) -> None:
    assert not [key for key, (_, _, moved) in books.entries.items() if sum(moved.values())]
    assert sum(books.accounts.values()) == 0


def nothing_is_below_zero(books: Books) -> None:
    below = {account: fen for account, fen in books.accounts.items() if fen < 0}
    assert not [account for account in below if not may_be_below_zero(account)], below


def commissions_add_up(market: Market, books: Books) -> None:
    """held = to creators + fee + refunded + still held: the parts by the rule, the whole by the order."""
    for life in market.lives:
        cid, order = life.c.id, life.c.order
        moved: Counter[str] = Counter()
        for kind, commission, accounts in books.entries.values():
            if commission == cid and not kind.startswith("payout"):
                moved.update(accounts)
        if f"hold:{cid}" not in books.entries:
            assert not any(moved.values()), (cid, moved)
            continue
        still_held = moved[f"escrow:{cid}"] + moved[f"reserve:{cid}"]
        refunded = moved[f"brand:{order.brand_id}"] + order.hold_fen
        paid = moved[f"creator:{order.creator_id}"] + moved[f"clawback:{order.creator_id}"]
        assert min(still_held, refunded, paid, moved["fee"]) >= 0, (cid, moved)
        assert order.hold_fen == paid + moved["fee"] + refunded + still_held, (cid, moved)
        if any(kind == "clawback" and of == cid for kind, of, _ in books.entries.values()):
            continue  # divided anew, by another rule
        if f"release:{cid}" in books.entries:
            assert (paid, moved["fee"], refunded) == (order.net_fen, order.fee_fen, 0), (cid, moved)
        if f"refund:{cid}" in books.entries:
            assert refunded == order.hold_fen, (cid, moved)


def the_bank_agrees(market: Market, books: Books) -> None:
    """Number by number: what is booked as arrived was paid, and what was paid arrived or is under way."""
    log = {each.number: each for each in market.bank.log()}
    by_withdrawal: Counter[str] = Counter()
    for number, transfer in log.items():
        booked = f"payout_arrived:{number}" in books.entries
        back = f"payout_refunded:{number}" in books.entries
        assert transfer.paid or not booked, number
        assert transfer.refunded_at or not back, number
        assert booked or not _is_out(transfer) or _is_open(market, number), (number, "paid, and not booked")
        by_withdrawal[number.rpartition("-")[0]] += _is_out(transfer)
    assert max(by_withdrawal.values(), default=0) <= 1, ("paid twice", by_withdrawal)
    arrived = sum(moved["bank"] for kind, _, moved in books.entries.values() if kind.startswith("payout"))
    assert -books.accounts["bank"] == sum(each.fen for each in market.bank.deposits()) - arrived
    settled = all(payout.is_over for payout in market.payouts.values())
    if settled and not any(_awaits_refund(books, each) for each in log.values()):
        assert arrived == sum(each.fen for each in log.values() if _is_out(each))


def _is_out(transfer: SandboxTransfer) -> bool:
    """The money left, and has not come back."""
    return transfer.paid and not transfer.refunded_at


def _is_open(market: Market, number: str) -> bool:
    payout = market.payouts[number.rpartition("-")[0]]
    return not payout.is_over and payout.w.number == number


def _awaits_refund(books: Books, transfer: SandboxTransfer) -> bool:
    """Refunded at the bank, and we have not asked since."""
    booked = f"payout_arrived:{transfer.number}" in books.entries
    return bool(transfer.refunded_at) and booked and f"payout_refunded:{transfer.number}" not in books.entries


def creators_have_what_was_released(books: Books) -> None:
    """What creators have, is on its way and has arrived is what commissions credited, and no fen more."""
    credited = sum(
        fen
        for kind, _, moved in books.entries.values()
        if not kind.startswith("payout")
        for account, fen in moved.items()
        if account.startswith(("creator:", "clawback:"))
    )
    arrived = sum(moved["bank"] for kind, _, moved in books.entries.values() if kind.startswith("payout"))
    assert books.of("creator:") + books.of("clawback:") + books.of("transit:") + arrived == credited


def seen(market: Market) -> Counter[str]:
    """What a program came to, to be counted over many."""
    ends = Counter(f"commissions that end {life.stage}" for life in market.lives)
    ends += Counter(f"withdrawals that end {payout.w.state}" for payout in market.payouts.values())
    return ends + Counter(f"entries {kind}" for kind, _, _ in read(market).entries.values())
