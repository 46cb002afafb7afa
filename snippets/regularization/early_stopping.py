# --8<-- [start:idea]
from copy import deepcopy

from torch import nn


class EarlyStopping:
    """patience: how many checks in a row may fail to improve.

    To improve is to be lower by more than min_delta; nan never is."""

    def __init__(self, patience: int, min_delta: float = 0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_state, self.waited = float("inf"), None, 0

    def should_stop(self, model: nn.Module, val_loss: float) -> bool:
        self.waited += 1
        if val_loss < self.best - self.min_delta:
            self.best, self.waited = val_loss, 0
            # a copy: state_dict alone would follow the training
            self.best_state = deepcopy(model.state_dict())
        return self.waited >= self.patience


stopper = EarlyStopping(patience=2)
for val_loss in (0.9, 0.5, 0.4, 0.5, 0.7):
    stop = stopper.should_stop(nn.Identity(), val_loss)
    print(f"loss {val_loss}, best {stopper.best}, stop: {stop}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import torch

torch.manual_seed(0)
model, stopper = nn.BatchNorm1d(1), EarlyStopping(patience=2)
for epoch, val_loss in enumerate((0.9, 0.4, 0.7, 0.5)):
    nn.init.constant_(model.bias, epoch)  # stands for training
    stop = stopper.should_stop(model, val_loss)
    print(f"epoch {epoch}: loss {val_loss}, stop: {stop}")
model.load_state_dict(stopper.best_state)
assert model.bias == 1  # the epoch with loss 0.4
assert not EarlyStopping(patience=2).should_stop(model, float("nan"))
stopper = EarlyStopping(patience=2, min_delta=0.2)
stops = [stopper.should_stop(model, loss) for loss in (0.9, 0.8, 0.75)]
print(f"less than 0.2 lower: stop {stops[-1]}, best {stopper.best}")
# --8<-- [end:evidence]
