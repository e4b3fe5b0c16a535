"""`make by-http`: commissions by HTTP while every part is killed. How many stands behind it: ten otherwise.

The last line is one JSON object: kills by part, requests, what was sent again and why, seconds.
"""

import asyncio
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.by_http.platform import platform
from tests.chaos.by_http.trial import Trial


async def main(many: int) -> int:
    folder, begun = Path(tempfile.mkdtemp(prefix="starmap-by-http-")), time.monotonic()
    try:
        async with platform(folder) as made:
            trial = Trial(made, many)
            await trial.run()
            found, figures = await trial.violations(), trial.figures()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(f"✗ {each}" for each in found))
    print(json.dumps({**figures, "violations": len(found), "seconds": round(time.monotonic() - begun)}))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)))
