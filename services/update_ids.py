"""The id of an update, by which the server knows one sent twice: it answers that with the first outcome.

It goes by this id alone, whatever is asked. So all that makes two commands two stands in it: who sends it,
the command id, the command and its body. The stamp and the signature do not: a command sent again bears
others.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

ANEW = frozenset({"received_at", "signature"})


def update_id(name: str, fields: Mapping[str, Any]) -> str:
    said = {field: value for field, value in fields.items() if field not in ANEW}
    body = json.dumps([name, said], sort_keys=True, default=str)
    return f"{name}-{hashlib.sha256(body.encode()).hexdigest()[:32]}"
