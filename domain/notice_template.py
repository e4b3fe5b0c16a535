from dataclasses import dataclass

from domain.party import Party


@dataclass(frozen=True)
class Template:
    name: str
    to: Party
    zh: str
    en: str
    urgent: bool = True
    channel: str = "sms"
    since: str = "1"
    until: str = ""
    """The versions of the rules it belongs to, as of a row."""
