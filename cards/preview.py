"""The image that stands for a page where somebody shares its address.

A card of 1200 × 630 pixels with the site's name, the page's title and the page's
own figure, put together as one SVG and drawn by resvg: no browser, no network,
and no font but DejaVu Sans, which comes with matplotlib. Drawn once for the same
content, so that a second build only copies.
"""

from __future__ import annotations

import hashlib
import html
import importlib.util
import io
import re
from functools import cache
from importlib import metadata
from pathlib import Path

WIDTH, HEIGHT = 1200, 630  # pixels: what every network crops the least
LIMIT = 80_000  # bytes
EDGE = 60
PAPER, INK, QUIET, ACCENT = "#ffffff", "#1f2430", "#5b6270", "#1b62d1"

_SVG = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_LIGHT = re.compile(r":root\{(.*?)\}")  # the first one: the second is the dark one
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")


def preview(title: str, site_name: str, figure: str, folder: Path) -> Path:
    """The PNG file for a page, from `folder` or drawn into it.

    `figure` is an SVG as `figures.py` makes them, or empty. Raises ValueError
    on one that cannot be read.
    """
    file = folder / f"{_key(title, site_name, figure)}.png"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(_draw(_compose(title, site_name, figure)))
        part.replace(file)
    return file


def prune(folder: Path, used: set[Path]) -> None:
    """Remove the images of titles and figures that are no more."""
    for file in folder.glob("*.p*"):
        if file not in used:
            file.unlink(missing_ok=True)


def _key(*content: str) -> str:
    made_by = [_source(), metadata.version("resvg-py")]
    return hashlib.sha256("\0".join([*made_by, *content]).encode()).hexdigest()[:32]


@cache
def _source() -> str:
    return Path(__file__).read_text("utf-8")


@cache
def _font(name: str) -> str:
    """Path of a font of matplotlib's, found without the time of importing it."""
    found = importlib.util.find_spec("matplotlib")
    assert found and found.origin
    return str(Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name)


def _compose(title: str, site_name: str, figure: str) -> str:
    """Words on the left and the figure on the right, or words alone."""
    room = 350 if figure else WIDTH - 2 * EDGE
    size, lines = _fit(title, room, 54 if figure else 84)
    step = size * 1.2
    middle = 350 if figure else HEIGHT / 2
    top = middle - step * len(lines) / 2 + size * 0.9
    text = "".join(
        f'<text x="{EDGE}" y="{top + i * step:.0f}" fill="{INK}" '
        f'font-size="{size}" font-weight="700">{html.escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    name_size, name = _fit(site_name, WIDTH - 2 * EDGE, 28, 1)
    told = html.escape(name[0]) if site_name != title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<rect width="{WIDTH}" height="14" fill="{ACCENT}"/>'
        f'<text x="{EDGE}" y="84" fill="{QUIET}" font-size="{name_size}">'
        f"{told}</text>{text}"
        f"{_place(figure, 450, 130, WIDTH - EDGE - 450, 440) if figure else ''}</svg>"
    )


def _place(figure: str, x: float, y: float, width: float, height: float) -> str:
    """A figure in its light colors, as large as the box allows, in its middle."""
    size = _SIZE.search(figure)
    if not size:
        raise ValueError("a figure without a viewBox")
    light = _LIGHT.search(figure)
    colors = dict(pair.split(":", 1) for pair in (light[1] if light else "").split(";"))
    figure = _STYLE.sub("", figure, count=1)
    figure = _VARIABLE.sub(lambda match: colors.get(match[1], INK), figure)
    root = (
        f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {size[1]} {size[2]}" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return _SVG.sub(root, figure, count=1)


def _fit(text: str, room: float, size: int, most: int = 4) -> tuple[int, list[str]]:
    """The largest size, from `size` down, at which the words fit the room."""
    from PIL import ImageFont  # only where an image is drawn

    font = ImageFont.truetype(_font("DejaVuSans-Bold.ttf"), 100)
    for smaller in range(size, 19, -2):
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.getlength(longer) * smaller / 100 > room:
                lines.append(word)
            else:
                lines[-1] = longer
        widest = max(font.getlength(line) * smaller / 100 for line in lines)
        if len(lines) <= most and widest <= room:
            return smaller, lines
    kept = lines[:most]  # the smallest, and still too much
    return smaller, [*kept[:-1], kept[-1] + " …"] if len(lines) > most else kept


def _draw(svg: str) -> bytes:
    import resvg_py
    from PIL import Image

    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        dpi=96,
        skip_system_fonts=True,  # the same image on every machine
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
        font_files=[_font("DejaVuSans.ttf"), _font("DejaVuSans-Bold.ttf")],
    )
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colors in (128, 48, 16):
        out = io.BytesIO()
        few = image.quantize(colors, dither=Image.Dither.NONE)
        few.save(out, "png", optimize=True)
        if out.tell() <= LIMIT:
            break
    return out.getvalue()
