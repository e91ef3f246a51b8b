"""One call for arrays that are already in hand: which formula over named masks fits each bitmap best."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from .command import Command, run_command
from .errors import StrataError

#: Labels are 16 bits, 0 is none.
_CONCEPTS_MAX = 65_535


@dataclass(frozen=True)
class Explanation:
    """What fits one bitmap best.

    ``formula`` is None where nothing overlaps it. Evidence is None where none was asked for: ``held_out_iou`` on samples that
    did not choose the formula, ``times_shuffled`` how that compares with shuffled ones.
    """

    unit: int
    name: str
    formula: Optional[str]
    concepts: Tuple[str, ...]
    iou: float
    intersection: int
    union: int
    grade: Optional[str]
    held_out_iou: Optional[float]
    times_shuffled: Optional[float]
    held_out_q: Optional[float]


def explain(
    bitmaps: Any,
    masks: Any,
    names: Optional[Sequence[str]] = None,
    *,
    units: Optional[Sequence[str]] = None,
    categories: Optional[Sequence[str]] = None,
    length: int = 3,
    evidence: bool = True,
    flags: Sequence[str] = (),
    command: Command = None,
) -> List[Explanation]:
    """Finds for each bitmap the formula over masks that overlaps it best. Any boolean matrix will do: places of images,
    rows of a table, texts, "is misclassified".

    :param bitmaps: (units, samples) or (units, samples, height, width), booleans; one unit may come without its axis;
        NumPy arrays or tensors
    :param masks: (concepts, samples) or (concepts, samples, height, width), or a dictionary of name → mask
    :param names: of the concepts; needed unless ``masks`` is a dictionary
    :param units: names of the bitmaps; default their numbers
    :param categories: of the concepts; default "concept"
    :param length: concepts in a formula, at most
    :param evidence: whether formulas are checked on samples that did not choose them
    :param flags: more of ``strata explain``'s
    :returns: one for each bitmap, in order
    :raises StrataError: when the arrays don't fit each other; CommandError when the command fails
    """
    if isinstance(masks, Mapping):
        if names is not None:
            raise StrataError("Expected names in the dictionary of masks alone, found names=… beside it. Leave it out.")
        names, masks = list(masks), [_booleans(mask, "masks") for mask in masks.values()]
        if len({one.shape for one in masks}) > 1:
            raise StrataError(f"Expected masks of one shape, found {', '.join(str(one.shape) for one in masks)}.")
    bits, concepts = _booleans(bitmaps, "bitmaps"), _booleans(masks, "masks")
    if concepts.ndim not in (2, 4):
        raise StrataError(f"Expected masks (concepts, samples) or (concepts, samples, height, width), found shape {concepts.shape}.")
    if bits.ndim in (1, 3):
        bits = bits[None]
    bits, concepts = _fitted(bits, concepts)
    named = _named(names, len(concepts), "names", "concept")
    called = [str(one) for one in range(len(bits))] if units is None else _named(units, len(bits), "units", "bitmap")
    kinds = ["concept"] * len(named) if categories is None else list(categories)
    if len(kinds) != len(named):
        raise StrataError(f"Expected a category for each of {len(named)} concepts, found {len(kinds)}.")
    with tempfile.TemporaryDirectory(prefix="stratalens-") as folder:
        probe = os.path.join(folder, "arrays")
        os.makedirs(probe)
        _write_probe(probe, concepts, named, kinds)
        _write_activations(folder, bits)
        report = os.path.join(folder, "explanations.json")
        arguments = ["explain", "--probe", probe, "--format", "planes", "--activations", os.path.join(folder, "bitmaps.npy")]
        arguments += ["--ranges", os.path.join(folder, "ranges.json"), "--upsampling", "nearest", "--length", str(length)]
        arguments += ["--json", report, "--no-store", *([] if evidence else ["--no-evidence"]), *flags]
        run_command(arguments, command)
        with open(report, encoding="utf-8") as file:
            rows = json.load(file)["explanations"]
    return _explanations(rows, called, bits)


def _booleans(values: Any, what: str) -> np.ndarray:
    """An array of booleans; numbers are taken where they are 0 and 1."""
    if isinstance(values, (list, tuple)):
        values = [_plain(one) for one in values]
    array = np.asarray(_plain(values))
    if array.dtype == np.bool_:
        return array
    if array.dtype.kind in "iuf" and np.isin(array, (0, 1)).all():
        return array.astype(bool)
    raise StrataError(f"Expected {what} of booleans, or of 0 and 1, found {array.dtype} with other values. Compare first, such as activations > threshold.")


def _plain(values: Any) -> Any:
    """What NumPy reads, of tensors on any device."""
    for step in ("detach", "cpu"):
        if hasattr(values, step) and hasattr(values, "numpy"):
            values = getattr(values, step)()
    return values


def _fitted(bits: np.ndarray, concepts: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Both as (number, samples, height, width); what holds for whole samples is spread over their places."""
    if bits.ndim not in (2, 4) or bits.size == 0 or concepts.size == 0:
        raise StrataError(
            f"Expected bitmaps (units, samples) or (units, samples, height, width), found shape {bits.shape}, and masks {concepts.shape}; none of them empty."
        )
    if bits.shape[1] != concepts.shape[1]:
        raise StrataError(f"Expected as many samples in bitmaps as in masks, found {bits.shape[1]} and {concepts.shape[1]}.")
    if bits.ndim == 2:
        bits = bits[:, :, None, None]
    if concepts.ndim == 2:
        concepts = concepts[:, :, None, None]
        concepts = np.broadcast_to(concepts, (*concepts.shape[:2], *bits.shape[2:]))
    return bits, concepts


def _named(names: Optional[Sequence[str]], count: int, what: str, one: str) -> List[str]:
    if names is None or len(names) != count:
        raise StrataError(f"Expected {what} with one name for each {one}, {count} in all, found {'none' if names is None else len(names)}.")
    listed = [str(name).strip() for name in names]
    twice = next((name for place, name in enumerate(listed) if name in listed[:place]), None)
    if twice is not None or "" in listed:
        raise StrataError(f'Expected {what} that tell {one}s apart, found "{twice or ""}" {"twice" if twice else ""}.')
    return listed


def _write_probe(folder: str, concepts: np.ndarray, names: List[str], kinds: List[str]) -> None:
    if len(names) > _CONCEPTS_MAX:
        raise StrataError(f"Expected at most {_CONCEPTS_MAX} concepts, found {len(names)}.")
    # Concepts that share no place share a plane.
    planes: List[np.ndarray] = []
    for label, mask in enumerate(concepts, 1):
        plane = next((one for one in planes if not one[mask].any()), None)
        if plane is None:
            plane = np.zeros(mask.shape, dtype="<u2")
            planes.append(plane)
        plane[mask] = label
    np.save(os.path.join(folder, "labels.npy"), np.ascontiguousarray(np.stack(planes, axis=1)))
    with open(os.path.join(folder, "concepts.csv"), "w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        write(["index", "name", "category"])
        for label, (name, kind) in enumerate(zip(names, kinds), 1):
            write([label, name, kind])


def _write_activations(folder: str, bits: np.ndarray) -> None:
    np.save(os.path.join(folder, "bitmaps.npy"), np.ascontiguousarray(bits, dtype="<f4"))
    with open(os.path.join(folder, "ranges.json"), "w", encoding="utf-8") as file:
        json.dump({str(unit): [[0.5, None]] for unit in range(len(bits))}, file)


def _explanations(rows: List[Dict[str, Any]], names: List[str], bits: np.ndarray) -> List[Explanation]:
    by_unit = {row["unit"]: row for row in rows}
    found = []
    for unit, name in enumerate(names):
        row = by_unit.get(unit, {})
        found.append(
            Explanation(
                unit=unit,
                name=name,
                formula=row.get("formula"),
                concepts=tuple(_concept_name(one) for one in row.get("concepts", [])),
                iou=float(row.get("iou", 0)),
                intersection=row.get("intersection", 0),
                union=row.get("union", int(bits[unit].sum())),
                grade=row.get("grade"),
                held_out_iou=row.get("heldOutIou"),
                times_shuffled=row.get("timesShuffled"),
                held_out_q=row.get("heldOutQ"),
            )
        )
    return found


def _concept_name(concept: Union[str, Dict[str, Any]]) -> str:
    return concept if isinstance(concept, str) else str(concept.get("name", concept))


