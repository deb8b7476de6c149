"""What a stack has stored and sent, as one JSON document: collect.py ENV_FILE > snapshot.json

Reads AWS's own interfaces and those of the stand-ins, and nothing of the product. Only case items are unpacked: raw
deflate, an event a line.
"""

import hashlib
import json
import sys
import urllib.request
import zlib

import boto3


def settings(path: str) -> dict[str, str]:
    with open(path) as file:
        return dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)


def get(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=30) as response:
        return json.load(response)


def cases(client, table: str) -> list[dict]:
    found = []
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        for item in page["Items"]:
            if item["sk"].get("S") != "case":
                continue
            log = zlib.decompress(item["log"]["B"], -15).decode()
            found.append({
                "case": item["pk"]["S"].removeprefix("case#"),
                "n": int(item["n"]["N"]),
                "head": item["head"]["B"].hex(),
                "lines": log.removesuffix("\n").split("\n"),
            })
    return found


def sealed(client, bucket: str) -> dict[str, str]:
    """The digest of each sealed document, by the digest that names it."""
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="sealed/"):
        for entry in page.get("Contents", []):
            body = client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
            found[entry["Key"].removeprefix("sealed/")] = hashlib.sha256(body).hexdigest()
    return found


def tables(client, bucket: str) -> dict[str, str]:
    """The tables of the reports, by day."""
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="reports/"):
        for entry in page.get("Contents", []):
            if entry["Key"].endswith(".csv"):
                body = client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
                found[entry["Key"].removeprefix("reports/").removesuffix(".csv")] = body.decode()
    return found


def queues(stand_in: str) -> dict[str, list[dict]]:
    """The messages of each queue by the queue's name."""
    accounts = get(f"{stand_in}/_ministack/sqs/messages")["messages"]
    return {
        url.rsplit("/", 1)[1]: messages
        for regions in accounts.values()
        for queues_of in regions.values()
        for url, messages in queues_of.items()
    }


def main() -> None:
    own = settings(sys.argv[1])
    client = lambda service: boto3.client(
        service,
        endpoint_url=own["AWS_ENDPOINT_URL"],
        region_name=own["AWS_REGION"],
        aws_access_key_id=own["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=own["AWS_SECRET_ACCESS_KEY"],
    )
    s3 = client("s3")
    mails = get(own["GOODFAITH_SENT_MAIL_URL"])["messages"]
    json.dump(
        {
            "cases": cases(client("dynamodb"), own["GOODFAITH_TABLE"]),
            "sealed": sealed(s3, own["GOODFAITH_EVIDENCE_BUCKET"]),
            "tables": tables(s3, own["GOODFAITH_EVIDENCE_BUCKET"]),
            "mails": [mail for of_account in mails.values() for mail in of_account],
            "orders": get(f"{own['GOODFAITH_DEMO_MARKETPLACE_URL']}/_control/orders")["orders"],
            "queues": queues(own["AWS_ENDPOINT_URL"]),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
