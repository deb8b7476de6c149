# The commands of this project. `make up` and `make test` are the two to begin with.
.PHONY: up down status mails test stages lint bench figures score fuzz soak draws mutants dist deploy tools browser

PYTHON ?= python3
STEP := infra/local/step
FUNCTIONS := $(patsubst functions/%/Cargo.toml,%,$(wildcard functions/*/Cargo.toml))
# Where cargo leaves what it builds; .ci/run puts it outside the checkout.
export CARGO_TARGET_DIR ?= $(CURDIR)/target
# The stand-in is the only AWS that anything here may speak to; `make deploy` speaks to the real one.
test up lint bench figures soak draws mutants: export AWS_EC2_METADATA_DISABLED = true

up: ## Goodfaith on this machine: builds, starts, deploys, loads the demo data, prints the addresses
	@$(PYTHON) infra/local/stack.py up

down: ## Ends what `up` started; the state stays
	@$(PYTHON) infra/local/stack.py down

status: ## What runs
	@$(PYTHON) infra/local/stack.py status

mails: ## The mails that were sent here, as their readers see them
	@$(PYTHON) infra/local/stack.py mails

test: ## Every check and test, within 50 minutes on two cores; infra/local/budgets has the stages
	@$(STEP) "all stages" $(MAKE) --no-print-directory stages

stages:
	@$(STEP) "tools" $(PYTHON) infra/local/tools.py
	@$(STEP) "browser" infra/local/browser
	@$(MAKE) --no-print-directory lint
	@$(STEP) "programs" cargo build --workspace --bins
	@$(STEP) "tests, built" cargo test --workspace --no-run
	@$(STEP) "tests" cargo test --workspace --no-fail-fast
	@$(STEP) "faults" cargo test --workspace --tests -- --ignored --nocapture each_fault_is_noticed
	@$(STEP) "figures" $(MAKE) --no-print-directory figures
	@$(STEP) "fuzz" infra/local/fuzz 30

lint: tools ## Formatting, lints, documentation, template
	@$(STEP) "formatting" cargo fmt --all --check
	@$(STEP) "clippy" cargo clippy --workspace --all-targets -- -D warnings
	@$(STEP) "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps
	@$(STEP) "template" .venv/bin/cfn-lint infra/template.yaml
	@$(STEP) "template, by SAM" env AWS_DEFAULT_REGION=eu-central-1 SAM_CLI_TELEMETRY=0 \
		.venv/bin/sam validate --lint --template infra/template.yaml
	@$(STEP) "template, expanded" sh -c 'mkdir -p target && .venv/bin/python infra/local/expand.py \
		> target/template.json && .venv/bin/cfn-lint target/template.json'

bench: tools ## One line per figure; every group runs to its end, then it fails when one is over its budget
	@infra/local/valgrind
	@infra/local/vectorscan
	@cargo build --release $(FUNCTIONS:%=--bin %)
	@cargo bench --workspace --no-fail-fast --bench bench

figures: tools ## The same in short, with the programs that `make test` has built: does each come out, do counts hold
	@infra/local/valgrind
	@infra/local/vectorscan
	@cargo bench --workspace --no-fail-fast --profile dev --bench bench -- --fast

fuzz: ## Made-up input for every reader of foreign bytes: make fuzz SECONDS=600
	@infra/local/fuzz $(or $(SECONDS),60)

soak: ## The local stack, while processes die, marketplace, mail service and endpoint fail and messages come twice: make soak MINUTES=60
	@GOODFAITH_SOAK_MINUTES=$(or $(MINUTES),10) GOODFAITH_SOAK_SEED=$(SEED) \
		cargo test --workspace --test all -- --nocapture soak::

draws: ## The chain in memory under faults drawn at random, and every property, for many more draws: make draws DRAWS=20000
	@GOODFAITH_CHAOS_SEEDS=$(or $(DRAWS),5000) PROPTEST_CASES=$(or $(DRAWS),5000) \
		cargo test --workspace --no-fail-fast -- properties faults

mutants: ## What decides, changed place by place; each change must fail a test: make mutants FILES=shared/domain/case/src/clock.rs
	@infra/local/mutants $(FILES)

score: ## How well real notices are read: make score DATA=<folder>, one line per set and measure
	@cargo run --quiet --release --package score -- $(or $(DATA),$(error DATA=<folder> names the evaluation data)) $(ARGS)

# Amazon Linux 2023 has glibc 2.34. cargo-lambda and its linker, zig, come from .venv.
dist: tools ## What is deployed: target/lambda/<function>/bootstrap
	@PATH="$(CURDIR)/.venv/bin:$$PATH" cargo lambda build --release --target $(or $(TARGET),x86_64-unknown-linux-gnu).2.34 \
		--lambda-dir target/lambda $(FUNCTIONS:%=--bin %)

deploy: dist ## Deploys to AWS: make deploy STAGE=staging PARAMETERS="LinkKey=… MarketplaceKeys=… MailFrom=…"
	@.venv/bin/sam deploy --config-env $(or $(STAGE),staging) $(if $(PARAMETERS),--parameter-overrides $(PARAMETERS))

tools:
	@$(PYTHON) infra/local/tools.py

browser:
	@infra/local/browser
