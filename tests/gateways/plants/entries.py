"""Every kind of entry invented, lost, doubled, and altered in each field."""

from collections.abc import Iterator

from tests.gateways.plants.plant import LATE, Plant

ENTRIES = (
    "top_up:top-up-1",
    "hold:c-3",
    "release:c-3",
    "release:c-4",
    "refund:c-7",
    "kill:c-8",
    "kill:c-9",
    "kill:c-11",
    "make_whole:c-silent",
    "reserve:c-10",
    "decision:c-10",
    "payout_sent:c-4-1",
    "payout_arrived:c-4-1",
    "payout_refunded:c-4-1",
    "payout_sent:c-14-1",
    "payout_returned:c-14-1",
    "payout_sent:c-14-2",
    "payout_sent:atang.w5-1",
    "payout_arrived:atang.w5-1",
    "clawback:k17",
    "write_off:k18",
    "compensation:k19",
    "netting:release:c-21",
)
"""At least one of every kind that the ledger knows."""
POSTING = "insert into ledger_postings (id, entry_id, account, fen)"
ENTRY = "insert into ledger_entries (id, key, kind, commission_id, legal_at, recorded_at)"
UNORDERED = ("top_up", "compensation")
"""Written earlier than they were, they take nothing that was not there."""


def altered() -> Iterator[Plant]:
    for key in ENTRIES:
        yield from _of_entry(key)


def _of_entry(key: str) -> Iterator[Plant]:
    e, kind = f"(select id from ledger_entries where key = '{key}')", key.partition(":")[0]
    number = key.partition(":")[2]
    ids = frozenset({key, number})
    first = f"(select min(id) from ledger_postings where entry_id = {e})"
    last = f"(select max(id) from ledger_postings where entry_id = {e})"
    postings, entries = "update ledger_postings set", "update ledger_entries set"

    def plant(name: str, *sql: str, also: str = "", everywhere: bool = True) -> Plant:
        return Plant(f"{name} {key}", sql, ids | {also, f"{kind}:{also}"} if also else ids, everywhere)

    yield plant(
        "lost",
        f"delete from ledger_postings where entry_id = {e}",
        f"delete from ledger_entries where key = '{key}'",
        everywhere=kind != "top_up",
    )
    yield plant(
        "its postings lost", f"delete from ledger_postings where entry_id = {e}", everywhere=kind != "top_up"
    )
    yield plant(
        "its head lost", f"delete from ledger_entries where key = '{key}'", everywhere=kind != "top_up"
    )
    again, other = f"{number}:again", f"{number}:other"
    yield plant("doubled", *_copy(key, f"{key}:again"), also=again, everywhere=kind != "top_up")
    renamed = f"{entries} key = '{key}:other' where key = '{key}'"
    yield plant("renamed", renamed, also=other, everywhere=kind != "top_up")
    yield plant("of another kind", f"{entries} kind = 'release2' where key = '{key}'")
    yield plant("of another commission", f"{entries} commission_id = 'c-12' where key = '{key}'")
    if not key.startswith(
        ("top_up", "compensation", "write_off", "payout_sent:atang", "payout_arrived:atang")
    ):
        yield plant("of no commission", f"{entries} commission_id = null where key = '{key}'")
    yield plant("due late", f"{entries} legal_at = {LATE} where key = '{key}'")
    yield plant("recorded late", f"{entries} recorded_at = {LATE} where key = '{key}'")
    yield plant("all late", f"{entries} legal_at = {LATE}, recorded_at = {LATE} where key = '{key}'")
    yield plant(
        "a fen off",
        f"{postings} fen = fen + 1 where id = {first}",
        f"{postings} fen = fen - 1 where id = {last}",
        everywhere=kind != "top_up",
    )
    yield plant("turned round", f"{postings} fen = -fen where entry_id = {e}")
    yield plant("from another", f"{postings} account = 'creator:laozhou' where id = {first}")
    yield plant(
        "to another", f"{postings} account = 'brand:shanxing' where id = {last}", everywhere=kind != "top_up"
    )
    yield plant(
        "with a pair that cancels out",
        f"{POSTING} values (9001, {e}, 'fee', 5)",
        f"{POSTING} values (9002, {e}, 'fee', -5)",
    )
    if kind not in UNORDERED:
        yield plant(
            "written first",
            f"{postings} entry_id = -1 where entry_id = {e}",
            f"{entries} id = -1 where key = '{key}'",
            also="release:c-21",
        )


def _copy(key: str, to: str) -> tuple[str, str]:
    e = f"(select id from ledger_entries where key = '{key}')"
    return (
        f"{ENTRY} "
        f"select 900, '{to}', kind, commission_id, legal_at, recorded_at from ledger_entries where key = '{key}'",
        f"{POSTING} select id + 9000, 900, account, fen from ledger_postings where entry_id = {e}",
    )


def _entry(
    number: int, key: str, kind: str, out_of: str, into: str, fen: int = 700, of: str = "null"
) -> tuple[str, ...]:
    at = "(select max(recorded_at) from ledger_entries where id < 900)"
    return (
        f"{ENTRY} values ({number}, '{key}', '{kind}', {of}, {at}, {at})",
        f"{POSTING} values ({number}0, {number}, '{out_of}', -{fen})",
        f"{POSTING} values ({number}1, {number}, '{into}', {fen})",
    )


def invented() -> Iterator[Plant]:
    wanted = (
        ("correction:1", "correction", "fee", "creator:atang", "null"),
        ("correction:2", "correction", "brand:qingyou", "brand:shanxing", "null"),
        ("correction:3", "correction", "bank", "creator:laozhou", "null"),
        ("correction:4", "correction", "creator:laozhou", "creator:atang", "null"),
        ("correction:5", "correction", "brand:qingyou", "fee", "'c-12'"),
        ("correction:6", "correction", "compensation", "bank", "null"),
        ("release:c-22", "release", "escrow:c-22", "creator:atang", "'c-22'"),
        ("refund:c-22", "refund", "escrow:c-22", "brand:qingyou", "'c-22'"),
        ("kill:c-22", "kill", "escrow:c-22", "creator:atang", "'c-22'"),
        ("make_whole:c-22", "make_whole", "escrow:c-22", "brand:qingyou", "'c-22'"),
        ("reserve:c-22", "reserve", "escrow:c-22", "reserve:c-22", "'c-22'"),
        ("decision:c-22", "decision", "escrow:c-22", "creator:atang", "'c-22'"),
        ("refund:c-12", "refund", "fee", "brand:qingyou", "'c-12'"),
        ("hold:ghost", "hold", "brand:qingyou", "escrow:c-22", "null"),
        ("clawback:none", "clawback", "creator:atang", "brand:qingyou", "'c-4'"),
        ("compensation:none", "compensation", "compensation", "creator:atang", "null"),
        ("write_off:none", "write_off", "compensation", "clawback:atang", "null"),
        ("netting:release:c-12", "netting", "creator:laozhou", "clawback:laozhou", "'c-12'"),
        ("netting:none", "netting", "creator:laozhou", "clawback:atang", "null"),
        ("payout_sent:ghost-1", "payout_sent", "creator:laozhou", "transit:ghost", "null"),
        ("payout_sent:atang.w5-2", "payout_sent", "creator:laozhou", "transit:atang.w5", "null"),
        ("payout_returned:atang.w5-1", "payout_returned", "bank", "creator:atang", "null"),
        ("payout_refunded:atang.w5-1", "payout_refunded", "bank", "creator:atang", "null"),
        ("payout_arrived:laozhou.w13-1", "payout_arrived", "transit:laozhou.w13", "bank", "null"),
    )
    for number, (key, kind, out_of, into, of) in enumerate(wanted, 901):
        yield Plant(f"invented {key}", _entry(number, key, kind, out_of, into, of=of), frozenset({key}))
    pair = (
        *_entry(901, "correction:a", "correction", "fee", "creator:laozhou"),
        *_entry(902, "correction:b", "correction", "creator:laozhou", "fee"),
    )
    yield Plant("invented a pair that cancels out", pair, frozenset({"correction:a", "correction:b"}))
    top_up = _entry(901, "top_up:none", "top_up", "bank", "brand:qingyou")
    yield Plant("invented top_up", top_up, frozenset({"none"}), everywhere=False)
