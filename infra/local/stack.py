"""Goodfaith on one machine: `stack.py up`, `down`, `status`, `mails`.

`up` makes the tools, builds, starts ministack and the demo marketplace on loopback, deploys infra/template.yaml
with `sam deploy`, loads the demo data and says where everything is. A second `up` does only what is missing.
All state is in one folder (`.local`): `env` has the settings for the operating tool and for tests.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import tools
from service import LocalError, Service, free_port, locked

ROOT = tools.ROOT
BIN = tools.VENV / "bin"
TEMPLATE = ROOT / "infra" / "template.yaml"
FUNCTIONS = sorted(path.parent.name for path in ROOT.glob("functions/*/Cargo.toml"))
STACK = "goodfaith-local"
REGION = "eu-central-1"
MAIL_FROM = "goodfaith@goodfaith.example"
PROGRAMME = "honest"
# The people of the demo: IAM users who are on the staff.
STAFF = ["ada", "ben"]
# The access key that ministack takes for the account's owner.
OWNER = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def alone(start) -> str:
    """Starts a service while no other stack of this machine does: a port that is free stays so until it is taken."""
    with locked(Path(tempfile.gettempdir()) / f"goodfaith-ports-{os.getuid()}.lock", "another stack that starts"):
        return start()


class Stack:
    """The parts, and the folder that remembers them."""

    def __init__(self, folder: Path, port: int | None, gateway: str | None):
        self.folder = folder
        self.port = port
        self.gateway = gateway
        self.logs = folder / "logs"
        for path in [folder, self.logs, folder / "tmp", folder / "ministack" / "s3"]:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.state_file = folder / "state.json"
        self.state = json.loads(self.state_file.read_text()) if self.state_file.exists() else {}

    def remember(self, **facts) -> None:
        """Keeps facts over runs."""
        self.state.update(facts)
        write(self.state_file, json.dumps(self.state, indent=2))

    def service(self, name: str) -> Service:
        return Service(name, self.logs / f"{name}.log", self.state.get(name))

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.state[name]['port']}"

    def aws(self) -> dict[str, str]:
        """What a client needs to speak to the stand-in and never to AWS."""
        return OWNER | {
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": self.url("ministack"),
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, service: str):
        import boto3  # of .venv, which the first step made

        os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
        key, secret = OWNER.values()
        return boto3.client(
            service,
            endpoint_url=self.url("ministack"),
            region_name=REGION,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
        )

    # --- steps of `up`, in order; each returns what to say about it -------------------------------------------------

    def install_tools(self) -> str:
        with open(self.logs / "tools.log", "w") as log:
            try:
                return "installed" if tools.ensure(log) else "there"
            except tools.ToolsError as error:
                raise LocalError(str(error), Path(log.name)) from error

    def build(self) -> str:
        """Builds the programs and lays the functions where the template looks for them."""
        # Its bar is for terminals; asked for, it goes to the log, and says how many crates are done.
        bar = {"CARGO_TERM_PROGRESS_WHEN": "always", "CARGO_TERM_PROGRESS_WIDTH": "80"}
        self.run("build", ["cargo", "build", "--workspace", "--bins"], bar)
        bundle = ROOT / "target" / "lambda"
        bundle.mkdir(parents=True, exist_ok=True)
        with locked(bundle / "lock", "another stack that lays its functions"):
            return lay(bundle)

    def start_ministack(self) -> str:
        service = self.service("ministack")
        if service.alive():
            return f"already at {self.url('ministack')}"
        if self.lost():
            raise LocalError(
                f"ministack died without saving, and what is left does not fit together: "
                f"delete {self.folder} and start again",
                service.log,
            )
        before = (self.state.get("ministack") or {}).get("port")
        # Without a wish, or with 0 for any, it keeps what it had.
        port = free_port(self.port or before, before, 0 if self.port == 0 else 4566)
        if before and before != port:
            # Queues are known by their address, so the kept state must follow to the new port.
            for file in (self.folder / "ministack").glob("*.json"):
                file.write_text(file.read_text().replace(f"localhost:{before}", f"localhost:{port}"))
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "GOODFAITH_"))}
        started = service.start(
            [str(BIN / "ministack")],
            # The functions inherit this environment.
            inherited | OWNER | {
                "GATEWAY_PORT": str(port),
                "BIND_HOST": "127.0.0.1",  # its default is every interface, as is that of the two listeners below
                "IOT_MTLS_ENABLED": "0",
                "SFTP_ENABLED": "0",
                "AUTH": "true",  # roles are enforced: a call outside a function's role fails here too
                "PERSIST_STATE": "1",
                "S3_PERSIST": "1",
                "STATE_DIR": str(self.folder / "ministack"),
                "S3_DATA_DIR": str(self.folder / "ministack" / "s3"),
                "TMPDIR": str(self.folder / "tmp"),
                "MINISTACK_REGION": REGION,
                "AWS_ENDPOINT_URL": self.gateway or f"http://127.0.0.1:{port}",  # without it functions would call AWS
                "AWS_EC2_METADATA_DISABLED": "true",
            },
        )
        self.remember(ministack=started | {"port": port})
        service.wait(lambda: answers(f"{self.url('ministack')}/_ministack/ready"), 60)
        (self.folder / "ministack-started").touch()
        return self.url("ministack")

    def lost(self) -> bool:
        """Whether ministack was killed: it writes files of S3 at once, and all else when it is told to end."""
        started, state = self.folder / "ministack-started", self.folder / "ministack"
        if not started.exists():
            return False
        saved = [file.stat().st_mtime for file in state.glob("*.json")]
        return max(saved, default=0.0) < started.stat().st_mtime and any((state / "s3").glob("*"))

    def start_marketplace(self) -> str:
        service = self.service("marketplace")
        if service.alive():
            return f"already at {self.url('marketplace')}"
        usual = 0 if self.port == 0 else 8600
        port = free_port(None, (self.state.get("marketplace") or {}).get("port"), usual)
        started = service.start(
            [str(program("demo-marketplace")), "--port", str(port), "--state", str(self.folder / "marketplace.json")],
            os.environ | {"DEMO_MARKETPLACE_SECRET": self.secrets()["marketplace"]},
        )
        self.remember(marketplace=started | {"port": port})
        service.wait(lambda: answers(f"{self.url('marketplace')}/"), 20)
        return self.url("marketplace")

    def deploy(self) -> str:
        """Deploys the template, unless the same template, programs and parameters stand already."""
        own = self.secrets()
        parameters = {
            "LinkKey": own["link"],
            "MarketplaceKeys": f"demo={own['marketplace']}",
            "MailFrom": MAIL_FROM,
            "PublicScheme": "http",
            "PublicDomain": f"execute-api.localhost:{self.state['ministack']['port']}",
            "DeletionProtection": "false",
            "Programme": PROGRAMME,
        }
        content = hashlib.sha256(TEMPLATE.read_bytes() + json.dumps(parameters).encode())
        for name in FUNCTIONS:
            content.update((ROOT / "target" / "lambda" / name / "bootstrap").read_bytes())
        content = content.hexdigest()
        # The stack itself carries the hash: after a crash ministack wakes up with an older one.
        if self.deployed().get("tag") == content:
            return "unchanged"
        self.run(
            "deploy",
            [str(BIN / "sam"), "deploy", "--config-env", "local", "--tags", f"content={content}"]
            + ["--parameter-overrides", *(f"{name}={value}" for name, value in parameters.items())],
            self.aws() | {"SAM_CLI_TELEMETRY": "0"},
        )
        outputs = self.deployed().get("outputs")
        if not outputs:
            raise LocalError("sam reported success, but the stack has no outputs", self.logs / "deploy.log")
        # What ministack leaves out of a deployment: the lock of a bucket, and who may send mail.
        self.client("s3").put_object_lock_configuration(
            Bucket=outputs["EvidenceBucket"], ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"}
        )
        self.client("sesv2").create_email_identity(EmailIdentity=MAIL_FROM)
        return outputs["ApiUrl"]

    def demo_data(self) -> str:
        write(self.folder / "env", "".join(f"{k}={v}\n" for k, v in self.settings().items()))
        self.run("demo data", [str(program("goodfaith")), "demo", "load"], self.settings())
        return "loaded"

    def demo_staff(self) -> str:
        """Makes two people, so that decisions that take two can be tried: IAM users on the staff, each with an env file."""
        iam, outputs = self.client("iam"), self.deployed()["outputs"]
        for name in STAFF:
            file = self.folder / f"{name}.env"
            user = ensure_user(iam, name)
            # The first of them operates, too.
            policies = ["DeskPolicy", "ErasurePolicy"] + (["ControlPolicy"] if name == STAFF[0] else [])
            for policy in policies:
                iam.attach_user_policy(UserName=name, PolicyArn=outputs[policy])
            known = {key["AccessKeyId"] for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]}
            own = self.secrets().get(name, {})
            if own.get("AWS_ACCESS_KEY_ID") not in known:
                key = iam.create_access_key(UserName=name)["AccessKey"]
                own = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
                write(self.folder / "secrets.json", json.dumps(self.secrets() | {name: own}))
            write(file, "".join(f"{k}={v}\n" for k, v in (self.settings() | own).items()))
            add = ["staff", "add", name, "--arn", user["Arn"], "--role", "reviewer", "operator"]
            self.run("demo staff", [str(program("goodfaith")), *add], self.settings())
        return ", ".join(STAFF)

    # --- the rest ---------------------------------------------------------------------------------------------------

    def deployed(self) -> dict:
        """The deployed stack's outputs and the hash it is tagged with; empty when it is not there or failed."""
        from botocore.exceptions import ClientError

        try:
            stack = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
        except ClientError:
            return {}
        if stack["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            return {}
        tags = {tag["Key"]: tag["Value"] for tag in stack.get("Tags", [])}
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
        return {"tag": tags.get("content"), "outputs": outputs}

    def settings(self) -> dict[str, str]:
        """Settings of the operating tool and of tests."""
        outputs, own = self.deployed()["outputs"], self.secrets()
        return self.aws() | {
            "GOODFAITH_TABLE": outputs["Table"],
            "GOODFAITH_CONTROL_TABLE": outputs["ControlTable"],
            "GOODFAITH_EVIDENCE_BUCKET": outputs["EvidenceBucket"],
            "GOODFAITH_INBOX_BUCKET": outputs["InboxBucket"],
            # `ValidationQueueUrl` becomes GOODFAITH_VALIDATION_QUEUE_URL, and so on.
            **{
                f"GOODFAITH_{name.removesuffix(suffix).upper()}_{setting}": url
                for suffix, setting in [("QueueUrl", "QUEUE_URL"), ("DeadLettersUrl", "DLQ_URL")]
                for name, url in outputs.items()
                if name.endswith(suffix)
            },
            "GOODFAITH_MAIL_FROM": MAIL_FROM,
            "GOODFAITH_PUBLIC_URL": outputs["ApiUrl"],
            "GOODFAITH_LINK_KEY": own["link"],
            "GOODFAITH_PROGRAMME": PROGRAMME,
            "GOODFAITH_MARKETPLACE_KEYS": f"demo={own['marketplace']}",
            "GOODFAITH_DEMO_MARKETPLACE_URL": self.url("marketplace"),
            "GOODFAITH_SENT_MAIL_URL": f"{self.url('ministack')}/_ministack/ses/messages",
        }

    def secrets(self) -> dict[str, str]:
        """This installation's secrets, made once."""
        file = self.folder / "secrets.json"
        if not file.exists():
            marketplace = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
            write(file, json.dumps({"link": secrets.token_hex(32), "marketplace": marketplace}))
        return json.loads(file.read_text())

    def run(self, step: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        """Runs a command into the step's log, and says how far it is: on a terminal in place, else every 10 s."""
        log = self.logs / f"{step.replace(' ', '-')}.log"
        again, every = ("\r\033[K", 1) if sys.stdout.isatty() else ("", 10)
        begun = time.monotonic()
        with open(log, "w") as sink:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=sink, stderr=subprocess.STDOUT, env=os.environ | (environment or {})
            )
            while True:
                try:
                    process.wait(every)
                    break
                except subprocess.TimeoutExpired:
                    line = f"{again}{step:12} {time.monotonic() - begun:6.0f} s  {progress(log)[:80]}"
                    print(line, end="" if again else "\n", flush=True)
        if process.returncode != 0:
            raise LocalError(f"`{Path(command[0]).name} {command[1]}` ended with {process.returncode}", log)

    def up(self) -> None:
        steps = [
            ("build", self.build),
            ("ministack", lambda: alone(self.start_ministack)),
            ("marketplace", lambda: alone(self.start_marketplace)),
            ("deploy", self.deploy),
            ("demo data", self.demo_data),
            ("demo staff", self.demo_staff),
        ]
        for name, step in steps:
            timed(name, step)
        settings = self.settings()
        print(
            f"\n  complain here    {settings['GOODFAITH_PUBLIC_URL']}/"
            f"\n  as the brand     office EM, number 018999001, e-mail brand@northlight.example,"
            f"\n                   account secret gfs_northlight_0123456789abcdef0123456789abcdef"
            f"\n  marketplace      {settings['GOODFAITH_DEMO_MARKETPLACE_URL']}/"
            f"\n  sent mails       make mails ({settings['GOODFAITH_SENT_MAIL_URL']})"
            f"\n  at the desk      goodfaith --env-file {self.folder / STAFF[0]}.env desk list (or {STAFF[1]}.env)"
            f"\n  settings         {self.folder / 'env'}"
            f"\n  logs             {self.logs}/ (those of the functions are in ministack.log)"
        )

    def down(self) -> None:
        for name in ["marketplace", "ministack"]:
            timed(name, lambda: "ended" if self.service(name).stop() else "was not running")

    def mails(self) -> None:
        """Prints the mails that were sent, as their readers see them."""
        with urllib.request.urlopen(self.settings()["GOODFAITH_SENT_MAIL_URL"], timeout=10) as response:
            accounts = json.load(response)["messages"]
        for mail in [mail for mails in accounts.values() for mail in mails]:
            print(f"{'-' * 78}\nTo: {', '.join(mail['To'])}\nSubject: {mail['Subject']}\n\n{mail['BodyText'].strip()}\n")

    def status(self) -> bool:
        """Prints what runs; true if all does."""
        alive = {name: self.service(name).alive() for name in ["ministack", "marketplace"]}
        for name, here in alive.items():
            print(f"{name:12} {self.url(name) if here else 'not running'}")
        if alive["ministack"]:
            print(f"{'deployed':12} {self.deployed().get('outputs', {}).get('ApiUrl', 'nothing')}")
        return all(alive.values())


def lay(bundle: Path) -> str:
    """Lays each function's `bootstrap` under `bundle`, stripped, where it is not yet; says how many."""
    memory = bundle / "laid.json"
    known, laid = json.loads(memory.read_text()) if memory.exists() else {}, 0
    for name in FUNCTIONS:
        source, bootstrap = program(name), bundle / name / "bootstrap"
        # Modification times of both, for `make dist` lays release builds in the same place.
        now = [source.stat().st_mtime_ns, bootstrap.stat().st_mtime_ns if bootstrap.exists() else 0]
        if known.get(name) == now:
            continue
        bootstrap.parent.mkdir(exist_ok=True)
        draft = bundle / "draft"
        shutil.copy2(source, draft)
        if shutil.which("strip"):  # symbols are most of the size, and a deployment zips them all
            subprocess.run(["strip", str(draft)], check=True)
        draft.replace(bootstrap)
        known[name] = [now[0], bootstrap.stat().st_mtime_ns]
        laid += 1
    memory.write_text(json.dumps(known))
    return f"{laid} of {len(FUNCTIONS)} functions are new"


def ensure_user(iam, name: str) -> dict:
    """The IAM user of this name, made if there is none."""
    try:
        return iam.create_user(UserName=name)["User"]
    except iam.exceptions.EntityAlreadyExistsException:
        return iam.get_user(UserName=name)["User"]


def progress(log: Path) -> str:
    """The last thing that a log says; of a bar of cargo, what it counts."""
    said = [part.strip() for part in re.split(r"[\r\n]", log.read_text(errors="replace")) if part.strip()]
    last = said[-1] if said else ""
    if "waiting for file lock" in last:
        return "waits for another build"
    bar = re.search(r"\] (\d+/\d+)(.*)", last)
    return f"{bar[1]} crates{bar[2]}" if bar else last


def program(name: str) -> Path:
    """Where cargo leaves a program."""
    return Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug" / name


def write(path: Path, text: str) -> None:
    """Writes a file only its owner can read, all of it or nothing."""
    draft = path.with_suffix(".draft")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def answers(url: str) -> bool:
    """Whether the address answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def timed(name: str, step) -> None:
    """Runs a step and says how it ended and how long it took."""
    begun = time.monotonic()
    # On a terminal the line is written over: what is being done, then how it ended.
    again = "\r\033[K" if sys.stdout.isatty() else ""
    print(f"{name} ...", end="" if again else "\n", flush=True)
    try:
        said = step()
    except LocalError as error:
        sys.exit(f"{again}{name} failed: {error}")
    except Exception as error:  # whatever it was, the reader wants to know in which step
        sys.exit(f"{again}{name} failed: {type(error).__name__}: {error}")
    print(f"{again}{name:12} {time.monotonic() - begun:6.1f} s  {said}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("action", choices=["up", "down", "status", "mails"])
    arguments.add_argument("--dir", type=Path, default=ROOT / ".local", help="folder of the state (default .local)")
    arguments.add_argument("--port", type=int, help="ministack's port; 0 takes free ports for everything")
    arguments.add_argument("--gateway", help="address that functions take for ministack's, and that passes on to it")
    chosen = arguments.parse_args()
    stack = Stack(chosen.dir.resolve(), chosen.port, chosen.gateway)
    lock = locked(stack.folder / "lock", f"another run on {stack.folder}")  # two at once would start everything twice
    if chosen.action != "down" and Path(sys.prefix).resolve() != tools.VENV.resolve():
        timed("tools", stack.install_tools)
        lock.close()
        os.execv(BIN / "python", [str(BIN / "python"), *sys.argv])  # from here on with boto3
    if chosen.action == "up":
        stack.up()
    elif chosen.action == "down":
        stack.down()
    elif chosen.action == "mails":
        stack.mails()
    elif not stack.status():
        sys.exit(1)


if __name__ == "__main__":
    main()
