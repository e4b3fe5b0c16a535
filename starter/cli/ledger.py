"""The ledger by hand: check it, read it, hold it against the bank. Nothing here changes anything."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from domain.counts import how_many
from domain.instants import beijing_day
from domain.money.accounts import CHART, kind_of
from domain.money.amounts import yuan
from domain.money.statements import TrialBalance
from domain.operations.finding_answers import todo
from domain.operations.findings import KINDS, Finding, line
from services.books import Books
from services.files.bill_files import read_bill
from services.files.ledger_csv import Export, amount
from services.money import statements
from starter.cli.columns import fen, text, whole
from starter.cli.console import Voice, called_from, err, pick, with_books
from starter.cli.findings import facts_of
from starter.cli.kinds import INSTANT, PERIOD_END, TEXT
from starter.cli.report import Report, reported
from starter.cli.statement import statement

group = typer.Typer(no_args_is_help=True)
DATABASE = typer.Option(
    "",
    "--database",
    parser=TEXT,
    help="另一份数据库（地址或文件），例如备份 · another database, such as a copy",
)
CSV = typer.Option(None, "--csv", help="另存为 CSV · keep it as CSV too")
FINDING_COLUMNS = ("kind", "subject", "detail", "zh", "en")
COUNTED = {
    "entries": ("笔分录", "entries"),
    "postings": ("条明细", "postings"),
    "accounts": ("个账户", "accounts"),
    "withdrawals": ("笔提现", "withdrawals"),
    "commissions": ("条任务", "commissions"),
    "claims": ("项追索", "claims"),
    "transfers": ("笔银行转账", "transfers at the bank"),
    "deposits": ("笔银行收款", "deposits at the bank"),
    "payouts": ("笔已付提现", "payouts booked"),
    "top_ups": ("笔充值", "top-ups booked"),
}
"""What was looked at, in the order it is said."""
group.command("statement")(statement)


@group.command("check")
@reported
def check(
    report: Report,
    day: datetime | None = typer.Option(
        None,
        "--day",
        parser=INSTANT,
        help="只查这一天（北京时间）入账的 · only what was booked on this day, Beijing time",
    ),
    csv: Path | None = CSV,
    database: str = DATABASE,
) -> None:
    """核对账本与银行记录，逐项列出差异 · check the ledger, and against the bank"""

    from services.operations import reconciling  # noqa: PLC0415  # most of the books

    def act(books: Books) -> bool:
        with Export(called_from(csv) if csv else None, FINDING_COLUMNS) as export, working():
            found = (
                reconciling.check_day(books.engine, beijing_day(day))
                if day
                else reconciling.check(books.engine, books.settings)
            )
            tell_findings(report, found.findings, export)
        looked_at(report, found.counts)
        report.tell(ok=found.ok, difference_fen=found.total_fen, held_against_the_bank=found.against_the_bank)
        if not found.against_the_bank and not day:
            report.say(
                "未与银行核对：这家银行不提供清单，请用 ledger reconcile",
                "not held against the bank, which gives no list: use ledger reconcile",
                "yellow",
            )
        if found.ok:
            report.say("✓ 账本相符，差额 0.00", "✓ the ledger agrees, difference 0.00", "green")
        else:
            number, total = len(found.findings), yuan(found.total_fen)
            report.say(
                f"✗ {number} 处差异，合计 {total}", f"✗ {how_many(number, 'differences')}, sum {total}", "red"
            )
        return found.ok

    if not with_books(act, database):
        raise typer.Exit(1)


ACCOUNTS = (
    whole("account", "账户", "account"),
    text("name", "名称", "name"),
    fen("balance", "余额（元）", "balance (yuan)"),
)


@group.command("trial-balance")
@reported
def trial_balance(
    report: Report,
    at: datetime | None = typer.Option(
        None, "--at", parser=PERIOD_END, help="截至（北京时间） · as of, Beijing time"
    ),
    accounts: bool = typer.Option(False, "--accounts", help="逐个账户 · account by account"),
    csv: Path | None = CSV,
    database: str = DATABASE,
) -> None:
    """试算平衡：各类账户余额，合计必为零 · balances by kind of account; they sum to zero"""

    def act(books: Books) -> TrialBalance:
        columns = ("account", "name_zh", "name_en", "yuan", "fen")
        with Export(called_from(csv) if csv else None, columns) as export, working():
            found = statements.trial_balance(books.engine, at)
            shown = found.accounts if accounts else found.kinds
            export.tell_all((name, *_names(name), *amount(sum_)) for name, sum_ in shown.items())
            return found

    found = with_books(act, database)
    shown = (found.accounts if accounts else found.kinds).items()
    rows = [(name, pick(*_names(name)), sum_) for name, sum_ in shown]
    report.rows("accounts", ACCOUNTS, rows, last=(pick("合计", "sum"), "", found.total))
    report.say(
        f"{found.entries} 笔分录",
        how_many(found.entries, "entries"),
        entries=found.entries,
        total_fen=found.total,
    )
    if found.total:
        raise typer.Exit(1)


@group.command("reconcile")
@reported
def reconcile(
    report: Report,
    bill: Path | None = typer.Option(None, help="银行账单 CSV：number,yuan,state · the bank's bill"),
    csv: Path | None = CSV,
    database: str = DATABASE,
) -> None:
    """与银行记录双向对账，按单号而不按日期 · hold ledger and bank against each other, number by number"""
    from services.operations import reconciling  # noqa: PLC0415  # most of the books

    billed = read_bill(called_from(bill)) if bill else None

    def act(books: Books) -> reconciling.Reconciled:
        with Export(called_from(csv) if csv else None, FINDING_COLUMNS) as export, working() as progress:
            done = reconciling.reconcile(
                books.engine,
                books.settings,
                billed,
                lambda counts: progress.update(progress.task_ids[0], description=_said(counts)),
            )
            tell_findings(report, done.findings, export)
        return done

    done = with_books(act, database)
    found, untold = done.findings, done.untold
    looked_at(report, done.counts)
    report.tell(ok=not found, unanswered=untold)
    if untold:
        report.say(
            f"银行未能答复 {untold} 笔，请稍后再对",
            f"the bank could not tell of {untold}: reconcile again later",
            "yellow",
        )
    if found:
        report.say(f"✗ {len(found)} 处差异", f"✗ {how_many(len(found), 'differences')}", "red")
        raise typer.Exit(1)
    report.say("✓ 账本与银行相符，0 处差异", "✓ ledger and bank agree, 0 differences", "green")


def tell_findings(report: Report, found: Iterable[Finding], export: Export) -> None:
    found = list(found)
    said = ((f"✗ {line(each, Voice.lang)} {todo(each, Voice.lang)}", facts_of(each)) for each in found)
    report.events("findings", said, "red")
    for each in found:
        kind = KINDS[each.kind]
        export.tell(each.kind, each.subject, each.detail, kind.zh, kind.en)


def looked_at(report: Report, counts: Mapping[str, int]) -> None:
    said = _said(counts)
    report.say(
        f"已核对 {said}" if said else "没有可核对的记录",
        f"looked at {said}" if said else "nothing to look at",
        counts=counts,
    )


def _said(counts: Mapping[str, int]) -> str:
    return pick("，", ", ").join(
        pick(f"{counts[word]} {zh}", how_many(counts[word], en))
        for word, (zh, en) in COUNTED.items()
        if word in counts
    )


def working() -> Progress:
    """Beside long work, and only where somebody watches."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    progress = Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
    progress.add_task(pick("核对中", "looking"), total=None)
    return progress


def _names(account: str) -> tuple[str, str]:
    known = CHART.get(kind_of(account))
    return (known.zh, known.en) if known else ("不在科目表中", "not in the chart")
