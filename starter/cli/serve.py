"""`serve`: the HTTP interface alone, on the platform that runs here or at TEMPORAL_ADDRESS."""

from runtime import running
from settings import Settings
from starter.cli.console import say
from starter.http.serving import gateway
from starter.http.serving import serve as serve_until_stopped

OFF = 8234


def serve() -> None:
    settings = Settings()
    address, virtual_time = running.where(settings)
    port = OFF if settings.http_port == "off" else settings.http_port
    api = gateway(settings, address, virtual_time=virtual_time)
    say(
        f"HTTP 接口 http://{settings.http_host}:{port}",
        f"HTTP interface at http://{settings.http_host}:{port}",
    )
    serve_until_stopped(api, settings.http_host, port)
