"""The words of a message, before it is judged."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.wording import check_words
    from models.messages.command import Command


def checked(command: Command) -> Command:
    """Raises Refused."""
    check_words(vars(command))
    return command
