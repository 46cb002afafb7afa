# --8<-- [start:idea]
import torch
from torch.utils.data import (
    DataLoader,
    IterableDataset,
    get_worker_info,
)


class Stream(IterableDataset):
    def __init__(self, split):
        self.split = split

    def __iter__(self):
        worker = get_worker_info()  # None without workers
        if self.split and worker:
            return iter(range(worker.id, 5, worker.num_workers))
        return iter(range(5))


if __name__ == "__main__":
    torch.manual_seed(0)
    for split in (False, True):
        data = DataLoader(Stream(split), batch_size=None, num_workers=2)
        print(list(data))
# --8<-- [end:idea]
# --8<-- [start:random]
import random

import numpy as np
from torch.utils.data import Dataset


class Noise(Dataset):
    def __init__(self):
        self.own = np.random.default_rng(0)
        self.calls = 0

    def __len__(self):
        return 8

    def __getitem__(self, row):
        self.calls += 1
        seeded = (
            random.random(),
            np.random.rand(),
            torch.rand(()).item(),
        )
        return [*seeded, self.own.random(), self.calls]


def reseed(worker_id):
    seed = torch.initial_seed()  # another one in each worker and epoch
    get_worker_info().dataset.own = np.random.default_rng(seed)


if __name__ == "__main__":
    for mend in (None, reseed):
        data = DataLoader(
            Noise(), None, num_workers=2, worker_init_fn=mend
        )
        first, second = torch.tensor([list(data), list(data)])
        print(f"worker_init_fn: {mend and mend.__name__}")
        for column, name in enumerate(
            ("random", "np.random", "torch", "own")
        ):
            numbers, later = first[:, column], second[:, column]
            told = (
                "the same" if torch.equal(numbers, later) else "others"
            )
            print(
                f"{name:9} {len(numbers.unique())} of 8, later {told}"
            )
        inside = int(first[:, 4].max())
        outside = data.dataset.calls
        print(f"calls counted: {inside} in a worker, {outside} outside")
# --8<-- [end:random]
