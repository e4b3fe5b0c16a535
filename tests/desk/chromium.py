"""Is there a Chromium to drive? Debian's; STARMAP_CHROMIUM names another."""

import os
import shutil

CHROMIUM = os.environ.get("STARMAP_CHROMIUM", "/usr/bin/chromium")
INSTALL = "apt-get install chromium fonts-noto-cjk, or name a Chromium in STARMAP_CHROMIUM"


def chromium() -> str | None:
    return shutil.which(CHROMIUM)
