#!/usr/bin/env python3
"""Checks the hash chain of an exported case with nothing but Python's own library.

Reads {"case": "<32 hex digits>", "head": "<64 hex digits>", "log": ["<stored event>", ...],
"snapshots": {"<64 hex digits>": "<document>", ...}} from standard input. Link 0 is the SHA-256 of the case id's
32 hex digits and the first event; link n that of link n-1's 32 bytes and event n. A snapshot is what was judged of
the listing: each that an event names must be there, and its SHA-256 be the one that is named; null is one that was
erased. Exit status: 0 when the last link is the head and every snapshot is what it was, 1 when not or the input is
no export.
"""

import hashlib
import json
import sys


def last_link(case: str, log: list[str]) -> bytes:
    link = case.encode()
    for event in log:
        link = hashlib.sha256(link + event.encode()).digest()
    return link


def named(log: list[str]) -> set[str]:
    """The digests of the snapshots that events name."""
    facts = (json.loads(event)["is"] for event in log)
    records = (fact["judged"] for fact in facts if isinstance(fact, dict) and "judged" in fact)
    return {record["snapshot"] for record in records if "snapshot" in record}


def altered(log: list[str], snapshots: dict[str, str | None]) -> str | None:
    if named(log) != set(snapshots):
        return "the events name other snapshots than there are"
    for digest, document in snapshots.items():
        if document is not None and hashlib.sha256(document.encode()).hexdigest() != digest:
            return "a snapshot is not what was judged"
    return None


def main() -> str | None:
    try:
        export = json.loads(sys.stdin.buffer.read())
        case, head, log = export["case"], bytes.fromhex(export["head"]), export["log"]
        if not log or last_link(case, log) != head:
            return "the events do not match their hash chain"
        return altered(log, export.get("snapshots", {}))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return f"not an export of a case: {error!r}"


if __name__ == "__main__":
    sys.exit(main())
