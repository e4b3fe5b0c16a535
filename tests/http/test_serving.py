"""The socket that the gateway listens on."""

import socket

import pytest

from starter.http.serving import listening_at


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_answer_does_not_wait_for_its_first_part_to_be_acknowledged(host: str) -> None:
    with (
        listening_at(host, 0) as listening,
        socket.create_connection((host, listening.getsockname()[1])),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
