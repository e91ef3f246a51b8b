"""What goes wrong in a way that a person can act on."""

from __future__ import annotations


class StrataError(Exception):
    """A failure whose message says what was expected, what came, and what to do."""


class RecordingError(StrataError):
    """A network, a loader or a folder can't be recorded as it is."""


class LayerError(RecordingError):
    """A layer is not there, gave nothing, or gave what is no map."""


class CommandError(StrataError):
    """The ``strata`` command is missing or failed; the message ends in what it said."""


class ApiError(StrataError):
    """The API could not be reached or refused a question."""
