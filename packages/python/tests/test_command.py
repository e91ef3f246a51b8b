"""From arrays and recordings to what the real command says of them, and back over the real API."""

import os
import re
import shutil
import subprocess

import numpy as np
import pytest

from stratalens import ApiError, Client, CommandError, StrataError, explain, explain_recording
from stratalens.command import find_command

HERE = os.path.join(os.path.dirname(__file__), "..", "..", "..")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    if shutil.which("node") is None or not os.path.isdir(os.path.join(HERE, "node_modules", ".bin")):
        pytest.skip("the command can't run here: node or node_modules is missing")
    folder = str(tmp_path_factory.mktemp("home"))
    before = dict(os.environ)
    os.environ.update(STRATA_HOME=folder, DATABASE_URL="")
    yield folder
    os.environ.clear()
    os.environ.update(before)


def test_rows_of_a_table_are_explained(home):
    rng = np.random.default_rng(0)
    masks = rng.random((4, 200)) < 0.4
    bitmaps = np.stack([masks[0] & ~masks[1], masks[2] | masks[3], np.zeros(200, bool)])
    found = explain(bitmaps, masks, ["cat", "dog", "red", "blue"], units=["a", "b", "none"])
    assert [(one.name, one.formula, one.iou) for one in found] == [
        ("a", "(cat AND NOT dog)", 1.0),
        ("b", "(red OR blue)", 1.0),
        ("none", None, 0.0),
    ]
    assert found[0].intersection == int(bitmaps[0].sum()) and found[0].grade == "CLEAR"


def test_places_of_images_are_explained_on_masks_of_another_size(home):
    rng = np.random.default_rng(1)
    small = rng.random((3, 12, 3, 2)) < 0.4
    masks = small.repeat(4, axis=2).repeat(3, axis=3)
    found = explain(small[0] | small[1], {"a": masks[0], "b": masks[1], "c": masks[2]}, evidence=False)
    assert [(one.formula, one.iou, one.grade) for one in found] == [("(a OR b)", 1.0, None)]


def test_arrays_that_do_not_fit_are_refused():
    masks = np.ones((2, 5), bool)
    for bitmaps, more, message in (
        (np.ones((1, 6), bool), {}, "as many samples in bitmaps as in masks, found 6 and 5"),
        (np.full((1, 5), 0.3), {}, "found float64 with other values"),
        (np.ones((1, 5), bool), {"names": ["a"]}, "2 in all, found 1"),
        (np.ones((1, 5), bool), {"names": ["a", "a"]}, 'found "a" twice'),
        (np.ones((0, 5), bool), {}, "none of them empty"),
    ):
        with pytest.raises(StrataError, match=re.escape(message)):
            explain(bitmaps, masks, more.get("names", ["a", "b"]))


def test_the_command_is_never_somebody_elses(tmp_path, monkeypatch):
    other = tmp_path / "strata"
    other.write_text("#!/bin/sh\nexit 0\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("STRATA_COMMAND", raising=False)
    with pytest.raises(CommandError, match="STRATA_COMMAND"):
        find_command()
    monkeypatch.setenv("STRATA_COMMAND", "node '/a b/strata.mjs'")
    assert find_command() == ["node", "/a b/strata.mjs"]
    assert find_command(["x", "y"]) == ["x", "y"]


def write_world(folder):
    os.makedirs(folder)
    labels = np.zeros((6, 1, 8, 8), "<u2")
    for sample in range(6):
        labels[sample, 0, : 2 + sample % 4] = 1
        labels[sample, 0, 2 + sample % 4 :] = 2
    np.save(os.path.join(folder, "labels.npy"), labels)
    with open(os.path.join(folder, "concepts.csv"), "w", encoding="utf-8") as file:
        file.write("index,name,category\n1,sky,object\n2,ground,object\n")
    return labels


#: The API alone, without its pages, until its input ends.
SERVE = """
import { startApi } from '@strata/api';
import { openStore } from '@strata/db';
const store = await openStore({ databaseUrl: undefined, home: process.env.STRATA_HOME });
const api = await startApi({ store, port: 0, open: true, logLevel: 'silent' });
console.log(api.url);
process.stdin.on('end', async () => { await api.close(); await store.close(); }).resume();
"""


def test_checkpoints_recorded_in_python_are_read_back_from_the_api(home, tmp_path):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    from stratalens import Recorder

    labels = write_world(str(tmp_path / "world"))
    images = torch.from_numpy((labels == 1).astype("f4")).repeat(1, 3, 1, 1)
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 1), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten())
    for epoch in (1, 2):
        with torch.no_grad():
            model[0].weight.fill_(1.0).mul_(torch.tensor([1.0, -1.0]).view(2, 1, 1, 1))
            model[0].bias.copy_(torch.tensor([0.0, 3.0]) + epoch)
        Recorder(model, ["0"], tmp_path / "tiny").record([images[:4], images[4:]], f"epoch {epoch}", sequence=epoch)
    explain_recording(tmp_path / "tiny", tmp_path / "world", "planes", "--clusters", "2")
    server = subprocess.Popen(
        [os.path.join(HERE, "node_modules", ".bin", "node"), "--input-type=module", "-e", SERVE],
        cwd=os.path.join(HERE, "apps", "cli"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        client = Client(server.stdout.readline().strip())
        versions = records(client.versions("tiny"))
        assert [(one["label"], one["sequence"]) for one in versions] == [("epoch 1", 1), ("epoch 2", 2)]
        found = records(client.explanations("sky", model="tiny", version="epoch 2", layer="0"))
        # Unit 0 grows with the sky, so that its upper range is the sky's; unit 1's lower one.
        assert [(one["unit"], one["range"], one["iou"]) for one in sorted(found, key=lambda one: one["unit"])] == [
            (0, 2, 1.0),
            (1, 1, 1.0),
        ]
        assert len(records(client.explanations(model="tiny", limit=3))) == 3
        runs = records(client.runs("tiny"))
        assert [one["status"] for one in runs] == ["COMPLETED"] * 2
        assert client.wait(runs[0]["id"]) == "COMPLETED"
        with pytest.raises(ApiError, match="Expected the id of a run"):
            client.wait(versions[0]["id"])
        with pytest.raises(ApiError):
            client.explanations("sky AND")
        assert client.page("a b", "1", "/x", 3).endswith("/models/a%20b/versions/1/layers/%2Fx/neurons/3")
    finally:
        server.stdin.close()
        server.wait(60)


def records(table):
    return table if isinstance(table, list) else table.to_dict("records")


def test_a_server_that_is_not_there_is_said():
    with pytest.raises(ApiError, match="does not answer"):
        Client("http://127.0.0.1:9", timeout=5).query("{ viewer { role } }")
    with pytest.raises(ApiError, match="begins with http"):
        Client("localhost")
