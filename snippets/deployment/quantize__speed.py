from timeit import repeat

import torch

torch.manual_seed(0)
weight = torch.randn(1024, 1024)
scale = weight.abs().amax() / 127
whole = (weight / scale).round().to(torch.int8)
print(f"{weight.nbytes:,} bytes, {whole.nbytes:,} with int8")


def plain():
    return weight[:1] @ weight.T


def rounded():
    return weight[:1] @ (whole * scale).T


off = (plain() - rounded()).norm() / plain().norm()
print(f"answers are off by {off:.2%}")
calls = plain, rounded
fastest = [min(repeat(call, number=9)) for call in calls]
assert fastest[1] > 1.2 * fastest[0]
print("without a kernel for int8 a row takes longer than in float32")
