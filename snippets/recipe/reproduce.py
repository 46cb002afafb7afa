import sys

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
data = TensorDataset(X[train], y[train])
fork = "fork" if sys.platform == "linux" else None  # starts fast
two_workers = {"num_workers": 2, "multiprocessing_context": fork}


def run(seed=0, draws=0, threads=1, own=True, **workers):
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 512), nn.ReLU())
    model.append(nn.Linear(512, 10))
    torch.rand(draws)  # a line that somebody adds
    batches = torch.Generator().manual_seed(seed) if own else None
    loader = DataLoader(
        data, 400, shuffle=True, generator=batches, **workers
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(2):
        for X_batch, y_batch in loader:
            loss = nn.functional.cross_entropy(model(X_batch), y_batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return nn.utils.parameters_to_vector(model.parameters()).detach()


bounds = {  # of the largest difference between two weights
    "identical": (0, 0),
    "within 1e-5": (0, 1e-5),
    "another run": (1e-4, 1),
}
if __name__ == "__main__":  # worker processes may import this file
    n_threads = torch.get_num_threads()
    plain, shared = run(), run(own=False)
    moved = run(draws=1, own=False)
    for name, told, other, base in (
        ("the same seed again", "identical", run(), plain),
        ("two workers", "identical", run(**two_workers), plain),
        ("two threads", "within 1e-5", run(threads=2), plain),
        ("one more draw", "identical", run(draws=1), plain),
        ("and no generator", "another run", moved, shared),
        ("another seed", "another run", run(seed=1), plain),
    ):
        low, high = bounds[told]
        assert low <= (other - base).abs().max() <= high
        print(f"{name:20} {told}")
    torch.set_num_threads(n_threads)
