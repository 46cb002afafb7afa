# --8<-- [start:idea]
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, n_tokens: int, width: int, std: float) -> None:
        super().__init__()
        self.embedding = nn.Embedding(n_tokens, width)
        nn.init.normal_(self.embedding.weight, std=std)
        self.body = nn.Linear(width, width)
        self.head = nn.Linear(width, n_tokens, bias=False)
        self.head.weight = self.embedding.weight  # tied

    def forward(self, tokens):
        x = self.embedding(tokens)  # (batch, width)
        return self.head(x + self.body(x))


torch.manual_seed(0)
tokens, targets = torch.randint(100, (2, 1000))
for width in (64, 256, 1024):
    for std in (1, 0.02):
        model = Model(100, width, std)
        loss = nn.functional.cross_entropy(model(tokens), targets)
        print(f"width {width:4}, std {std:4}: first loss {loss:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

import matplotlib.pyplot as plt

widths = [32, 64, 128, 256, 512, 1024]
print("5 seeds, width", *(f"{width:7}" for width in widths))
for k, (tied, std) in enumerate(((True, 1), (True, 0.02), (False, 1))):
    losses = []
    for width in widths:
        for seed in range(5):
            torch.manual_seed(seed)
            tokens, targets = torch.randint(100, (2, 1000))
            model = Model(100, width, std)
            if not tied:
                model.head = nn.Linear(width, 100, bias=False)
            logits = model(tokens).detach()
            losses.append(nn.functional.cross_entropy(logits, targets))
    losses = torch.stack(losses).view(6, 5)  # (width, seed)
    name = f"{'tied' if tied else 'untied'}, std {std}"
    told = " ".join(f"{loss:7.2f}" for loss in losses.mean(1))
    print(f"{name:14} {told}")
    plt.loglog(widths, losses.mean(1), f"C{k}o-", label=name)
    if tied and std == 1:
        ratio = losses[1:] / torch.tensor(widths[1:]).view(-1, 1)
        assert 0.85 < ratio.min() and ratio.max() < 1.15
    else:
        assert (losses - torch.tensor(100.0).log()).abs().max() < 0.4

model = Model(100, 64, 0.02)
twin = copy.deepcopy(model)
twin.load_state_dict(model.state_dict())
print(f"parameters {len(list(twin.parameters()))}", end=", ")
print(f"state_dict keys {len(twin.state_dict())}", end=", ")
print(f"still tied {twin.head.weight is twin.embedding.weight}")
assert twin.head.weight is twin.embedding.weight
plt.xlabel("width d of the embedding")
plt.ylabel("first loss, mean of 5 seeds")
plt.title("Tied to a default embedding, the loss starts at d")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
