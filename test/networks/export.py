"""Exports networks by PyTorch's default exporter, and records their modules by hooks on one picture, for hold-layouts.ts.

  pip install torch torchvision timm transformers onnxscript ./packages/python
  python export.py OUT [NAME …]     # needs no network: weights are drawn

Of each network OUT/NAME has model.onnx, input.npy and recorded/MODULE.npy (units, 1, height, width) of every module that the Recorder takes,
as the network's own code lays it out; about.json says which were refused, and why.
"""

import json
import os
import shutil
import sys
import time
import warnings

import numpy as np
import torch
from torch import nn

from stratalens import Recorder
from stratalens.errors import StrataError

MODULES_MAX = 12


class UNet(nn.Module):
    """Two steps down and up, with the maps of the way down beside those of the way up."""

    def __init__(self):
        super().__init__()
        block = lambda a, b: nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU())  # noqa: E731
        self.down1, self.down2, self.middle = block(3, 8), block(8, 16), block(16, 32)
        self.pool = nn.MaxPool2d(2)
        self.up2, self.up1 = nn.ConvTranspose2d(32, 16, 2, 2), nn.ConvTranspose2d(16, 8, 2, 2)
        self.right2, self.right1 = block(32, 16), block(16, 8)
        self.head = nn.Conv2d(8, 5, 1)

    def forward(self, x):
        one = self.down1(x)
        two = self.down2(self.pool(one))
        three = self.middle(self.pool(two))
        two = self.right2(torch.cat([self.up2(three), two], 1))
        return self.head(self.right1(torch.cat([self.up1(two), one], 1)))


def timm_net(name, size=None, **more):
    def build():
        import timm

        side = {} if size is None else {"img_size": size}
        return timm.create_model(name, pretrained=False, **side, **more), size or timm.get_pretrained_cfg(name).input_size[1]

    return build


def tv_net(name, size=224, **more):
    def build():
        import torchvision

        return torchvision.models.get_model(name, weights=None, **more), size

    return build


class First(nn.Module):
    """A network whose output is the first tensor of what another gives."""

    def __init__(self, net, key):
        super().__init__()
        self.net, self.key = net, key

    def forward(self, x):
        given = self.net(x)
        return given[self.key]


def tv_segmenter(name):
    def build():
        import torchvision

        return First(torchvision.models.get_model(name, weights=None, weights_backbone=None, num_classes=7), "out"), 96

    return build


def hf_net(config, model, key, size, **fields):
    def build():
        import transformers

        made = getattr(transformers, model)(getattr(transformers, config)(**fields))
        return First(made, key), size

    return build


SMALL = dict(hidden_size=48, num_hidden_layers=2, num_attention_heads=3, intermediate_size=96, image_size=96, patch_size=16)
NETWORKS = {
    "unet": lambda: (UNet(), 64),
    **{name: tv_net(name) for name in ("resnet18", "densenet121", "mobilenet_v3_small", "squeezenet1_1", "shufflenet_v2_x0_5", "vgg11_bn", "mnasnet0_5", "regnet_y_400mf", "efficientnet_b0", "convnext_tiny", "swin_t", "vit_b_32", "maxvit_t")},
    "googlenet": tv_net("googlenet", init_weights=False, aux_logits=False),
    "deeplabv3_mobilenet_v3_large": tv_segmenter("deeplabv3_mobilenet_v3_large"),
    "lraspp_mobilenet_v3_large": tv_segmenter("lraspp_mobilenet_v3_large"),
    **{
        name: timm_net(name)
        for name in (
            "resnet10t convnext_atto efficientnet_lite0 mobilevit_xxs mobilevitv2_050 maxvit_rmlp_pico_rw_256 hiera_tiny_224 xcit_nano_12_p16_224 cait_xxs24_224 "
            "levit_128s pvt_v2_b0 coat_lite_tiny mixer_s32_224 edgenext_xx_small davit_tiny fastvit_t8 deit_tiny_distilled_patch16_224 efficientformer_l1 poolformer_s12 "
            "twins_svt_small focalnet_tiny_srf swin_tiny_patch4_window7_224 swinv2_tiny_window8_256 vit_tiny_patch16_224 beit_base_patch16_224 gcvit_xxtiny nest_tiny "
            "sequencer2d_s gmlp_s16_224 resmlp_12_224 ghostnet_050 hrnet_w18_small tiny_vit_5m_224 repvit_m0_9 mobilenetv4_conv_small"
        ).split()
    },
    "vit_small_patch14_reg4_dinov2": timm_net("vit_small_patch14_reg4_dinov2", 98),
    "vit_small_patch16_dinov3": timm_net("vit_small_patch16_dinov3", 96),
    "yolos": hf_net("YolosConfig", "YolosModel", "last_hidden_state", 96, **{**SMALL, "image_size": [96, 96]}, num_detection_tokens=10),
    "dinov2-with-registers": hf_net("Dinov2WithRegistersConfig", "Dinov2WithRegistersModel", "last_hidden_state", 96, **{k: v for k, v in SMALL.items() if k != "intermediate_size"}, num_register_tokens=4),
    "clip-vision": hf_net("CLIPVisionConfig", "CLIPVisionModel", "last_hidden_state", 96, **SMALL),
    "siglip-vision": hf_net("SiglipVisionConfig", "SiglipVisionModel", "last_hidden_state", 96, **SMALL),
    "segformer": hf_net("SegformerConfig", "SegformerForSemanticSegmentation", "logits", 96),
    "detr": hf_net("DetrConfig", "DetrForObjectDetection", "logits", 96, use_timm_backbone=False, use_pretrained_backbone=False, backbone=None, backbone_config={"model_type": "resnet", "out_features": ["stage4"]}, encoder_layers=2, decoder_layers=2, d_model=64, num_queries=20),
}


def chosen(model):
    """Modules at the top and their own parts, then the rest, evenly."""
    names = [name for name, _ in model.named_modules() if name and not isinstance(_, (nn.ModuleList, nn.ModuleDict))]
    near = [name for name in names if name.count(".") <= 1]
    far = [name for name in names if name.count(".") > 1]
    near = near[:: max(1, -(-len(near) // (MODULES_MAX // 2)))]
    far = far[:: max(1, -(-len(far) // (MODULES_MAX - len(near))))]
    return near + far


def make(name, folder):
    started = time.time()
    torch.manual_seed(0)
    model, side = NETWORKS[name]()
    model.eval()
    picture = torch.rand(1, 3, side, side)
    os.makedirs(os.path.join(folder, "recorded"), exist_ok=True)
    np.save(os.path.join(folder, "input.npy"), picture.numpy())
    path = os.path.join(folder, "model.onnx")
    torch.onnx.export(model, (picture,), path, dynamo=True, verbose=False, external_data=False)
    recorded, refused = {}, {}
    for number, module in enumerate(chosen(model)):
        scratch = os.path.join(folder, "scratch")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                recording = Recorder(model, [module], scratch).record([picture], "1")
            for layer in recording.manifest["layers"]:
                target = os.path.join("recorded", f"{number} {layer['name'].replace('/', '_')}.npy")
                shutil.copy(os.path.join(recording.folder, layer["file"]), os.path.join(folder, target))
                recorded[layer["name"]] = target
        except StrataError as error:
            refused[module] = str(error)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    json.dump({"side": side, "recorded": recorded, "refused": refused}, open(os.path.join(folder, "about.json"), "w"), indent=1)
    print(f"{name}: {len(recorded)} recorded, {len(refused)} refused, {time.time() - started:.0f} s", flush=True)


def main(out, names):
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    for name in names or NETWORKS:
        folder = os.path.join(out, name)
        if os.path.exists(os.path.join(folder, "about.json")):
            continue
        try:
            make(name, folder)
        except Exception as error:  # What a library can't build or export is said, and the next one made.
            print(f"{name}: not exported: {type(error).__name__}: {str(error).splitlines()[0][:160] if str(error) else ''}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
