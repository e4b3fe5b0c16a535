"""An SMS or a call to a party, of a commission or of a withdrawal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Notice:
    """One SMS or call. ``key`` is made of business ids; ``recipient`` is ``creator:ID`` or ``brand:ID``.

    The phone number is looked up where it is used and never travels in a message of ours.
    """

    key: str
    commission_id: str
    recipient: str
    channel: str
    """``sms`` or ``voice``."""
    template: str
    params: Mapping[str, str]
    text: str
    """The template rendered in Chinese, as the receiver reads it."""
    at: datetime
