"""A callback for Hugging Face's Trainer: a recording at each checkpoint that it saves."""

from __future__ import annotations

from typing import Any

from transformers import TrainerCallback

from .callbacks import StepRecorder


class RecordCallback(TrainerCallback):  # type: ignore[misc]
    """Records the network whenever the trainer saves a checkpoint, and at the end of training.

    Arguments are those of :class:`stratalens.callbacks.StepRecorder`. The trainer may have the network in training mode at
    that time; it is recorded in evaluation mode and put back.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self.steps = StepRecorder(*arguments, **more)

    def on_save(self, args: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        """Called by the trainer."""
        self._record(state, model)

    def on_train_end(self, args: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        """Called by the trainer."""
        self._record(state, model)

    def _record(self, state: Any, model: Any) -> None:
        if model is not None and state.is_world_process_zero:
            self.steps.record(model, state.global_step, state.epoch)


__all__ = ["RecordCallback"]
