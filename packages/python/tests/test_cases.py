"""Value by value against what was worked out without hooks."""

import warnings

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
from cases import case  # noqa: E402

from stratalens import Layer, LayerError, Recorder, RecordingError  # noqa: E402


def recorded(tmp_path, model, layers, batches, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Recorder(model, layers, tmp_path / "rec").record(batches, **more)


def test_in_place_operations_behind_a_layer_change_nothing(tmp_path):
    c = case("01")
    found = recorded(tmp_path, c.model(), c.layers, c.batches())
    for name, right in c.expected().items():
        assert found[name].shape == right.shape and found[name].dtype == np.dtype("<f4")
        np.testing.assert_allclose(found[name], right, atol=1e-6)


def test_each_call_of_a_module_is_an_array_under_all_its_names(tmp_path):
    c = case("02")
    found = recorded(tmp_path, c.model(), c.layers, c.batches())
    for (name, call), right in c.expected().items():
        np.testing.assert_allclose(found[f"{name}#{call}"], right, atol=1e-6)
    assert any("called 2 times" in note for note in found.notes)
    np.testing.assert_array_equal(found["same#1"], found["relu#1"])


def test_compiled_networks_give_all_batches_without_compiling(tmp_path):
    c = case("03")
    right = c.expected()
    for kind, model in c.models().items():
        before = len(c.compilations)
        found = recorded(tmp_path / kind, model, c.layers, c.batches())
        for name in c.layers:
            np.testing.assert_array_equal(found[name], right[name])
        assert len(c.compilations) == before
        with torch.no_grad():
            model(torch.zeros(4, 3, 6, 6))
        assert len(c.compilations) == before, "the compiled graph is still there"
    assert recorded(tmp_path / "a", c.models()["whole"], ["_orig_mod.0.1"], c.batches()).layers == ["0.1"]
    assert recorded(tmp_path / "b", c.models()["part"], ["0._orig_mod.1"], c.batches()).layers == ["0.1"]


def test_half_precision_is_written_as_float32(tmp_path):
    c = case("04")
    layers = [Layer(name, layout="channels-first") for name in c.layers]
    found = recorded(tmp_path, c.model(), layers, c.batches(), forward=c.run)
    seen = {}
    model = c.model()
    for name in c.layers:
        model.get_submodule(name).register_forward_hook(lambda m, i, y, name=name: seen.setdefault(name, []).append(y.float()))
    with torch.no_grad():
        for batch in c.batches():
            c.run(model, batch)
    for name in c.layers:
        np.testing.assert_array_equal(found[name], torch.cat(seen[name]).permute(1, 0, 2, 3).numpy())
    assert any("bfloat16" in note for note in found.notes)


def test_fused_attention_is_recorded_and_what_is_never_called_is_named(tmp_path):
    c = case("05")
    layers = [Layer(name, grid=(3, 3), prefix_tokens=0) for name in c.layers]
    found = recorded(tmp_path, c.model(), layers, c.batches())
    assert {name: found[name].shape for name in c.layers}["layers.1.self_attn"] == (16, 7, 3, 3)
    with torch.no_grad():
        right = c.model().layers[0](torch.cat(c.batches()))
    np.testing.assert_allclose(found["layers.0"], right.permute(2, 0, 1).reshape(16, 7, 3, 3).numpy(), atol=1e-5)
    with pytest.raises(LayerError, match=r"layers\.0\.self_attn\.out_proj"):
        recorded(tmp_path / "b", c.model(), c.never, c.batches())
    with pytest.raises(LayerError, match="grid="):
        recorded(tmp_path / "c", c.model(), c.layers, c.batches())
    assert not (tmp_path / "b").exists() and not (tmp_path / "c").exists()


def test_layers_that_are_never_called_are_named_and_nothing_is_written(tmp_path):
    c = case("06")
    for kind, (model, gives, silent) in c.models().items():
        if kind == "traced":
            with pytest.raises(RecordingError, match="traced or scripted"):
                recorded(tmp_path / kind, model, sorted(silent), [c.x])
            continue
        with pytest.raises(LayerError) as error:
            recorded(tmp_path / kind, model, sorted(gives | silent), [c.x])
        assert all(f'"{name}"' in str(error.value) for name in silent)
        assert not (tmp_path / kind).exists()
        if gives:
            assert recorded(tmp_path / kind, model, sorted(gives), [c.x]).layers == sorted(gives)


@pytest.mark.parametrize("fails", [False, True])
def test_a_network_in_training_is_left_as_it_was(tmp_path, fails):
    c = case("07")
    model = c.model()
    before = c.state(model)
    randomness = torch.get_rng_state()
    batches = c.batches() + ([torch.zeros(2, 9, 4, 5)] if fails else [])
    if fails:
        with pytest.raises(RuntimeError):
            recorded(tmp_path, model, c.layers, batches)
    else:
        found = recorded(tmp_path, model, c.layers, batches)
        for name, right in c.expected().items():
            np.testing.assert_allclose(found[name], right, atol=1e-6)
    after = c.state(model)
    assert after[0] == before[0] and after[2:] == before[2:]
    assert all(torch.equal(after[1][name], value) for name, value in before[1].items())
    assert torch.equal(torch.get_rng_state(), randomness)


def test_tokens_in_front_are_as_many_as_the_network_says(tmp_path):
    c = case("08")
    for name in c.names:
        found = recorded(tmp_path / name, c.model(name), [c.layer], [c.images(name)])
        np.testing.assert_array_equal(found[c.layer], c.expected(name))


def test_transformers_modules_are_recorded_by_name(tmp_path):
    c = case("09")
    found = recorded(tmp_path, c.model(), c.layers, [c.images()])
    for name, right in c.expected().items():
        np.testing.assert_allclose(found[name], right, atol=1e-6)
    with pytest.raises(LayerError, match="has"):
        recorded(tmp_path / "b", c.model(), ["encoder.layer.0"], [c.images()])
