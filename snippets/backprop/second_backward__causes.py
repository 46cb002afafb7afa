import torch

X = torch.tensor([1.0, 2.0, 3.0])
weight = torch.tensor(2.0, requires_grad=True)


def computed_before_the_loop():
    scale = weight.exp()
    for x in X:
        (scale * x).backward()


def computed_in_the_loop():
    for x in X:
        (weight.exp() * x).backward()


def total_of_losses():
    total = 0
    for x in X:
        total = total + (weight * x).square()
        print(f"total {total:.1f}", end=", ")
        total.backward()


def total_of_numbers():
    total = 0
    for x in X:
        loss = (weight * x).square()
        loss.backward()
        total += loss.item()
    print(f"total {total:.1f}", end=", ")


gradients = []
for attempt in (
    computed_before_the_loop,
    computed_in_the_loop,
    total_of_losses,
    total_of_numbers,
):
    weight.grad = None
    print(attempt.__name__, end=": ")
    try:
        attempt()
        print(f"gradient {weight.grad:.1f}")
        gradients.append(weight.grad)
    except RuntimeError as error:
        print(f"{str(error)[:50]} ...")
by_hand = [X.sum() * weight.exp(), 2 * weight * X.square().sum()]
assert torch.allclose(torch.stack(gradients), torch.stack(by_hand))
