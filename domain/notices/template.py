from dataclasses import dataclass

from domain.stages import Party


@dataclass(frozen=True)
class Template:
    name: str
    to: Party
    zh: str
    en: str
    urgent: bool = True
    channel: str = "sms"
