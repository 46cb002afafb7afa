import contextlib
import io
import logging

import torch
from torch import nn


class Flip(nn.Module):
    def forward(self, X):
        if X.mean() > 0:  # depends on the data
            return X.clone()
        return -X


class FlipInGraph(nn.Module):
    def forward(self, X):
        positive = X.mean() > 0
        return torch.cond(positive, torch.clone, torch.neg, (X,))


def export(model):
    """Export without the log that a failure leaves behind."""
    logging.disable()
    with contextlib.redirect_stderr(io.StringIO()):
        return torch.export.export(model, (torch.ones(3),)).module()


for module in (Flip(), FlipInGraph()):
    ones = torch.ones(3)
    eager = [module(X).tolist() for X in (ones, -ones)]
    print(f"{type(module).__name__}: {eager}")
    try:
        exported = export(module)
        answers = [exported(X).tolist() for X in (ones, -ones)]
        print(f"  exported: {answers}")
    except RuntimeError as error:
        print(f"  {str(error)[:46]} ...")
