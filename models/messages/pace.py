"""How patient a commission is with what is outside: all that settings need of the messages."""

from dataclasses import dataclass, fields

LONGEST_SECONDS, MOST_ATTEMPTS = 86_400.0, 1_000


@dataclass(frozen=True)
class Pace:
    """How long outside calls may take and how often they are tried; from the settings, pinned at start."""

    notice_seconds: float = 20
    publishing_seconds: float = 30
    bank_seconds: float = 60
    first_retry_seconds: float = 5
    longest_retry_seconds: float = 600
    notice_attempts: int = 8
    """Ten minutes: a provider that is away for less loses no notice, and operators have time to look."""
    attempts: int = 10

    def __post_init__(self) -> None:
        """A start is anybody's: what the server would not schedule would fail its task for ever."""
        for each in fields(self):
            least, most = (1, MOST_ATTEMPTS) if each.name.endswith("attempts") else (0.001, LONGEST_SECONDS)
            if not least <= getattr(self, each.name) <= most:
                object.__setattr__(self, each.name, each.default)
        if self.first_retry_seconds > self.longest_retry_seconds:
            for name in ("first_retry_seconds", "longest_retry_seconds"):
                object.__setattr__(self, name, getattr(Pace, name))
