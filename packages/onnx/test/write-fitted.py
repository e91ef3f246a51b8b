"""Writes fitted.json: what torchvision, timm, transformers and Keras make of small pictures, as a checksum of their bytes.

  pip install torch torchvision timm transformers keras pillow numpy
  KERAS_BACKEND=torch python write-fitted.py > fitted.json
"""

import json
import os
import tempfile
import zlib

os.environ.setdefault("KERAS_BACKEND", "torch")
import numpy as np
import PIL
import timm
import torchvision
import transformers
from PIL import Image
from timm.data.transforms_factory import create_transform
from torchvision.transforms import InterpolationMode, v2
from transformers import CLIPImageProcessorPil

SIZES = [(64, 43), (43, 64), (61, 60), (50, 50), (97, 20)]


def picture(width, height):
    """The same pixels as the test draws."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return Image.fromarray(((x * 37 + y * 91 + x * y * 5 + c * 53) % 256).astype(np.uint8))


def row(library, resize, input_size, image, made):
    made = np.asarray(made)
    height, width = made.shape[:2]
    assert (width, height) == input_size, (made.shape, input_size)
    return {
        "library": library,
        "resize": resize,
        "width": width,
        "height": height,
        "image": list(image.size),
        "first": made[0, 0].tolist(),
        "crc32": zlib.crc32(np.ascontiguousarray(made, dtype=np.uint8).tobytes()),
    }


def rows():
    for size in SIZES:
        image = picture(*size)
        for side, crop, name in [(24, 21, "bilinear"), (22, 22, "bicubic"), (37, 32, "lanczos")]:
            made = v2.Compose([v2.Resize(side, InterpolationMode(name)), v2.CenterCrop(crop)])(image)
            yield row("torchvision", f"shorter-{side}-{name}-torchvision", (crop, crop), image, made)
        for crop_pct, crop, mode in [(0.875, 28, "center"), (0.965, 28, "center"), (0.9, 28, "squash"), (1.0, 28, "squash")]:
            steps = create_transform((3, crop, crop), interpolation="bicubic", crop_pct=crop_pct, crop_mode=mode).transforms[:2]
            made = image
            for step in steps:
                if type(step).__name__ not in ("MaybeToTensor", "ToTensor", "Normalize"):
                    made = step(made)
            side = int(np.floor(crop / crop_pct))
            kind = "shorter" if mode == "center" else "squash"
            text = f"{kind}-{side}-bicubic-torchvision" if side > crop else "stretch-bicubic"
            yield row("timm", text, (crop, crop), image, made)
        for side, crop, resample, name in [(22, 22, 3, "bicubic"), (25, 22, 2, "bilinear")]:
            processor = CLIPImageProcessorPil(
                size={"shortest_edge": side}, crop_size=crop, resample=resample, do_rescale=False, do_normalize=False
            )
            made = np.asarray(processor(image, return_tensors="np")["pixel_values"][0]).transpose(1, 2, 0)
            yield row("transformers", f"shorter-{side}-{name}-transformers", (crop, crop), image, made)
        yield from keras_rows(image)


def keras_rows(image):
    try:
        import keras
    except ImportError:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "picture.png")
        image.save(path)
        for height, width in [(24, 24), (20, 31)]:
            for name in ("nearest", "bilinear", "bicubic"):
                load = dict(target_size=(height, width), interpolation=name)
                text = "stretch" if name == "bilinear" else f"stretch-{name}"
                yield row("keras", text, (width, height), image, keras.utils.load_img(path, **load))
                kept = keras.utils.load_img(path, keep_aspect_ratio=True, **load)
                yield row("keras", f"cover-{name}", (width, height), image, kept)


versions = {
    "pillow": PIL.__version__,
    "torchvision": torchvision.__version__.split("+")[0],
    "timm": timm.__version__,
    "transformers": transformers.__version__,
}
found = list(rows())
if any(one["library"] == "keras" for one in found):
    import keras

    versions["keras"] = keras.__version__
print(json.dumps({"versions": versions, "rows": found}, indent=None, separators=(",", ":")).replace('{"library"', '\n{"library"'))
