"""Every column that bears money, a party, a kind, a number, an instant or a state, set to something else."""

from collections.abc import Iterator

from tests.gateways.plants.plant import LATE, Plant

COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    *(
        ("commissions", f"{column} = {value}", "id = 'c-4'", "c-4")
        for column, value in (
            ("brand_id", "'shanxing'"),
            ("creator_id", "'laozhou'"),
            ("task_type", "'video'"),
            ("amount_fen", "amount_fen + 1"),
            ("stage", "'refunded'"),
            ("stage", "'published'"),
            ("seq", "seq + 1"),
            ("seq", "seq - 1"),
            ("item", "'mp-other'"),
            ("published_at", LATE),
            ("updated_at", "'1999-01-01 00:00:00.000000'"),
        )
    ),
    *(
        ("timeline", f"{column} = {value}", "commission_id = 'c-9' and seq = 6", "c-9")
        for column, value in (
            ("at", LATE),
            ("at", "'1999-01-01 00:00:00.000000'"),
            ("recorded_at", LATE),
            ("move", "'force_refund'"),
            ("row", "'T32a'"),
            ("row", "'X99'"),
            ('"by"', "'creator'"),
            ('"by"', "'nobody'"),
            ("actor", "'operator:other'"),
            ("from_stage", "'content_drafting'"),
            ("from_stage", "'nowhere'"),
            ("to_stage", "'refunded'"),
            ("command_id", "'other'"),
            ("round", "round + 1"),
            ("reason", "'other'"),
            ("refusal", "'NOT_NOW'"),
            ("on_behalf_of", "'brand'"),
            ("details", """'{"quoted_fen": "300000"}'"""),
            ("details", """'{"quoted_fen": "many"}'"""),
            ("hold", "true"),
            ("digest", "'0'"),
        )
    ),
    (
        "timeline",
        """details = '{"decision": "split", "creator_bps": "9000"}'""",
        "commission_id = 'c-10' and move = 'arbitrate'",
        "c-10",
    ),
    (
        "timeline",
        """details = '{"decision": "settle"}'""",
        "commission_id = 'c-10' and move = 'arbitrate'",
        "c-10",
    ),
    *(
        (
            "submissions",
            f"{column} = {value}",
            "commission_id = 'c-9' and seq = (select min(seq) from submissions where commission_id = 'c-9')",
            "c-9",
        )
        for column, value in (
            ("round", "7"),
            ("ref", "'mp-other'"),
            ("status", "'confirmed'"),
            ("kind", "'outline'"),
        )
    ),
    *(
        ("breach_records", f"{column} = {value}", "commission_id = 'c-11'", "c-11")
        for column, value in (
            ("party", "'brand'"),
            ("subject_id", "'laozhou'"),
            ("seq", "1"),
            ("reason", "'abandoned'"),
            ("at", LATE),
        )
    ),
    ("outbox", f"created_at = {LATE}", "commission_id = 'c-9' and seq = 6", "c-9"),
    *(
        ("claims", f"{column} = {value}", "key = 'k17'", "clawback:k17")
        for column, value in (
            ("key", "'k99'"),
            ("kind", "'compensation'"),
            ("party", "'creator:laozhou'"),
            ("party", "'brand:qingyou'"),
            ("commission_id", "'c-12'"),
            ("commission_id", "null"),
            ("creator_bps", "6000"),
            ("creator_bps", "null"),
            ("fen", "fen + 1"),
            ("operator", "'creator:atang'"),
            ("at", LATE),
        )
    ),
    *(
        ("claims", f"{column} = {value}", f"key = '{key}'", f"{kind}:{key}")
        for kind, key, of in (
            ("write_off", "k18", "creator:laozhou"),
            ("compensation", "k19", "brand:shanxing"),
        )
        for column, value in (
            ("key", "'k99'"),
            ("kind", "'clawback'"),
            ("party", f"'{of}'"),
            ("fen", "fen + 1"),
            ("operator", "''"),
            ("at", LATE),
        )
    ),
    *(
        ("withdrawals", f"{column} = {value}", f"id = '{id_}'", id_)
        for id_ in ("c-4", "atang.w5", "laozhou.w13", "c-14")
        for column, value in (
            ("commission_id", "'c-12'"),
            ("creator_id", "'laozhou'" if id_ != "laozhou.w13" else "'atang'"),
            ("fen", "fen + 1"),
            ("generation", "generation + 1"),
            ("state", "'returned'"),
            ("state", "'under_way'" if id_ != "c-14" else "'paid'"),
            ("reason", "'OTHER'"),
            ("seq", "seq + 1"),
            ("requested_at", LATE),
            ("updated_at", LATE),
        )
    ),
    *(
        ("withdrawal_lines", f"{column} = {value}", f"withdrawal_id = 'c-14' and seq = {seq}", "c-14")
        for seq in (1, 2, 3, 4)
        for column, value in (
            ("at", LATE),
            ("event", "'silent'"),
            ("state", "'paid'"),
            ("number", "'c-14-7'"),
            ("fen", "fen + 1"),
        )
    ),
)
"""Table, what is set, where, and whose it is."""


def columns() -> Iterator[Plant]:
    for table, change, where, id_ in COLUMNS:
        yield Plant(
            f"{table} {change} of {id_}", (f"update {table} set {change} where {where}",), told_by(id_)
        )


def told_by(id_: str) -> frozenset[str]:
    kinds = ("payout_sent", "payout_arrived", "payout_returned", "payout_refunded")
    numbers = {f"{kind}:{id_}-{number}" for kind in kinds for number in (1, 2)}
    return frozenset({id_, *numbers})
