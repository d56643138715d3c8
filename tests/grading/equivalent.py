"""Single changes of reference answers that lose nothing, since what they give is still right; each with its reason."""

SQUARED = "the difference is squared, or only its absolute value counts"
MANY = "any numbers that show the fault are right"
TRUTHY = "2 is as true as True"
UNUSED = "the value is not returned"

EQUIVALENT: dict[str, dict[tuple[str, str], str]] = {
    "01_concrete_backprop": {
        ("backward_b", "change_constant: 2 -> 3"): UNUSED,
        ("backward_b", "swap_operator: y ** 2 -> y * 2"): UNUSED,
        ("backward_b", "swap_operator: dZ @ x.T -> dZ * x.T"): "a column times a row, either way",
        ("loss", "swap_operands: y - t -> t - y"): SQUARED,
        ("network", "swap_operands: A2 - t -> t - A2"): SQUARED,
        ("revealing_x", "change_constant: 0.2 -> 1.2"): MANY,
        ("revealing_x", "change_constant: 0.5 -> 1.5"): MANY,
        ("revealing_x", "change_constant: 1.0 -> 2.0"): MANY,
        (
            "revealing_x",
            "negate: return np.array([[1.0], [0.5], [0.2]]) -> return -np.array([[1.0], [0.5], [0.2]])",
        ): MANY,
    },
    "02_vectorized_backprop": {
        ("across_the_kink", "change_constant: 0.1 -> 1.1"): MANY,
        ("losses", "swap_operands: Y - T -> T - Y"): SQUARED,
        ("network", "swap_operands: Y - T -> T - Y"): SQUARED,
        ("revealing_sizes", "change_constant: 10 -> 11"): MANY,
        ("revealing_sizes", "change_constant: 3 -> 4"): MANY,
        ("worst_entry", "swap_operands: analytic - numerical -> numerical - analytic"): SQUARED,
    },
    "03_two_gradients": {
        ("hiding_shape", "change_constant: 6 -> 7"): MANY,
        ("many_losses", "swap_operands: Y - T -> T - Y"): SQUARED,
        ("net_loss", "swap_operands: Y - T -> T - Y"): SQUARED,
        ("network", "swap_operands: Z2 - T -> T - Z2"): SQUARED,
        ("revealing_m", "change_constant: 7 -> 8"): MANY,
        (
            "vectorised_gradient",
            "change_constant: 1 -> 2",
        ): "reshape takes any negative number for the size it is to find",
    },
    "04_oop_optimizer": {
        ("SGD", "change_constant: True -> 2"): TRUTHY,
        ("SquaredError", "swap_operands: t - y -> y - t"): SQUARED,
        (
            "loss_record",
            "negate: return np.zeros(len(range(0, steps, every))) -> return -np.zeros(len(range(0, steps, every)))",
        ): "-0 equals 0",
    },
    "05_adversarial_data": {
        ("compute_dx", "change_constant: 0 -> 1"): UNUSED,
        ("compute_dx", "change_constant: 1 -> 2"): UNUSED,
        ("compute_dx", "swap_operands: 1 - t * y -> t * y - 1"): UNUSED,
        ("compute_dx", "swap_operands: x @ w[:-1] -> w[:-1] @ x"): "the same dot product",
        ("compute_dx", "swap_operator: 1 - t * y -> 1 + t * y"): UNUSED,
        ("compute_dx", "swap_operator: t * y -> t / y"): UNUSED,
        ("distances", "swap_operands: X_moved - X -> X - X_moved"): SQUARED,
        ("masked_point", "change_constant: 1.5 -> 2.5"): MANY,
        ("masked_point", "change_constant: 2.0 -> 3.0"): MANY,
        ("masked_point", "change_constant: 2.5 -> 3.5"): MANY,
        ("project", "change_constant: 1.0 -> 2.0"): "what a length of 0 is replaced by: 0 divided by it stays 0",
        ("project", "change_constant: True -> 2"): TRUTHY,
        ("steepest", "change_constant: 1.0 -> 2.0"): "what a length of 0 is replaced by: 0 divided by it stays 0",
        ("steepest", "change_constant: True -> 2"): TRUTHY,
    },
    "06_deep_relu_nets": {
        ("layer_errors", "swap_operands: layer.dW - N -> N - layer.dW"): SQUARED,
        ("layer_errors", "swap_operands: network.forward(X) - T -> T - network.forward(X)"): SQUARED,
        ("revealing_case", "change_constant: 0.1 -> 1.1"): MANY,
        ("revealing_case", "change_constant: 0.5 -> 1.5"): MANY,
        ("revealing_case", "change_constant: 1.0 -> 2.0"): MANY,
        ("revealing_case", "change_constant: 2.0 -> 3.0"): MANY,
        ("revealing_case", "change_constant: 3.0 -> 4.0"): MANY,
        ("train", "swap_operands: network.forward(X) - T -> T - network.forward(X)"): SQUARED,
    },
    "07_split_nodes": {
        ("Var", "change_constant: True -> 2"): TRUTHY,
        ("Var", "swap_operator: up * np.ones_like(self.value) -> up / np.ones_like(self.value)"): "times or by 1",
        ("revealing_factors", "change_constant: 2.0 -> 3.0"): MANY,
        ("revealing_factors", "change_constant: 5.0 -> 6.0"): MANY,
        ("revealing_graph", "change_constant: 1.0 -> 2.0"): MANY,
        ("revealing_graph", "change_constant: 2.0 -> 3.0"): MANY,
        ("revealing_graph", "change_constant: 3.0 -> 4.0"): MANY,
    },
}
