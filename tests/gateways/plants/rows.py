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
