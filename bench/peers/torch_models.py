"""The losses of the workloads in torch, float64; the gradients are those of autograd."""

import numpy as np
import torch
import torch.nn.functional as F
from numpy_models import read


def tensor(value):
    return torch.from_numpy(np.ascontiguousarray(read(value)))


def sigmoid_network(data):
    X, y, lam = tensor(data["X"]), torch.tensor(data["y"]) - 1, data["lambda"]

    def loss(Theta1, Theta2):
        A = torch.sigmoid(F.linear(X, Theta1[:, 1:], Theta1[:, 0]))
        Z = F.linear(A, Theta2[:, 1:], Theta2[:, 0])
        targets = F.one_hot(y, Z.shape[1]).double()
        cost = F.binary_cross_entropy_with_logits(Z, targets, reduction="sum") / len(y)
        return cost + lam / (2 * len(y)) * ((Theta1[:, 1:] ** 2).sum() + (Theta2[:, 1:] ** 2).sum())

    return loss


def relu_network(data):
    X, Y = tensor(data["X"]), torch.tensor(data["Y"], dtype=torch.float64).reshape(1, -1)

    def loss(*params):
        A = X
        for i in range(0, len(params), 2):
            Z = params[i] @ A + params[i + 1]
            A = torch.relu(Z)
        return F.binary_cross_entropy_with_logits(Z, Y)

    return loss


def classifier(data, head):
    X, y, lam = tensor(data["X"]), torch.tensor(data["y"]), data["lambda"]

    def loss(W):
        return head(X @ W[1:] + W[0], y) + 0.5 * lam * (W**2).sum()

    return loss


def hinge_head(S, y):
    margins = torch.relu(S - S.gather(1, y[:, None]) + 1)
    return (margins.sum() - len(y)) / len(y)


def dense(data):
    X, y, lam = tensor(data["X"]), torch.tensor(data["y"]), data.get("lambda", 0)
    every = 2 if data.get("regularise", "weights") == "weights" else 1

    def loss(*params):
        A = X
        for i in range(0, len(params), 2):
            Z = F.linear(A, params[i], params[i + 1])
            A = torch.tanh(Z)
        cost = F.cross_entropy(Z, y)
        return cost + 0.5 * lam * sum((p**2).sum() for p in params[::every]) if lam else cost

    return loss


MODELS = {
    "sigmoid": sigmoid_network,
    "relu": relu_network,
    "softmax": lambda data: classifier(data, F.cross_entropy),
    "hinge": lambda data: classifier(data, hinge_head),
    "dense": dense,
}


def inputs_of(case):
    return tuple(tensor(value).requires_grad_() for value in case["params"].values())
