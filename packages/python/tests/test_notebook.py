"""The notebook runs from its first cell to its last, and says what it should."""

import os
import shutil

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
NOTEBOOK = os.path.join(HERE, "..", "notebooks", "five-minutes.ipynb")


def test_the_notebook_runs(tmp_path, monkeypatch):
    nbformat = pytest.importorskip("nbformat", reason="the notebook was NOT run: nbformat is missing")
    nbclient = pytest.importorskip("nbclient", reason="the notebook was NOT run: nbclient is missing")
    pytest.importorskip("ipykernel", reason="the notebook was NOT run: ipykernel is missing")
    pytest.importorskip("torch", reason="the notebook was NOT run: torch is missing")
    if shutil.which("node") is None or not os.path.isdir(os.path.join(HERE, "..", "..", "..", "node_modules", ".bin")):
        pytest.skip("the notebook was NOT run: node or node_modules is missing")
    monkeypatch.setenv("STRATA_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", os.path.join(HERE, "..", "src"))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "the notebook is kept without outputs"
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    said = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))
    # A network that has learnt nothing is right in half of the images; the trained one in nearly all.
    share = float(said.split("→")[1].split()[0])
    assert share > 0.9
    assert "untrained\n" in said and "trained\n" in said
    assert any(word in said for word in ("CLEAR", "PARTLY"))
