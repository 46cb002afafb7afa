"""Make the math font that the site ships: STIX Two Math, cut to what formulas use.

    python tests/mathfont.py stix-two-math-latin-400-normal.woff2

The full font (from the npm package @fontsource/stix-two-math, OFL 1.1) has 400 KB,
the characters below with their MATH table a tenth of it. A test fails when a
formula uses a character that is not here: add it, and run this again.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/assets/fonts/stix-two-math.woff2"

GREEK = "αβγδεζηθικλμνξοπρστυφχψωϵϑϕϱ"
CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + GREEK
    + "ΓΔΘΛΞΠΣΦΨΩ"
    + "".join(map(chr, range(0x1D434, 0x1D468)))  # math italic A–z
    + "ℎ"  # italic h has its own place
    + "".join(map(chr, range(0x1D6FC, 0x1D71C)))  # math italic Greek
    + "".join(map(chr, range(0x1D400, 0x1D434)))  # bold A–z
    + "𝟎𝟏ℝℕℤ𝔼ℒ𝒩𝒟ℓ"
    + "−×·⋅÷±∓=≠≤≥≈≡∝∼≪≫→←↦⇒⇔∈∉⊂∪∩∀∃∂∇∑∏∫√∞∘⊙⊗⊕⊤⊥∥∣‖|⟺⏟⌊⌋⌈⌉⟨⟩′…⋯⋮⋱∗≔^ˆ¯˜⃗˙"
    + "\u2061\u2062\u2063\u00a0\u2009\u200b\u2003\u2002\u2005"
)


def main() -> None:
    options = Options(flavor="woff2", layout_features=["*"], drop_tables=["DSIG"])
    options.name_IDs, options.hinting, options.glyph_names = [0, 1, 2, 13], False, False
    options.layout_features = ["math", "ssty", "dtls", "flac"]
    font = load_font(sys.argv[1], options)
    subsetter = Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    assert "MATH" in font
    FILE.parent.mkdir(exist_ok=True)
    save_font(font, str(FILE), options)
    print(f"wrote {FILE.relative_to(ROOT)}: {FILE.stat().st_size / 1024:.1f} KiB")


if __name__ == "__main__":
    main()
