"""Pictures for tests, made here: with a place inside, damaged, huge, or something else that says it is one."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SECRET = "secret-serial-4711"


def picture(width=64, height=48, kind="JPEG", colour=(180, 40, 30), mode="RGB"):
    out = BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind)
    return out.getvalue()


def with_place(width=64, height=48, orientation=1):
    """A JPEG as a telephone makes it: where it was taken, with what, by whom, a comment, a second file at its end."""
    image, out = Image.new("RGB", (width, height), (10, 120, 60)), BytesIO()
    exif = image.getexif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, SECRET, SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 26.0, 2.0), 3: "E", 4: (4.0, 23.0, 14.0)})
    image.save(out, "JPEG", exif=exif, comment=SECRET.encode(), xmp=f"<x>{SECRET}</x>".encode())
    return out.getvalue() + b"PK\x03\x04" + SECRET.encode()


def said_huge(width, height):
    """A PNG whose head says millions of pixels, and that holds none."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def upload(data=None, name="photo.jpg"):
    return SimpleUploadedFile(name, picture() if data is None else data)
