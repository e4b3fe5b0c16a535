"""What people say to a process: decided and answered at once, never awaited.

A signal is applied, or refused for the record; an update is refused by its validator, which costs nothing and
leaves nothing. A command that was applied before is answered again and does nothing.
"""

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.refusals import Refused, Repeated
    from models.messages.command import Command
    from workflows.messages import wording
    from workflows.messages.payload_guard import read
    from workflows.messages.strangers import Strangers

Asked = TypeVar("Asked")
"""A command as the process's own rules take it."""


class Admission(Strangers, Generic[Asked]):
    @abstractmethod
    def asked(self, name: str, command: Command) -> Asked:
        """Raises Refused for what cannot be read as a command of this process."""

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
        command, asked = Command(), None
        try:
            command = wording.checked(read(message))
            asked = self.asked(name, command)
            self.obey(asked)
        except Repeated:
            return
        except Refused as refused:
            self.note(name, refused, command, asked)

    def consider(self, name: str, message: RawValue) -> None:
        try:
            self.weigh(self.asked(name, wording.checked(read(message))))
        except Repeated:
            return
        except Refused as refused:
            raise self.refusal(name, message, refused) from None

    def take(self, name: str, message: RawValue) -> dict[str, Any]:
        asked = None
        try:
            asked = self.asked(name, read(message))
            self.obey(asked)
        except Repeated as repeated:
            assert asked is not None  # noqa: S101 - nothing is repeated that could not be read
            return self.answer(asked, repeated.seq)
        except Refused as refused:
            raise self.refusal(name, message, refused) from None
        return self.answer(asked)
