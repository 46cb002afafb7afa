import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
X = torch.randn(8, 3)


def to_numpy():
    model(X).numpy()


def one_row_in_training():
    model.train()(X[:1])


def backward_later():
    with torch.inference_mode():
        features = model.eval()(X)
    nn.Linear(4, 1)(features)


for call in (to_numpy, one_row_in_training, backward_later):
    try:
        call()
    except (RuntimeError, ValueError) as error:
        print(f"{call.__name__}:")
        print(f"  {str(error)[:62]} ...")
