"""Instants and days as people write them on the command line: Beijing time, unless a zone is said."""

from datetime import UTC, date, datetime

from domain.instants import BEIJING, DAY, beijing


class BadInstant(ValueError):
    code = "INSTANT_UNREADABLE"

    def __init__(self, text: str) -> None:
        self.zh = f"看不懂时间：{text}；请写 2026-11-26 或「2026-11-26 20:00」（北京时间）"
        self.en = f'this is no instant: {text}; write 2026-11-26 or "2026-11-26 20:00" (Beijing time)'
        super().__init__(self.en)


def beginning(text: str) -> datetime | None:
    """Of a day its 00:00. None for nothing written. Raises BadInstant."""
    return _read(text, whole_day=False)


def end(text: str) -> datetime | None:
    """Of a day its 24:00, so that the day is within. None for nothing written. Raises BadInstant."""
    return _read(text, whole_day=True)


def _read(text: str, *, whole_day: bool) -> datetime | None:
    if not text.strip():
        return None
    try:
        if len(text.strip()) == len("2026-11-26"):
            day = beijing(date.fromisoformat(text.strip()))
            return day + DAY if whole_day else day
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=BEIJING)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInstant(text) from None
