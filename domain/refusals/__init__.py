"""The one registry of refusals: whatever says no, by name, in Chinese and English, and of its kind."""

from collections.abc import Iterable, Mapping

from domain.refusals import (
    access,
    acting,
    books,
    cases,
    done,
    doors,
    files,
    gateway,
    messages,
    ordering,
    providers,
    rules,
    running,
    signatures,
    signing_keys,
    temporal,
    uploads,
    webhooks,
    withdrawals,
)
from domain.refusals.providers import Provider, as_registered
from domain.refusals.refusal import Do, Kind, Refusal, Words

__all__ = [
    "CONTEXTS",
    "OF_COMMISSIONS",
    "REFUSALS",
    "Do",
    "Kind",
    "Provider",
    "Refusal",
    "Refused",
    "Repeated",
    "Words",
    "as_registered",
    "in_words",
    "kind_of",
    "what_to_do",
]

OF_COMMISSIONS = (acting, done, messages, rules, cases, withdrawals, ordering, signatures)
"""What a sender of messages may meet; the rest is said at the doors, or by those outside."""
CONTEXTS: Mapping[str, tuple[Refusal, ...]] = {
    each.__name__.rpartition(".")[2]: each.REFUSALS
    for each in (
        *OF_COMMISSIONS,
        books,
        access,
        signing_keys,
        doors,
        files,
        uploads,
        webhooks,
        gateway,
        running,
        temporal,
        providers,
    )
}


def _registered(contexts: Iterable[tuple[Refusal, ...]]) -> dict[str, Refusal]:
    """A code has one meaning: registered twice, nothing of this program can be imported."""
    found: dict[str, Refusal] = {}
    for each in (refusal for context in contexts for refusal in context):
        if each.code in found:
            raise ValueError(f"{each.code} is registered twice")
        found[each.code] = each
    return found


REFUSALS: Mapping[str, Refusal] = _registered(CONTEXTS.values())


def in_words(code: str, detail: str = "", /, **fields: object) -> Words:
    return REFUSALS[code].in_words(detail, **fields)


def kind_of(code: str) -> Kind:
    """What a provider of another release says by a code unknown here is a conflict: nothing was done."""
    known = REFUSALS.get(code)
    return known.kind if known else Kind.CONFLICT


def what_to_do(code: str, told: str) -> Words | None:
    """What the words that were told in Chinese leave out; None where they say it themselves.

    A command refused for its stage is told with what is possible instead.
    """
    known = REFUSALS.get(code)
    if known is None or known.do is None or (known.do is Do.LOOK and told != known.zh):
        return None
    return known.do.words


class Refused(Exception):
    """A move that the rules do not allow. Nothing has changed."""

    def __init__(self, code: str, *, detail: str = "", quotes: bool = False) -> None:
        """``quotes``: the detail is the sender's own words, which no timeline repeats."""
        self.code = code
        self.detail = detail
        self.quotes = quotes
        self.zh, self.en = in_words(code, detail)
        super().__init__(f"{code}: {self.zh} / {self.en}")


class Repeated(Exception):
    """The command was applied before: the answer is its sequence number and the state now."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(f"applied before as {seq}")
