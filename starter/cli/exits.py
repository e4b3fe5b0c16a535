"""How a command ends, for programs: 0 and 1 are its own, the rest comes from the kind of a refusal."""

from collections.abc import Mapping

from domain.refusals import Kind, kind_of

DONE, WRONG, INTERRUPTED = 0, 1, 130
EXITS: Mapping[Kind, int] = {
    Kind.INVALID: 2,
    Kind.NOT_FOUND: 3,
    Kind.FORBIDDEN: 4,
    Kind.CONFLICT: 5,
    Kind.TOO_LATE: 6,
    Kind.LIMIT: 7,
    Kind.UNAVAILABLE: 8,
}
OTHERWISE: Mapping[int, tuple[str, str]] = {
    DONE: ("已完成", "done"),
    WRONG: (
        "核对发现问题、多项中有一项没有做成，或程序本身出错",
        "a check found something wrong, one of several parts was not done, or the program itself failed",
    ),
    INTERRUPTED: ("被 Ctrl-C 中断", "interrupted by Ctrl-C"),
}


def exit_of(code: str) -> int:
    """Of a command that was refused by this name."""
    return EXITS[kind_of(code)]
