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
        return torch.export.export(model, inputs[:1]).module()


inputs = torch.ones(3), torch.tensor([-2.0, -3.0, 1.0])
for module in (Flip(), FlipInGraph()):
    eager = [module(X).tolist() for X in inputs]
    print(f"{type(module).__name__}: {eager}")
    try:
        exported = export(module)
        answers = [exported(X).tolist() for X in inputs]
        assert answers == eager
        print(f"  exported: {answers}")
    except RuntimeError as error:
        print(f"  {str(error)[:46]} ...")
