"""The losses of the workloads and their gradients, vectorised as the exercises do it."""

import numpy as np


def read(tensor):
    """A { shape, data } tensor."""
    return np.array(tensor["data"], dtype=np.float64).reshape(tensor["shape"])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_network(data):
    X, labels, lam = read(data["X"]), np.array(data["y"]), data["lambda"]
    m = len(labels)

    def forward(p):
        A = sigmoid(X @ p["Theta1"][:, 1:].T + p["Theta1"][:, 0])
        return A, A @ p["Theta2"][:, 1:].T + p["Theta2"][:, 0]

    def one_hot(K):
        return np.eye(K)[labels - 1]

    def loss(p):
        _, Z = forward(p)
        cost = np.sum(np.logaddexp(0, Z) - one_hot(Z.shape[1]) * Z) / m
        return cost + lam / (2 * m) * (np.sum(p["Theta1"][:, 1:] ** 2) + np.sum(p["Theta2"][:, 1:] ** 2))

    def gradient(p):
        A, Z = forward(p)
        d2 = (sigmoid(Z) - one_hot(Z.shape[1])) / m
        d1 = (d2 @ p["Theta2"][:, 1:]) * A * (1 - A)
        g1 = np.column_stack([d1.sum(0), d1.T @ X + lam / m * p["Theta1"][:, 1:]])
        g2 = np.column_stack([d2.sum(0), d2.T @ A + lam / m * p["Theta2"][:, 1:]])
        return {"Theta1": g1, "Theta2": g2}

    return loss, gradient


def relu_network(data):
    X, Y = read(data["X"]), np.array(data["Y"], dtype=np.float64)
    m = X.shape[1]

    def forward(p):
        inputs, layers = [X], len(p) // 2
        for layer in range(1, layers + 1):
            Z = p[f"W{layer}"] @ inputs[-1] + p[f"b{layer}"]
            inputs.append(np.maximum(0, Z) if layer < layers else Z)
        return inputs

    def loss(p):
        Z = forward(p)[-1]
        return np.sum(np.logaddexp(0, Z) - Y * Z) / m

    def gradient(p):
        inputs, result = forward(p), {}
        delta = (sigmoid(inputs[-1]) - Y) / m
        for layer in range(len(p) // 2, 0, -1):
            result[f"W{layer}"] = delta @ inputs[layer - 1].T
            result[f"b{layer}"] = delta.sum(1, keepdims=True)
            delta = (p[f"W{layer}"].T @ delta) * (inputs[layer - 1] > 0)
        return {name: result[name] for name in p}

    return loss, gradient


def classifier(data, head):
    X, y, lam = read(data["X"]), np.array(data["y"]), data["lambda"]

    def loss(p):
        return head(X @ p["W"][1:] + p["W"][0], y)[0] + 0.5 * lam * np.sum(p["W"] ** 2)

    def gradient(p):
        d = head(X @ p["W"][1:] + p["W"][0], y)[1]
        return {"W": np.vstack([d.sum(0), X.T @ d]) + lam * p["W"]}

    return loss, gradient


def softmax_head(S, y):
    rows = np.arange(len(y))
    S = S - S.max(1, keepdims=True)
    E = np.exp(S)
    total = E.sum(1, keepdims=True)
    d = E / total
    d[rows, y] -= 1
    return np.mean(np.log(total[:, 0]) - S[rows, y]), d / len(y)


def hinge_head(S, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, S - S[rows, y][:, None] + 1)
    margins[rows, y] = 0
    d = (margins > 0).astype(np.float64)
    d[rows, y] = -d.sum(1)
    return margins.sum() / len(y), d / len(y)


def dense(data):
    X, y, lam = read(data["X"]), np.array(data["y"]), data.get("lambda", 0)
    names = ("W",) if data.get("regularise", "weights") == "weights" else ("W", "b")

    def forward(p):
        inputs, layers = [X], len(p) // 2
        for layer in range(1, layers + 1):
            Z = inputs[-1] @ p[f"W{layer}"].T + p[f"b{layer}"]
            inputs.append(np.tanh(Z) if layer < layers else Z)
        return inputs

    def loss(p):
        penalty = sum(np.sum(v**2) for k, v in p.items() if k[0] in names) if lam else 0
        return softmax_head(forward(p)[-1], y)[0] + 0.5 * lam * penalty

    def gradient(p):
        inputs, result = forward(p), {}
        delta = softmax_head(inputs[-1], y)[1]
        for layer in range(len(p) // 2, 0, -1):
            result[f"W{layer}"] = delta.T @ inputs[layer - 1]
            result[f"b{layer}"] = delta.sum(0)
            delta = (delta @ p[f"W{layer}"]) * (1 - inputs[layer - 1] ** 2)
        return {k: result[k] + (lam * p[k] if k[0] in names else 0) for k in p}

    return loss, gradient


MODELS = {
    "sigmoid": sigmoid_network,
    "relu": relu_network,
    "softmax": lambda data: classifier(data, softmax_head),
    "hinge": lambda data: classifier(data, hinge_head),
    "dense": dense,
}


class Flat:
    """A case as functions of one vector, the form that the loops and scipy ask for."""

    def __init__(self, model, case):
        params = {name: read(tensor) for name, tensor in case["params"].items()}
        self.shapes = {name: value.shape for name, value in params.items()}
        self.at = self.join(params)
        self._loss, self._gradient = MODELS[model](case["data"])

    def join(self, params):
        return np.concatenate([value.ravel() for value in params.values()])

    def split(self, theta):
        result, start = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            result[name] = theta[start : start + size].reshape(shape)
            start += size
        return result

    def loss(self, theta):
        return self._loss(self.split(theta))

    def gradient(self, theta):
        return self.join(self._gradient(self.split(theta)))
