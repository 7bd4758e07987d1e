"""What becomes of a picture: its pixels and nothing else, upright, of a size for pages; what is none is refused."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from passerelles.common.limits import Breach, Limits, run
from passerelles.visits.picturing import BOUNDS, LONGEST, MOST_PIXELS, SMALL, NotAPicture, in_child, made_of, pictures_of
from passerelles.visits.tests.picturing import SECRET, picture, said_huge, with_place


def opened(data):
    return Image.open(BytesIO(data))


def test_nothing_but_pixels_goes_through():
    assert SECRET.encode() in with_place() and opened(with_place()).getexif().get_ifd(0x8825)
    made = made_of(with_place())
    for data in (made.whole, made.small):
        image = opened(data)
        assert SECRET.encode() not in data and b"Exif" not in data and b"PK\x03\x04" not in data
        assert not image.getexif() and set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_a_picture_taken_sideways_stands_upright():
    made = made_of(with_place(64, 48, orientation=6))
    assert (made.width, made.height) == opened(made.whole).size == (48, 64)


@pytest.mark.parametrize(("size", "whole", "small"), [((3200, 1600), (1600, 800), (480, 240)), ((100, 50), (100, 50), (100, 50))])
def test_it_is_made_no_larger_than_pages_need_and_never_larger_than_it_was(size, whole, small):
    made = made_of(picture(*size))
    assert opened(made.whole).size == whole and opened(made.small).size == small and max(whole) <= LONGEST and max(small) <= SMALL


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [
        ("PNG", "RGBA", (0, 0, 0, 0)),
        ("PNG", "LA", (0, 0)),
        ("PNG", "P", 0),
        ("PNG", "1", 1),
        ("JPEG", "CMYK", (0, 0, 0, 0)),
        ("WEBP", "RGB", (9, 9, 9)),
    ],
)
def test_every_kind_of_pixels_becomes_a_jpeg(kind, mode, colour):
    image = opened(made_of(picture(kind=kind, mode=mode, colour=colour)).whole)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    if mode in ("RGBA", "LA", "CMYK"):
        assert min(image.getpixel((5, 5))) > 250  # what is transparent, or without ink, is paper


def test_colours_of_a_profile_are_those_of_every_screen():
    out, profile = BytesIO(), ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    Image.new("RGB", (32, 32), (200, 30, 30)).save(
        out, "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    assert opened(made_of(out.getvalue()).whole).getpixel((9, 9))[0] > 190
    wrong = BytesIO()
    Image.new("RGB", (32, 32), (200, 30, 30)).save(wrong, "JPEG", icc_profile=profile.tobytes())  # of other colours than it says
    assert opened(made_of(wrong.getvalue()).whole).getpixel((9, 9))[0] > 190


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 60,
        b"\xff\xd8\xff\xe0" + b"\0" * 400,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
        b"BM" + b"\0" * 80,
        picture(400, 400)[:900],
        picture(400, 400, "PNG")[:300],
        said_huge(100, 100),  # fewer pixels than it says
        said_huge(10_000, 10_000),
        said_huge(2**31 - 1, 2**31 - 1),
        said_huge(0, 10),
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(NotAPicture):
        made_of(data)


def test_a_child_makes_it_within_its_bounds():
    made = pictures_of(picture(8000, 6000, "PNG"))  # 48 million pixels, in a few hundred bytes each thousand
    assert (made.width, made.height) == (1600, 1200) and MOST_PIXELS >= 8000 * 6000
    with pytest.raises(NotAPicture):
        pictures_of(said_huge(60_000, 60_000))
    with pytest.raises(Breach):
        run(in_child, picture(8000, 6000, "PNG"), limits=Limits(memory=30 * 2**20, seconds=BOUNDS.seconds))
