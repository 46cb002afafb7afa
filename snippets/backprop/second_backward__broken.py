import torch

weight = torch.tensor(3.0, requires_grad=True)
loss = weight**2  # keeps weight for the backward pass
loss.backward()
print(f"after the first: gradient {weight.grad:.1f}")
loss.backward()
