"""Reads what bench-reading.ts wrote with pycocotools, on one thread: a mask a category and image. Prints seconds and pixels."""

import json
import sys
import time

import numpy as np
from pycocotools.coco import COCO

sys.stdout, out = sys.stderr, sys.stdout
started = time.process_time()
coco = COCO(sys.argv[1])
pixels = 0
for image in coco.getImgIds():
    masks = {}
    for one in coco.loadAnns(coco.getAnnIds(imgIds=[image])):
        mask = coco.annToMask(one)
        category = one["category_id"]
        masks[category] = mask if category not in masks else np.maximum(masks[category], mask)
    pixels += sum(int(mask.sum()) for mask in masks.values())
print(json.dumps({"seconds": time.process_time() - started, "pixels": pixels}), file=out)
