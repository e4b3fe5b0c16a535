"""The words of a message, before it is judged: a new one is refused for them, one taken before is not."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.refusals import Refused
    from domain.wording import check_words
    from models.messages.command import Command

WORDS_ARE_READ = "words-are-read"


def checked(command: Command) -> Command:
    """For an update's validator, which no replay asks. Raises Refused."""
    check_words(vars(command))
    return command


def heard(command: Command) -> None:
    """For a signal, which stands in the history whatever becomes of it. Raises Refused."""
    try:
        checked(command)
    except Refused:
        if workflow.patched(WORDS_ARE_READ):
            raise
