"""Writes decoded.json: small images as base64, with the pixels that Pillow's convert("RGB") gives, and those behind
ImageOps.exif_transpose. Run as: python write-decoded.py > decoded.json (Pillow and NumPy)."""
import base64, io, json, struct, sys, zlib

import numpy as np
import PIL
from PIL import Image, ImageOps

HEIGHT, WIDTH = 5, 8
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
colours = np.stack([x * 30, y * 50, (x + y) * 20], -1).astype(np.uint8)
picture = Image.fromarray(colours)
grey = picture.convert('L')
inks = Image.frombytes('CMYK', (WIDTH, HEIGHT), np.stack([x * 30, y * 50, (x + y) * 20, x * y * 8], -1).astype(np.uint8).tobytes())
alpha = Image.fromarray((x * 36).astype(np.uint8))


def profile():
    """A colour profile with the primaries of a wide space and gamma 1.8."""
    fixed = lambda value: struct.pack('>i', int(round(value * 65536)))
    xyz = lambda values: b'XYZ \0\0\0\0' + b''.join(map(fixed, values))
    curve = b'curv\0\0\0\0' + struct.pack('>IH', 1, int(1.8 * 256)) + b'\0\0'
    described = b'desc\0\0\0\0' + struct.pack('>I', 5) + b'test\0' + b'\0' * 79
    tags = {b'desc': described, b'cprt': b'text\0\0\0\0none', b'wtpt': xyz((0.9642, 1, 0.8249)), b'rXYZ': xyz((0.6097, 0.3111, 0.0195)),
            b'gXYZ': xyz((0.2053, 0.6257, 0.0609)), b'bXYZ': xyz((0.1492, 0.0632, 0.7446)), b'rTRC': curve, b'gTRC': curve, b'bTRC': curve}
    start, table, body = 128 + 4 + 12 * len(tags), struct.pack('>I', len(tags)), b''
    for name, data in tags.items():
        data += b'\0' * (-len(data) % 4)
        table += name + struct.pack('>II', start + len(body), len(data))
        body += data
    head = struct.pack('>I4sI4s4s4s', start + len(body), b'none', 0x02100000, b'mntr', b'RGB ', b'XYZ ') + b'\0' * 12 + b'acsp'
    return (head + b'\0' * 28 + fixed(0.9642) + fixed(1) + fixed(0.8249)).ljust(128, b'\0') + table + body


def saved(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def png(rows, bits, colour, before=b''):
    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    header = struct.pack('>IIBBBBB', WIDTH, HEIGHT, bits, colour, 0, 0, 0)
    gamma = chunk(b'gAMA', struct.pack('>I', 100000)) if before == b'gamma' else b''
    gamma += chunk(b'tRNS', struct.pack('>H', 40)) if before == b'transparent' else b''
    body = zlib.compress(b''.join(b'\0' + row.tobytes() for row in rows))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + gamma + chunk(b'IDAT', body) + chunk(b'IEND', b'')


def turned(orientation, format='JPEG', **options):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(picture, format, exif=exif, **options)


JPEG = dict(format='JPEG', quality=90)
adobe = saved(inks, **JPEG)
at = adobe.index(b'Adobe')
files = {
    'plain.png': saved(picture, 'PNG'), 'plain.jpg': saved(picture, subsampling=2, **JPEG), 'progressive.jpg': saved(picture, progressive=True, **JPEG),
    'profile.png': saved(picture, 'PNG', icc_profile=profile()), 'profile.jpg': saved(picture, icc_profile=profile(), **JPEG),
    'profile.webp': saved(picture, 'WEBP', lossless=True, icc_profile=profile()), 'profile.tif': saved(picture, 'TIFF', icc_profile=profile()),
    'gamma.png': png(colours, 8, 2, b'gamma'), 'grey.jpg': saved(grey, **JPEG),
    'cmyk.jpg': adobe, 'cmyk-profile.jpg': saved(inks, icc_profile=profile(), **JPEG), 'cmyk.tif': saved(inks, 'TIFF'),
    # The byte behind the marker's flags says whether it is CMYK or YCCK.
    'ycck.jpg': adobe[:at + 11] + b'\2' + adobe[at + 12:],
    'cmyk-without-adobe.jpg': adobe[:at - 4] + adobe[at - 2 + int.from_bytes(adobe[at - 2:at], 'big'):],
    'grey16.png': png((x * 40 + y).astype('>u2'), 16, 0), 'grey16.tif': saved(Image.fromarray((x * 40 + y).astype(np.uint16)), 'TIFF'),
    'grey16-transparent.png': png((x * 40 + y).astype('>u2'), 16, 0, b'transparent'),
    'rgb16.png': png(colours.astype('>u2') * 251 + 77, 16, 2),
    'grey-alpha.png': saved(Image.merge('LA', (grey, alpha)), 'PNG'), 'alpha.png': saved(Image.merge('RGBA', (*picture.split(), alpha)), 'PNG'),
    'alpha.webp': saved(Image.merge('RGBA', (*picture.split(), alpha)), 'WEBP', lossless=True, exact=True),
    'palette.png': saved(picture.quantize(8), 'PNG'), 'palette-transparent.png': saved(picture.quantize(8), 'PNG', transparency=0),
    'two-bits.png': saved(picture.quantize(4), 'PNG', bits=2), 'one-bit.png': saved(picture.convert('1'), 'PNG'), 'palette.gif': saved(picture.quantize(8), 'GIF'),
    **{f'turned-{n}.jpg': turned(n, quality=90) for n in range(1, 9)},
    'turned-6.png': turned(6, 'PNG'), 'turned-8.webp': turned(8, 'WEBP', lossless=True),
}
text = lambda data: base64.b64encode(data).decode()


def described(name, data):
    image = Image.open(io.BytesIO(data))
    upright = ImageOps.exif_transpose(image)
    return dict(name=name, file=text(data), width=image.width, height=image.height, rgb=text(np.asarray(image.convert('RGB')).tobytes()),
                upright=dict(width=upright.width, height=upright.height, rgb=text(np.asarray(upright.convert('RGB')).tobytes())))


json.dump(dict(madeWith=f'Pillow {PIL.__version__}', images=[described(*file) for file in files.items()]), sys.stdout, indent=1)
print()
