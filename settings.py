"""What differs from one place to another, from the environment (STARMAP_…) or a `.env` beside this file.

Terms of business are not settings: they stand in terms.toml and are pinned into each commission.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.messages.work import Pace

ROOT = Path(__file__).resolve().parent
Role = Literal["workflows", "notices", "publishing", "payouts"]
"""What a worker process can be there for; each role has a task queue of its own."""
ROLES: tuple[Role, ...] = get_args(Role)
MARGIN = timedelta(seconds=5)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="STARMAP_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    state: Path = ROOT / ".starmap"
    """Where the embedded server, the database and the logs are kept."""
    database_url: str = ""
    """Empty: SQLite in the state folder."""
    temporal_binary: str = ""
    """The embedded server's program, when it is neither beside Python nor on PATH."""
    lang: str = "zh"
    """The language of the texts in the Temporal Web UI: zh or en."""
    queue: str = "commissions"
    roles: Annotated[tuple[Role, ...], NoDecode] = ROLES
    """What this worker process does, by commas."""
    threads: int = Field(default=16, ge=1, le=500)
    """Activities at once, for each role of a process."""
    payouts_per_second: float = Field(default=50, gt=0)
    """Steps of payouts the whole platform starts in a second."""
    port: int = 7233
    ui_port: int = 8233
    log_level: str = "INFO"
    notice_seconds: float = Pace().notice_seconds
    publishing_seconds: float = Pace().publishing_seconds
    bank_seconds: float = Pace().bank_seconds
    first_retry_seconds: float = Pace().first_retry_seconds
    longest_retry_seconds: float = Pace().longest_retry_seconds
    max_cached_workflows: int = 1000

    @field_validator("roles", mode="before")
    @classmethod
    def _by_commas(cls, named: object) -> object:
        if isinstance(named, str):
            return tuple(filter(None, (each.strip() for each in named.split(",")))) or ROLES
        return named

    @property
    def time_to_finish(self) -> timedelta:
        """A worker that is asked to stop lets what it has begun end: longer than the longest activity."""
        longest = max(self.notice_seconds, self.publishing_seconds, self.bank_seconds)
        return timedelta(seconds=longest) + MARGIN

    @property
    def time_to_stop(self) -> timedelta:
        """How long whoever stops a worker waits before killing it."""
        return self.time_to_finish + MARGIN

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.state / 'starmap.db'}"

    @property
    def pace(self) -> Pace:
        return Pace(
            notice_seconds=self.notice_seconds,
            publishing_seconds=self.publishing_seconds,
            bank_seconds=self.bank_seconds,
            first_retry_seconds=self.first_retry_seconds,
            longest_retry_seconds=self.longest_retry_seconds,
        )
