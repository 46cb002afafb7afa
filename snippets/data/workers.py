# --8<-- [start:idea]
import time

import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset


class FromDisk(Dataset):
    def __len__(self):
        return 48

    def __getitem__(self, row):
        time.sleep(0.008)  # as if reading and decoding a file
        return row


def epoch_time(loader):
    start = time.perf_counter()
    list(loader)
    return time.perf_counter() - start


if __name__ == "__main__":
    torch.manual_seed(0)
    for ds in (FromDisk(), TensorDataset(torch.arange(480))):
        two = DataLoader(ds, num_workers=2, persistent_workers=True)
        epoch_time(two)  # starts the workers
        ratio = epoch_time(two) / epoch_time(DataLoader(ds))
        print(f"{len(two):3} batches, faster: {ratio < 0.8}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import warnings


def training_time(loader):
    start = time.perf_counter()
    for _batch in loader:
        time.sleep(0.01)  # as if training
    return time.perf_counter() - start


if __name__ == "__main__":
    ds, few = FromDisk(), TensorDataset(torch.arange(16))
    one = DataLoader(ds, num_workers=1, persistent_workers=True)
    epoch_time(one)
    alone = training_time(DataLoader(ds))
    assert training_time(one) < 0.8 * alone
    print("one worker loads while you train: at least 20 % less time")

    two = DataLoader(few, num_workers=2, persistent_workers=True)
    epoch_time(two)
    running, in_memory = epoch_time(two), epoch_time(DataLoader(few))
    assert running > 3 * in_memory
    print(f"{len(few)} rows in memory: 3 times as long with workers")
    assert epoch_time(DataLoader(few, num_workers=2)) > 3 * running
    print("and with a start in each epoch 3 times that")

    with warnings.catch_warnings(
        record=True, action="always"
    ) as caught:
        [X] = next(iter(DataLoader(few, pin_memory=True)))
    as_expected = X.is_pinned() == torch.cuda.is_available()
    print(f"pinned if there is a GPU, else not: {as_expected}")
    if not torch.accelerator.is_available():
        assert "no accelerator is found" in str(caught[0].message)
# --8<-- [end:evidence]
