"""The shared cases of what real frameworks do, where they are."""

import importlib.util
import os
from types import ModuleType

import pytest

FOLDER = os.path.join(os.path.dirname(__file__), "..", "..", "..", "..", "shared", "cases", "recording")


def case(name: str) -> ModuleType:
    """A case by the beginning of its name; skipped, and said so, where the cases or what it imports are not there."""
    files = sorted(os.listdir(FOLDER)) if os.path.isdir(FOLDER) else []
    found = next((one for one in files if one.startswith(name) and one.endswith(".py")), None)
    if found is None:
        pytest.skip(f"shared/cases/recording/{name}* is not here")
    spec = importlib.util.spec_from_file_location(f"case_{name}", os.path.join(FOLDER, found))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ImportError as error:
        pytest.skip(f"{found} needs what is not installed: {error}")
    return module
