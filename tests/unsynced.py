"""The books of the tests wait for no disk: they are asked what is right, not what survives a power cut.

As the PostgreSQL of the tests does. Of this process alone: what the tests start, and kill, keeps its books as
the product does.
"""

from gateways.sql import database

AS_THE_PRODUCT = database.PRAGMAS
"""For whoever asks how safe they are."""


def wait_for_no_disk() -> None:
    unsafe = {"synchronous=FULL": "synchronous=OFF"}
    database.PRAGMAS = tuple(unsafe.get(each, each) for each in AS_THE_PRODUCT)
    assert database.PRAGMAS != AS_THE_PRODUCT
