"""What stands otherwise at the bank, and forgeries of several rows that agree among each other."""

from collections.abc import Iterator

from tests.gateways.plants.entries import POSTING
from tests.gateways.plants.plant import LATE, Plant


def at_bank() -> Iterator[Plant]:
    def plant(name: str, sql: str, number: str) -> Plant:
        return Plant(name, (sql,), frozenset({number}), everywhere=False)

    for change in (
        "account = 'other@example.com'",
        "holder = '别人'",
        "kind = 'bank_card'",
        "fen = fen + 1",
        "paid = false",
    ):
        sql = f"update sandbox_transfer set {change} where number = 'atang.w5-1'"
        yield plant(f"bank: {change}", sql, "atang.w5-1")
    for change in ("account = 'other@example.com'", "holder = '别人'", "kind = 'bank_card'"):
        sql = f"update payout_accounts set {change} where number = 'atang.w5-1'"
        yield plant(f"payout account: {change}", sql, "atang.w5-1")
    yield plant(
        "payout account lost", "delete from payout_accounts where number = 'atang.w5-1'", "atang.w5-1"
    )
    yield plant("transfer lost", "delete from sandbox_transfer where number = 'atang.w5-1'", "atang.w5-1")
    yield plant(
        "transfer renamed", "update sandbox_transfer set number = 'x-1' where number = 'atang.w5-1'", "x-1"
    )
    yield plant(
        "transfer sent back",
        "update sandbox_transfer set refunded_at = at where number = 'atang.w5-1'",
        "atang.w5-1",
    )
    yield plant(
        "transfer never sent back",
        "update sandbox_transfer set refunded_at = null where number = 'c-4-1'",
        "c-4-1",
    )
    yield plant(
        "refused number paid", "update sandbox_transfer set paid = true where number = 'c-14-1'", "c-14-1"
    )
    for change in ("brand_id = 'shanxing'", "fen = fen + 1", "number = 'd-9'"):
        sql = f"update sandbox_deposit set {change} where number = 'top-up-1'"
        yield plant(f"deposit: {change}", sql, "top-up-1")
    yield plant("deposit lost", "delete from sandbox_deposit where number = 'top-up-1'", "top-up-1")


def forged() -> Iterator[Plant]:
    """More than one row, so that they agree among each other."""
    for cid in ("c-8", "c-9"):
        e = f"(select id from ledger_entries where key = 'kill:{cid}')"
        full = (
            f"delete from ledger_postings where entry_id = {e}",
            f"{POSTING} values (9001, {e}, 'escrow:{cid}', -300000)",
            f"{POSTING} values (9002, {e}, 'creator:atang', 285000)",
            f"{POSTING} values (9003, {e}, 'fee', 15000)",
        )
        yield Plant(f"a kill fee of {cid} booked at 100 %", full, frozenset({f"kill:{cid}"}))
    for old, new in (
        ('"price_fen": 300000', '"price_fen": 200000'),
        ('"fee_bps": 500', '"fee_bps": 0'),
        ('"kill_fee_content_bps": 5000', '"kill_fee_content_bps": 10000'),
        ('"creator_id": "atang"', '"creator_id": "laozhou"'),
        ('"audit_passed": true', '"audit_passed": false'),
        ('"content_rejections": 0', '"content_rejections": 1'),
        ('"fen": 142500', '"fen": 142501'),
        ('"order":', '"ordered":'),
    ):
        sql = f"update commissions set record = replace(record, '{old}', '{new}') where id = 'c-9'"
        ids = frozenset({"c-9", "kill:c-9", "hold:c-9"})
        yield Plant(f"record of c-9 with {new}", (sql,), ids, everywhere=False)
    yield Plant(
        "a claim and its entry late",
        (
            f"update claims set at = {LATE} where key = 'k19'",
            f"update ledger_entries set legal_at = {LATE}, recorded_at = {LATE} where key = 'compensation:k19'",
        ),
        frozenset({"compensation:k19"}),
    )
    yield Plant(
        "payout_sent from another creator",
        (
            "update ledger_postings set account = 'creator:laozhou' where account = 'creator:atang' and fen = -100000",
        ),
        frozenset({"payout_sent:atang.w5-1"}),
    )
    yield Plant(
        "what came back a fen more",
        (
            "update ledger_postings set fen = fen + 1 where account = 'creator:atang' and entry_id = "
            "(select id from ledger_entries where key = 'payout_returned:c-14-1')",
            "update ledger_postings set fen = fen - 1 where account = 'transit:c-14' and entry_id = "
            "(select id from ledger_entries where key = 'payout_returned:c-14-1')",
        ),
        frozenset({"payout_returned:c-14-1"}),
    )
    yield Plant(
        "a release recorded before its hold",
        (
            "update ledger_entries set id = -5 where key = 'release:c-4'",
            "update ledger_postings set entry_id = -5 where entry_id = 5",
        ),
        frozenset({"release:c-4"}),
    )
