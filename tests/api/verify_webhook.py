"""Verifies a webhook with the reference library of Standard Webhooks: secret, then headers and body as JSON lines."""

import json
import sys

from standardwebhooks import Webhook

secret, headers, body = (json.loads(line) for line in sys.stdin)
json.dump(Webhook(secret).verify(body, headers), sys.stdout)
