# Starmap's one image: a worker by default, and with another command the migration, the preparation, the
# command line. What runs is said by the command and by STARMAP_ROLES.
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS packages
COPY requirements.lock /tmp/
RUN python -m venv --without-pip /app/.venv \
    && python -m pip --python /app/.venv/bin/python install \
        --disable-pip-version-check --no-cache-dir --require-hashes --only-binary :all: -r /tmp/requirements.lock

FROM python:${PYTHON}
RUN useradd --uid 1000 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin starmap
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY . .
RUN install --directory --owner 1000 --group 1000 --mode 700 /uploads
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 STARMAP_STATE=/tmp/starmap
USER 1000:1000
STOPSIGNAL SIGTERM
CMD [".venv/bin/python", "worker.py"]
