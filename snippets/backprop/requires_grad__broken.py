import torch

weight = torch.tensor([1.0, 2.0], requires_grad=True)
with torch.no_grad():  # left around the forward pass by mistake
    loss = (2 * weight).square().sum()
print(f"weight: requires_grad {weight.requires_grad}")
print(f"loss {loss:.1f}: requires_grad {loss.requires_grad}")
loss.backward()
