#!/usr/bin/env python3
"""Checks the hash chain of an exported case with nothing but Python's own library.

Reads {"case": "<32 hex digits>", "reference": "<nine characters>", "head": "<64 hex digits>",
"log": ["<stored event>", ...], "snapshots": {"<64 hex digits>": "<document>", ...}} from standard input. Link 0 is the
SHA-256 of the case id's 32 hex digits and the first event; link n that of link n-1's 32 bytes and event n. The reference
is the one that the first event names. A snapshot is what was judged of the listing: each that an event names must be
there, and its SHA-256 be the one that is named. One that was erased is null, and was not verified: that is an error, too,
unless --erased says that it may be so. Exit status: 0 when the last link is the head and all else is what it was, 1
when not or the input is no export.
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


def altered(log: list[str], snapshots: dict[str, str | None], may_be_erased: bool) -> str | None:
    if named(log) != set(snapshots):
        return "the events name other snapshots than there are"
    for digest, document in snapshots.items():
        if document is None and not may_be_erased:
            return f"snapshot {digest} is missing: verify with --erased if its seller was erased"
        if document is not None and hashlib.sha256(document.encode()).hexdigest() != digest:
            return "a snapshot is not what was judged"
    return None


def main() -> str | None:
    try:
        export = json.loads(sys.stdin.buffer.read())
        case, head, log = export["case"], bytes.fromhex(export["head"]), export["log"]
        if not log or last_link(case, log) != head:
            return "the events do not match their hash chain"
        if json.loads(log[0])["is"]["filed"]["reference"] != export["reference"].replace("-", ""):
            return "the reference is not the one that was filed"
        return altered(log, export.get("snapshots", {}), "--erased" in sys.argv[1:])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return f"not an export of a case: {error!r}"


if __name__ == "__main__":
    sys.exit(main())
