"""Activations on disk, unit by unit, from batches of samples."""

from __future__ import annotations

import os
from typing import Dict, List, Optional, Tuple, Union

import numpy as np

Shape = Tuple[int, int, int]
#: The header of version 1.0 of the format, padded to this many bytes so that its size never depends on the shape.
HEADER_BYTES = 192


def npy_header(shape: Tuple[int, ...]) -> bytes:
    """The header of a ``.npy`` file of little-endian float32 in C order. Source: NumPy's format specification, NEP 1."""
    text = "{'descr': '<f4', 'fortran_order': False, 'shape': %r, }" % (tuple(int(size) for size in shape),)
    padded = text.ljust(HEADER_BYTES - 11) + "\n"
    return b"\x93NUMPY\x01\x00" + (HEADER_BYTES - 10).to_bytes(2, "little") + padded.encode("latin1")


class UnitMajorWriter:
    """Writes one layer's (units, samples, height, width) as float32 while samples come in batches.

    Samples are gathered in one buffer that is laid out as the file is, so that a batch is copied once and each unit's
    values of many samples are one write. Memory is the buffer.

    :param path: of the file; written in place, whole only after :meth:`finish`
    :param shape: (units, height, width)
    :param samples: how many will come
    :param capacity: of the buffer, in samples
    :param done: samples that an earlier writer has put there
    """

    def __init__(self, path: str, shape: Shape, samples: int, capacity: int, done: int = 0) -> None:
        units, height, width = shape
        self.path, self.shape, self.samples, self.written = path, shape, samples, done
        self._area = height * width
        self.capacity = capacity
        self._buffer = np.empty((units, self.capacity, height, width), dtype="<f4")
        self._gathered = 0
        self._file = open(path, "w+b" if done == 0 else "r+b", buffering=0)
        if done == 0:
            self._write(npy_header((units, samples, height, width)), 0)

    def add(self, maps: np.ndarray) -> None:
        """Takes samples (samples, units, height, width), no more than fit before :meth:`flush`; copies them."""
        count = maps.shape[0]
        self._buffer[:, self._gathered : self._gathered + count] = maps.transpose(1, 0, 2, 3)
        self._gathered += count

    def flush(self) -> None:
        """Writes what is gathered. A full disk leaves what was written before as it is."""
        count, area = self._gathered, self._area
        if count == 0:
            return
        whole = count == self.capacity
        for unit in range(self.shape[0]):
            values = self._buffer[unit] if whole else self._buffer[unit, :count]
            self._write(values.data, HEADER_BYTES + 4 * area * (unit * self.samples + self.written))
        self.written += count
        self._gathered = 0

    def sync(self) -> None:
        """Waits until the disk has what was written."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Frees the file and the buffer; safe to repeat."""
        self._file.close()
        self._buffer = np.empty((0, 0, 0, 0), dtype="<f4")

    def _write(self, values: Union[bytes, memoryview], position: int) -> None:
        view = memoryview(values).cast("B")
        self._file.seek(position)
        while len(view) > 0:
            view = view[self._file.write(view) :]


def file_names(layers: List[str]) -> Dict[str, str]:
    """A file inside the folder for each layer: its name where that can be a file's, told apart by a number where not."""
    taken: Dict[str, str] = {}
    used = set()
    for layer in layers:
        stem = "".join(letter if letter.isalnum() or letter in "-._#" else "_" for letter in layer)[:120].lstrip(".") or "layer"
        name, number = stem, 1
        # Some disks take upper and lower case for the same.
        while name.lower() in used:
            number += 1
            name = f"{stem}-{number}"
        used.add(name.lower())
        taken[layer] = f"layers/{name}.npy"
    return taken


def free_bytes(folder: str) -> Optional[int]:
    """Bytes that may still be written there; None where the system doesn't say."""
    try:
        state = os.statvfs(folder)
    except (AttributeError, OSError):
        return None
    return state.f_bavail * state.f_frsize
