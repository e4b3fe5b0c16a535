"""The first three steps of a brand's system, as lines to copy into a shell."""

from dataclasses import dataclass

from starter.web.wording import Wording

ASK = 'ask() { curl -sS --fail-with-body -H "Authorization: Bearer $STARMAP_KEY" "$@"; }'


@dataclass(frozen=True)
class Step:
    title: str
    help: str
    lines: str
    """For a POSIX shell with curl."""


def steps(site: str, t: Wording) -> list[Step]:
    """``site``: where the gateway answers, without a slash at its end."""
    lines = (
        f"export STARMAP={site}\nprintf 'API key: '; read -r STARMAP_KEY",
        f'{ASK}\nask "$STARMAP/v1/me"',
        'ask "$STARMAP/v1/events?limit=5"',
    )
    return [
        Step(t(f"developers.step_{number}"), t(f"developers.step_{number}_help"), each)
        for number, each in enumerate(lines, 1)
    ]
