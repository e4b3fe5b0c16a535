"""What differs from one place to another, from the environment (STARMAP_…) or a `.env` beside this file.

Terms of business are not settings: they stand in terms.toml and are pinned into each commission.
"""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from models.messages.work import Pace

ROOT = Path(__file__).resolve().parent


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
    port: int = 7233
    ui_port: int = 8233
    log_level: str = "INFO"
    notice_seconds: float = Pace().notice_seconds
    publishing_seconds: float = Pace().publishing_seconds
    bank_seconds: float = Pace().bank_seconds
    first_retry_seconds: float = Pace().first_retry_seconds
    longest_retry_seconds: float = Pace().longest_retry_seconds
    max_cached_workflows: int = 1000

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
