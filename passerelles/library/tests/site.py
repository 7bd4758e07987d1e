"""A site of its own, with real processes: two of them must share its database, which the tests' own (in memory) cannot be."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).parents[3]
BEGIN = """
import django, json, sys, time
django.setup()
from tests import make
from passerelles.library.actions import *
from passerelles.library.models import *
from passerelles.library import working
"""


class Site:
    """A folder, a database (a new one of the server, where the tests run on PostgreSQL), and processes on them.

    Its tables are a copy of another site's where one is given, which nothing may be connected to: else it is migrated.
    """

    def __init__(self, folder, like=None):
        self.folder = folder
        self.name = f"passerelles_queue_{uuid.uuid4().hex[:12]}"
        self.processes = []
        if connection.vendor == "postgresql":
            self._on_server(f'CREATE DATABASE "{self.name}"' + (f' TEMPLATE "{like.name}"' if like else ""))
        elif like:
            shutil.copy(like.folder / "db.sqlite3", folder)
        if not like:
            self.manage("migrate", "-v0")

    def environment(self, **more):
        known = {**os.environ, "PASSERELLES_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "passerelles.settings"}
        return {**known, "PASSERELLES_DATABASE": self._address(), **more}

    def _address(self):
        if connection.vendor != "postgresql":
            return f"sqlite:///{self.folder}/db.sqlite3"
        return urlsplit(os.environ["PASSERELLES_DATABASE"])._replace(path=f"/{self.name}").geturl()

    def _on_server(self, sql):
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)

    def manage(self, *words):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment(), check=True, capture_output=True)

    def start(self, *words, **more):
        environment = self.environment(**more)
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def worker(self, **more):
        return self.start("manage.py", "work", **more)

    def script(self, code, **more):
        return self.start("-c", BEGIN + code, **more)

    def ask(self, code, **more):
        """Run a program that sets `said`, and return it."""
        process = self.script(f"{code}\nprint(json.dumps(said))", **more)
        told, errors = process.communicate(timeout=90)
        assert process.returncode == 0, errors
        return json.loads(told.splitlines()[-1])

    def rows(self):
        return self.ask("said = list(Task.objects.order_by('pk').values_list('state', 'attempts', 'document__state'))")

    def wait_for(self, state, seconds=60):
        """Wait until the first document is in a state, and return what the queue says."""
        code = f"""
end = time.time() + {seconds}
while not Document.objects.filter(state='{state}').exists() and time.time() < end:
    time.sleep(0.05)
said = list(Task.objects.order_by('pk').values_list('state', 'attempts', 'document__state'))
"""
        return self.ask(code)

    def close(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()
        if connection.vendor == "postgresql":
            self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
