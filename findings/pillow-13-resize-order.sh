#!/usr/bin/env bash
# Pillow 12.3.0 and 13.0.0, seen on 2026-11-28.
#
# resize() works on one axis after the other and rounds to bytes in between, so that the order shows in the pixels. Up to
# Pillow 12.3.0 an image is always resized across first. Pillow 13.0.0 goes down first where that throws away more: seen
# exactly where the height shrinks by more than twice what the width shrinks by. An image that is 43 wide and 64 high comes out
# otherwise at 28 × 28, by a level in some pixels; one that is 64 wide and 43 high comes out the same.
#
# For users: a network that was trained on images resized by one Pillow sees other pixels under the next, and pixels written
# down from one version are no right values for another. Strata follows the order of Pillow 13.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
for version in 12.3.0 13.0.0; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" --quiet install numpy==2.3.5 "pillow==$version"
  "$folder/$version/bin/python" - <<'PY' | tee "$folder/$version.txt"
import numpy as np
import PIL
from PIL import Image

SIDE = 28


def order_of(width, height):
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)
    image = Image.fromarray(pixels)
    bilinear = Image.Resampling.BILINEAR
    whole = np.asarray(image.resize((SIDE, SIDE), bilinear))
    across = np.asarray(image.resize((SIDE, height), bilinear).resize((SIDE, SIDE), bilinear))
    down = np.asarray(image.resize((width, SIDE), bilinear).resize((SIDE, SIDE), bilinear))
    assert (across != down).any()
    if (whole == across).all():
        return "across first"
    return "down first" if (whole == down).all() else "neither"


orders = {}
for width in range(28, 70, 3):
    for height in range(28, 100, 3):
        if (width, height) != (SIDE, SIDE) and width != SIDE and height != SIDE:
            orders[width, height] = order_of(width, height)
down = [(w, h) for (w, h), order in orders.items() if order == "down first"]
rule = [(w, h) for (w, h) in orders if h - SIDE > 2 * (w - SIDE)]
print(f"43 x 64: {order_of(43, 64)}")
print(f"64 x 43: {order_of(64, 43)}")
print(f"down first in {len(down)} of {len(orders)} sizes; as the rule says: {down == rule}; neither: {'neither' in orders.values()}")
PY
done
grep -q "^43 x 64: across first" "$folder/12.3.0.txt"
grep -q "^down first in 0 of 299 sizes" "$folder/12.3.0.txt"
grep -q "^43 x 64: down first" "$folder/13.0.0.txt"
grep -q "^64 x 43: across first" "$folder/13.0.0.txt"
grep -q "as the rule says: True; neither: False" "$folder/13.0.0.txt"
echo "as described"
