"""Trains the demo network and exports it at several stages of training.

An example of keeping one's own checkpoints for Strata: after an epoch, switch to
eval mode and call torch.onnx.export. See README.md in this folder.
"""
import json
import os
import sys

import numpy as np
import torch
from torch import nn

STAGES = (0, 1, 3, 10, 30)
CLASSES = ["street", "coast", "forest", "room", "field", "winter", "desert", "harbour"]
# The name that the exporter gives to the ReLU output of block4.
LAYER = "/block4/relu/Relu_output_0"
PREPROCESSING = {
    "width": 128, "height": 128, "channelOrder": "rgb", "scale": 1 / 255,
    "mean": [0.5, 0.5, 0.5], "standardDeviation": [0.25, 0.25, 0.25],
    "layout": "nchw", "resize": "stretch",
}


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.norm(self.conv(x)))


class DemoNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = Block(3, 16, 2)
        self.block2 = Block(16, 24, 2)
        self.block3 = Block(24, 40, 2)
        self.block4 = Block(40, 64, 1)
        self.block5 = Block(64, 48, 2)
        self.classify = nn.Linear(48, len(CLASSES))

    def forward(self, x):
        x = self.block3(self.block2(self.block1(x)))
        return self.classify(self.block5(self.block4(x)).mean((2, 3)))


def load(folder, draw):
    images = np.load(os.path.join(folder, f"{draw}-images.npy"))
    classes = np.load(os.path.join(folder, f"{draw}-classes.npy"))
    return torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(classes).long()


def prepare(images):
    return (images.float() / 255 - 0.5) / 0.25


def accuracy(network, images, classes):
    network.eval()
    with torch.no_grad():
        guesses = torch.cat([network(prepare(part)).argmax(1) for part in images.split(60)])
    return (guesses == classes).float().mean().item()


def export(network, epoch, folder):
    name = f"demo-cnn-epoch-{epoch:02d}"
    network.eval()
    torch.onnx.export(
        network, torch.zeros(1, 3, 128, 128), os.path.join(folder, name + ".onnx"), opset_version=13,
        input_names=["image"], output_names=["logits"],
        dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}},
    )
    with open(os.path.join(folder, name + ".strata.json"), "w") as file:
        json.dump(PREPROCESSING, file, indent=2)
        file.write("\n")
    return name + ".onnx"


def main(data, target):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    images, classes = load(data, "training")
    probe_images, probe_classes = load(data, "probe")
    network = DemoNetwork()
    optimizer = torch.optim.Adam(network.parameters(), lr=6e-4)
    versions = []
    for epoch in range(max(STAGES) + 1):
        if epoch > 0:
            network.train()
            for batch in torch.randperm(len(images)).split(32):
                optimizer.zero_grad()
                nn.functional.cross_entropy(network(prepare(images[batch])), classes[batch]).backward()
                optimizer.step()
        measured = accuracy(network, probe_images, probe_classes)
        print(f"epoch {epoch}: probe accuracy {measured:.4f}", flush=True)
        if epoch in STAGES:
            versions.append({
                "label": "untrained" if epoch == 0 else f"epoch {epoch}", "file": export(network, epoch, target),
                "sequence": len(versions), "isBaseline": epoch == 0, "accuracy": round(measured, 6), "epoch": epoch,
            })
    record = {"layer": LAYER, "model": "demo-cnn", "versions": versions, "classes": CLASSES, "preprocessing": PREPROCESSING}
    with open(os.path.join(target, "checkpoints.json"), "w") as file:
        json.dump(record, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
