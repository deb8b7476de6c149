"""The happy path of a complaint as many would write it: Python functions with boto3 and Powertools.

intake takes the web form, seals the complaint in the store and files the case; validation looks at the listing, at the
right, whether its owner allows the seller and whether the listing is in dispute, and accepts; takedown looks at listing
and right once more, records the order, gives it and records the answer; notify sends the four letters and records them.
As many lasting effects as Goodfaith has, in the same order and with the same safety: each change of a case is one
conditional write on its version, batches fail message by message, and the log is one canonical line per message.
What it leaves out (languages, rules, encryption, hash chain, merging, limits) is in its favour.

Run as `functions.py STEP`. It speaks Lambda's runtime API itself, which is less than `awslambdaric` would do.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import sys
import time
import traceback
import uuid
from email.message import EmailMessage
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import boto3
import urllib3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

STEP = sys.argv[1]
TABLE, CONTROL = os.environ["GOODFAITH_TABLE"], os.environ["GOODFAITH_CONTROL_TABLE"]
EVIDENCE, SENDER = os.environ["GOODFAITH_EVIDENCE_BUCKET"], os.environ["GOODFAITH_MAIL_FROM"]
MARKETPLACE, SECRET = os.environ["GOODFAITH_MARKETPLACE_KEYS"].split("=", 1)

logger = Logger(service=STEP)
metrics = Metrics(namespace="Peer", service=STEP)
table = boto3.resource("dynamodb").Table(TABLE)
sqs = boto3.client("sqs")
s3 = boto3.client("s3") if STEP in ("intake", "notify") else None
ses = boto3.client("sesv2") if STEP == "notify" else None
http_pool = urllib3.PoolManager()
marketplaces: dict[str, dict] = {}


def marketplace() -> dict:
    """The marketplace, as the bench registered it for both sides; read once."""
    if MARKETPLACE not in marketplaces:
        marketplaces[MARKETPLACE] = table.get_item(Key={"pk": f"peer#{MARKETPLACE}", "sk": "peer"})["Item"]
    return marketplaces[MARKETPLACE]


def ask(method: str, path: str, message: str, body: str | None) -> dict:
    """A signed call of the marketplace, after Standard Webhooks."""
    at = str(int(time.time()))
    content = body if body is not None else f"{method} {path}"
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message}.{at}.{content}".encode(), hashlib.sha256).digest()
    headers = {
        "webhook-id": message,
        "webhook-timestamp": at,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
        "content-type": "application/json",
    }
    response = http_pool.request(method, marketplace()["api"] + path, body=body, headers=headers, timeout=10.0)
    if response.status != 200:
        raise RuntimeError(f"the marketplace answered {response.status}")
    return response.json()


def nudge(queue: str, case: str) -> None:
    body = json.dumps({"type": "nudge", "version": 1, "case": case, "at": int(time.time() * 1000)})
    sqs.send_message(QueueUrl=os.environ[f"GOODFAITH_{queue}_QUEUE_URL"], MessageBody=body)


def load(case: str) -> dict:
    return table.get_item(Key={"pk": f"case#{case}", "sk": "case"}, ConsistentRead=True)["Item"]


def commit(case: dict, state: str, is_last: bool = False, **facts) -> dict:
    """One more event of a case: a conditional write on its version."""
    event = {"at": int(time.time() * 1000), "state": state, **facts}
    answer = table.update_item(
        Key={"pk": case["pk"], "sk": case["sk"]},
        UpdateExpression="SET #state = :state, version = version + :one, events = list_append(events, :event)"
        + (" REMOVE due_shard, due_at" if is_last else ""),
        ConditionExpression="version = :version",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={
            ":state": state, ":one": 1, ":event": [json.dumps(event)], ":version": case["version"]
        },
        ReturnValues="ALL_NEW",
    )
    return answer["Attributes"]


# --- intake ---------------------------------------------------------------------------------------------------------

app = APIGatewayHttpResolver()


@app.post("/complaints")
def complain() -> Response:
    fields = {name: values[0] for name, values in parse_qs(app.current_event.decoded_body).items()}
    missing = [name for name in ("claim", "listings", "right_number", "explanation", "email") if not fields.get(name)]
    if missing or fields.get("good_faith") != "yes":
        return Response(422, "text/plain", f"missing: {missing}")
    right = table.get_item(Key={"pk": "peer#right", "sk": fields["right_number"]}, ConsistentRead=True)["Item"]
    account = table.get_item(Key={"pk": "peer#account", "sk": right["account"]}, ConsistentRead=True)["Item"]
    if hashlib.sha256(fields["account_secret"].encode()).hexdigest() != account["secret"]:
        return Response(403, "text/plain", "wrong secret")
    now, complaint = int(time.time() * 1000), uuid.uuid4().hex
    document = json.dumps(fields | {"complaint": complaint, "filed_at": now}).encode()
    digest = hashlib.sha256(document)
    s3.put_object(
        Bucket=EVIDENCE, Key=f"sealed/{digest.hexdigest()}", Body=document, ContentType="application/json",
        ChecksumSHA256=base64.b64encode(digest.digest()).decode(), IfNoneMatch="*",
    )
    listing = urlsplit(fields["listings"]).path.rsplit("/", 1)[-1]
    case = uuid.uuid5(uuid.NAMESPACE_URL, f"{fields['email']} {fields['right_number']} {listing}").hex
    reference = base64.b32encode(uuid.uuid4().bytes)[:9].decode()
    once = {"ConditionExpression": "attribute_not_exists(pk)"}
    table.put_item(Item={"pk": f"ref#{reference}", "sk": "ref", "case": case}, **once)
    # In the indexes that Goodfaith has: by owner, by seller's listing, and by when it is due.
    table.put_item(
        Item={
            "pk": f"case#{case}", "sk": "case", "version": 1, "state": "filed", "reference": reference,
            "complaint": complaint, "document": digest.hexdigest(), "email": fields["email"], "listing": listing,
            "right": fields["right_number"], "events": [json.dumps({"at": now, "state": "filed"})],
            "owner_key": right["account"], "listing_key": listing, "filed_at": now,
            "due_shard": case[:1], "due_at": now + 3_600_000,
        },
        **once,
    )
    table.put_item(Item={"pk": f"own#{right['account']}", "sk": f"{now}#{complaint}", "case": case})
    nudge("VALIDATION", case)
    metrics.add_metric("filed", MetricUnit.Count, 1)
    logger.info("filed", case=case, reference=reference)
    return Response(201, "text/html", f"<!doctype html><title>{reference}</title><p>{reference}</p>")


# --- the steps ------------------------------------------------------------------------------------------------------


def look(case: dict) -> dict:
    return ask("GET", f"/listings/{case['listing']}", uuid.uuid4().hex, None)


def right_of(case: dict) -> dict:
    return table.get_item(Key={"pk": "peer#right", "sk": case["right"]})["Item"]


def is_noted(what: str, about: str) -> bool:
    return "Item" in table.get_item(Key={"pk": f"peer#{what}", "sk": about})


def validate(case: dict) -> None:
    listing = look(case)
    named = right_of(case)["mark"].casefold() in listing["title"].casefold()
    if not named or is_noted("allowed", listing["seller"]["id"]) or is_noted("dispute", case["listing"]):
        raise RuntimeError("for a person")
    commit(case, "accepted", seller=listing["seller"]["id"], title=listing["title"], rule="mark in title")
    nudge("TAKEDOWN", case["pk"].removeprefix("case#"))


def take_down(case: dict) -> None:
    judged = json.loads(case["events"][-1])["title"]
    if look(case)["title"] != judged or right_of(case)["account"] != case["owner_key"]:
        raise RuntimeError("edited since")
    effect = hashlib.sha256(f"{case['pk']} {case['version']}".encode()).hexdigest()[:32]
    case = commit(case, "ordered", effect=effect)
    order = {"id": effect, "listing": case["listing"], "action": "removal", "reason": "counterfeit"}
    answer = ask("PUT", f"/measures/{effect}", effect, json.dumps(order))
    commit(case, "in_force", reference=answer["reference"])
    nudge("NOTIFY", case["pk"].removeprefix("case#"))


LETTERS = {
    "receipt": "We have received your complaint about listing {listing}.",
    "decision": "Your complaint about listing {listing} was accepted.",
    "measure": "Listing {listing} was taken down.",
    "reasons": "Your listing {listing} was taken down, because it infringes a right of another. You may object.",
}


def notify(case: dict) -> None:
    document = json.loads(s3.get_object(Bucket=EVIDENCE, Key=f"sealed/{case['document']}")["Body"].read())
    seller = look(case)["seller"]
    for letter, words in LETTERS.items():
        to = seller["email"] if letter == "reasons" else document["email"]
        mail = EmailMessage()
        mail["From"], mail["To"] = SENDER, to
        mail["Subject"] = f"[{case['reference']}] {letter}"
        text = words.format(**case)
        mail.set_content(text)
        mail.add_alternative(f"<!doctype html><p>{text}</p>", subtype="html")
        content = {"Raw": {"Data": mail.as_bytes()}}
        sent = ses.send_email(FromEmailAddress=SENDER, Destination={"ToAddresses": [to]}, Content=content)
        logger.info("letter sent", letter=letter, mail=sent["MessageId"])
    commit(case, "told", is_last=True, letters=sorted(LETTERS))


STEPS = {"validation": validate, "takedown": take_down, "notify": notify}
# What a case must be for a step to have work; anything else was done already.
WAITS = {"validation": "filed", "takedown": "accepted", "notify": "in_force"}
processor = BatchProcessor(event_type=EventType.SQS)


def work(record: SQSRecord) -> None:
    begun = time.monotonic()
    case = load(json.loads(record.body)["case"])
    if case["state"] == WAITS[STEP]:
        STEPS[STEP](case)
    metrics.add_metric("messages", MetricUnit.Count, 1)
    logger.info("done", case=case["pk"], duration_ms=int((time.monotonic() - begun) * 1000))


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict, context) -> dict:
    if STEP == "intake":
        return app.resolve(event, context)
    return process_partial_response(event=event, record_handler=work, processor=processor, context=context)


# --- Lambda's runtime -----------------------------------------------------------------------------------------------


def serve() -> None:
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        api.request("GET", "/2018-06-01/runtime/invocation/next")
        response = api.getresponse()
        event, request = json.loads(response.read()), response.getheader("lambda-runtime-aws-request-id")
        context = SimpleNamespace(
            function_name=STEP, memory_limit_in_mb=256, aws_request_id=request,
            invoked_function_arn="arn:aws:lambda:eu-central-1:111122223333:function:f",
            get_remaining_time_in_millis=lambda: 60_000,
        )
        try:
            kind, answer = "response", handler(event, context)
        except Exception as error:  # the platform is told, as by its own runtime
            traceback.print_exc()
            kind, answer = "error", {"errorMessage": str(error), "errorType": type(error).__name__}
        api.request("POST", f"/2018-06-01/runtime/invocation/{request}/{kind}", json.dumps(answer, default=str))
        api.getresponse().read()


serve()
