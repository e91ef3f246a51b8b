"""A recording's folder: written whole or resumed, and read again."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import shutil
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from .errors import LayerError, RecordingError
from .writer import Shape, UnitMajorWriter, file_names, free_bytes

FORMAT, VERSION = "strata-recording", 1
MANIFEST, PROGRESS, PREDICTIONS = "manifest.json", "progress.json", "predictions.csv"
#: What other programs should still find on the disk.
LEFT_FREE_BYTES = 16 * 2**20
#: Name in the manifest of the network itself, which ``named_modules()`` calls ``""``.
WHOLE_MODEL = "(model)"

Row = Tuple[Optional[str], Optional[int], Optional[str]]


class Recording:
    """What was recorded of one checkpoint.

    :param folder: with its ``manifest.json``
    :raises RecordingError: when it is none
    """

    def __init__(self, folder: str) -> None:
        self.folder = os.fspath(folder)
        path = os.path.join(self.folder, MANIFEST)
        try:
            with open(path, encoding="utf-8") as file:
                self.manifest: Dict[str, Any] = json.load(file)
        except (OSError, ValueError) as error:
            raise RecordingError(f"{path}: expected the manifest of a recording, found none ({error}).") from error
        if self.manifest.get("format") != FORMAT or self.manifest.get("version") != VERSION:
            raise RecordingError(
                f'{path}: expected format "{FORMAT}", version {VERSION}, '
                f'found "{self.manifest.get("format")}", version {self.manifest.get("version")}.'
            )

    @property
    def layers(self) -> List[str]:
        """Names of its layers, in the order in which they were asked for."""
        return [layer["name"] for layer in self.manifest["layers"]]

    @property
    def samples(self) -> int:
        """How many samples it is of."""
        return int(self.manifest["samples"])

    @property
    def notes(self) -> List[str]:
        """What should be known of how it was recorded."""
        return list(self.manifest.get("notes", []))

    def path(self, layer: str) -> str:
        """The ``.npy`` file of a layer; a module's second name is known, too.

        :raises LayerError: naming the layers there are
        """
        module, mark, call = layer.rpartition("#") if "#" in layer else (layer, "", "")
        name = (self.manifest.get("aliases", {}).get(module, module) or WHOLE_MODEL) + mark + call
        for one in self.manifest["layers"]:
            if one["name"] == name:
                return os.path.join(self.folder, *one["file"].split("/"))
        raise LayerError(f'{self.folder}: expected a recorded layer, found no "{layer}". It has {", ".join(self.layers)}.')

    def load(self, layer: str) -> np.ndarray:
        """A layer's activations (units, samples, height, width), float32, mapped from the file."""
        return np.load(self.path(layer), mmap_mode="r")

    def __getitem__(self, layer: str) -> np.ndarray:
        return self.load(layer)

    @property
    def rows(self) -> List[Row]:
        """(key, predicted class, true class) of each sample; None where it isn't known. Empty where none of it was recorded."""
        if not self.manifest.get("predictions"):
            return []
        with open(os.path.join(self.folder, self.manifest["predictions"]), encoding="utf-8", newline="") as file:
            return [
                (row["key"] or None, int(row["prediction"]) if row["prediction"] else None, row["class"] or None)
                for row in csv.DictReader(file)
            ]

    @property
    def predictions(self) -> Optional[np.ndarray]:
        """(samples) the predicted classes; None where none were recorded."""
        found = [prediction for _, prediction, _ in self.rows]
        if not found or any(prediction is None for prediction in found):
            return None
        return np.asarray(found, dtype=np.int64)

    def __repr__(self) -> str:
        return f"Recording({self.folder!r}, samples={self.samples}, layers={self.layers!r})"


class FolderWriter:
    """Writes a recording beside its folder and gives it its name when it is whole; goes on where an earlier one stopped.

    :param folder: that is to be
    :param identity: what makes two attempts the same: weights, layers, samples and the first batch
    :param samples: how many will come
    :param buffer_bytes: memory for gathered samples, over all layers
    """

    def __init__(self, folder: str, identity: Dict[str, Any], samples: int, buffer_bytes: int) -> None:
        self.folder, self.identity, self.samples = os.path.abspath(folder), identity, samples
        self.partial = self.folder.rstrip("/\\") + ".partial"
        self._buffer_bytes = buffer_bytes
        self._writers: Dict[str, UnitMajorWriter] = {}
        self._files: Dict[str, str] = {}
        self._rows: List[Row] = []
        self._gathered = self.done = self._rows_bytes = 0

    def finished(self) -> Optional[Recording]:
        """The recording, where an equal one is there already.

        :raises RecordingError: where the folder holds something else
        """
        if not os.path.isdir(self.folder) or not os.listdir(self.folder):
            return None
        there = Recording(self.folder)
        if there.manifest.get("identity") == self.identity:
            return there
        old = there.manifest.get("identity") or {}
        other = [name for name, value in self.identity.items() if old.get(name) != value]
        raise RecordingError(
            f"{self.folder}: expected an empty place or the same recording, found one with other {' and '.join(other)}. "
            "Record under another label, or remove the folder."
        )

    def begin(self, shapes: Dict[str, Shape]) -> int:
        """Opens the layers' files (units, height, width); returns the samples that an earlier attempt has written.

        :raises RecordingError: when the disk has no room for them
        """
        self.done = self._resumable(shapes)
        names = list(shapes)
        self._files = file_names(names)
        sizes = {name: units * height * width * 4 for name, (units, height, width) in shapes.items()}
        total = sum(sizes.values())
        if self.done == 0:
            shutil.rmtree(self.partial, ignore_errors=True)
        os.makedirs(os.path.join(self.partial, "layers"), exist_ok=True)
        self._require_room(total)
        capacity = max(1, min(self.samples - self.done, self._buffer_bytes // max(1, total)))
        self._capacity = capacity
        try:
            for name in names:
                path = os.path.join(self.partial, *self._files[name].split("/"))
                self._writers[name] = UnitMajorWriter(path, shapes[name], self.samples, capacity, self.done)
            if self.done == 0:
                self._append_rows(header=True)
        except OSError as error:
            raise self._disk_error(error) from error
        return self.done

    def add(self, maps: Dict[str, np.ndarray], rows: Sequence[Row]) -> None:
        """Takes the next samples of all layers (samples, units, height, width), with what is known of each.

        :raises RecordingError: when the disk is full; what was written before is kept
        """
        count, at = len(rows), 0
        while at < count:
            some = min(count - at, self._capacity - self._gathered)
            for name, writer in self._writers.items():
                writer.add(maps[name][at : at + some])
            self._rows.extend(rows[at : at + some])
            self._gathered += some
            at += some
            if self._gathered == self._capacity:
                self._flush()

    def finish(self, manifest: Dict[str, Any]) -> Recording:
        """Writes what is left and the manifest, and gives the folder its name."""
        self._flush()
        if manifest.get("accuracy") is None:
            manifest = {**manifest, "accuracy": self._accuracy()}
        try:
            for writer in self._writers.values():
                writer.sync()
        except OSError as error:
            raise self._disk_error(error) from error
        layers = [
            {
                "name": WHOLE_MODEL + name if name == "" or name.startswith("#") else name,
                "file": self._files[name],
                "shape": [writer.shape[0], self.samples, *writer.shape[1:]],
                "dtype": "<f4",
            }
            for name, writer in self._writers.items()
        ]
        self.close()
        document = {"format": FORMAT, "version": VERSION, **manifest, "samples": self.samples, "layers": layers}
        document.update(predictions=PREDICTIONS, identity=self.identity)
        try:
            _write_json(os.path.join(self.partial, MANIFEST), document)
            os.remove(os.path.join(self.partial, PROGRESS))
            if os.path.isdir(self.folder):
                os.rmdir(self.folder)
            os.replace(self.partial, self.folder)
        except OSError as error:
            raise self._disk_error(error) from error
        return Recording(self.folder)

    def close(self) -> None:
        """Closes the files; what is written stays. Safe to repeat."""
        for writer in self._writers.values():
            writer.close()

    def _flush(self) -> None:
        if self._gathered == 0:
            return
        try:
            for writer in self._writers.values():
                writer.flush()
            self._append_rows()
            self.done += self._gathered
            shapes = {name: list(writer.shape) for name, writer in self._writers.items()}
            progress = {"identity": self.identity, "done": self.done, "shapes": shapes, "rowsBytes": self._rows_bytes}
            _write_json(os.path.join(self.partial, PROGRESS), progress)
        except OSError as error:
            raise self._disk_error(error) from error
        self._gathered, self._rows = 0, []

    def _accuracy(self) -> Optional[float]:
        """Share of right predictions; None where a prediction or a class is missing."""
        right = 0
        with open(os.path.join(self.partial, PREDICTIONS), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if not row["prediction"] or not row["class"]:
                    return None
                right += row["prediction"] == row["class"]
        return right / self.samples

    def _append_rows(self, header: bool = False) -> None:
        path = os.path.join(self.partial, PREDICTIONS)
        with open(path, "wb" if header else "r+b") as raw:
            raw.truncate(self._rows_bytes)
        with open(path, "a", encoding="utf-8", newline="") as file:
            write = csv.writer(file, lineterminator="\n").writerow
            if header:
                write(["key", "prediction", "class"])
            for row in self._rows:
                write(["" if value is None else value for value in row])
            file.flush()
            os.fsync(file.fileno())
        self._rows_bytes = os.path.getsize(path)

    def _resumable(self, shapes: Dict[str, Shape]) -> int:
        try:
            with open(os.path.join(self.partial, PROGRESS), encoding="utf-8") as file:
                progress = json.load(file)
        except (OSError, ValueError):
            return 0
        if progress.get("identity") != self.identity or progress.get("shapes") != {
            name: list(shape) for name, shape in shapes.items()
        }:
            return 0
        self._rows_bytes = int(progress["rowsBytes"])
        return int(progress["done"])

    def _require_room(self, sample_bytes: int) -> None:
        free = free_bytes(self.partial)
        needed = sample_bytes * (self.samples - self.done)
        if free is None or needed + LEFT_FREE_BYTES <= free:
            return
        if self.done == 0:
            shutil.rmtree(self.partial, ignore_errors=True)
        raise RecordingError(
            f"{self.folder}: expected room for {_megabytes(needed)} and {_megabytes(LEFT_FREE_BYTES)} to stay free, "
            f"found {_megabytes(free)}. Free some, choose another folder, or record fewer layers."
        )

    def _disk_error(self, error: OSError) -> RecordingError:
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        what = "the disk is full" if full else f"writing failed ({error})"
        self.close()
        return RecordingError(
            f"{self.folder}: {what} after {self.done} of {self.samples} samples. "
            f"What is written is kept in {self.partial}: {'free some room and ' if full else ''}call record() again, it goes on there."
        )


def folder_name(label: str) -> str:
    """A label as the name of a folder.

    :raises RecordingError: when nothing of it can be
    """
    name = re.sub(r"[^\w.\- =+]", "_", str(label)).strip(" .")
    if not name or name.endswith(".partial"):
        raise RecordingError(f'Expected a label that can name a folder, found "{label}".')
    return name


def _write_json(path: str, document: Dict[str, Any]) -> None:
    beside = path + ".new"
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def _megabytes(count: int) -> str:
    return f"{-(-count // 1_000_000)} MB"
