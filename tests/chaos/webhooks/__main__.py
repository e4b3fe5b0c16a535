"""`make webhooks`: 2,000 events to 50 endpoints, ten of them dead or slow, while every part is killed.

With `--small` as the tests run it.
"""

import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from tests.chaos.report import printed
from tests.chaos.webhooks.trial import SMALL, Scale, trial


async def main(scale: Scale) -> int:
    folder, begun = Path(tempfile.mkdtemp(prefix="starmap-webhooks-")), time.monotonic()
    try:
        async with trial(folder, scale) as on:
            await on.run()
            found, figures = on.violations(), on.figures()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return printed(Console(), figures, found, time.monotonic() - begun)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(SMALL if "--small" in sys.argv else Scale())))
