"""What stands once the tests are collected stays to the end: Python need not look through it time and again.

Some thousand modules and tests are made meanwhile, and hardly anything of it is garbage.
"""

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
