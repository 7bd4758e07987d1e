"""How lines and words of a drawing look: by class where the site's style sheet is at hand, by attributes where the drawing goes alone.

Attributes, and no <style>: they need no leave of a content policy, and every program that shows an SVG knows them.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language

from passerelles.common.words import tongue

FACES = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif"
PAPER, INK, SOFT, LINE, BLUE = "#fffdf8", "#1f1d1a", "#5d574e", "#d9d2c3", "#1f4e79"
LOOKS = {
    "sheet": f'fill="{PAPER}"',
    "water": 'fill="#edf1f2"',
    "land": 'fill="#ddd5c2" fill-rule="evenodd"',
    "frame": f'fill="none" stroke="{LINE}"',
    "arc solid": f'fill="none" stroke="{BLUE}" stroke-opacity=".75" stroke-linecap="round"',
    "arc dashed": f'fill="none" stroke="{BLUE}" stroke-opacity=".6" stroke-dasharray="5 4"',
    "arc dotted": f'fill="none" stroke="{SOFT}" stroke-opacity=".7" stroke-dasharray="1.5 3.5"',
    "spot": f'fill="{INK}" stroke="{PAPER}" stroke-width="1"',
    "square": f'fill="{PAPER}" stroke="{INK}" stroke-width="1.8"',
    "cluster": f'fill="{PAPER}" stroke="{INK}" stroke-width="1.4"',
    "words": f'fill="{INK}"',
    "halo": f'fill="{INK}" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"',
    "soft words": f'fill="{SOFT}"',
    "rule": f'stroke="{LINE}"',
    "axis": f'stroke="{SOFT}"',
    "line": f'fill="none" stroke="{BLUE}" stroke-width="2"',
    "area": f'fill="{BLUE}" fill-opacity=".12"',
    "shade-0": f'fill="{BLUE}"',
    "shade-1": 'fill="#8fb0cf"',
    "shade-2": 'fill="#cfc6b2"',
    "shade-3": f'fill="{SOFT}"',
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Says how a thing looks, as the attributes of its element; and in which language a drawing speaks, asked once."""

    is_alone: bool = False
    lang: str = field(default_factory=tongue)

    def __call__(self, name: str) -> str:
        return f" {LOOKS[name]}" if self.is_alone else f' class="{name}"'


def text(x: float, y: float, said: Any, how: str, *, size: float, anchor: str = "", lang: str = "") -> str:
    """Words at a place. `how` is what an Ink says of them."""
    where = f' text-anchor="{anchor}"' if anchor else ""
    tongue = f' lang="{lang}"' if lang else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{where}{tongue}{how}>{escape(said)}</text>'


def sheet(width: float, height: float, inside: str, *, title: str, is_alone: bool, attributes: str = "", has_paper: bool = True) -> str:
    """A whole drawing. Alone it is a file: with its namespace, its size, its language, its faces, and its paper where it has one."""
    box = f'viewBox="0 0 {width:g} {height:g}"'
    if not is_alone:
        return f'<svg {box} role="group" aria-label="{escape(title)}"{attributes}>{inside}</svg>'
    size = f'width="{width:g}" height="{height:g}" xml:lang="{get_language() or "fr"}" font-family="{FACES}"'
    paper = f'<rect width="{width:g}" height="{height:g}"{Ink(is_alone=True)("sheet")}/>' if has_paper else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {size}><title>{escape(title)}</title>{paper}{inside}</svg>'
