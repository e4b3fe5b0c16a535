"""A brand's balance goes back: which account paid a top-up in, and withdrawals that are a brand's."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
PAYERS, REQUESTS, LINES, KEPT = (
    "top_up_payers",
    "withdrawal_requests",
    "withdrawal_lines",
    "withdrawal_lines_kept",
)
ONE_OWNER = "(creator_id is null) <> (brand_id is null)"
TEXTS = ("event", "state", "number", "code", "actor", "reason")


def upgrade() -> None:
    _payers()
    for name in ("kind", "account", "holder"):
        op.add_column("sandbox_deposit", sa.Column(name, sa.String(), nullable=False, server_default=""))
    _lines_aside()
    with op.batch_alter_table("withdrawals") as table:
        table.alter_column("creator_id", existing_type=sa.String(), nullable=True)
        table.add_column(sa.Column("brand_id", sa.String(), nullable=True))
        table.add_column(sa.Column("top_up", sa.String(), nullable=True))
        table.create_foreign_key("fk_withdrawals_brand_id", "brands", ["brand_id"], ["id"])
        table.create_foreign_key("fk_withdrawals_top_up", PAYERS, ["top_up"], ["top_up"])
        table.create_check_constraint("ck_withdrawals_owner", ONE_OWNER)
    op.create_index("ix_withdrawals_brand_id", "withdrawals", ["brand_id"])
    _lines_back()
    with op.batch_alter_table(REQUESTS) as table:
        table.alter_column("creator_id", existing_type=sa.String(), nullable=True)
        table.add_column(sa.Column("brand_id", sa.String(), nullable=True))
        for name in ("operator", "reason"):
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        table.create_foreign_key("fk_withdrawal_requests_brand_id", "brands", ["brand_id"], ["id"])
        table.create_check_constraint("ck_withdrawal_requests_owner", ONE_OWNER)
    _append_only(PAYERS)
    if _is_sqlite():  # the table was made anew, and its triggers went with the old one
        _append_only(REQUESTS)
        _append_only(LINES)


def downgrade() -> None:
    _lines_aside()
    with op.batch_alter_table("withdrawals") as table:
        table.drop_constraint("ck_withdrawals_owner", type_="check")
        table.drop_constraint("fk_withdrawals_brand_id", type_="foreignkey")
        table.drop_constraint("fk_withdrawals_top_up", type_="foreignkey")
        table.drop_index("ix_withdrawals_brand_id")
        table.drop_column("brand_id")
        table.drop_column("top_up")
        table.alter_column("creator_id", existing_type=sa.String(), nullable=False)
    _lines_back()
    with op.batch_alter_table(REQUESTS) as table:
        table.drop_constraint("ck_withdrawal_requests_owner", type_="check")
        table.drop_constraint("fk_withdrawal_requests_brand_id", type_="foreignkey")
        for name in ("brand_id", "operator", "reason"):
            table.drop_column(name)
        table.alter_column("creator_id", existing_type=sa.String(), nullable=False)
    if _is_sqlite():
        _append_only(REQUESTS)
        _append_only(LINES)
    for name in ("kind", "account", "holder"):
        op.drop_column("sandbox_deposit", name)
    op.drop_table(PAYERS)


def _payers() -> None:
    op.create_table(
        PAYERS,
        sa.Column("top_up", sa.String(), nullable=False),
        sa.Column("brand_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "account", "holder")),
        sa.Column("at", INSTANT, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False, server_default="") for name in ("operator", "reason")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"]),
        sa.PrimaryKeyConstraint("top_up"),
    )
    op.create_index("ix_top_up_payers_brand_id", PAYERS, ["brand_id"])


def _lines_aside() -> None:
    """SQLite makes a changed table anew; while it is away nothing may refer to it."""
    if _is_sqlite():
        op.execute("create table withdrawal_lines_kept as select * from withdrawal_lines")
        op.drop_table(LINES)


def _lines_back() -> None:
    if not _is_sqlite():
        return
    op.create_table(
        LINES,
        sa.Column("withdrawal_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("fen", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["withdrawal_id"], ["withdrawals.id"]),
        sa.PrimaryKeyConstraint("withdrawal_id", "seq"),
    )
    op.execute(
        "insert into withdrawal_lines"
        " (withdrawal_id, seq, at, event, state, number, code, actor, reason, fen)"
        " select withdrawal_id, seq, at, event, state, number, code, actor, reason, fen"
        " from withdrawal_lines_kept"
    )
    op.drop_table(KEPT)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create trigger {table}_append_only before update or delete or truncate on {table} "
            "for each statement execute function refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"create trigger {table}_no_{change} before {change} on {table} "
            f"begin select raise(abort, '{table} is append only'); end"
        )
