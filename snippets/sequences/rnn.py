# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(3, 5, batch_first=True).double()
x = torch.randn(2, 7, 3).double()  # (batch, time, features)
outputs, last = rnn(x)

state = torch.zeros(2, 5).double()
for t in range(7):
    from_input = x[:, t] @ rnn.weight_ih_l0.T + rnn.bias_ih_l0
    from_past = state @ rnn.weight_hh_l0.T + rnn.bias_hh_l0
    state = torch.tanh(from_input + from_past)
print("by hand, the same:", torch.allclose(state, outputs[:, -1]))
print("outputs", tuple(outputs.shape), "last state", tuple(last.shape))

_, first = rnn(x[:, :4])
for name, start in (("handed back", first), ("forgotten", None)):
    _, end = rnn(x[:, 4:], start)
    print(f"in two calls, state {name}: {torch.allclose(end, last)}")
# --8<-- [end:idea]
