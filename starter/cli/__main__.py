"""`./starmap`: everything by hand, from the terminal."""

import signal
import sys
from collections.abc import Callable, Sequence

from domain.refusals import in_words
from starter.cli import paper
from starter.cli.assembly import assembled
from starter.cli.console import complain, end
from starter.cli.usage import Misused


def run(call: Callable[[], None]) -> int:
    """From here on the command itself hears Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return ended(call)


def ended(call: Callable[[], None]) -> int:
    """Every way a command can end, as an exit code; never a traceback for what people did."""
    try:
        call()
    except SystemExit as ended:  # Typer has said what was wrong with the words of the command
        return ended.code if isinstance(ended.code, int) else 1
    except KeyboardInterrupt:
        return 130
    except Misused as wrong:
        return complain(wrong.code, wrong.zh, wrong.en)
    except Exception as failed:  # noqa: BLE001  # told by name below, or raised again
        from starter.cli.failed import tell  # noqa: PLC0415  # it reads every part of the program

        return tell(failed)
    return 0


def asked(words: Sequence[str]) -> list[str]:
    """The words that may be the command's own: those that are no option."""
    return [word for word in words if not word.startswith("-")]


def whole() -> int:
    """The command and its report. The code is the command's own, whatever became of the report."""
    paper.lay_out()
    app = assembled(asked(sys.argv[1:]))
    code = run(lambda: app(prog_name="starmap"))
    lost = paper.loss()
    if lost is not None:
        done = ("已完成", "was done") if code == 0 else ("没有完成", "was not done")
        complain("REPORT_LOST", *in_words("REPORT_LOST", why=lost.strerror, done=done, exit=code))
    return code


if __name__ == "__main__":
    end(whole())
    sys.exit(0)
