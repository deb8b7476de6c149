"""Makes `.venv`: a link to a virtual environment that holds requirements.txt, kept outside the checkout.

The environment is named by the hash of what it holds, so checkouts share it and a changed file makes a new one.
Run as a program it makes the link and prints nothing when there was nothing to do.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
VENV = ROOT / ".venv"


class ToolsError(Exception):
    """The tools cannot be installed; the text says why and what helps."""


def cache() -> Path:
    """Where what is expensive to make is kept: `GOODFAITH_CACHE`, or goodfaith's folder in the user's cache."""
    wanted = Path(os.environ.get("GOODFAITH_CACHE") or Path.home() / ".cache" / "goodfaith")
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if os.access(wanted, os.W_OK):
            return wanted
    except OSError:
        pass
    inside = ROOT / ".local" / "cache"
    inside.mkdir(parents=True, exist_ok=True)
    return inside


def ensure(log) -> bool:
    """Makes the environment and the link if they are missing; `log` takes pip's words. True if it had to install."""
    if VENV.exists() and not VENV.is_symlink():
        raise ToolsError(f"{VENV} is not a link that we made: move it away")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    content = hashlib.sha256(REQUIREMENTS.read_bytes() + version.encode()).hexdigest()[:16]
    home = cache() / f"venv-{content}"
    with open(cache() / "venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # The stamp is written last: an environment without it is half made.
        fresh = not (home / "complete").exists()
        if fresh:
            shutil.rmtree(home, ignore_errors=True)
            run([sys.executable, "-m", "venv", str(home)], log)
            pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
            run([*pip, "--requirement", str(REQUIREMENTS)], log)
            (home / "complete").touch()
        if not VENV.is_symlink() or VENV.resolve() != home.resolve():
            VENV.unlink(missing_ok=True)
            VENV.symlink_to(home)
    return fresh


def run(command: list[str], log) -> None:
    """Runs a step of the installation."""
    if subprocess.run(command, stdout=log, stderr=subprocess.STDOUT).returncode != 0:
        raise ToolsError(f"`{' '.join(command)}` failed")


if __name__ == "__main__":
    try:
        ensure(sys.stderr)
    except ToolsError as error:
        sys.exit(f"tools: {error}")
