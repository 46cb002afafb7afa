import torch

x = torch.tensor(2.0, requires_grad=True)
y = x.exp()  # keeps its output: the slope of exp is exp itself
y += 1  # and here it is overwritten
print(f"y is {y:.3f}")
y.backward()
