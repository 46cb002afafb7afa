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
        total.backward()


def total_of_numbers():
    total = 0
    for x in X:
        loss = (weight * x).square()
        loss.backward()
        total += loss.item()
    print(f"total {total:.1f}", end=", ")


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
    except RuntimeError as error:
        print(f"{str(error)[:50]} ...")
