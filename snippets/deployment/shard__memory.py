import matplotlib.pyplot as plt

ranks, billion = 8, 7  # GB of a model with that many parameters
weights, grads, adam = 2 * billion, 2 * billion, 12 * billion
held = {
    "copies": (weights, grads, adam),
    "ZeRO 1": (weights, grads, adam / ranks),
    "ZeRO 2": (weights, grads / ranks, adam / ranks),
    "ZeRO 3": (weights / ranks, grads / ranks, adam / ranks),
}
print("GB on each of 8 devices, without activations")
for name, parts in held.items():
    print(f"{name:7} {sum(parts):6.1f}")

columns = list(zip(*held.values(), strict=True))
plt.bar(list(held), list(map(sum, held.values())), label="weights")
rest = [grads + adam for _, grads, adam in held.values()]
plt.bar(list(held), rest, label="gradients")
plt.bar(list(held), columns[2], label="Adam and float32 weights")
plt.ylabel("GB on each of 8 devices")
plt.title("Most of the memory is Adam's")
plt.legend()
plt.show()
