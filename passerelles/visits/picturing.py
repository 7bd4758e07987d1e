"""Makes of a picture that somebody brought two that may be shown. Only pixels go through: no place, no device, no hour, no second file.

Without Django: it runs in a child process with limits, so that a picture made to eat all memory is a picture we do not take.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from passerelles.common.limits import Limits, run
from passerelles.common.turns import turn

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000  # what a telephone's best camera gives
LONGEST, SMALL = 1600, 480  # pixels of the longer side, on a page of its own and among others
BOUNDS = Limits(memory=700 * 2**20, seconds=20)
PAPER = (255, 255, 255)  # under what is transparent


class NotAPicture(Exception):  # noqa: N818 - named for what happened, like Breach
    """What is none, is damaged, or has more pixels than we take."""


@dataclass(frozen=True, slots=True)
class Made:
    """Two JPEG files without a word inside, and the size of the larger one in pixels."""

    whole: bytes
    small: bytes
    width: int
    height: int


def pictures_of(data: bytes) -> Made:
    """Return what may be shown of a picture. Raises NotAPicture; Breach where it takes too much, or too many wait."""
    with turn():
        return run(in_child, data, limits=BOUNDS)


def in_child(data: bytes) -> Made:
    os.nice(10)  # whoever waits for a page has the cores first
    return made_of(data)


def made_of(data: bytes) -> Made:
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, before a pixel is read
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise NotAPicture("too many pixels")
            whole = _bare(image)
    except (OSError, ValueError, SyntaxError, EOFError) as error:  # whatever a damaged file makes of a decoder
        raise NotAPicture(str(error)) from error
    small = whole.copy()
    small.thumbnail((SMALL, SMALL))
    return Made(_jpeg(whole), _jpeg(small), whole.width, whole.height)


def _bare(image: Image.Image) -> Image.Image:
    """Pixels alone, upright, in the colours that every screen takes for granted."""
    profile = image.info.get("icc_profile")
    reduced = image if image.mode in ("RGB", "L", "CMYK", "RGBA") else image.convert("RGBA")
    reduced.thumbnail((LONGEST, LONGEST))
    reduced = ImageOps.exif_transpose(reduced)
    bare = Image.new("RGB", reduced.size, PAPER)
    bare.paste(_coloured(reduced, profile), mask=reduced.getchannel("A") if reduced.mode == "RGBA" else None)
    return bare


def _coloured(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in ("RGB", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that is none: its colours are taken as they are
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return made or image.convert("RGB")
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
