"""A provider's bill of transfers in a CSV file: number, yuan, state. All of it is read, or nothing."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from domain import forms
from domain.forms import Unreadable, is_reference, shown
from domain.operations.reconciling import AtBank, BankTransfer
from services.files.brief_files import BadFile, content, decoded
from services.files.order_files import ENCODINGS

BILL_BYTES = 64 * 1024 * 1024
COLUMNS = ("number", "yuan", "state")
STATES: Mapping[str, AtBank] = {
    "paid": AtBank.PAID,
    "成功": AtBank.PAID,
    "refused": AtBank.REFUSED,
    "失败": AtBank.REFUSED,
    "refunded": AtBank.REFUNDED,
    "退票": AtBank.REFUNDED,
}
SHOWN = 20


def read_bill(path: Path) -> list[BankTransfer]:
    """In the order of the file. Raises BadFile, which names every line that cannot be read."""
    reader = csv.DictReader(
        io.StringIO(decoded(content(path, BILL_BYTES), ENCODINGS), newline=""), strict=True
    )
    problems: list[tuple[int, str, str]] = []
    found: dict[str, BankTransfer] = {}
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise BadFile("COLUMN_NEEDED", names=", ".join(missing))
        for row in reader:
            wrong = list(_problems(row, found))
            problems += [(reader.line_num, zh, en) for zh, en in wrong]
            if not wrong:
                transfer = _transfer(row)
                found[transfer.number] = transfer
    except csv.Error as error:
        raise BadFile("NOT_CSV", line=reader.line_num, problem=error) from None
    if problems:
        raise _bad(problems)
    return list(found.values())


def _problems(row: Mapping[str, str | None], known: Mapping[str, BankTransfer]) -> Iterator[tuple[str, str]]:
    number, amount, state = (_cell(row, name) for name in COLUMNS)
    if not number:
        yield "没有单号 number", "there is no number"
    elif not is_reference(number):
        yield f"单号看不懂：{shown(number)}", f"this is no number: {shown(number)}"
    elif number in known:
        yield f"单号重复：{number}", f"the number stands there twice: {number}"
    try:
        forms.amount(amount)
    except Unreadable as problem:
        yield f"金额{problem.zh}", f"yuan: {problem.en}"
    if state not in STATES:
        yield f"状态应为 {'、'.join(STATES)}：{state}", f"the state is one of {', '.join(STATES)}: {state}"


def _transfer(row: Mapping[str, str | None]) -> BankTransfer:
    number, amount, state = (_cell(row, name) for name in COLUMNS)
    return BankTransfer(number, STATES[state], forms.amount(amount))


def _cell(row: Mapping[str, str | None], name: str) -> str:
    """A spreadsheet keeps a long number as text by a quote before it."""
    return (row.get(name) or "").strip().removeprefix("'")


def _bad(problems: list[tuple[int, str, str]]) -> BadFile:
    zh = "；".join(f"第 {line} 行 {zh}" for line, zh, _ in problems[:SHOWN])
    en = "; ".join(f"line {line}: {en}" for line, _, en in problems[:SHOWN])
    more = len(problems) - SHOWN
    also = (f"；另有 {more} 处", f"; and {more} more") if more > 0 else ("", "")
    return BadFile("BAD_BILL", wrong=(zh + also[0], en + also[1]))
