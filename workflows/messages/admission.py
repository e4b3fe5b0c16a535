"""What people say to a process: decided and answered at once, never awaited.

A signal is applied, or refused for the record; an update is refused by its validator, which costs nothing and
leaves nothing. A command that was applied before is answered again and does nothing. Who has signed it is
looked at first, and of what does not count nothing is kept but its line.
"""

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.party import Party
    from domain.process import proof
    from domain.process.applied import Named
    from domain.process.proof import Used
    from domain.process.trust import KeySet, Trust
    from domain.refusals import Refused, Repeated
    from models.messages.command import Command
    from models.messages.work import Revival
    from workflows.messages import wording
    from workflows.messages.payload_guard import read
    from workflows.messages.proof import KEYS, REVIVE, Pinned, Proved, proved, renewed, revived_by
    from workflows.messages.strangers import Strangers

Asked = TypeVar("Asked")
"""A command as the process's own rules take it."""


class Admission(Strangers, Generic[Asked]):
    trust: str = Trust.CLUSTER.value
    keys: KeySet | None = None
    used: Used = ()
    """Signatures that may come again, and do not count then."""

    @abstractmethod
    def asked(self, name: str, command: Command) -> Asked:
        """Raises Refused for what cannot be read as a command of this process."""

    @abstractmethod
    def named(self, asked: Asked) -> Named:
        """Who says it, and under which id."""

    @abstractmethod
    def sides(self) -> dict[Party, str]:
        """The ids of the creator and the brand it is about."""

    @abstractmethod
    def weigh(self, asked: Asked) -> None:
        """Raises what ``obey`` would raise, and changes nothing."""

    @abstractmethod
    def obey(self, asked: Asked) -> None:
        """Apply it; ``run()`` records it. Raises Refused, and Repeated for one that was applied before."""

    @abstractmethod
    def answer(self, asked: Asked, seq: int | None = None) -> dict[str, Any]:
        """What its sender is told. ``seq``: of the first time, where it was applied before."""

    @abstractmethod
    def refusal(self, name: str, message: RawValue, refused: Refused) -> ApplicationError:
        """As the sender of an update hears it."""

    @abstractmethod
    def note(self, name: str, refused: Refused, command: Command, asked: Asked | None) -> None:
        """A refused signal. It never harms the process."""

    def judge(self, name: str, message: RawValue) -> None:
        """A move that is not proved is never handed on: nothing judges it again on top of another state."""
        if name == KEYS:
            self._learn(message)
            return
        command, asked, by = Command(), None, None
        try:
            command = wording.checked(read(message))
            by = self.prove(name, message, command)
            wanted = self.asked(name, command)
            self._check_proved(by, wanted, command)
            asked = wanted
            self.obey(asked)
        except Repeated:
            pass
        except Refused as refused:
            self.note(name, refused, command, asked)
        self._use(by)

    def consider(self, name: str, message: RawValue) -> None:
        try:
            command = wording.checked(read(message))
            by = self.prove(name, message, command)
            asked = self.asked(name, command)
            self._check_proved(by, asked, command)
            self.weigh(asked)
        except Repeated:
            return
        except Refused as refused:
            raise self.refusal(name, message, refused) from None

    def take(self, name: str, message: RawValue) -> dict[str, Any]:
        asked = None
        try:
            command = read(message)
            by = self.prove(name, message, command)
            asked = self.asked(name, command)
            self._check_proved(by, asked, command)
            self._use(by)
            self.obey(asked)
        except Repeated as repeated:
            assert asked is not None  # noqa: S101 - nothing is repeated that could not be read
            return self.answer(asked, repeated.seq)
        except Refused as refused:
            raise self.refusal(name, message, refused) from None
        return self.answer(asked)

    def prove(self, name: str, message: RawValue, command: Command) -> Proved | None:
        """None: it counts without a signature. Raises Refused."""
        pinned, workflow_id = Pinned(self.trust, self.keys), workflow.info().workflow_id
        return proved(pinned, workflow_id, name, message, command, workflow.now())

    def _check_proved(self, by: Proved | None, asked: Asked, command: Command) -> None:
        """Whether its signature counts for what is asked. Raises Refused, and Repeated."""
        if by is not None:
            proof.check_holder(by.key, self.named(asked).owner, command.actor, self.sides())
            self._check_unused(by, asked)

    def _check_unused(self, by: Proved, asked: Asked) -> None:
        """The same once more, as of somebody who has heard no answer, is answered: it does nothing."""
        try:
            proof.check_unused(self.used, by.key, by.claim)
        except Refused:
            self.weigh(asked)
            raise

    def _use(self, by: Proved | None) -> None:
        if by is not None:
            now = workflow.now()
            self.used = proof.using(self.used, by.key, by.claim, stamped=by.stamped, now=now)

    def may_revive(self, revival: Revival) -> bool:
        """Any client can make such a start: where its word does not count, the platform has signed it."""
        pinned, workflow_id = Pinned(self.trust, self.keys), workflow.info().workflow_id
        try:
            by = revived_by(pinned, workflow_id, revival, workflow.now())
            if by is not None:
                proof.check_unused(self.used, by.key, by.claim)
        except Refused as refused:
            workflow.logger.info("refused", extra={"move": REVIVE, "refusal": refused.code})
            return False
        self._use(by)
        return True

    def _learn(self, message: RawValue) -> None:
        try:
            self.keys = renewed(self.keys, message)
        except Refused as refused:
            self.note(KEYS, refused, Command(), None)
