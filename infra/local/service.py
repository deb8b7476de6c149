"""A process that outlives this program, and is ended only if it is still the one that was started. Linux only."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


class LocalError(Exception):
    """A part failed: why, and the end of its log."""

    def __init__(self, why: str, log: Path | None = None):
        text = why
        if log and log.exists():
            lines = log.read_text(errors="replace").splitlines()
            tail = [line for line in lines if not line.lstrip().startswith("Building [")][-25:]
            text += f"\n--- end of {log} ---\n" + "\n".join(tail)
        super().__init__(text)


def born(pid: int) -> int | None:
    """When a process started, in clock ticks since boot; None if there is none. A reused pid has another time."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()  # the name before it may hold blanks
    return None if state == "Z" else int(fields[18])


def free_port(*wanted: int | None) -> int:
    """The first of the wanted ports that is free on loopback, else any free one. None wants nothing, 0 any."""
    for port in [*(port for port in wanted if port is not None), 0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return probe.getsockname()[1]
            except OSError:
                continue
    raise LocalError("no free port on loopback")


def locked(file: Path, held_by: str):
    """The lock of a file, held until it is closed; says that it waits, and for whom."""
    lock = open(file, "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"{chr(13) if sys.stdout.isatty() else ''}waits for {held_by}", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


class Service:
    """One service by name; `known` is what `start` returned in an earlier run."""

    def __init__(self, name: str, log: Path, known: dict | None):
        self.name = name
        self.log = log
        self.pid = (known or {}).get("pid", 0)
        self.since = (known or {}).get("since")

    def alive(self) -> bool:
        """Whether the process we started still runs."""
        return self.since is not None and born(self.pid) == self.since

    def start(self, command: list[str], environment: dict[str, str]) -> dict:
        """Starts it in a process group of its own; returns what identifies it."""
        self.sweep()
        with open(self.log, "a") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, start_new_session=True
            )
        self.pid, self.since = process.pid, born(process.pid)
        return {"pid": self.pid, "since": self.since}

    def wait(self, ready, seconds: float) -> None:
        """Waits until `ready()`, at most so long."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.alive():
                raise LocalError(f"{self.name} ended while starting", self.log)
            if time.monotonic() > deadline:
                raise LocalError(f"{self.name} did not answer within {seconds:.0f} s", self.log)
            time.sleep(0.1)

    def stop(self) -> bool:
        """Ends it; false if it did not run. It gets time, for it writes its state when it ends."""
        ran = self.alive()
        if ran:
            os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 30
        while self.alive():
            if time.monotonic() > deadline:
                raise LocalError(f"{self.name} (process {self.pid}) does not end", self.log)
            time.sleep(0.1)
        self.sweep()
        return ran

    def sweep(self) -> None:
        """Ends what it left in its process group: ministack leaves the functions it ran."""
        # A pid is given out again only when no process group bears it, so a stranger under our pid means: none left.
        if self.since is not None and born(self.pid) is None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
