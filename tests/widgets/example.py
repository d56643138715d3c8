"""A small trace and its layout by hand, in their JSON form: a 2-2-1 network whose hidden layer is read twice."""

from __future__ import annotations

import numpy as np

CODE = """def loss(X, W1, W2, T):
    Z1 = X @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    E = Z2 - T
    P = A1.sum()
    Q = 0.5 * (E ** 2).sum()
    L = P + Q
    dE = E
    dZ2 = dE
    dW2 = A1.T @ dZ2
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * A1 * (1 - A1)
    dW1 = X.T @ dZ1
    return L
"""
PLACES = {
    "X": (10, 70),
    "Z1": (180, 70),
    "A1": (310, 70),
    "Z2": (440, 70),
    "E": (560, 70),
    "Q": (680, 70),
    "L": (800, 70),
    "W1": (90, 10),
    "W2": (370, 10),
    "T": (520, 10),
    "P": (560, 130),
}
LINES = {"X": 1, "W1": 1, "W2": 1, "T": 1, "Z1": 2, "A1": 3, "Z2": 4, "E": 5, "P": 6, "Q": 7, "L": 8}


class Draft:
    """Collects arrays once each, nodes and steps."""

    def __init__(self) -> None:
        self.arrays, self.nodes, self.steps, self.ids = [], [], [], {}

    def array(self, value: object) -> int:
        value = np.asarray(value, dtype=float)
        item = {"shape": list(value.shape), "data": value.ravel().tolist()}
        if item not in self.arrays:
            self.arrays.append(item)
        return self.arrays.index(item)

    def node(self, name: str, op: str, value: object, parents: tuple[str, ...] = (), formula: str = "") -> None:
        self.ids[name] = len(self.nodes)
        kind = "loss" if name == "L" else "op" if parents else "input"
        node = {"id": self.ids[name], "name": name, "op": op, "kind": kind, "shape": list(np.shape(value))}
        node |= {"value": self.array(value), "gradient": None, "parents": [self.ids[p] for p in parents]}
        self.nodes.append(node | {"line": LINES[name], "formula": formula, "group": None})
        said = f"{name} = {formula} is computed on line {LINES[name]}." if parents else f"{name} comes in."
        step = {"phase": "forward" if parents else "input", "node": self.ids[name], "line": LINES[name]}
        self.steps.append(step | {"formula": f"{name} = {formula}" if parents else name, "sentence": said})

    def back(self, name: str, to: str, rule: str, upstream, local, product, total, pending, formula, line) -> None:
        slot = self.nodes[self.ids[name]]["parents"].index(self.ids[to])
        before = np.asarray(total) - np.asarray(product)
        step = {"phase": "backward", "node": self.ids[name], "to": self.ids[to], "slot": slot, "line": line}
        step |= {"rule": rule, "upstream": self.array(upstream), "local": None if local is None else self.array(local)}
        step |= {"product": self.array(product), "before": self.array(before), "total": self.array(total)}
        said = f"From {name} back to {to}: the contribution is added to the gradient of {to}."
        self.steps.append(step | {"pending": pending, "formula": formula, "sentence": said})
        self.nodes[self.ids[to]]["gradient"] = self.array(total)

    def data(self, title: str, code: str, checks: list[dict]) -> dict:
        """What ``mount`` takes."""
        trace = {"version": 1, "title": title, "code": code, "arrays": self.arrays, "nodes": self.nodes,
                 "steps": self.steps, "checks": checks, "note": None, "error": None}  # fmt: skip
        return {"trace": trace, "layout": layout(self)}


X, W1 = np.array([[1.0, -2.0], [0.5, 0.3], [-1.2, 0.8]]), np.array([[0.1, -0.4], [0.7, 0.2]])
W2, T = np.array([[0.6], [-0.9]]), np.array([[1.0], [0.0], [1.0]])
Z1 = X @ W1
A1 = 1 / (1 + np.exp(-Z1))
Z2 = A1 @ W2
E = Z2 - T
P, Q = A1.sum(), 0.5 * (E**2).sum()


def small() -> dict:
    """The data of one stepper: {"trace", "layout"}; 23 steps, one check right (dW2) and one wrong (dW1)."""
    d = Draft()
    forward(d)
    wrong = backward(d)
    right = {"variable": "dW2", "line": 11, "node": d.ids["W2"], "ok": True, "value": d.array(A1.T @ E)}
    false = {"variable": "dW1", "line": 14, "node": d.ids["W1"], "ok": False, "value": d.array(wrong)}
    right |= {"message": "dW2 equals ∂L/∂W2"}
    false |= {"message": "dW1 is not ∂L/∂W1", "difference": 0.4321, "worst": [0, 1]}
    return d.data("A 2-2-1 network", CODE, [right, false])


def forward(d: Draft) -> None:
    for name, value in {"X": X, "W1": W1, "W2": W2, "T": T}.items():
        d.node(name, "input", value)
    d.node("Z1", "matmul", Z1, ("X", "W1"), "X · W1")
    d.node("A1", "sigmoid", A1, ("Z1",), "σ(Z1)")
    d.node("Z2", "matmul", Z2, ("A1", "W2"), "A1 · W2")
    d.node("E", "subtract", E, ("Z2", "T"), "Z2 - T")
    d.node("P", "sum", P, ("A1",), "Σ A1")
    d.node("Q", "loss", Q, ("E",), "½ ‖E‖²")
    d.node("L", "add", P + Q, ("P", "Q"), "P + Q")


def backward(d: Draft) -> np.ndarray:
    """All backward steps; returns a dW1 that forgets the path through P."""
    one, ones, slope, loss = np.array(1.0), np.ones_like(A1), A1 * (1 - A1), d.ids["L"]
    d.nodes[loss]["gradient"] = d.array(one)
    seed = {"phase": "seed", "node": loss, "line": 8, "formula": "∂L/∂L = 1", "sentence": "Start: dL/dL = 1."}
    d.steps.append(seed)
    d.back("L", "P", "hadamard", one, one, one, one, 0, "∂L/∂P += ∂L/∂L", 8)
    d.back("L", "Q", "hadamard", one, one, one, one, 0, "∂L/∂Q += ∂L/∂L", 8)
    d.back("Q", "E", "hadamard", one, E, E, E, 0, "∂L/∂E += ∂L/∂Q ⊙ E", 9)
    d.back("P", "A1", "general", one, None, ones, ones, 1, "∂L/∂A1 += ∂L/∂P · 1", 12)
    d.back("E", "Z2", "hadamard", E, np.ones_like(E), E, E, 0, "∂L/∂Z2 += ∂L/∂E", 10)
    d.back("E", "T", "hadamard", E, -np.ones_like(E), -E, -E, 0, "∂L/∂T += -∂L/∂E", 10)
    through = E @ W2.T
    d.back("Z2", "A1", "matmul-left", E, W2.T, through, ones + through, 0, "∂L/∂A1 += ∂L/∂Z2 · W2ᵀ", 12)
    d.back("Z2", "W2", "matmul-right", E, A1.T, A1.T @ E, A1.T @ E, 0, "∂L/∂W2 += A1ᵀ · ∂L/∂Z2", 11)
    G = (ones + through) * slope
    d.back("A1", "Z1", "hadamard", ones + through, slope, G, G, 0, "∂L/∂Z1 += ∂L/∂A1 ⊙ σ'(Z1)", 13)
    d.back("Z1", "X", "matmul-left", G, W1.T, G @ W1.T, G @ W1.T, 0, "∂L/∂X += ∂L/∂Z1 · W1ᵀ", 14)
    d.back("Z1", "W1", "matmul-right", G, X.T, X.T @ G, X.T @ G, 0, "∂L/∂W1 += Xᵀ · ∂L/∂Z1", 14)
    return X.T @ (through * slope)


def layout(draft: Draft) -> dict:
    """Boxes at the places above, a straight line for each edge."""
    w, h = 74, 50
    boxes = [
        {"id": draft.ids[k], "x": x, "y": y, "w": w, "h": h, "ghost_of": None}
        for k, (x, y) in PLACES.items()
        if k in draft.ids
    ]
    edges = []
    for node in draft.nodes:
        for slot, parent in enumerate(node["parents"]):
            (ax, ay), (bx, by) = PLACES[draft.nodes[parent]["name"]], PLACES[node["name"]]
            below = by > ay and bx - ax < w + 20
            start, end = ([ax + w / 2, ay + h], [bx + w / 2, by]) if below else ([ax + w, ay + h / 2], [bx, by + h / 2])
            edges.append({"from": parent, "to": node["id"], "slot": slot, "points": [start, end]})
    return {"width": 884, "height": 190, "nodes": boxes, "edges": edges}
