"""The recorder on networks and loaders of our own."""

import json
import os
import warnings

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
from torch import nn  # noqa: E402
from torch.utils.data import DataLoader, Dataset, Subset, TensorDataset  # noqa: E402

from stratalens import Layer, LayerError, Recorder, Recording, RecordingError  # noqa: E402
from stratalens import folder as folder_module  # noqa: E402


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def small(classes=3):
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Sequential(nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(inplace=True)),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(6, classes),
    )


def images(samples=7):
    return torch.randn(samples, 3, 5, 4, generator=torch.Generator().manual_seed(5))


def right(model, at, x):
    model = model.eval()
    with torch.no_grad():
        for one in list(model)[: at + 1]:
            x = one(x)
    return x.clone()


def test_writes_units_first_with_predictions_classes_and_accuracy(tmp_path):
    model, x = small(), images()
    y = torch.tensor([0, 1, 2, 0, 1, 2, 0])
    found = Recorder(model, ["0", "3"], tmp_path / "net").record(
        DataLoader(TensorDataset(x, y), batch_size=3), "epoch 1", sequence=4, keys=[f"images/{i}.png" for i in range(7)]
    )
    np.testing.assert_allclose(found["0"], right(model, 0, x).permute(1, 0, 2, 3).numpy(), atol=1e-6)
    np.testing.assert_allclose(found["3"], right(model, 3, x).T[:, :, None, None].numpy(), atol=1e-6)
    scores = right(model, 3, x).argmax(1)
    assert found.predictions.tolist() == scores.tolist()
    assert found.rows[1] == ("images/1.png", int(scores[1]), "1")
    manifest = json.loads((tmp_path / "net" / "epoch 1" / "manifest.json").read_text())
    assert manifest["format"] == "strata-recording" and manifest["model"] == "net" and manifest["sequence"] == 4
    assert manifest["accuracy"] == pytest.approx(float((scores == y).double().mean()))
    assert [one["shape"] for one in manifest["layers"]] == [[6, 7, 5, 4], [3, 7, 1, 1]]
    header = open(found.path("0"), "rb").read(8)
    assert header == b"\x93NUMPY\x01\x00" and np.load(found.path("0")).flags["C_CONTIGUOUS"]


def test_memory_is_the_buffer_whatever_the_number_of_samples(tmp_path):
    model, x = small(), images(23)
    # 6 units × 5 × 4 × 4 bytes = 480 a sample: three samples at a time.
    little = Recorder(model, ["0"], tmp_path / "a", memory=1_500).record([x[:10], x[10:]])
    much = Recorder(model, ["0"], tmp_path / "b").record([x[:10], x[10:]])
    np.testing.assert_array_equal(little["0"], much["0"])


def test_the_same_is_found_again_and_other_weights_are_refused(tmp_path):
    model, calls = small(), []
    model[0][0].register_forward_hook(lambda *_: calls.append(1))
    batches = [images()]
    Recorder(model, ["0"], tmp_path).record(batches)
    looked = len(calls)
    Recorder(model, ["0"], tmp_path).record(batches)
    assert len(calls) == looked + 1, "only the first batch is looked at again"
    with torch.no_grad():
        model[3].bias += 1
    with pytest.raises(RecordingError, match="other weights"):
        Recorder(model, ["0"], tmp_path).record(batches)
    with pytest.raises(RecordingError, match="other firstBatch"):
        Recorder(small(), ["0"], tmp_path).record([images() + 1])
    assert Recorder(model, ["0"], tmp_path).record(batches, "2").manifest["label"] == "2"


def test_an_interrupted_recording_goes_on_where_it_was(tmp_path):
    model, x = small(), images(9)

    def stopping():
        for at in range(0, 9, 3):
            if at == 6:
                raise KeyboardInterrupt
            yield x[at : at + 3]

    with pytest.raises(KeyboardInterrupt):
        Recorder(model, ["0"], tmp_path, memory=1_500).record(stopping(), samples=9)
    assert (tmp_path / "1.partial" / "progress.json").exists() and not (tmp_path / "1").exists()
    seen = []
    model[0][0].register_forward_hook(lambda m, i, y: seen.append(len(y)))
    found = Recorder(model, ["0"], tmp_path, memory=1_500).record([x[:3], x[3:6], x[6:]])
    # The first batch is looked at and gives the shapes; the second was written.
    assert seen == [3, 3, 3]
    np.testing.assert_allclose(found["0"], right(model, 0, x).permute(1, 0, 2, 3).numpy(), atol=1e-6)
    assert len(found.rows) == 9 and not (tmp_path / "1.partial").exists()


def test_a_disk_that_fills_leaves_what_can_be_gone_on_with(tmp_path, monkeypatch):
    model, x = small(), images(9)
    write, left = folder_module.UnitMajorWriter._write, [14]

    def filling(self, values, position):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        write(self, values, position)

    # The header and two samples' worth of six units are written, then the disk is full.
    monkeypatch.setattr(folder_module.UnitMajorWriter, "_write", filling)
    with pytest.raises(RecordingError, match="the disk is full after 2 of 9 samples.*call record\\(\\) again"):
        Recorder(model, ["0"], tmp_path, memory=480).record([x[:4], x[4:]])
    monkeypatch.setattr(folder_module.UnitMajorWriter, "_write", write)
    found = Recorder(model, ["0"], tmp_path, memory=480).record([x[:4], x[4:]])
    np.testing.assert_allclose(found["0"], right(model, 0, x).permute(1, 0, 2, 3).numpy(), atol=1e-6)


def test_too_little_room_is_said_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_module, "free_bytes", lambda _: 1_000)
    with pytest.raises(RecordingError, match="expected room for 1 MB"):
        Recorder(small(), ["0"], tmp_path).record([images()])
    assert not (tmp_path / "1").exists() and not (tmp_path / "1.partial").exists()


class Reordered(torch.utils.data.Sampler):
    def __init__(self, order):
        self.order = order

    def __iter__(self):
        return iter(self.order)

    def __len__(self):
        return len(self.order)


def test_a_loader_that_shuffles_or_leaves_out_is_refused(tmp_path):
    data = TensorDataset(images())
    for loader in (
        DataLoader(data, batch_size=3, shuffle=True),
        DataLoader(data, batch_size=3, sampler=torch.utils.data.SubsetRandomSampler(range(7))),
        DataLoader(data, batch_size=3, sampler=torch.utils.data.WeightedRandomSampler([1.0] * 7, 7)),
        DataLoader(data, batch_size=3, sampler=Reordered([1, 0, 2, 3, 4, 5, 6])),
        DataLoader(data, batch_sampler=Reordered([[0, 1, 2], [4, 3, 5, 6]])),
        DataLoader(data, batch_size=3, drop_last=True),
    ):
        with pytest.raises(RecordingError, match="keeps the order|every sample"):
            Recorder(small(), ["0"], tmp_path).record(loader)
    Recorder(small(), ["0"], tmp_path).record(DataLoader(data, batch_size=3, sampler=Reordered(list(range(7)))))


def test_a_loader_that_gives_other_than_it_says_is_refused(tmp_path):
    with pytest.raises(RecordingError, match="found more"):
        Recorder(small(), ["0"], tmp_path).record([images()], samples=5)
    with pytest.raises(RecordingError, match="Expected 9 samples, found 7"):
        Recorder(small(), ["0"], tmp_path).record([images()], "2", samples=9)
    with pytest.raises(RecordingError, match="samples=N"):
        Recorder(small(), ["0"], tmp_path).record(iter([images()]))
    with pytest.raises(RecordingError, match="without any"):
        Recorder(small(), ["0"], tmp_path).record([])


def test_the_keys_of_a_folder_of_images_are_taken_from_the_dataset(tmp_path):
    class Folder(Dataset):
        root = os.path.join(os.sep, "data")
        samples = [(os.path.join(os.sep, "data", kind, f"{i}.png"), i) for i, kind in enumerate(["cat", "dog", "cat", "dog"])]

        def __len__(self):
            return 4

        def __getitem__(self, i):
            return images()[i], i % 3

    found = Recorder(small(), ["0"], tmp_path).record(DataLoader(Folder(), batch_size=2))
    assert [key for key, _, _ in found.rows] == ["cat/0.png", "dog/1.png", "cat/2.png", "dog/3.png"]
    some = Recorder(small(), ["0"], tmp_path).record(DataLoader(Subset(Folder(), [2, 1]), batch_size=2), "2")
    assert [key for key, _, _ in some.rows] == ["cat/2.png", "dog/1.png"]


def test_the_input_is_not_changed_by_a_network_that_writes_into_it(tmp_path):
    model = nn.Sequential(nn.ReLU(inplace=True), nn.Conv2d(3, 2, 1))
    x = images()
    found = Recorder(model, ["1"], tmp_path).record([x.clone()])
    with torch.no_grad():
        expected = model[1](x.clamp(min=0))
    np.testing.assert_allclose(found["1"], expected.permute(1, 0, 2, 3).numpy(), atol=1e-6)


def test_buffers_that_change_in_evaluation_are_put_back(tmp_path):
    class Counts(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 2, 1)
            self.register_buffer("seen", torch.zeros(()))

        def forward(self, x):
            self.seen += len(x)
            return self.conv(x)

    model = Counts()
    buffer = model.seen
    Recorder(model, ["conv"], tmp_path).record([images()])
    assert model.seen is buffer and float(model.seen) == 0


class Last(nn.Module):
    """Units last, as in Swin: the axis is told by the network alone, for all three are as long."""

    def __init__(self, permuted):
        super().__init__()
        self.stem, self.block, self.permuted = nn.Conv2d(3, 4, 1), nn.Linear(4, 4), permuted

    def forward(self, x):
        x = self.block(self.stem(x).permute(0, 2, 3, 1))
        return x.permute(0, 3, 1, 2) if self.permuted else x


def test_the_axis_of_units_comes_from_the_network_where_all_axes_are_as_long(tmp_path):
    x = torch.randn(3, 3, 4, 4, generator=torch.Generator().manual_seed(1))
    for permuted in (True, False):
        model = Last(permuted)
        found = Recorder(model, ["stem", "block", ""], tmp_path / str(permuted)).record([x])
        with torch.no_grad():
            stem = model.stem(x)
            block = model.block(stem.permute(0, 2, 3, 1)).permute(3, 0, 1, 2)
        np.testing.assert_allclose(found["stem"], stem.permute(1, 0, 2, 3), atol=1e-6)
        np.testing.assert_allclose(found["block"], block, atol=1e-6)
        np.testing.assert_allclose(found[""], block, atol=1e-6)
        assert found.layers[2] == "(model)"


class Fixed(nn.Module):
    """Takes one size only, and its block's axes can't be told apart."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 4, 4))
        self.stem, self.block = nn.Conv2d(3, 4, 1), nn.Module()
        self.block.forward = lambda x: x.permute(0, 2, 3, 1) * self.weight

    def forward(self, x):
        assert x.shape[2:] == (4, 4)
        return self.block(self.stem(x))


def test_what_nothing_tells_is_asked_for(tmp_path):
    x = torch.randn(3, 3, 4, 4)
    with pytest.raises(LayerError, match='layout="channels-first"'):
        Recorder(Fixed(), ["block"], tmp_path).record([x])
    found = Recorder(Fixed(), [Layer("block", layout="channels-last")], tmp_path).record([x])
    assert found["block"].shape == (4, 3, 4, 4)


class Tokens(nn.Module):
    def __init__(self, registers=2, batch_first=True):
        super().__init__()
        self.patch = nn.Conv2d(3, 8, 2, 2)
        self.cls_token, self.register_tokens = nn.Parameter(torch.zeros(1, 1, 8)), nn.Parameter(torch.zeros(1, registers, 8))
        self.block = nn.TransformerEncoderLayer(8, 2, 8, batch_first=batch_first)
        self.batch_first = batch_first
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), self.register_tokens.expand(len(x), -1, -1), x], 1)
        if not self.batch_first:
            x = x.transpose(0, 1)
        x = self.block(x)
        return self.head(x[:, 0] if self.batch_first else x[0])


@pytest.mark.parametrize("batch_first", [True, False])
def test_tokens_lie_on_the_grid_of_the_patches_behind_those_in_front(tmp_path, batch_first):
    model = Tokens(batch_first=batch_first).eval()
    x = torch.randn(9, 3, 4, 6, generator=torch.Generator().manual_seed(1))
    found = Recorder(model, ["block", "patch"], tmp_path).record([x[:5], x[5:]])
    outputs = []
    model.block.register_forward_hook(lambda m, i, y: outputs.append(y.detach()))
    with torch.no_grad():
        model(x)
    tokens = outputs[0] if batch_first else outputs[0].transpose(0, 1)
    # 1 class token and 2 registers before 2 × 3 patches.
    expected = tokens[:, 3:].reshape(9, 2, 3, 8).permute(3, 0, 1, 2).numpy()
    np.testing.assert_allclose(found["block"], expected, atol=1e-5)


def test_as_many_tokens_as_samples_are_told_apart_by_the_transformer(tmp_path):
    model = Tokens(batch_first=False).eval()
    x = torch.randn(9, 3, 4, 6, generator=torch.Generator().manual_seed(1))
    once = Recorder(model, ["block"], tmp_path / "a").record([x])
    parts = Recorder(model, ["block"], tmp_path / "b").record([x[:4], x[4:]])
    np.testing.assert_allclose(once["block"], parts["block"], atol=1e-5)


class Parts(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.kind = nn.Conv2d(3, 2, 1), nn.Identity()

    def forward(self, x):
        return {"map": self.conv(x), "other": self.conv(x).mean(1, keepdim=True)}


def test_dictionaries_say_which_part_is_meant(tmp_path):
    with pytest.raises(LayerError, match="dictionary of map, other"):
        Recorder(Parts(), [""], tmp_path).record([images()])
    found = Recorder(Parts(), [Layer("", output="other", layout="channels-first")], tmp_path).record([images()])
    assert found[""].shape == (1, 7, 5, 4)
    with pytest.raises(LayerError, match="part 'none'"):
        Recorder(Parts(), [Layer("", output="none")], tmp_path, name="x").record([images()], "2")


def test_windows_and_attention_weights_are_refused(tmp_path):
    class Windows(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Conv2d(3, 2, 1)

        def forward(self, x):
            return self.inner(torch.cat([x, x])).chunk(2)[0]

    with pytest.raises(LayerError, match="one output for each of 7 samples"):
        Recorder(Windows(), ["inner"], tmp_path).record([images()])


def test_names_that_are_not_there_are_answered_with_what_is_near_by_path(tmp_path):
    with pytest.raises(LayerError, match='"0" has "0.0", "0.1", "0.2"'):
        Recorder(small(), ["0.7"], tmp_path)
    with pytest.raises(LayerError, match='the network has "0", "1", "2", "3"'):
        Recorder(small(), ["layer4"], tmp_path)
    with pytest.raises(LayerError, match="at least one layer"):
        Recorder(small(), [], tmp_path)


def test_wrapped_networks_go_by_their_own_names(tmp_path):
    model = small()
    found = Recorder(nn.DataParallel(model), ["module.0"], tmp_path).record([images()])
    assert found.layers == ["0"] and Recording(found.folder)["module.0"].shape == (6, 7, 5, 4)


def test_weights_loaded_into_a_compiled_network_are_those_that_are_recorded(tmp_path):
    model, other = small(), small()
    with torch.no_grad():
        other[0][0].weight.mul_(-1)
    compiled = torch.compile(model, backend=lambda graph, inputs: graph.forward)
    with torch.no_grad():
        compiled.eval()(images())
    model.load_state_dict(other.state_dict())
    a = Recorder(compiled, ["0"], tmp_path / "a").record([images()])
    np.testing.assert_allclose(a["0"], right(other, 0, images()).permute(1, 0, 2, 3).numpy(), atol=1e-6)
    plain = Recorder(other, ["0"], tmp_path / "b").record([images()])
    assert a.manifest["weights"] == plain.manifest["weights"]


def test_half_precision_networks_on_the_processor_are_recorded_as_float32(tmp_path):
    model = small().to(torch.bfloat16)
    found = Recorder(model, ["0"], tmp_path).record([images().to(torch.bfloat16)])
    assert found["0"].dtype == np.dtype("<f4")
    assert any("bfloat16" in note for note in found.notes)


class Windowed(nn.Module):
    """Tokens in windows of 2 × 2, as Hiera has them."""

    def __init__(self, windows):
        super().__init__()
        self.patch, self.block, self.windows = nn.Conv2d(3, 8, 2, 2), nn.Linear(8, 8), windows

    def forward(self, x):
        x = self.patch(x)
        if self.windows:
            n, c, h, w = x.shape
            x = x.reshape(n, c, h // 4, 4, w // 4, 4).permute(0, 2, 4, 3, 5, 1).reshape(n, h * w, c)
        else:
            x = x.flatten(2).transpose(1, 2)
        return self.block(x)


def test_tokens_in_another_order_than_rows_are_refused(tmp_path):
    x = torch.randn(3, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    assert Recorder(Windowed(False), ["block"], tmp_path / "a").record([x])["block"].shape == (8, 3, 16, 16)
    with pytest.raises(LayerError, match="another order, such as in windows"):
        Recorder(Windowed(True), ["block"], tmp_path / "b").record([x])
    assert Recorder(Windowed(True), [Layer("block", grid=(16, 16))], tmp_path / "b").record([x])
