#!/usr/bin/env python3
"""Checks the hash chain of an exported case with nothing but Python's own library.

Reads {"case": "<32 hex digits>", "head": "<64 hex digits>", "log": ["<stored event>", ...]} from standard
input. Link 0 is the SHA-256 of the case id's 32 hex digits and the first event; link n that of link n-1's
32 bytes and event n. Exit status: 0 when the last link is the head, 1 when it is not or the input is no
export.
"""

import hashlib
import json
import sys


def last_link(case: str, log: list[str]) -> bytes:
    link = case.encode()
    for event in log:
        link = hashlib.sha256(link + event.encode()).digest()
    return link


def main() -> str | None:
    try:
        export = json.loads(sys.stdin.buffer.read())
        case, head, log = export["case"], bytes.fromhex(export["head"]), export["log"]
        if log and last_link(case, log) == head:
            return None
        return "the events do not match their hash chain"
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return f"not an export of a case: {error!r}"


if __name__ == "__main__":
    sys.exit(main())
