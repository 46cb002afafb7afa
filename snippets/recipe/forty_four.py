# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
layers = [nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh()]
model = nn.Sequential(*layers, nn.Linear(4, 1))
for name, p in model.named_parameters():
    print(f"{p.numel():4}  {name}, {tuple(p.shape)}")
n = sum(p.numel() for p in model.parameters() if p.requires_grad)
print(f"{n:4}  together")


# --8<-- [end:idea]
# --8<-- [start:formulas]
def count(layer):
    return sum(p.numel() for p in layer.parameters())


d, h = 16, 32  # inputs; outputs, or the size of the hidden state
formulas = {
    nn.Linear(d, h): h * (d + 1),
    nn.Linear(d, h, bias=False): h * d,
    nn.Conv2d(d, h, (3, 5)): h * (d * 3 * 5 + 1),
    nn.Conv2d(d, h, 3, groups=4): h * (d // 4 * 3 * 3 + 1),
    nn.BatchNorm2d(h): 2 * h,
    nn.Embedding(1000, d): 1000 * d,
    nn.RNN(d, h): h * (d + h + 2),
    nn.GRU(d, h): 3 * h * (d + h + 2),
    nn.LSTM(d, h): 4 * h * (d + h + 2),
    nn.MultiheadAttention(h, 4): 4 * h * (h + 1),
}
for layer, formula in formulas.items():
    print(f"{count(layer):6}  {type(layer).__name__}")
    assert count(layer) == formula
assert n == 5 * (2 + 1) + 4 * (5 + 1) + 1 * (4 + 1)

norm = nn.BatchNorm2d(h)
saved = sum(x.numel() for x in norm.state_dict().values())
print(f"BatchNorm2d trains {count(norm)} numbers, and saves {saved}")
for p in model[0].parameters():
    p.requires_grad_(False)  # frozen
left = sum(p.numel() for p in model.parameters() if p.requires_grad)
print(f"the first layer frozen: {left} of {n} are trained")
# --8<-- [end:formulas]
