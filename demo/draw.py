"""Draw the pictures that stand for photographs in the demonstration: no real place, nobody real. Run it again and the drawings are the same."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent / "pictures"
SIZE = (1280, 853)
Colour = tuple[int, int, int]


def sky(top: Colour, bottom: Colour) -> Image.Image:
    """A sky that grows paler towards the ground."""
    column = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        part = y / SIZE[1]
        column.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return column.resize(SIZE)


def town_hall() -> Image.Image:
    image = sky((150, 185, 215), (240, 232, 215))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 640, 1280, 853), fill=(188, 178, 160))
    draw.rectangle((240, 300, 1040, 660), fill=(222, 205, 172))
    draw.polygon([(210, 300), (640, 170), (1070, 300)], fill=(96, 100, 112))
    for x in range(290, 1000, 105):
        for y in (345, 500):
            draw.rectangle((x, y, x + 55, y + 95), fill=(92, 104, 118), outline=(246, 236, 214), width=6)
    draw.rectangle((595, 520, 690, 660), fill=(92, 60, 44))
    for x, colour in ((580, (30, 60, 130)), (612, (245, 245, 245)), (644, (170, 40, 40))):
        draw.rectangle((x, 240, x + 32, 290), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def park() -> Image.Image:
    image = sky((175, 205, 225), (245, 240, 225))
    draw = ImageDraw.Draw(image)
    for number, (height, colour) in enumerate(((430, (150, 170, 160)), (520, (115, 150, 120)), (620, (90, 130, 85)))):
        shift = 170 * number
        ridge = [(x, height + 60 * (((x + shift) // 160) % 2) - (x + shift) % 160 // 3) for x in range(0, 1300, 40)]
        draw.polygon([(0, 853), *ridge, (1280, 853)], fill=colour)
    draw.ellipse((420, 680, 1180, 810), fill=(150, 185, 200))
    for x in range(80, 1280, 190):
        draw.rectangle((x, 600, x + 16, 720), fill=(90, 70, 52))
        draw.ellipse((x - 55, 500, x + 72, 640), fill=(70, 112, 66))
    return image.filter(ImageFilter.GaussianBlur(1.2))


if __name__ == "__main__":
    for name, drawn in (("town-hall", town_hall()), ("park", park())):
        drawn.save(HERE / f"{name}.jpg", quality=80, optimize=True)
