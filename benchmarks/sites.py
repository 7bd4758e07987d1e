"""Sites to measure on, made for a run and thrown away: on SQLite, or on a PostgreSQL server that is started for it."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sets import ROOT

ENGINES = ("sqlite", "postgresql")


def run_on(engines: Sequence[str], part: str, *words: str) -> None:
    """Run a part in a process of its own for each engine, on a site in a folder that is thrown away."""
    for engine in engines:
        if engine == "postgresql" and not has_postgresql():
            print("  there is no PostgreSQL server on this machine\n", flush=True)
            continue
        print(f"  a site of its own, on {engine}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{part}", *words]
        with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
            environment = {**os.environ, "PASSERELLES_DATA": folder, "PYTHONWARNINGS": "default"}
            environment.pop("PASSERELLES_DATABASE", None)
            server = ["scripts/postgresql.sh"] if engine == "postgresql" else []
            done = subprocess.run([*server, *command], cwd=ROOT, env=environment, check=False)
            print(f"  ended with {done.returncode}\n" if done.returncode else "", flush=True)


def has_postgresql() -> bool:
    return bool(list(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or shutil.which("pg_ctl"))


def site() -> None:
    """Set Django up on an empty site in the folder PASSERELLES_DATA names and the database PASSERELLES_DATABASE does."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "passerelles.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ROOT_URLCONF = "benchmarks.minimal"
    settings.DATABASES["default"]["CONN_MAX_AGE"] = None  # one connection, whose engine's time can be added
    call_command("migrate", verbosity=0)
    call_command("fill_places", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def processor() -> float:
    """Processor seconds of this process, and of PostgreSQL's that answers it (not of the workers it may ask); SQLite's are our own."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    used = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    return time.process_time() + int(used.split()[0]) / 1e9


def settle() -> None:
    """Let the engine know its tables as those of a site that has run for a while: ours, without autovacuum, would ask the table where an
    index answers alone.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def database_size() -> int:
    """The bytes that the database takes."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return sum(path.stat().st_size for path in Path(os.environ["PASSERELLES_DATA"]).glob("db.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
