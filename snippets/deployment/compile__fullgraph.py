import torch


def with_print(x):
    print("hello")
    return x.relu()


def as_is(graph, example_inputs):
    return graph.forward


whole = torch.compile(with_print, backend=as_is, fullgraph=True)
try:
    whole(torch.empty(0))
except RuntimeError as error:
    names = "builtin operator `print`" in str(error)
    assert names
    print(f"{type(error).__name__}, names print: {names}")
