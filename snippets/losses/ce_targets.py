# --8<-- [start:right]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
logits = torch.randn(4, 3).double().requires_grad_()  # (rows, classes)
labels = torch.tensor([0, 2, 1, 2])  # (rows,), int64
one_hot = F.one_hot(labels, num_classes=3)  # (rows, classes), int64

right = F.cross_entropy(logits, labels)
by_probs = F.cross_entropy(logits, one_hot.double())
assert torch.allclose(right, by_probs, rtol=0, atol=1e-14)
slope, *_ = torch.autograd.grad(right, logits)
slope_by_probs, *_ = torch.autograd.grad(by_probs, logits)
assert torch.allclose(slope, slope_by_probs, rtol=0, atol=1e-14)

images = torch.randn(2, 3, 8, 8)  # (batch, classes, height, width)
masks = torch.randint(3, (2, 8, 8))  # (batch, height, width)
pixels = images.permute(0, 2, 3, 1).reshape(-1, 3)  # classes last
of_images = F.cross_entropy(images, masks)
assert of_images.isclose(F.cross_entropy(pixels, masks.flatten()))

padded = torch.tensor([0, 2, -100, -100])  # the last two are ignored
first_two = F.cross_entropy(logits[:2], labels[:2])
assert F.cross_entropy(logits, padded).isclose(first_two)
print("indices, one-hot floats, images and -100 agree")
# --8<-- [end:right]
# --8<-- [start:errors]
text = torch.randn(2, 5, 3)  # (batch, words, classes)
words = torch.randint(3, (2, 5))  # (batch, words)
by_word = F.cross_entropy(text.flatten(0, 1), words.flatten())
mistakes = {  # name: what was given, and what should have been
    "class numbers as floats": (
        (logits, labels.float()),
        (logits, labels.float().long()),
    ),
    "labels one too low": ((logits, labels - 1), (logits, labels)),
    "labels of shape (4, 1)": (
        (logits, labels[:, None]),
        (logits, labels[:, None].squeeze(1)),
    ),
    "one-hot integers": ((logits, one_hot), (logits, one_hot.double())),
    "argmax of the logits": (
        (logits.argmax(dim=1), labels),
        (logits, labels),
    ),
    "another batch's labels": ((logits, labels[:3]), (logits, labels)),
    "classes in the last dimension": (
        (text, words),
        (text.mT, words),  # (batch, classes, words)
    ),
}
for name, (given, fixed) in mistakes.items():
    try:
        F.cross_entropy(*given)
    except (IndexError, RuntimeError, ValueError) as error:
        said = str(error)
        if name == "class numbers as floats":  # worded anew by 2.13
            assert "Long" in said and "Float" in said
            said = "wants Long, was given Float"
        print(f"{name}\n  {type(error).__name__}: {said}")
    expected = by_word if given[0] is text else right
    assert F.cross_entropy(*fixed).isclose(expected)
# --8<-- [end:errors]
# --8<-- [start:silent]
text, words = text[:, :3], words[:, :3]  # as many words as classes
wrong = F.cross_entropy(text, words).item()
expected = F.cross_entropy(text.mT, words).item()
print(f"classes last, 3 words: {wrong:.2f} instead of {expected:.2f}")
assert abs(wrong - expected) > 1e-3
twice = F.cross_entropy(logits, one_hot.double() * 2)
print(f"targets that sum to 2: {twice:.2f} instead of {right:.2f}")
assert twice.isclose(2 * right)
# --8<-- [end:silent]
