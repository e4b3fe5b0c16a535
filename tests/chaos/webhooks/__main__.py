"""`make webhooks`: 2,000 events to 50 endpoints, ten of them dead or slow, while every part is killed.

With `--small` as the tests run it; with `--postgresql` the books are there.
"""

import asyncio
import shutil
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console

from tests.chaos.report import printed
from tests.chaos.webhooks.trial import SMALL, Scale, trial
from tests.postgres import Postgres, postgres


async def main(scale: Scale, books: Postgres | None) -> int:
    folder, begun = Path(tempfile.mkdtemp(prefix="starmap-webhooks-")), time.monotonic()
    try:
        async with trial(folder, scale, books) as on:
            await on.run()
            found, figures = on.violations(), on.figures()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return printed(Console(), figures, found, time.monotonic() - begun)


if __name__ == "__main__":
    with postgres() if "--postgresql" in sys.argv else nullcontext() as found:
        code = asyncio.run(main(SMALL if "--small" in sys.argv else Scale(), found))
    sys.exit(code)
