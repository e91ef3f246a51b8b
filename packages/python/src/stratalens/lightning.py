"""A callback for Lightning: a recording after each validation."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from .callbacks import StepRecorder

# Two packages of the same code, whose callbacks are strangers to each other: the one in use, else the one that is there.
_PACKAGE = "pytorch_lightning" if "pytorch_lightning" in sys.modules and "lightning.pytorch" not in sys.modules else "lightning.pytorch"
try:
    Callback: Any = import_module(f"{_PACKAGE}.callbacks").Callback
except ImportError:
    Callback = import_module("pytorch_lightning.callbacks").Callback

#: Callbacks that keep averaged weights beside those that are trained.
_AVERAGING = ("WeightAveraging", "StochasticWeightAveraging", "EMAWeightAveraging")


class RecordCallback(Callback):
    """Records the network at the end of each validation, the sanity check before training left out.

    Arguments are those of :class:`stratalens.callbacks.StepRecorder`. The weights recorded are those that are in the network
    at that time; where a callback keeps averaged ones beside, the recording's notes say so.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__()
        self.steps = StepRecorder(*arguments, **more)

    def on_validation_end(self, trainer: Any, pl_module: Any) -> None:
        """Called by Lightning."""
        if trainer.sanity_checking or not trainer.is_global_zero:
            return
        averaging = [
            type(one).__name__
            for one in trainer.callbacks
            if any(base.__name__ in _AVERAGING or "EMA" in base.__name__ for base in type(one).__mro__)
        ]
        notes = [
            f"{name} keeps averaged weights; recorded are those that were in the network when the validation ended, which are the trained ones unless it swaps them later"
            for name in averaging
        ]
        self.steps.record(pl_module, trainer.global_step, float(trainer.current_epoch), notes)


__all__ = ["RecordCallback"]
