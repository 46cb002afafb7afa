# --8<-- [start:idea]
import torch
from torch.utils.data import DataLoader, Dataset


class Files(Dataset):
    def __len__(self):
        return 8

    def __getitem__(self, row):
        if row == 5:
            raise OSError("image file is truncated")
        return row


if __name__ == "__main__":
    torch.manual_seed(0)
    try:
        list(DataLoader(Files(), num_workers=2))
    except OSError as error:
        # without the traceback, which holds on to the loader
        print(str(error.with_traceback(None)).splitlines()[0])
    for row in range(len(Files())):  # no loader, no workers
        try:
            Files()[row]
        except Exception as error:
            print(f"row {row}: {error}")
# --8<-- [end:idea]
# --8<-- [start:deaths]
import os
import pickle
import re
import signal


class Exits(Files):
    def __getitem__(self, row):
        os._exit(3)  # as a crash in a C library does


class Killed(Files):
    def __getitem__(self, row):
        os.kill(os.getpid(), signal.SIGKILL)  # as for want of memory


class WithLambda(Files):
    def __init__(self):
        self.transform = lambda row: row


if __name__ == "__main__":
    for data, sign in (
        (Exits(), "with exit code 3"),
        (Killed(), "is killed by signal: Killed"),
    ):
        try:
            list(DataLoader(data, num_workers=1))
        except RuntimeError as error:
            message = re.sub("[0-9]+", "...", str(error))
            print(f"{type(data).__name__}: {message}")
            cause = str(error.__cause__)  # empty if they do not fork
            assert sign in cause or not cause
    try:
        pickle.dumps(WithLambda())
    except (pickle.PicklingError, AttributeError):
        print("a dataset with a lambda cannot be sent to a new process")
# --8<-- [end:deaths]
