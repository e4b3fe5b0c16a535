"""The headers that a message is sent with, as Standard Webhooks has them."""

from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook


def headers(secrets: Sequence[str], message_id: str, at: datetime, body: str) -> dict[str, str]:
    """Signed with each of the secrets. ``body`` is what is sent, in UTF-8; ``at`` is of the wall."""
    signed = " ".join(Webhook(each).sign(message_id, at, body) for each in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signed,
    }
