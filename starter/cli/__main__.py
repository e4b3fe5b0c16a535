"""`./starmap`: everything by hand, from the terminal."""

import signal
import sys
from collections.abc import Callable

import typer

from domain.bounds import BadTerms
from domain.forms import Unreadable
from domain.refusals import Refused
from gateways.ports import VendorRefused
from gateways.refusals import BookRefusal
from starter.brief_files import BadFile
from starter.cli import (
    acting,
    attention,
    bank,
    brand,
    claim,
    cluster,
    commission,
    ledger,
    messages,
    paper,
    parties,
    platform,
    sandbox,
    sweep,
    terms,
    withdrawal,
)
from starter.cli.desk import Voice, complain, end
from starter.cli.kinds import one_of
from starter.cli.numbers import NumberNeeded
from starter.cli.usage import Misused, Words
from starter.commissions import CommandRefused, NoAnswerYet
from starter.failures import named
from starter.import_results import CannotWrite
from starter.language import language
from starter.ledger_csv import CannotExport
from starter.ordering import OrderRefused
from starter.running import NotRunning
from starter.time_travel import BadSpan, NoTimeTravel
from starter.waiting import StillWaiting

app = typer.Typer(
    cls=Words,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="星图 Starmap：品牌任务的市场引擎 · a marketplace engine for brand commissions",
)


@app.callback()
def main(
    lang: str = typer.Option("", "--lang", parser=one_of("zh", "en", optional=True), help="zh | en"),
) -> None:
    Voice.lang = language(lang)


app.command("up")(platform.up)
app.command("status")(platform.status)
app.command("health")(cluster.health)
app.command("demo")(platform.demo)
app.add_typer(parties.creator, name="creator")
app.add_typer(brand.app, name="brand")
app.add_typer(claim.app, name="claim")
app.add_typer(commission.app, name="commission")
app.command("attention")(attention.attention)
app.command("phone")(sandbox.phone)
app.add_typer(sandbox.mp, name="mp")
app.add_typer(sandbox.fault, name="fault")
app.add_typer(bank.app, name="bank")
app.command("withdraw")(withdrawal.withdraw)
app.add_typer(withdrawal.app, name="withdrawal")
app.add_typer(ledger.app, name="ledger")
app.add_typer(sweep.app, name="sweep")
app.add_typer(terms.app, name="terms")
app.command("rulebook")(platform.rulebook)
app.add_typer(platform.travel, name="time")
app.add_typer(cluster.database, name="database")
app.add_typer(cluster.server, name="server")
messages.install(app)
acting.install(app)


def run(call: Callable[[], None]) -> int:
    """Every way a command can end, as an exit code; never a traceback for what people did."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        call()
    except SystemExit as ended:  # Typer has said what was wrong with the words of the command
        return ended.code if isinstance(ended.code, int) else 1
    except KeyboardInterrupt:
        return 130
    except Misused as wrong:
        complain(wrong.code, wrong.zh, wrong.en)
        return 2
    except Exception as failed:  # noqa: BLE001  # told by name below, or raised again
        tell(failed)
        return 1
    return 0


def tell(failed: Exception) -> None:
    """A refusal or failure by name, in both languages. Raises what is nobody's doing but ours."""
    match failed:
        case OrderRefused():
            for why in failed.reasons:
                complain(why.code, why.zh, why.en)
        case (
            CommandRefused()
            | NoAnswerYet()
            | BookRefusal()
            | Refused()
            | BadFile()
            | CannotWrite()
            | CannotExport()
            | Unreadable()
            | NumberNeeded()
            | NotRunning()
            | NoTimeTravel()
            | BadSpan()
            | StillWaiting()
        ):
            complain(failed.code, failed.zh, failed.en)
        case VendorRefused():
            complain(failed.code, "沙箱拒绝了这一操作", str(failed))
        case BadTerms():
            complain("BAD_TERMS", "条款文件有误", str(failed))
        case _:
            found = named(failed)
            if not found:
                raise failed
            for each in found:
                complain(each.code, each.zh, each.en)


def whole() -> int:
    """The command and its report. The code is the command's own, whatever became of the report."""
    paper.lay_out()
    code = run(lambda: app(prog_name="starmap"))
    lost = paper.loss()
    if lost is not None:
        done_zh, done_en = ("已完成", "was done") if code == 0 else ("没有完成", "was not done")
        complain(
            "REPORT_LOST",
            f"输出没有写出（{lost.strerror}）；命令本身{done_zh}，退出码 {code}",
            f"the report was not written ({lost.strerror}); the command itself {done_en}, exit code {code}",
        )
    return code


if __name__ == "__main__":
    end(whole())
    sys.exit(0)
