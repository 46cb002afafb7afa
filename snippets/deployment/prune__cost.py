import zlib

import torch
from torch import nn
from torch.nn.utils import prune
from torch.utils.flop_counter import FlopCounterMode


def network(width):
    layers = nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10)
    return nn.Sequential(*layers)


torch.manual_seed(0)
pruned = network(256)
for layer in pruned[::2]:
    prune.l1_unstructured(layer, "weight", amount=0.9)
    prune.remove(layer, "weight")
models = {
    "whole": network(256),
    "90% zeros": pruned,
    "small": network(26),
}
print("          operations   bytes  compressed to")
for name, model in models.items():
    with FlopCounterMode(display=False) as counter:
        model(torch.zeros(1, 64))
    operations = counter.get_total_flops()
    weights = [p.detach().numpy() for p in model.parameters()]
    data = b"".join(w.tobytes() for w in weights)
    left = len(zlib.compress(data)) / len(data)
    print(f"{name:9} {operations:10} {len(data):7} {left:14.0%}")
