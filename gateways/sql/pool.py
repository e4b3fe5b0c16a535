"""How many connections a process keeps to PostgreSQL, and how long it waits for one and on one."""

from dataclasses import dataclass

from sqlalchemy import ExceptionContext
from sqlalchemy.exc import OperationalError

KEEP_WHAT_IS_COMMITTED = "-c synchronous_commit=on"
"""Whatever the server says: a workflow goes on from what a commit said, so no crash may take it back."""


@dataclass(frozen=True)
class Pool:
    size: int = 16
    """Kept open. As many as the threads of one role: a record never waits for another role's call."""
    overflow: int = 16
    """Opened beyond that while they are needed, and closed again."""
    wait_seconds: float = 3
    """For a free connection."""
    connect_seconds: int = 5
    """For the server to answer."""
    statement_seconds: float = 15
    lock_seconds: float = 10
    """For a lock that another transaction holds; what fails so is tried again by Temporal."""
    idle_seconds: float = 60
    """A transaction that does nothing for so long has lost its owner, and its locks are given up."""

    @property
    def options(self) -> str:
        """As PostgreSQL reads them when a session begins."""
        told = {
            "statement_timeout": self.statement_seconds,
            "lock_timeout": self.lock_seconds,
            "idle_in_transaction_session_timeout": self.idle_seconds,
        }
        limits = (f"-c {name}={int(seconds * 1000)}" for name, seconds in told.items())
        return " ".join((KEEP_WHAT_IS_COMMITTED, *limits))


READ_ONLY = "25006"
"""Every write to a server that was demoted ends so; its connections are sound otherwise."""
GOING_DOWN = frozenset({"57P01", "57P02", "57P03"})
CONNECTION = "08"
"""The class of failures of the connection itself."""


def is_lost(sqlstate: str | None) -> bool:
    """Whether the server at the other end is not, or no longer, the one to talk to."""
    state = sqlstate or ""
    return state == READ_ONLY or state in GOING_DOWN or state.startswith(CONNECTION)


def leave_the_wrong_server(context: ExceptionContext) -> Exception | None:
    """As a lost connection: all of the pool are closed, and the address is asked anew who answers there.

    Whoever asked is told what SQLAlchemy tells of a server that is away, so that all who wait for one wait.
    """
    failed = context.original_exception
    if not is_lost(getattr(failed, "sqlstate", None)):
        return None
    context.is_disconnect = True
    if isinstance(context.sqlalchemy_exception, OperationalError):
        return None
    return OperationalError(
        context.statement, None, failed, hide_parameters=True, connection_invalidated=True
    )
