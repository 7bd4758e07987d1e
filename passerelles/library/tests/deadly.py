"""What a reader's child may meet. Plain functions, so that a child can import them."""

import os
import signal
import time


def kills_its_reader(_file):
    os.kill(os.getpid(), signal.SIGKILL)


def stumbles(_file):
    raise ValueError("the password is Orchidée-7741")


def takes_all_memory(_file):
    raise MemoryError


def reads_for_ever(_file):
    time.sleep(60)


def is_late(_file):
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    time.sleep(60)
