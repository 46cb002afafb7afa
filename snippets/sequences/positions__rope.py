import torch


def rotate(x, position):
    """Turn each pair of x (d,) by an angle that grows with position."""
    pairs = torch.view_as_complex(x.view(-1, 2))  # (d / 2,)
    speed = 10000 ** -torch.linspace(0, 1, len(pairs) + 1)[:-1]
    turned = pairs * torch.polar(
        torch.ones(len(pairs)), position * speed
    )
    return torch.view_as_real(turned).flatten()


torch.manual_seed(0)
q, k = torch.randn(2, 64)
scores = []
for query, key in ((9, 0), (109, 100), (1009, 1000), (0, 9), (9, 8)):
    score = rotate(q, query) @ rotate(k, key)
    print(f"query at {query:4}, key at {key:4}: score {score:6.2f}")
    scores.append(score)
assert max(scores[:3]) - min(scores[:3]) < 0.01
