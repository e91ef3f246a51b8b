"""What the callbacks of trainers have in common: a folder for each time that the network is looked at."""

from __future__ import annotations

from typing import Any, Callable, Iterable, List, Optional, Sequence, Union

from .errors import RecordingError
from .folder import Recording
from .layers import Layer
from .recorder import Forward, Recorder
from .torch_batches import call_model

#: What is done with each recording, such as ``lambda recording: explain_recording(recording, "broden", "broden", wait=False)``.
Then = Callable[[Recording], Any]


class StepRecorder:
    """Records a network that is being trained under the label ``step 000120``; the step, never the epoch, tells times apart.

    :param loader: of the probe dataset, in its order
    :param layers: as for :class:`Recorder`
    :param folder: gets a folder for each time
    :param part: gives the network inside what the trainer trains; default that itself
    :param then: is called with each recording, such as to start a run
    """

    def __init__(
        self,
        loader: Iterable[Any],
        layers: Sequence[Union[str, Layer]],
        folder: str,
        *,
        name: Optional[str] = None,
        part: Callable[[Any], Any] = lambda model: model,
        forward: Forward = call_model,
        then: Optional[Then] = None,
        **more: Any,
    ) -> None:
        if iter(loader) is loader:
            raise RecordingError("Expected a loader that can be gone through at each step, found an iterator. Give a list or a DataLoader.")
        self.loader, self.layers, self.folder, self.name = loader, layers, folder, name
        self.part, self.forward, self.then, self.more = part, forward, then, more
        self.recordings: List[Recording] = []

    def record(self, model: Any, step: int, epoch: Optional[float], notes: Sequence[str] = ()) -> None:
        """Records the network at a step, once."""
        label = f"step {step:06d}"
        if any(one.manifest["label"] == label for one in self.recordings):
            return
        recorder = Recorder(self.part(model), self.layers, self.folder, name=self.name)
        recording = recorder.record(
            self.loader, label, sequence=step, epoch=epoch, forward=self.forward, notes=notes, **self.more
        )
        self.recordings.append(recording)
        if self.then is not None:
            self.then(recording)
