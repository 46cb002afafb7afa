import torch
from torch import nn

torch.manual_seed(0)
model, norm, row = nn.Linear(3, 3), nn.BatchNorm1d(3), torch.randn(1, 3)


def to_numpy():
    model(row).numpy()


def one_row_in_training():
    norm(row)


def backward_later():
    with torch.inference_mode():
        features = model(row)
    model(features)


messages = []
for call in (to_numpy, one_row_in_training, backward_later):
    try:
        call()
    except (RuntimeError, ValueError) as error:
        messages.append(str(error)[:62])
        print(f"{call.__name__}:\n  {messages[-1]} ...")
assert len(messages) == 3
