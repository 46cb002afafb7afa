# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

X, y = load_digits(return_X_y=True)
data = TensorDataset(torch.tensor(X / 16).float(), torch.tensor(y))


def build_and_load(seed):
    torch.manual_seed(seed)  # before the model is built
    model = nn.Sequential(nn.Linear(64, 512), nn.Linear(512, 10))
    batches = torch.Generator().manual_seed(seed)  # of its own
    return model, DataLoader(data, 400, shuffle=True, generator=batches)


def train(model, loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for X_batch, y_batch in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X_batch), y_batch).backward()
        optimizer.step()
    return model[0].weight.detach()


first, again = (train(*build_and_load(seed=0)) for _ in range(2))
print("the same weights again:", torch.equal(first, again))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import sys


def compare(name, told, weights, base):
    """Is the largest difference between two weights as told?"""
    difference = (weights - base).abs().max()
    if told == "identical":
        assert difference == 0
    elif told == "within 1e-5":
        assert difference < 1e-5
    else:
        assert difference > 1e-4
    print(f"{name:28} {told}")


if __name__ == "__main__":  # worker processes may import this file
    base = first
    compare("the same seed again", "identical", again, base)
    fork = "fork" if sys.platform == "linux" else None  # starts fast
    model, loader = build_and_load(seed=0)
    options = {"num_workers": 2, "multiprocessing_context": fork}
    options |= {"shuffle": True, "generator": loader.generator}
    weights = train(model, DataLoader(data, 400, **options))
    compare("two workers", "identical", weights, base)
    n_threads = torch.get_num_threads()
    torch.set_num_threads(2)
    weights = train(*build_and_load(seed=0))
    torch.set_num_threads(n_threads)
    compare("two threads", "within 1e-5", weights, base)
    model, loader = build_and_load(seed=0)
    torch.rand(1)  # a line that somebody adds
    compare("one more draw", "identical", train(model, loader), base)

    shared = DataLoader(data, 400, shuffle=True)  # the global stream
    without = train(build_and_load(seed=0)[0], shared)
    model, _ = build_and_load(seed=0)
    torch.rand(1)
    moved = train(model, shared)
    compare("the same, no generator", "another run", moved, without)
    weights = train(*build_and_load(seed=1))
    compare("another seed", "another run", weights, base)
# --8<-- [end:evidence]
