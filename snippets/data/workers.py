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


def epoch_time(loader, step=0.0):
    start = time.perf_counter()
    for _batch in loader:
        time.sleep(step)  # as if training
    return time.perf_counter() - start


if __name__ == "__main__":
    torch.manual_seed(0)
    for data in (FromDisk(), TensorDataset(torch.zeros(480))):
        two = DataLoader(
            data, 4, num_workers=2, persistent_workers=True
        )
        epoch_time(two)  # starts the workers
        ratio = epoch_time(two) / epoch_time(DataLoader(data, 4))
        told = "faster" if ratio < 0.8 else "slower"
        print(f"{type(data).__name__}, {len(two)} batches: {told}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import warnings

if __name__ == "__main__":
    data, few = FromDisk(), TensorDataset(torch.zeros(16))
    one = DataLoader(data, 4, num_workers=1, persistent_workers=True)
    epoch_time(one)
    alone = epoch_time(DataLoader(data, 4), step=0.03)
    assert epoch_time(one, step=0.03) < 0.8 * alone
    print("one worker loads while you train: at least 20 % less time")

    kept = DataLoader(few, 4, num_workers=2, persistent_workers=True)
    epoch_time(kept)
    running = epoch_time(kept)
    assert running > 3 * epoch_time(DataLoader(few, 4))
    print(f"{len(few)} rows in memory: 3 times as long with workers")
    assert epoch_time(DataLoader(few, 4, num_workers=2)) > 3 * running
    print("and with a start in each epoch 3 times that")

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        [X] = next(iter(DataLoader(few, 4, pin_memory=True)))
    as_expected = X.is_pinned() == torch.cuda.is_available()
    print(f"pinned if there is a GPU, else not: {as_expected}")
    if not torch.accelerator.is_available():
        assert "no accelerator is found" in str(caught[0].message)
# --8<-- [end:evidence]
