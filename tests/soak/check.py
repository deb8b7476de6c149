#!/usr/bin/env python3
"""Whether a stack kept its word: check.py JOURNAL SNAPSHOT

The journal is what was done to the stack and what it answered, the snapshot (collect.py) what it has stored and sent.
Nothing here is shared with the product: what is owed is read off the stored events by the tables below, which restate
infra/docs/ARCHITECTURE.md.

Prints a line for each thing that is wrong. Exit status: 0 nothing is; 3 something is missing, which may still come;
1 something is doubled or contradicts itself, which no waiting mends.
"""

import base64
import collections
import csv
import datetime
import hashlib
import hmac
import io
import json
import sys

# What a subject begins with: the letter, and to whom.
SUBJECTS = {
    "We have received your complaint": ("receipt", "complainant"),
    "Added to your earlier complaint": ("merged", "complainant"),
    "Your complaint was accepted": ("accepted", "complainant"),
    "Your complaint was declined": ("declined", "complainant"),
    "Taken down": ("taken_down", "complainant"),
    "Your listing was taken down": ("statement_of_reasons", "seller"),
    "您的商品已下架": ("statement_of_reasons", "seller"),
}
# The webhook event of each letter to a complainant.
EVENTS = {
    "receipt": "case.filed",
    "merged": "case.merged",
    "accepted": "case.accepted",
    "declined": "case.declined",
    "taken_down": "case.in_force",
}
# Events that change neither the state nor what is owed.
SILENT = {"letter_sent", "letter_withheld", "judged", "corresponded"}
# Where a case may rest: nothing but time or a person moves it on.
AT_REST = {"in_force", "at_desk", "declined", "measure_refused"}
# How long a request may be on its way when its sender is killed, in seconds.
ON_THE_WAY = 3
# How often a message is delivered before it is put aside.
DELIVERIES = 10


class Case:
    """A stored case, folded from its events."""

    def __init__(self, stored: dict, broken):
        self.id = stored["case"]
        self.state, self.complaints, self.documents = None, [], []
        self.accepted, self.reference = False, None
        self.owed = []  # letter, time
        self.told = collections.Counter()  # letters that are recorded
        self.told_again = set()  # those of them that may have gone out before
        link = self.id.encode()
        for number, line in enumerate(stored["lines"]):
            link = hashlib.sha256(link + line.encode()).digest()
            event = json.loads(line)
            what = event["is"] if isinstance(event["is"], str) else next(iter(event["is"]))
            facts = {} if isinstance(event["is"], str) else event["is"][what]
            if (what == "filed") != (number == 0):
                broken(f"case {self.id}: event {number} is {what}")
            self.take(what, facts, event["at"], broken)
        if link.hex() != stored["head"] or len(stored["lines"]) != stored["n"]:
            broken(f"case {self.id}: the events do not match their hash chain")

    def take(self, what: str, facts: dict, at: int, broken) -> None:
        if "doc" in facts:
            self.documents.append(facts["doc"])
        if what == "filed":
            self.state, self.filed_at, self.channel = "filed", at, facts["channel"]
            self.listing, self.owner = facts["listing"], facts["owner"]
            self.complaints.append(facts["complaint"])
            self.owed.append(("receipt", at))
        elif what == "merged":
            self.complaints.append(facts["complaint"])
            self.owed.append(("merged", at))
        elif what == "sent_to_desk":
            self.state = "at_desk"
        elif what in ("accepted", "declined"):
            self.state, self.accepted = what, self.accepted or what == "accepted"
            self.owed.append((what, at))
        elif what == "order" and facts["action"] == "removal":
            answer = facts["is"] if isinstance(facts["is"], str) else next(iter(facts["is"]))
            states = {
                "requested": "measure_requested",
                "unclear": "measure_unknown",
                "refused": "measure_refused",
                "taken_back": "accepted",
                "sent_again": self.state,
                "done": "in_force",
            }
            self.state = states.get(answer)
            if answer == "done":
                self.reference = facts["is"]["done"]["reference"]
                self.owed += [("taken_down", at), ("statement_of_reasons", at)]
        elif what not in SILENT:
            broken(f"case {self.id}: {what} was asked of nobody")
        if what in ("letter_sent", "letter_withheld"):
            self.told[facts["letter"]] += 1
            if facts.get("again"):
                self.told_again.add(facts["letter"])


class Check:
    """Gathers what is wrong."""

    def __init__(self, journal: dict, snapshot: dict):
        self.journal, self.snapshot = journal, snapshot
        self.missing, self.broken = [], []
        self.cases = [Case(stored, self.broken.append) for stored in snapshot["cases"]]

    def run(self) -> int:
        for part in [self.complaints, self.documents, self.measures, self.letters, self.webhooks, self.rest]:
            part()
        if not self.missing:  # before that they still change
            self.report()
        for line in self.broken:
            print(f"broken: {line}")
        for line in self.missing:
            print(f"missing: {line}")
        return 1 if self.broken else 3 if self.missing else 0

    def address(self, listing: str) -> str:
        return f"{self.journal['market']}/listings/{listing.removeprefix('demo/')}"

    def complaints(self) -> None:
        """What a door took is one case, and no case is of anything else."""
        accepted, tried, ids = collections.Counter(), collections.Counter(), collections.defaultdict(set)
        for filing in self.journal["filings"]:
            for listing in filing["listings"]:
                tried[listing] += filing["attempts"]
                accepted[listing] += filing["accepted"]
                ids[listing].update(filing["complaints"])
        by_listing = collections.defaultdict(list)
        for case in self.cases:
            by_listing[self.address(case.listing)].append(case)
        for listing in accepted:
            cases = by_listing.get(listing, [])
            if not cases:
                self.missing.append(f"complaint about {listing}: no case")
                continue
            if len(cases) > 1:
                self.broken.append(f"complaint about {listing}: {len(cases)} cases")
            known = [complaint for case in cases for complaint in case.complaints]
            if len(known) < accepted[listing] or not ids[listing] <= set(known):
                self.missing.append(f"complaint about {listing}: {accepted[listing]} were taken, {len(known)} are known")
            if len(known) > tried[listing] or len(set(known)) < len(known):
                self.broken.append(f"complaint about {listing}: {tried[listing]} were sent, {len(known)} are known")
        for listing in by_listing.keys() - accepted.keys():
            self.broken.append(f"a case about {listing}, of which nobody complained")

    def documents(self) -> None:
        """What a case rests on is sealed, and is what it was."""
        sealed = self.snapshot["sealed"]
        for name, digest in sealed.items():
            if name != digest:
                self.broken.append(f"document {name} is another one")
        for case in self.cases:
            for document in case.documents:
                if document not in sealed:
                    self.broken.append(f"case {case.id}: document {document} is lost")

    def measures(self) -> None:
        """Each listing of an accepted case is taken down once, and no other."""
        done, refused = collections.defaultdict(list), set()
        for record in self.snapshot["orders"]:
            if record["answer"]["outcome"] == "done":
                done[f"demo/{record['order']['listing']}"].append(record)
            else:
                refused.add(f"demo/{record['order']['listing']}")
        by_listing = {case.listing: case for case in self.cases}
        for listing, records in done.items():
            case = by_listing.get(listing)
            performed = sum(record["performed"] for record in records)
            if case is None or not case.accepted:
                self.broken.append(f"measure against {listing}, which no accepted case asks for")
            elif performed != 1 or any(record["order"]["action"] != "removal" for record in records):
                self.broken.append(f"measure against {listing}: done {performed} times")
            elif case.state == "in_force" and case.reference != records[0]["answer"]["reference"]:
                self.broken.append(f"case {case.id}: the marketplace knows its measure by another name")
        for case in self.cases:
            if case.state == "in_force" and case.listing not in done:
                self.broken.append(f"case {case.id}: in force, and the marketplace did nothing")
            if case.state == "measure_refused" and (case.listing in done or case.listing not in refused):
                self.broken.append(f"case {case.id}: the marketplace did not refuse")

    def letters(self) -> None:
        """Each letter that a case owes went out once; once more only where its sender died in between, or the answer to it
        was lost, and then the case says so."""
        lost = {fault["taken"] for fault in self.journal["mail_faults"]}
        sent, unanswered, seen = collections.defaultdict(list), collections.Counter(), set()
        for mail in self.journal["mails"] + self.snapshot["mails"]:
            if mail["MessageId"] in seen:
                continue
            seen.add(mail["MessageId"])
            kinds = [kind for start, kind in SUBJECTS.items() if mail["Subject"].startswith(start)]
            if not kinds:
                self.broken.append(f"a letter that nobody expects: {mail['Subject']}")
                continue
            letter, party = kinds[0]
            if (mail["To"] == [self.journal["complainant"]]) != (party == "complainant"):
                self.broken.append(f"letter {letter} went to somebody else: {mail['Subject']}")
            for word in set(mail["BodyText"].split()):
                sent[word, letter].append(mail["Timestamp"])
                unanswered[word, letter] += mail["MessageId"] in lost
        for case in self.cases:
            owed = collections.Counter(letter for letter, _ in case.owed)
            for letter, count in owed.items():
                key = (self.address(case.listing), letter)
                times = sorted(sent.pop(key, []))
                # Several complaints that joined a case may be told of in one mail.
                least = 1 if letter == "merged" else count
                if len(times) < least:
                    self.missing.append(f"case {case.id}: letter {letter} went out {len(times)} times")
                elif len(times) - count > self.deaths("notify", times[0] - ON_THE_WAY, times[-1]) + unanswered[key]:
                    self.broken.append(f"case {case.id}: letter {letter} went out {len(times)} times, at {times}")
                elif len(times) > count and case.told[letter] >= count and letter not in case.told_again:
                    self.broken.append(f"case {case.id}: letter {letter} went out again, and the case does not say so")
        for (word, letter), times in sent.items():
            if word.startswith(f"{self.journal['market']}/listings/"):
                self.broken.append(f"letter {letter} about {word} went out, and no case owes it")

    def deaths(self, function: str, after: float, before: float) -> int:
        """How often a function's process was killed within a time, in seconds since 1970."""
        deaths = self.journal["deaths"]
        return sum(death["function"] in (function, "*") and after <= death["at"] <= before for death in deaths)

    def webhooks(self) -> None:
        """The account's endpoint hears of each event, under one id that always says the same; more than once only where it did
        not answer, or something failed in between."""
        secret = base64.b64decode(self.journal["webhook_secret"].removeprefix("whsec_"))
        bodies, ids, posted = {}, collections.defaultdict(set), collections.defaultdict(list)
        taken, unanswered = set(), collections.Counter()
        for post in self.journal["posts"]:
            signed = f"{post['id']}.{post['timestamp']}.{post['body']}".encode()
            signature = base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
            if f"v1,{signature}" not in post["signature"].split():
                self.broken.append(f"webhook {post['id']}: not signed by this account's secret")
            if bodies.setdefault(post["id"], post["body"]) != post["body"]:
                self.broken.append(f"webhook {post['id']}: says one thing, then another")
            posted[post["id"]].append(int(post["timestamp"]))
            unanswered[post["id"]] += not post["answered"]
            if post["taken"]:
                taken.add(post["id"])
        for name, body in bodies.items():
            event = json.loads(body)
            at = datetime.datetime.fromisoformat(event["timestamp"])
            at = (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(milliseconds=1)
            if name in taken:
                ids[event["data"]["case"], event["type"], at].add(name)
            if len(posted[name]) - 1 > unanswered[name] + self.causes(event, at / 1000, max(posted[name]) + 1):
                self.broken.append(f"webhook {name}: {event['type']} was posted {len(posted[name])} times")
        for case in self.cases:
            # Two may happen in the same millisecond.
            owed = collections.Counter((EVENTS[letter], at) for letter, at in case.owed if letter in EVENTS)
            for (event, at), count in owed.items():
                names = ids.pop((case.id, event, at), set())
                if len(names) < count:
                    self.missing.append(f"case {case.id}: {event} was not posted")
                elif len(names) > count:
                    self.broken.append(f"case {case.id}: {event} has {len(names)} ids")
        for case, event, at in ids:
            self.broken.append(f"case {case}: {event} at {at} was posted, and did not happen")

    def causes(self, event: dict, after: float, before: float) -> int:
        """How often an event may have been posted again within a time: its message was copied, or its sender died; or it was
        announced again, because notify died or its letter has to be sent again. When the mail service is asked too much,
        that may be any letter."""
        tells = lambda case, letter: case == event["data"]["case"] and EVENTS.get(letter) == event["type"]
        messages = [json.loads(copy).get("data", {}) for copy in self.journal["copies"]]
        copies = sum(tells(message.get("case"), message.get("letter")) for message in messages)
        unsent = sum(
            fault["pauses"] or any(tells(*name.split("/")[::2]) for name in fault["letters"])
            for fault in self.journal["mail_faults"]
            if after <= fault["at"] <= before
        )
        return copies + unsent + self.deaths("webhooks", after, before) + self.deaths("notify", after, before)

    def rest(self) -> None:
        """Nothing is owed, and nothing waits."""
        for case in self.cases:
            if case.state not in AT_REST:
                self.missing.append(f"case {case.id}: still {case.state}")
            for letter, count in collections.Counter(letter for letter, _ in case.owed).items():
                if case.told[letter] < count:
                    self.missing.append(f"case {case.id}: letter {letter} is not recorded")
                elif case.told[letter] > count:
                    self.broken.append(f"case {case.id}: letter {letter} is recorded {case.told[letter]} times")
        for queue, messages in self.snapshot["queues"].items():
            function, aside = self.journal["queues"].get(queue, (None, True))
            if not aside:
                messages = [message for message in messages if not self.is_only_late(message)]
                if messages:
                    self.missing.append(f"queue {queue}: {len(messages)} messages wait")
            elif messages and (function is None or self.deaths(function, 0, float("inf")) < DELIVERIES):
                self.broken.append(f"queue {queue}: {len(messages)} messages were put aside: {messages[0]['Body']}")

    def is_only_late(self, message: dict) -> bool:
        """Whether a message is to be looked at later, and about a case of which this says all else: it owes nothing."""
        about = json.loads(message["Body"]).get("data", {}).get("case")
        return message["ReceiveCount"] == 0 and not message["IsVisible"] and about in {case.id for case in self.cases}

    def report(self) -> None:
        """The reports of the days add up to the cases."""
        figures = self.journal["reports"]
        rows = [
            row["case"]
            for report in figures
            for row in csv.DictReader(io.StringIO(self.snapshot["tables"].get(report["day"], "")))
        ]
        if sorted(rows) != sorted(case.id for case in self.cases):
            self.broken.append(f"report: {len(rows)} rows for {len(self.cases)} cases")
        add = lambda name: dict(sum((collections.Counter(report[name]) for report in figures), collections.Counter()))
        count = lambda values: dict(collections.Counter(values))
        complaints = {complaint for case in self.cases for complaint in case.complaints}
        for name, told, counted in [
            ("cases", sum(report["cases"] for report in figures), len(self.cases)),
            ("complaints", sum(report["complaints"] for report in figures), len(complaints)),
            ("taken_down", sum(report["taken_down"] for report in figures), sum(c.state == "in_force" for c in self.cases)),
            ("by_state", add("by_state"), count(case.state for case in self.cases)),
            ("by_channel", add("by_channel"), count(case.channel for case in self.cases)),
        ]:
            if told != counted:
                self.broken.append(f"report: {name} {told}, counted {counted}")


def main() -> int:
    journal, snapshot = (json.load(open(path)) for path in sys.argv[1:3])
    return Check(journal, snapshot).run()


if __name__ == "__main__":
    sys.exit(main())
