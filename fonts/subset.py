#!/usr/bin/env python3
"""Cuts the face of the sharing cards out of Noto Serif CJK.

    pip install fonttools==4.68.0 cffsubr==0.4.0
    python3 subset.py NotoSerifCJK-Bold.ttc

writes NotoSerifKR-Bold.otf beside this file. The source is the Bold of release Serif2.001 of
https://github.com/notofonts/noto-cjk (the "Static Super OTC", in Debian's package fonts-noto-cjk too):
sha256 a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac.
"""

import sys
from pathlib import Path

import cffsubr
from fontTools import subset
from fontTools.ttLib import TTCollection

# The 2,350 syllables of KS X 1001: rows 16 to 40, 94 each.
syllables = [bytes([row, cell]).decode("euc-kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)]
assert len(syllables) == 2350

latin = [*range(0x20, 0x7F), *range(0xA0, 0x100)]
jamo = [*range(0x3131, 0x3164)]
punctuation = map(ord, "‐‑–—―‘’“”•…※₩€™←↑→↓↔−≠≤≥、。〈〉《》「」『』【】〜～！？")

faces = TTCollection(sys.argv[1]).fonts
face = next(face for face in faces if face["name"].getDebugName(4) == "Noto Serif CJK KR Bold")

options = subset.Options()
options.layout_features = []
options.hinting = False
options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
options.drop_tables += ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
cutter = subset.Subsetter(options)
cutter.populate(text="".join(syllables), unicodes=[*latin, *jamo, *punctuation])
cutter.subset(face)
# The same file whenever it is made.
face.recalcTimestamp = False
# Strokes that many syllables share are written once: 50 kB less.
cffsubr.subroutinize(face, keep_glyph_names=False)
face.save(Path(__file__).with_name("NotoSerifKR-Bold.otf"))
