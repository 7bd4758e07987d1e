"""A drawing as PNG, set by typst. Its faces come from packages, none from the machine; what is set is a drawing of ours, bounded."""

import re
from functools import cache
from importlib.resources import files

import typst

DENSITY = 144.0  # dots an inch: two for each unit of a drawing
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
IMAGE = '#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)'


@cache
def faces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(files("pylopdf_fonts_zh_cn"))])


def as_png(drawn: str) -> bytes:
    """Return a drawing that stands alone as PNG."""
    width, height = SIZE.findall(drawn)[0]
    page = f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n{IMAGE}"
    return typst.compile(page.encode(), font_paths=faces(), format="png", ppi=DENSITY, sys_inputs={"drawing": drawn})
