"""Checkpoints and trainers' callbacks, on the real trainers where they are installed."""

import os
import warnings

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
from torch import nn  # noqa: E402

from stratalens import LayerError, Recorder, RecordingError, load_checkpoint, record_checkpoints  # noqa: E402

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def net(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Conv2d(3, 2, 1), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(2 * 4, 3))


def images():
    return torch.randn(6, 3, 2, 2, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda s: s,
        lambda s: {"state_dict": {f"model.{n}": v for n, v in s.items()}, "epoch": 3},
        lambda s: {"model": {f"module._orig_mod.{n}": v for n, v in s.items()}},
        lambda s: {f"_orig_mod.module.{n}": v for n, v in s.items()},
    ],
)
def test_checkpoints_load_under_the_names_that_wrappers_give(tmp_path, wrapped):
    saved, other = net(7), net(1)
    torch.save(wrapped(saved.state_dict()), tmp_path / "a.pt")
    load_checkpoint(other, tmp_path / "a.pt")
    assert all(torch.equal(value, saved.state_dict()[name]) for name, value in other.state_dict().items())


def test_a_checkpoint_that_does_not_fit_is_refused_with_its_names(tmp_path):
    state = net().state_dict()
    with pytest.raises(RecordingError, match='none of its 9 names fits'):
        load_checkpoint(net(), {f"encoder.{name}": value for name, value in state.items()})
    with pytest.raises(RecordingError, match="1 of 9 are missing"):
        load_checkpoint(net(), {name: value for name, value in state.items() if name != "0.bias"})
    load_checkpoint(net(), {name: value for name, value in state.items() if name != "0.bias"}, strict=False)
    with pytest.raises(RecordingError, match=r'"0.bias" of shape \(2,\), found \(3,\)'):
        load_checkpoint(net(), {**state, "0.bias": torch.zeros(3)})
    with pytest.raises(RecordingError, match="without tensors"):
        load_checkpoint(net(), {"epoch": 3})
    with pytest.raises(RecordingError, match="none that can be read"):
        load_checkpoint(net(), tmp_path / "none.pt")


def test_each_checkpoint_gets_a_folder_and_the_network_keeps_its_weights(tmp_path):
    model = net(0)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    checkpoints = {f"epoch {seed}": net(seed).state_dict() for seed in (1, 2, 3)}
    found = record_checkpoints(Recorder(model, ["0"], tmp_path), [images()], checkpoints)
    assert [(one.manifest["label"], one.manifest["sequence"]) for one in found] == [("epoch 1", 0), ("epoch 2", 1), ("epoch 3", 2)]
    for seed, one in zip((1, 2, 3), found):
        with torch.no_grad():
            np.testing.assert_allclose(one["0"], net(seed)[0](images()).permute(1, 0, 2, 3), atol=1e-6)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    with pytest.raises(RecordingError, match="iterator"):
        record_checkpoints(Recorder(model, ["0"], tmp_path), iter([images()]), checkpoints)


def test_lightning_records_each_validation_by_its_step_and_not_the_sanity_check(tmp_path):
    lightning = pytest.importorskip("lightning", reason="lightning is not installed")
    from torch.utils.data import DataLoader

    from stratalens.lightning import RecordCallback

    class Net(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.net, self.frozen = net(), nn.Dropout(0.5).eval()

        def training_step(self, batch, _):
            return self.frozen(self.net(batch)).square().mean()

        def validation_step(self, batch, _):
            self.log("v", self.net(batch).square().mean())

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), 0.1)

    started = []
    callback = RecordCallback([images()], ["0", "3"], tmp_path / "rec", part=lambda module: module.net, then=started.append)
    module = Net()
    trainer = lightning.Trainer(
        max_epochs=2, val_check_interval=0.5, accelerator="cpu", logger=False, enable_progress_bar=False, enable_model_summary=False,
        enable_checkpointing=False, default_root_dir=tmp_path, callbacks=[callback],
    )  # fmt: skip
    data = torch.randn(16, 3, 2, 2)
    trainer.fit(module, DataLoader(data, batch_size=4), DataLoader(data[:4], batch_size=4))
    assert [one.manifest["label"] for one in started] == ["step 000002", "step 000004", "step 000006", "step 000008"]
    assert [one.manifest["epoch"] for one in started] == [0.0, 0.0, 1.0, 1.0]
    assert not module.frozen.training
    assert len({one.manifest["weights"]["sha256"] for one in started}) == 4
    with torch.no_grad():
        np.testing.assert_allclose(started[-1]["0"], module.net[0](images()).permute(1, 0, 2, 3), atol=1e-6)


def test_the_hugging_face_trainer_records_each_checkpoint_in_evaluation_mode(tmp_path):
    transformers = pytest.importorskip("transformers", reason="transformers is not installed")
    pytest.importorskip("accelerate", reason="accelerate is not installed")
    from stratalens.trainer import RecordCallback

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net()

        def forward(self, x=None, labels=None):
            y = self.net(x)
            return {"loss": y.square().mean(), "logits": y}

    class Data(torch.utils.data.Dataset):
        def __len__(self):
            return 18

        def __getitem__(self, i):
            return {"x": torch.ones(3, 2, 2) * i, "labels": torch.tensor(0)}

    batches = [{"x": images(), "labels": torch.tensor([0, 1, 2, 0, 1, 2])}]
    callback = RecordCallback(batches, ["net.0"], tmp_path / "rec")
    arguments = transformers.TrainingArguments(
        output_dir=str(tmp_path / "out"), num_train_epochs=2, per_device_train_batch_size=4, report_to=[], disable_tqdm=True,
        use_cpu=True, logging_strategy="no", save_strategy="steps", save_steps=4,
    )  # fmt: skip
    model = Net()
    transformers.Trainer(model=model, args=arguments, train_dataset=Data(), callbacks=[callback]).train()
    found = callback.steps.recordings
    assert [one.manifest["sequence"] for one in found] == [4, 8, 10]
    assert [one.manifest["epoch"] for one in found] == [0.8, 1.6, 2.0]
    assert found[-1].predictions is not None and found[-1].manifest["accuracy"] is not None
    with torch.no_grad():
        np.testing.assert_allclose(found[-1]["net.0"], model.net[0](images()).permute(1, 0, 2, 3), atol=1e-6)


def test_a_layer_of_the_whole_is_named_when_the_part_lacks_it(tmp_path):
    with pytest.raises(LayerError):
        Recorder(net(), ["net.0"], tmp_path)
