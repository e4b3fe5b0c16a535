"""The terms: `starmap terms show|diff`. Those of commissions, and those of withdrawing."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from domain.commissions.ordering.terms import Terms, differences
from domain.counts import how_many
from domain.instants import beijing_day
from domain.money.withdrawals.terms import WithdrawalTerms
from services.files.brief_files import content
from services.terms_file import TERMS_FILE, next_terms, read_terms, read_withdrawal_terms, short_notice
from services.terms_in_force import of_a_day_to_come
from starter.cli.columns import text, whole
from starter.cli.console import called_from, pick, with_books
from starter.cli.kinds import ANY_WORKFLOW
from starter.cli.report import Report, reported

TERMS_BYTES = 1024 * 1024
group = typer.Typer(no_args_is_help=True)


COLUMNS = (
    whole("name", "名称", "name"),
    whole("value", "值", "value"),
    text("meaning", "含义", "meaning"),
    text("basis", "依据", "basis"),
)


@group.command("show")
@reported
def show(report: Report) -> None:
    """当前条款及其依据 · the terms of new orders and withdrawals, with their basis"""
    told = (*_told(read_terms(), ""), *_told(read_withdrawal_terms(), "withdrawal."))
    rows = ((name, value, pick(said["zh"], said["en"]), said["basis"]) for name, value, said in told)
    report.rows("terms", COLUMNS, rows)
    _tell_notice(report)


def _tell_notice(report: Report) -> None:
    """By the file alone: where no platform runs, nobody knows since when it could be read."""
    later, today = next_terms(), beijing_day(datetime.now(UTC))
    left = short_notice(later, today) if later else None
    if later and left:
        report.say(
            f"注意：条款 {later.version} 将于 {left} 天后生效；规则修改须至少提前七日公示（电子商务法 §34）",
            f"note: terms {later.version} begin in {how_many(left, 'days')}; a change is published "
            "seven days before",
        )
    current = read_terms()
    if current.effective_from > today.isoformat():
        told = of_a_day_to_come(current)
        report.say(told.zh, told.en)


def _told(terms: Terms | WithdrawalTerms, before: str) -> Iterable[tuple[str, Any, Any]]:
    return ((f"{before}{each.name}", getattr(terms, each.name), each.metadata) for each in fields(terms))


@group.command("diff")
@reported
def diff(
    report: Report,
    commission: str = typer.Option(
        "", parser=ANY_WORKFLOW, help="与这条任务的条款比较 · compare with a commission's terms"
    ),
    file: Path | None = typer.Option(None, help="与另一份文件比较 · compare with another file"),
) -> None:
    """与默认值、另一份文件或某条任务的条款比较 · compare with the defaults, a file, a commission"""
    found = differences(_pinned(commission) if commission else _of(file), read_terms())
    if not commission:  # a withdrawal has terms of its own
        old = read_withdrawal_terms(_there(file)) if file else WithdrawalTerms()
        now = read_withdrawal_terms()
        found += [(f"withdrawal.{name}", was, is_) for name, was, is_ in differences(old, now)]
    told = ((f"{name}: {was} → {is_}", {"name": name, "was": was, "is": is_}) for name, was, is_ in found)
    report.events("differences", told)
    if not found:
        report.say(f"与 {TERMS_FILE.name} 没有差异", f"no difference to {TERMS_FILE.name}")
    _tell_notice(report)


def _of(file: Path | None) -> Terms:
    return read_terms(_there(file)) if file else Terms()


def _there(file: Path) -> Path:
    """A missing file of ours means the defaults; one that somebody names must be there."""
    path = called_from(file)
    content(path, TERMS_BYTES)
    return path


def _pinned(commission_id: str) -> Terms:
    from services.commissions.reading import commission  # noqa: PLC0415  # most of the books

    return with_books(lambda books: commission(books.engine, commission_id).order.terms)
