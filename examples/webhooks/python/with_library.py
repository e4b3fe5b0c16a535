"""The same check by a kept library: pip install standardwebhooks."""

import os
import sys

from standardwebhooks import Webhook, WebhookVerificationError

SECRETS = os.environ["WEBHOOK_SECRET"].split()  # both, while a secret is being rotated


def event_of(body: bytes, headers: dict[str, str]) -> dict | None:
    """None: it is not theirs, answer 401. ``body`` as it came, byte for byte."""
    for secret in SECRETS:
        try:
            return Webhook(secret).verify(body, headers)
        except (WebhookVerificationError, ValueError):
            continue
    return None


if __name__ == "__main__":
    given = dict(line.split(": ", 1) for line in sys.argv[1:])
    print((event_of(sys.stdin.buffer.read(), given) or {}).get("type", "not theirs"))
