# Python 3.11 or later, pip and make are all it takes; uv is used when it is on PATH.
# Every target that needs the environment makes it first, from the lock files, hashes checked.

PYTHON ?= python3
ARGS ?=
KEEP ?=
VENV := .venv
RUN := $(VENV)/bin/python
ifdef LANG
export LANG
endif

CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# The tests of these parts wait more than they compute; each process keeps a server, and a PostgreSQL where it is asked.
WAITING := $(shell n=$$(($(CORES) + 1)); echo $$((n < 9 ? n : 9)))
KILLING := $(shell echo $$(($(CORES) < 4 ? $(CORES) : 4)))

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo up check check-tests test system lint style types format docs pictures chaos by-http webhooks rolling money adversaries mutants bench fuzz pages lock clean

help:
	@echo '星图 Starmap'
	@echo '  make demo      六条任务从下单到结束，约一分钟 · six commissions from the order to the end, in about a minute (KEEP=folder keeps the histories)'
	@echo '  make up        启动服务、网页与命令行 · start everything on this machine, state kept in .starmap'
	@echo '  make check     每次改动后：规范、类型、分层、规则、账簿、重放，不起服务 · after every change: lint, types, layers, rules, books, replay; no server'
	@echo '  make test      产品的行为：任务、两种数据库、命令行、浏览器 · what the product does: stories, both databases, command line, browser'
	@echo '  make system    强杀、换版本、并发、崩溃点、随机程序 · kills, versions, races, crash points, random programs'
	@echo '                 三者合起来是全部测试 · the three together are all tests (ARGS="-k settle" goes to pytest)'
	@echo '  make lint      只查格式、规范、类型、分层 · only format, lint, types, layers'
	@echo '  make format    整理代码格式 · format the code'
	@echo '  make docs      由规则表生成文档 · write the rulebook pages from the table'
	@echo '  make pictures  重拍运营手册与 README 的图片（需要 chromium）· take the pictures of the operators’ guide and the README again (needs chromium)'
	@echo '  make chaos     故障演练 · kill, delay and lie to it, then count the money'
	@echo '  make by-http   十条任务经 HTTP 走完，各部分轮流被杀 · ten commissions by HTTP to their ends while every part is killed'
	@echo '  make webhooks  两千个事件发往五十个端点，十个失灵，各部分轮流被杀 · 2,000 events to 50 endpoints, ten dead or slow, while every part is killed'
	@echo '  make rolling   新旧版本交替、各部分被杀 · change versions under 200 open commissions and kill every part'
	@echo '  make money     资金证明：崩溃点、并发、随机程序 · prove the money: crash points, races, random programs'
	@echo '  make adversaries 对局搜索：两方各自钻规则空子 · two adversaries look for what the rules give away'
	@echo '  make mutants   变异测试 · break the rules one by one and see the tests notice'
	@echo '  make bench     速度：与同形状的裸 Temporal 流程比较 · speed, beside bare Temporal workflows of the same shape'
	@echo '  make fuzz      对 HTTP 接口的每个操作与每张表单做一千次模糊测试 · ask every operation of the HTTP interface and every form a thousand odd things'
	@echo '  make pages     在浏览器里逐页查看：无障碍、宽度、控制台（ARGS="--pictures 目录" 留图）· look at every page in a browser: accessibility, width, console'
	@echo '  make setup     只安装环境 · only make the environment (setup-dev: with the test tools)'
	@echo '  make lock      更新锁定文件（需要 uv）· refresh the lock files (needs uv)'
	@echo '  make clean     删除环境与缓存，保留 .starmap · remove environment and caches, keep .starmap'

setup:
	@$(call install,requirements.lock,)

setup-dev:
	@$(call install,requirements-dev.lock,requirements.lock)

demo: setup
	@./starmap demo $(if $(KEEP),--keep $(KEEP)) $(ARGS)

up: setup
	@./starmap up $(ARGS)

lint: style types

style: setup-dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -c 'from importlinter.cli import lint_imports_command as lint; lint()'

types: setup-dev
	$(RUN) -m mypy

# mypy keeps one core busy: beside it the tests have the others.
check: style
	@$(MAKE) --no-print-directory -j2 types check-tests

# tests/parts.py says which test belongs to which of them.
check-tests: setup-dev
	$(RUN) -m pytest --part check -n logical --dist loadgroup --max-worker-restart 0 $(ARGS)

test: setup-dev
	$(RUN) -m pytest --part test -n $(WAITING) --dist loadgroup --max-worker-restart 0 $(ARGS)

system: setup-dev
	$(RUN) -m pytest --part system -n $(KILLING) --dist loadgroup --max-worker-restart 0 $(ARGS)

format: setup-dev
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

docs: setup
	@./starmap rulebook --write
	@$(RUN) -m starter.documents.money
	@$(RUN) -m starter.documents.refusals
	@$(RUN) -m starter.documents.api
	@$(RUN) -m starter.documents.webhooks
	@$(RUN) -m starter.documents.trust

pictures: setup-dev
	STARMAP_REQUIRE_BROWSER=1 STARMAP_DESK_PICTURES=docs/operators $(RUN) -m pytest tests/desk -n 2 --dist loadgroup $(ARGS)
	STARMAP_REQUIRE_BROWSER=1 STARMAP_STORY_PICTURES=docs/pages $(RUN) -m pytest tests/workflows/test_picture_story.py -n 0 $(ARGS)

chaos: setup-dev
	$(RUN) -m tests.chaos $(ARGS)
	STARMAP_INSTANTS=20 $(RUN) -m pytest -q tests/starter/test_interrupted.py

by-http: setup-dev
	$(RUN) -m tests.chaos.by_http $(ARGS)

webhooks: setup-dev
	$(RUN) -m tests.chaos.webhooks $(ARGS)

rolling: setup-dev
	$(RUN) -m tests.chaos.rolling $(ARGS)

money: setup-dev
	$(RUN) -m tests.chaos.crashes
	$(RUN) -m tests.races $(ARGS)
	STARMAP_EXAMPLES=$(or $(STARMAP_EXAMPLES),300) $(RUN) -m tests.programs

adversaries: setup-dev
	$(RUN) -m tests.adversaries $(ARGS)

mutants: setup-dev
	$(RUN) -m tests.mutants $(ARGS)

bench: setup-dev
	$(RUN) -m benchmarks.speed $(ARGS)

pages: setup-dev
	$(RUN) -m tests.web.looks $(ARGS)

fuzz: setup-dev
	$(RUN) -m tests.http.fuzzing $(ARGS)
	$(RUN) -m tests.web.bad_input $(ARGS)

COMPILE = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
lock:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -not -path './.starmap/*' -prune -exec rm -rf {} +

# $(call install,lock file,lock file that it contains). A stamp inside the environment holds the lock's checksum.
# `venv` without ensurepip (as Debian ships it) is made without pip and filled by the pip of $(PYTHON).
define install
set -e; lock=$(1); \
stamp() { cksum < "$$1"; }; \
same() { [ "$$(cat "$(VENV)/.$$1" 2>/dev/null)" = "$$(stamp "$$1")" ]; }; \
if $(RUN) -c '' 2>/dev/null && same $$lock; then exit 0; fi; \
fail() { echo "$$1" >&2; exit 1; }; \
if ! $(RUN) -c '' 2>/dev/null; then \
	echo '[1/2] 创建环境 · making $(VENV)'; \
	if $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		{ ! command -v uv >/dev/null && $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1; } \
		|| $(PYTHON) -m venv --clear --without-pip $(VENV); \
	else \
		command -v uv >/dev/null || fail '需要 Python 3.11 或更高版本 · Python 3.11 or later is needed: make … PYTHON=python3.12'; \
		uv venv --quiet --clear --python '>=3.11' $(VENV); \
	fi; \
fi; \
echo "[2/2] 安装依赖（首次约一分钟）· installing $$lock (about a minute the first time)"; \
if command -v uv >/dev/null && uv pip install --quiet --python $(RUN) --require-hashes -r $$lock; then :; \
else \
	if $(RUN) -m pip --version >/dev/null 2>&1; then pip='$(RUN) -m pip'; \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then pip='$(PYTHON) -m pip --python $(RUN)'; \
	else fail '找不到 pip，请安装 python3-pip 或 uv · no pip found: install python3-pip or uv'; fi; \
	$$pip install -qq --disable-pip-version-check --no-input --require-hashes -r $$lock \
	|| fail '安装失败，原因见上 · installation failed, the reason stands above'; \
fi; \
for each in $$lock $(2); do stamp "$$each" > "$(VENV)/.$$each"; done
endef
