"""Rows lost and invented, in every table."""

from collections.abc import Iterator

from tests.gateways.plants.columns import told_by
from tests.gateways.plants.plant import LATE, Plant


def rows() -> Iterator[Plant]:
    for seq in (1, 2, 4, 6):
        sql = f"delete from timeline where commission_id = 'c-9' and seq = {seq}"
        yield Plant(f"line {seq} lost", (sql,), frozenset({"c-9"}))
    yield Plant(
        "all lines lost",
        ("delete from timeline where commission_id = 'c-9'",),
        frozenset({"c-9", "kill:c-9"}),
    )
    for seq in (1, 2, 3):
        sql = f"delete from withdrawal_lines where withdrawal_id = 'c-4' and seq = {seq}"
        yield Plant(f"withdrawal line {seq} lost", (sql,), told_by("c-4"))
    lines = "delete from withdrawal_lines where withdrawal_id = 'c-4'"
    yield Plant("all withdrawal lines lost", (lines,), told_by("c-4"))
    yield Plant("withdrawal lost", ("delete from withdrawals where id = 'c-4'",), told_by("c-4"))
    yield Plant("withdrawal under way lost", ("delete from withdrawals where id = 'c-10'",), told_by("c-10"))
    yield Plant(
        "withdrawal lost, lines and all",
        (lines, "delete from withdrawals where id = 'c-4'"),
        told_by("c-4"),
    )
    yield Plant(
        "commission lost, lines and all",
        ("delete from timeline where commission_id = 'c-4'", "delete from commissions where id = 'c-4'"),
        frozenset({"release:c-4", "hold:c-4"}),
    )
    yield Plant(
        "commission lost", ("delete from commissions where id = 'c-4'",), frozenset({"c-4", "release:c-4"})
    )
    for key, kind in (("k17", "clawback"), ("k18", "write_off"), ("k19", "compensation")):
        yield Plant(
            f"claim {key} lost", (f"delete from claims where key = '{key}'",), frozenset({f"{kind}:{key}"})
        )
    claim = (
        "insert into claims (key, kind, party, commission_id, creator_bps, fen, operator, reason, at) "
        f"values ('k99', 'compensation', 'creator:atang', null, null, 5, 'operator:li', 'r', {LATE})"
    )
    yield Plant("claim invented", (claim,), frozenset({"compensation:k99"}))
    yield Plant(
        "breach lost", ("delete from breach_records where commission_id = 'c-11'",), frozenset({"c-11"})
    )
    breach = (
        "insert into breach_records (id, party, subject_id, commission_id, seq, reason, at) "
        f"values (99, 'creator', 'atang', 'c-4', 3, 'abandoned', {LATE})"
    )
    yield Plant("breach invented", (breach,), frozenset({"c-4"}))
    yield Plant("brand lost", ("delete from brands where id = 'qingyou'",), frozenset({"brand:qingyou"}))
    yield Plant(
        "creator lost", ("delete from creators where id = 'laozhou'",), frozenset({"creator:laozhou"})
    )
    payout = (
        "insert into withdrawals (id, commission_id, creator_id, fen, generation, state, reason, seq, rail, updated_at) "
        f"values ('c-22', 'c-22', 'atang', 9, 1, 'paid', '', 0, '', {LATE})"
    )
    yield Plant("withdrawal invented", (payout,), told_by("c-22"))
    request = "withdrawal_requests where withdrawal_id = 'atang.w5'"
    yield Plant("request to withdraw lost", (f"delete from {request}",), frozenset({"atang.w5"}))
    for column, value in (("fen", "fen + 7"), ("creator_id", "'laozhou'")):
        sql = f"update {request.replace(' where', f' set {column} = {value} where')}"
        yield Plant(f"another {column} asked for", (sql,), frozenset({"atang.w5"}))
    closed = (
        "insert into withdrawal_request_turns (withdrawal_id, fen, seq, at, refused, detail, run) "
        f"select withdrawal_id, fen, 1, {LATE}, 'WITHDRAWAL_FROZEN', '', '' from {request}"
    )
    yield Plant("request to withdraw that was refused", (closed,), frozenset({"atang.w5"}))
    unasked = (
        "insert into withdrawal_requests (withdrawal_id, fen, creator_id, at) "
        f"values ('c-4', 5, 'atang', {LATE})"
    )
    yield Plant("request for a payout that follows by itself", (unasked,), frozenset({"c-4"}))
    yield from _freezes()


def _freezes() -> Iterator[Plant]:
    mine = frozenset({"atang", "laozhou"})
    for whose in ("atang", "laozhou"):
        yield Plant(
            f"freeze of {whose} lost", (f"delete from creator_freezes where creator_id = '{whose}'",), mine
        )
        for column, value in (
            ("at", LATE),
            ("operator", "'operator:other'"),
            ("reason", "'other'"),
            ("ended_at", LATE),
            ("ended_at", "null"),
            ("ended_by", "'operator:other'"),
            ("creator_id", "'nobody'"),
        ):
            if (whose, value, column) in (
                ("atang", "null", "ended_at"),
                ("atang", "'operator:other'", "ended_by"),
            ):
                continue
            sql = f"update creator_freezes set {column} = {value} where creator_id = '{whose}'"
            yield Plant(
                f"freeze of {whose}, {column} {value}", (sql,), frozenset({"atang", "laozhou", "nobody"})
            )
        sql = f"delete from withholdings where creator_id = '{whose}'"
        yield Plant(f"journal of {whose} lost", (sql,), mine | {"c-24", "c-23", "c-25"})
    planted = (
        "insert into creator_freezes (id, creator_id, at, operator, reason, ended_by, ended_reason) "
        f"values (99, 'laozhou', {LATE}, 'operator:li', 'r', '', '')"
    )
    yield Plant("freeze planted", (planted,), frozenset({"laozhou"}))
    of = "update commissions set withheld_fen = {} where withheld_fen > 0"
    for value in ("0", "withheld_fen - 1"):
        yield Plant(f"withheld {value}", (of.format(value),), frozenset({"c-24", "c-23", "c-25"}))
    yield Plant(
        "withheld by nobody",
        ("update commissions set withheld_fen = 5 where id = 'c-4'",),
        frozenset({"c-4"}),
    )
    early = "update withholdings set after_entry = 0 where creator_id = 'atang'"
    yield Plant("withdrawn although it was frozen", (early,), frozenset({"payout_sent:atang.w5-1"}))
