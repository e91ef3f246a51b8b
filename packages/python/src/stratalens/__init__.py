"""Records what the layers of a network give, for Strata to say in words, and reads what it says.

``Recorder`` needs PyTorch, which is imported when it is asked for; everything else needs NumPy alone.
"""

from __future__ import annotations

from typing import Any, List

from .errors import ApiError, CommandError, LayerError, RecordingError, StrataError
from .folder import Recording
from .layers import Layer

#: Where what needs a framework lies.
_LATER = {
    "Recorder": "recorder",
    "load_checkpoint": "checkpoints",
    "record_checkpoints": "checkpoints",
    "export_onnx": "onnx_export",
    "Client": "client",
    "explain": "explain_arrays",
    "explain_recording": "command",
}

__version__ = "0.1.0"
__all__ = [
    "ApiError",
    "Client",
    "CommandError",
    "Layer",
    "LayerError",
    "Recorder",
    "Recording",
    "RecordingError",
    "StrataError",
    "explain",
    "explain_recording",
    "export_onnx",
    "load_checkpoint",
    "record_checkpoints",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        module = import_module(f".{_LATER[name]}", __name__)
    except ModuleNotFoundError as error:
        raise ImportError(f"stratalens.{name} needs {error.name}, which is not installed: pip install {error.name}.") from error
    return getattr(module, name)


def __dir__() -> List[str]:
    return sorted(__all__)
