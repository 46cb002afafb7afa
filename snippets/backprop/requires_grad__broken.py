import torch

weight = torch.ones(3, requires_grad=True)
with torch.no_grad():  # left around the forward pass by mistake
    loss = (2 * weight).square().sum()
print(f"loss {loss:.1f}, requires_grad {loss.requires_grad}")
loss.backward()
