import base64
import hashlib
import json
import sys
import time
import uuid

from cryptography.hazmat.primitives.serialization import load_pem_private_key


def canonical(value):  # RFC 8785, where every value is a text, a whole number, a truth or a list of those
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sign(private_key, kid, workflow_id, name, command, seconds=3600):
    command = {"command_id": str(uuid.uuid4()), **command}
    iat = int(time.time())
    said = {
        "v": 1,
        "workflow_id": workflow_id,
        "name": name,
        "actor": command.get("actor", ""),
        "command_id": command["command_id"],
        "iat": iat,
        "exp": iat + seconds,
        "body": hashlib.sha256(canonical(command)).hexdigest(),
    }
    sig = base64.urlsafe_b64encode(private_key.sign(canonical(said))).rstrip(b"=").decode()
    return {**command, "signature": {"kid": kid, "iat": iat, "exp": iat + seconds, "sig": sig}}


if __name__ == "__main__":
    file, kid, workflow_id, name, command = sys.argv[1:]
    with open(file, "rb") as pem:
        key = load_pem_private_key(pem.read(), None)
    print(json.dumps(sign(key, kid, workflow_id, name, json.loads(command)), ensure_ascii=False))
