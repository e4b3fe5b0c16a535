"""Is there a Node.js for the TypeScript example?"""

import shutil
import subprocess

OLDEST = 20
"""The Temporal client's own demand."""
INSTALL = f"Node.js {OLDEST} or later with npm (Debian: nodejs npm)"


def is_missing() -> bool:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return True
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(version.strip().lstrip("v").split(".")[0] or 0) < OLDEST
