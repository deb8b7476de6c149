"""Prints infra/template.yaml as CloudFormation gets to see it, as JSON: expanded by aws-sam-translator, offline.

Runs with the Python of `.venv`. What holds template and code together is tested on this form.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

TEMPLATE = Path(__file__).resolve().parents[1] / "template.yaml"


class NoManagedPolicies:
    """The template names none, so none is looked up at AWS."""

    def load(self) -> dict:
        return {}


template = yaml_parse(TEMPLATE.read_text())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        # The translator takes only what is uploaded already.
        resource["Properties"]["CodeUri"] = "s3://uploaded/" + resource["Properties"]["CodeUri"].strip("./")
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout, indent=2)
