"""Throws damaged files at every format for a bounded time: python benchmarks/fuzz_formats.py [seconds per format] [seed]

Real files, made here, are cut, flipped, doubled and spliced; in zip archives the XML inside is damaged as well. Whatever the
bytes are, `open_document` must give a sound document or `Unreadable`, within a few seconds and 512 MB: prints what came of
them and exits with 1, naming the seed, if ever it did not. The input that failed is left in the working directory.
"""

import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from passerelles.common.limits import Breach, Limits, Pool
from passerelles.reading.formats import Unreadable, open_document
from passerelles.reading.tests.formats_files import SAMPLES, holds

SPLICES = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b">", b"&", b"&#0;", b"&#xD800;", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"%PDF-", b"endobj",
    b"\r\n.\r\n", b"--",
    b"Content-Type: multipart/mixed; boundary=x\n\n", b"=?utf-8?b?!?=", b'"', b"\t", b" \xe2\x80\x93 ", b"99999999999", b"-1",
)  # fmt: skip


def main(seconds: float, seed: int) -> int:
    failed = 0
    for name, make in SAMPLES.items():
        failed += fuzz(name, make(), seconds, random.Random(f"{seed}-{name}"), seed)
    return 1 if failed else 0


def fuzz(name: str, sample: bytes, seconds: float, chance: random.Random, seed: int) -> int:
    """Damage one sample until time is over; print a line of what came of it; return how many times it went wrong."""
    outcomes: Counter[str] = Counter()
    failed = 0
    with Pool(attempt, limits=Limits(memory=512 * 2**20, seconds=10), jobs=2) as pool:
        list(pool.each([(name, sample)] * 2))  # children start before time counts
        until = time.monotonic() + seconds
        for (_, data), outcome in pool.each(damaged(name, sample, chance, until)):
            try:
                outcomes[outcome.value()] += 1
            except (Breach, Exception) as error:
                failed += 1
                path = Path(f"fuzz-{name}-{seed}-{failed}.{name}")
                path.write_bytes(data)
                print(f"  {name}: {type(error).__name__}: {str(error)[:300]} (left in {path})")
                if failed >= 5:
                    break
    total = sum(outcomes.values()) + failed
    said = ", ".join(f"{what} {count}" for what, count in outcomes.most_common())
    print(f"{name:5} {total:6} files in {seconds:g} s, {failed} failed: {said}", flush=True)
    return failed


def attempt(item: tuple[str, bytes]) -> str:
    """Open one damaged file; what must hold is checked in the child."""
    name, data = item
    try:
        holds(open_document(data, name=f"damaged.{name}"))
    except Unreadable as error:
        if error.__cause__ and _is_ours(error.__cause__):
            raise error.__cause__ from None
        return error.cause
    return "read"


def _is_ours(error: BaseException) -> bool:
    """Whether an exception arose in our own lines: `open_document` calls it the file's damage, here it is a mistake of ours."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and "passerelles" in trace.tb_frame.f_code.co_filename


def damaged(name: str, sample: bytes, chance: random.Random, until: float) -> Iterator[tuple[str, bytes]]:
    yield name, sample
    while time.monotonic() < until:
        inner = name in ("docx", "odt", "xlsx") and chance.random() < 0.7
        yield name, (inside(sample, chance) if inner else mutated(sample, chance))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to five small or large wounds."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        end = min(len(changed), at + chance.choice((1, 2, 8, 64, 1024)))
        wound = chance.randrange(6)
        if wound == 0:
            changed[at] = chance.randrange(256)
        elif wound == 1:
            del changed[at:end]
        elif wound == 2:
            changed[at:at] = changed[at:end] * chance.choice((1, 2, 50))
        elif wound == 3:
            changed[at:at] = chance.choice(SPLICES) * chance.choice((1, 1, 3, 300))
        elif wound == 4:
            other = chance.randrange(len(changed))
            changed[at:end] = changed[other : other + end - at]
        elif chance.random() < 0.3:
            del changed[at:]
    return bytes(changed)


def inside(data: bytes, chance: random.Random) -> bytes:
    """Damage one part of an archive, and pack it again soundly."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith(".xml")]
        victim = chance.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, chance) if name == victim else part)
    return file.getvalue()


if __name__ == "__main__":
    arguments = [*sys.argv[1:], *("8", "1")[len(sys.argv) - 1 :]]
    sys.exit(main(float(arguments[0]), int(arguments[1])))
