"""A drawing as PNG or PDF, set by typst. Its faces come from packages, none from the machine; what is set is a drawing of ours, bounded."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from passerelles.common.turns import turn

DENSITY = 144.0  # dots an inch of a picture: two for each unit of a drawing
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
IMAGE = '#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)'


@cache
def faces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(files("pylopdf_fonts_zh_cn"))])


def as_png(drawn: str) -> bytes:
    """Return a drawing that stands alone as PNG. Raises Breach where too much is asked of the site at once, as does `as_pdf`."""
    return _set(drawn, "png")


def as_pdf(drawn: str) -> bytes:
    """Return it as a PDF of one page, as large as it is: its lines and words, no picture of them."""
    return _set(drawn, "pdf")


def _set(drawn: str, form: Literal["png", "pdf"]) -> bytes:
    width, height = SIZE.findall(drawn)[0]
    page = f"#set document(date: none)\n#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n{IMAGE}"
    with turn():
        return typst.compile(page.encode(), font_paths=faces(), format=form, ppi=DENSITY, sys_inputs={"drawing": drawn})
