#!/usr/bin/env python3
"""Makes a font with TrueType outlines out of that of the cards, for `[theme] heading_font`.

    pip install fonttools==4.68.0
    python3 truetype.py ../content/title.ttf
    python3 truetype.py ../tests/suite/fonts/headings.ttf 'letters to keep'
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

target = sys.argv[1]
font = TTFont(Path(__file__).with_name("NotoSerifKR-Bold.otf"), recalcTimestamp=False)
text = sys.argv[2] if len(sys.argv) > 2 else "".join(map(chr, font.getBestCmap()))

options = subset.Options()
options.layout_features = []
options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
cutter = subset.Subsetter(options)
cutter.populate(text=text)
cutter.subset(font)

shapes, order = font.getGlyphSet(), font.getGlyphOrder()
glyphs = {}
for name in order:
    pen = TTGlyphPen(None)
    shapes[name].draw(Cu2QuPen(pen, 3.0, reverse_direction=True))
    glyphs[name] = pen.glyph()
font["loca"] = newTable("loca")
font["glyf"] = newTable("glyf")
font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
del font["CFF "]

font["maxp"].tableVersion = 0x00010000
for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements",
              "SizeOfInstructions", "ComponentElements", "Points", "Contours", "CompositePoints",
              "CompositeContours", "ComponentDepth"):
    setattr(font["maxp"], f"max{field}", 0)
font["maxp"].maxZones = 1
font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
font.sfntVersion = "\0\1\0\0"
font.save(target)
