"""`python -m starter.http`: the gateway as `up` starts it, on the platform that runs here."""

import sys

from runtime import running
from runtime.failures import named
from runtime.logs import log_as_json
from settings import Settings
from starter.http.serving import gateway, serve


def main() -> int:
    """Until it is told to stop. What keeps it from serving is its last line, by name."""
    try:
        settings = Settings()
        log_as_json(settings.log_level)
        address, virtual_time = running.where(settings)
        port = 0 if settings.http_port == "off" else settings.http_port
        serve(gateway(settings, address, virtual_time=virtual_time), settings.http_host, port)
    except Exception as failed:  # told by name where it has one
        found = named(failed)
        if not found:
            raise
        for each in found:
            sys.stderr.write(f"✗ {each.code}: {each.zh} / {each.en}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
