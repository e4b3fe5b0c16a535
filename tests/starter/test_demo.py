"""The demo as a stranger runs it: real processes, the whole story, and the ledger's word at the end."""

import asyncio
import fcntl
import json
import os
import re
import sqlite3
import struct
import termios
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len

from starter.demo.narrator import fit

ROOT = Path(__file__).parents[2]
LINES_MAX, NARROW = 90, 60
STYLE = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Told:
    code: int
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


async def told(*options: str, lang: str = "C.UTF-8") -> Told:
    process = await asyncio.create_subprocess_exec(
        str(ROOT / "starmap"),
        "demo",
        "--pause",
        "0",
        *options,
        env={**os.environ, "LANG": lang},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return Told(process.returncode or 0, output.decode())


async def told_on_a_screen(*options: str, lang: str, columns: int) -> Told:
    """On a terminal of so many columns, without what styles the text."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = await asyncio.create_subprocess_exec(
        str(ROOT / "starmap"),
        "demo",
        "--pause",
        "0",
        *options,
        env={**{name: of for name, of in os.environ.items() if name != "COLUMNS"}, "LANG": lang},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = await asyncio.to_thread(_read, ours)
    return Told(await process.wait(), STYLE.sub("", shown).replace("\r\n", "\n"))


def _read(terminal: int) -> str:
    parts = []
    with suppress(OSError), open(terminal, "rb", buffering=0) as screen:
        while part := screen.read(65_536):
            parts.append(part)
    return b"".join(parts).decode()


@pytest.mark.timeout(240)
async def test_the_demo_tells_the_six_stories_in_both_languages_and_believes_only_the_ledger(
    tmp_path: Path,
) -> None:
    english, chinese = await asyncio.gather(
        told("--keep", str(tmp_path)),
        told_on_a_screen("--plant-error", lang="zh_CN.UTF-8", columns=NARROW),
    )

    assert english.code == 0, english.text
    for said in SAID:
        assert said in english.text, english.text
    assert "…" not in english.text + chinese.text, "something is cut"
    assert "{" not in english.text, "a message is shown with a variable unfilled"
    assert len(english.lines) <= LINES_MAX
    assert not [line for line in english.lines if line.startswith(" " * 6)], (
        "where it is piped nothing is folded"
    )
    assert "72 hours late, it is cancelled with a breach" in english.text
    assert "24 hours late" not in english.text, "what the SMS says is not what its English says"
    _histories_and_database_are_kept(tmp_path)
    assert chinese.code == 1, "a planted fen must not pass"
    assert "账本不平" in chinese.text
    assert max(cell_len(line) for line in chinese.lines) <= NARROW
    assert "任务自动失效，退款 1,200.00" in chinese.text


@pytest.mark.parametrize(
    "text",
    [
        "     It is suspended: the article is not public. "
        + "x " * 15
        + "If it is so at Sat 2027-01-16 24:00 ended",
        "  ✉ 苏禾慢生活：任务「开店记」的文章未公开"
        + "，已暂停结算" * 4
        + "；至2027年1月16日24:00仍未公开的，退款",
        "  7 个自然日（发布当天不计）：" + "、".join(f"12-{day} 周一" for day in range(11, 18)) + "24:00",
    ],
)
def test_what_is_too_long_for_a_line_is_folded_and_nowhere_cut(text: str) -> None:
    columns = 100

    lines = fit(text, columns).splitlines()

    assert len(lines) == 2
    assert all(cell_len(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert "24:00" in " ".join(lines)
    assert lines[1].strip()[0] not in "、，。；"


SAID = (
    "3,000.00 held → 待接收",
    "outline v1 驳回",
    "seven natural days: Fri ",
    "自动结算",
    "kill -9",
    "the bank's own log: 1 transfer, 2,850.00",
    "fee 44.44 (rounded down), creator 844.44",
    "任务自动失效 (expired), refund 1,200.00; marks against the creator: 0",
    "3/3 → 自动进入写稿环节",
    "投诉期已过",
    "creator 2,850.00, fee 150.00, brand 2,000.00",
    "结算挂起",
    "creator 1,425.00",
    "held 13,588.88 = creators 9,869.44 + fee 519.44 + refunded 3,200.00, difference 0.00",
    "the bank refuses linxi.tx1-1: ACCOUNT_INVALID",
    "linxi.tx1-2 arrived, 1,900.00",
    "linxi.tx1-1 refused ACCOUNT_INVALID · linxi.tx1-2 paid 1,900.00",
    "✓ wallets, ledger and bank agree",
    "0 differences",
    "make up",
)


def _histories_and_database_are_kept(folder: Path) -> None:
    histories = sorted(folder.glob("*.json"))
    assert [each.name[0] for each in histories] == list("123456")
    assert all(json.loads(each.read_text())["events"] for each in histories)
    with closing(sqlite3.connect(folder / "starmap.db")) as kept:
        (held,) = kept.execute(
            "select sum(fen) from ledger_postings p join ledger_entries e on e.id = p.entry_id"
            " where e.kind = 'hold' and account like 'escrow:%'"
        ).fetchone()
    assert held == 1_358_888
