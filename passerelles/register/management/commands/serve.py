"""Start the site, a worker and whoever sends mails, and stop all at Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from passerelles.common.checks import address_here, address_is_said

PATIENCE = 10.0  # seconds for a process to end by itself
PAUSE = 2.0  # seconds before a worker that ended is started again
LOADING = 60.0  # seconds that a site which took a question may need before it answers: it loads every page first
REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what listens everywhere is asked here


class Command(BaseCommand):
    help = "Start the site, its worker and its sender of mails on this machine, for trying it and for small networks; Ctrl-C stops all."
    requires_system_checks = []  # the site checks itself as it starts

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--sites", type=int, default=2, help="processes that answer visitors")
        parser.add_argument("--workers", type=int, default=1, help="processes that read documents")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        check_is_free(host, port)
        tell_address(host, port)
        for warning in address_is_said():
            self.stderr.write(f"{warning.msg} {warning.hint}")
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)  # also where a script started us in its background, with Ctrl-C ignored
        commands = [site(host, port, options["sites"]), *[worker()] * options["workers"], sender()]
        keep_running(commands, lambda running: self.tell(host, port, running))

    def tell(self, host: str, port: int, running: subprocess.Popen[bytes]) -> None:
        if answers(host, port, running):
            self.stdout.write(f"\nThe site is at http://{host}:{port}/ (Ctrl-C stops it)")
            self.stdout.flush()


def check_is_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Port {port} of {host} is taken: choose another one (PORT={port + 1} make run).") from error


def tell_address(host: str, port: int) -> None:
    """Let links in mails begin with where the site is tried."""
    if address := address_here(host, port):
        os.environ["PASSERELLES_ADDRESS"] = address


def stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def site(host: str, port: int, processes: int) -> list[str]:
    bound = ["--bind", f"{host}:{port}", "--workers", str(processes), "--threads", "16", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", *bound, "passerelles.wsgi"]


def worker() -> list[str]:
    return [sys.executable, "-m", "django", "work"]


def sender() -> list[str]:
    return [sys.executable, "-m", "django", "send_mails", "--keep-on"]


def answers(host: str, port: int, running: subprocess.Popen[bytes]) -> bool:
    """Wait until the site answers, or has ended. A static file is asked for: it has one whatever names the site answers to."""
    while running.poll() is None:
        with suppress(OSError, HTTPException), closing(HTTPConnection(REACHED_AT.get(host, host), port, timeout=LOADING)) as asking:
            asking.request("HEAD", f"{settings.STATIC_URL}common/seal.svg")
            return bool(asking.getresponse().status)
        time.sleep(PAUSE / 10)
    return False


def keep_running(commands: list[list[str]], tell: Callable[[subprocess.Popen[bytes]], None]) -> None:
    """Run commands until Ctrl-C; a worker that ends (that was killed) is started again, the site's own end ends all."""
    running = [start(command) for command in commands]
    try:
        tell(running[0])
        while running[0].poll() is None:
            time.sleep(PAUSE)
            for number, process in enumerate(running):
                if number and process.poll() is not None:
                    running[number] = start(commands[number])
        raise CommandError("The site ended: its own words are above.")
    except KeyboardInterrupt:
        pass
    finally:
        end(running)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "passerelles.settings")
    return subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": settings})


def end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
