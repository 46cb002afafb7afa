import torch

weight = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
losses = (weight - 1) ** 2  # one for each example
print(f"shape {tuple(losses.shape)}, sum {losses.sum():.1f}")
losses.backward()
