"""Makes `.venv` and `.node`: links to a virtual environment that holds requirements.txt, and to a folder that holds
the packages of package-lock.json; and `.peer`, one like the first for the bench's peer. All are kept outside the
checkout.

Each is named by the hash of what it holds, so checkouts share it and a changed file makes a new one. Run as a
program it makes the links and prints nothing when there was nothing to do.
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
PEER_REQUIREMENTS = ROOT / "tests" / "bench" / "peer" / "requirements.txt"
PEER = ROOT / ".peer"
PACKAGES = [Path(__file__).with_name(name) for name in ("package.json", "package-lock.json")]
NODE = ROOT / ".node"


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
    """Makes the environment and its link if they are missing; `log` takes pip's words. True if it had to install."""
    return ensure_venv(VENV, "venv", REQUIREMENTS, log)


def ensure_venv(link: Path, kind: str, requirements: Path, log) -> bool:
    """The same for any environment."""

    def install(home: Path) -> None:
        run([sys.executable, "-m", "venv", str(home)], log)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
        run([*pip, "--requirement", str(requirements)], log)

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return installed(link, kind, requirements.read_bytes() + version.encode(), install)


def ensure_packages(log) -> bool:
    """The same for what the tests take from npm."""

    def install(home: Path) -> None:
        home.mkdir()
        for file in PACKAGES:
            shutil.copy(file, home)
        # Exactly what the lock file names, by its hashes; nothing of it runs when it is installed.
        run(["npm", "ci", "--prefix", str(home), "--ignore-scripts", "--no-audit", "--no-fund"], log)

    return installed(NODE, "node", b"".join(file.read_bytes() for file in PACKAGES), install)


def installed(link: Path, kind: str, holds: bytes, install) -> bool:
    """Installs what `holds` describes, unless it is there, and makes the link to it."""
    if link.exists() and not link.is_symlink():
        raise ToolsError(f"{link} is not a link that we made: move it away")
    home = cache() / f"{kind}-{hashlib.sha256(holds).hexdigest()[:16]}"
    with open(cache() / f"{kind}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # The stamp is written last: what is without it is half made.
        fresh = not (home / "complete").exists()
        if fresh:
            shutil.rmtree(home, ignore_errors=True)
            install(home)
            (home / "complete").touch()
        if not link.is_symlink() or link.resolve() != home.resolve():
            link.unlink(missing_ok=True)
            link.symlink_to(home)
    return fresh


def run(command: list[str], log) -> None:
    """Runs a step of the installation."""
    try:
        code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT).returncode
    except FileNotFoundError:
        raise ToolsError(f"{command[0]} is missing: install it") from None
    if code != 0:
        raise ToolsError(f"`{' '.join(command)}` failed")


if __name__ == "__main__":
    try:
        ensure(sys.stderr)
        ensure_venv(PEER, "peer", PEER_REQUIREMENTS, sys.stderr)
        ensure_packages(sys.stderr)
    except ToolsError as error:
        sys.exit(f"tools: {error}")
