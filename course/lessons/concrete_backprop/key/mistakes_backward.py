"""Mistakes people make on the way back through the two-layer net, one gradient at a time."""

import numpy as np

from ....activations import sigmoid as σ
from ....activations import sigmoid_derivative as σ_prime
from ...declare import mistake

# ---------------------------------------------------------------------------------------------------------------- dZ2


@mistake(
    "compute_dZ2",
    says="the difference is the wrong way round: t - y",
    asks="if the output is above its target, should a larger Z2 make the loss larger or smaller?",
    seen_if="signs are compared",
)
def target_minus_output(Z2, t):
    return (t - σ(Z2)) * σ_prime(Z2)


@mistake(
    "compute_dZ2",
    says="the local gradient σ'(Z2) is missing: this is the gradient at y, not at Z2",
    asks="which node lies between Z2 and y, and what is its local gradient?",
    seen_if="always",
)
def output_derivative_missing(Z2, t):
    return σ(Z2) - t


@mistake(
    "compute_dZ2",
    says="the upstream gradient (y - t) is missing: this is the local gradient alone",
    asks="what should dZ2 be if the output hits its target exactly?",
    seen_if="upstream is not 1",
)
def output_upstream_missing(Z2, t):
    return σ_prime(Z2)


@mistake(
    "compute_dZ2",
    says="the derivative is taken at y instead of at Z2: the sigmoid is applied twice",
    asks="at which point is σ' evaluated: before or after the sigmoid?",
    seen_if="any generic point",
)
def output_double_sigmoid(Z2, t):
    y = σ(Z2)
    return (y - t) * σ_prime(y)


@mistake(
    "compute_dZ2",
    says="there is a factor 2 too many: the ½ of the loss has cancelled it already",
    asks="what is the derivative of ½(y - t)² with respect to y?",
    seen_if="ratio to the right value is constant",
)
def output_factor_two(Z2, t):
    return 2 * (σ(Z2) - t) * σ_prime(Z2)


@mistake(
    "compute_dZ2",
    says="it is divided by the batch size n, but the loss is a sum, not a mean",
    asks="is there a 1/n in the loss?",
    seen_if="batch > 1",
)
def output_averaged(Z2, t):
    return (σ(Z2) - t) * σ_prime(Z2) / len(Z2)


@mistake(
    "compute_dZ2",
    says="it is divided by the number of all entries, n·C, but the loss is a sum, not a mean",
    asks="is there a mean in the loss?",
    seen_if="more than one entry (source 002)",
)
def output_averaged_over_all(Z2, t):
    return (σ(Z2) - t) * σ_prime(Z2) / Z2.size


@mistake(
    "compute_dZ2",
    says="the two factors are multiplied as matrices where an element-wise product is meant (source 000's line)",
    asks="does the error of one output change the local gradient of another?",
    seen_if="more than one output",
)
def output_matrix_product(Z2, t):
    return np.dot(σ_prime(Z2), σ(Z2) - t)


@mistake(
    "compute_dZ2",
    says="the error is taken at Z2 instead of at y = σ(Z2)",
    asks="which of the two is compared with the target in the loss?",
    seen_if="any generic point",
)
def error_before_activation(Z2, t):
    return (Z2 - t) * σ_prime(Z2)


@mistake(
    "compute_dZ2",
    says="the local gradient is taken to be σ(Z2) where σ'(Z2) is meant",
    asks="what is the derivative of σ, in terms of σ?",
    seen_if="any generic point",
)
def output_value_for_derivative(Z2, t):
    return (σ(Z2) - t) * σ(Z2)


# ---------------------------------------------------------------------------------------------------------------- dW2


@mistake(
    "compute_dW2",
    says="the transpose is missing: A1 @ dZ2",
    asks="which shape has dW2, and which two shapes multiply to it?",
    seen_if="not square",
)
def transpose_missing_dW2(A1, dZ2):
    return A1 @ dZ2


@mistake(
    "compute_dW2",
    says="the operands are swapped: this is dW2 transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with W2.",
    seen_if="not square",
)
def swapped_dW2(A1, dZ2):
    return dZ2.T @ A1


@mistake(
    "compute_dW2",
    says="it is averaged over the batch, but the loss is a sum",
    asks="the examples' gradients: do they add up, or is their mean wanted?",
    seen_if="batch > 1",
)
def averaged_dW2(A1, dZ2):
    return A1.T @ dZ2 / len(A1)


@mistake(
    "compute_dW2",
    says="only the first example is used",
    asks="how many examples does your result depend on?",
    seen_if="batch > 1",
)
def first_example_dW2(A1, dZ2):
    return np.outer(A1[0], dZ2[0])


@mistake(
    "compute_dW2",
    says="the upstream gradient dZ2 is not used: this is as if it were all ones",
    asks="what should dW2 be where dZ2 is 0?",
    seen_if="upstream is not 1",
)
def upstream_missing_dW2(A1, dZ2):
    return A1.T @ np.ones_like(dZ2)


@mistake(
    "compute_dW2",
    says="the sums over the batch are taken before the product instead of after it",
    asks="is a sum of products the product of the sums?",
    seen_if="batch > 1",
)
def product_of_sums_dW2(A1, dZ2):
    return np.outer(A1.sum(axis=0), dZ2.sum(axis=0))


@mistake(
    "compute_dW2",
    says="the sign is wrong",
    asks="where is the minus of gradient descent: in the gradient or in the update?",
    seen_if="signs are compared",
)
def negative_dW2(A1, dZ2):
    return -A1.T @ dZ2


@mistake(
    "compute_dW2",
    says="a sigmoid derivative too many: dZ2 already contains it, and A1 = σ(Z1) has its own turn later",
    asks="which node lies between Z2 and W2: a product only, or a sigmoid as well?",
    seen_if="always",
)
def extra_derivative_dW2(A1, dZ2):
    return (A1 * (1 - A1)).T @ dZ2


# ---------------------------------------------------------------------------------------------------------------- dA1


@mistake(
    "compute_dA1",
    says="the transpose is missing: dZ2 @ W2",
    asks="which shape has dA1, and which two shapes multiply to it?",
    seen_if="not square",
)
def transpose_missing_dA1(dZ2, W2):
    return dZ2 @ W2


@mistake(
    "compute_dA1",
    says="the operands are swapped: this is dA1 transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with A1.",
    seen_if="not square",
)
def swapped_dA1(dZ2, W2):
    return W2 @ dZ2.T


@mistake(
    "compute_dA1",
    says="the upstream gradient dZ2 is not used: this is as if it were all ones",
    asks="what should dA1 be where dZ2 is 0?",
    seen_if="upstream is not 1",
)
def upstream_missing_dA1(dZ2, W2):
    return np.ones_like(dZ2) @ W2.T


@mistake(
    "compute_dA1",
    says="the product is element-wise (*) where a matrix product (@) is meant",
    asks="a hidden unit feeds several outputs: what becomes of the gradients that come back from each?",
    seen_if="more than one output",
)
def elementwise_dA1(dZ2, W2):
    return dZ2 * W2.T


@mistake(
    "compute_dA1",
    says="it is averaged over the outputs where their gradients have to be added",
    asks="gradients that meet at a node: mean or sum?",
    seen_if="more than one output",
)
def averaged_dA1(dZ2, W2):
    return dZ2 @ W2.T / W2.shape[1]


@mistake(
    "compute_dA1",
    says="it is averaged over the batch, but each example has its own row",
    asks="does the number of other examples change the gradient of this one?",
    seen_if="batch > 1",
)
def batch_averaged_dA1(dZ2, W2):
    return dZ2 @ W2.T / len(dZ2)


@mistake(
    "compute_dA1",
    says="only the first output's gradient is sent back",
    asks="through how many outputs does a hidden unit reach the loss?",
    seen_if="more than one output",
)
def first_output_dA1(dZ2, W2):
    return dZ2[:, :1] @ W2[:, :1].T


@mistake(
    "compute_dA1",
    says="the sign is wrong",
    asks="where is the minus of gradient descent: in the gradient or in the update?",
    seen_if="signs are compared",
)
def negative_dA1(dZ2, W2):
    return -dZ2 @ W2.T


@mistake(
    "compute_dA1",
    says="a sigmoid derivative too many: that step comes next, from dA1 to dZ1",
    asks="which node lies between A1 and Z2?",
    seen_if="always",
)
def extra_derivative_dA1(dZ2, W2):
    dA1 = dZ2 @ W2.T
    return dA1 * σ_prime(dA1)


# ---------------------------------------------------------------------------------------------------------------- dZ1


@mistake(
    "compute_dZ1",
    says="the local gradient σ'(Z1) is missing: dA1 is handed down unchanged",
    asks="which node lies between Z1 and A1, and what is its local gradient?",
    seen_if="hidden layer checked",
)
def hidden_derivative_missing(dA1, Z1):
    return dA1 * 1.0


@mistake(
    "compute_dZ1",
    says="the upstream gradient dA1 is missing: this is the local gradient alone",
    asks="what should dZ1 be where dA1 is 0?",
    seen_if="upstream is not 1",
)
def hidden_upstream_missing(dA1, Z1):
    return σ_prime(Z1)


@mistake(
    "compute_dZ1",
    says="the sigmoid is applied twice: σ' is taken at A1 instead of at Z1",
    asks="at which point is σ' evaluated: before or after the sigmoid?",
    seen_if="any generic point",
)
def hidden_double_sigmoid(dA1, Z1):
    return dA1 * σ_prime(σ(Z1))


@mistake(
    "compute_dZ1",
    says="Z1 is taken for an activation: Z1(1 - Z1)",
    asks="is σ' = a(1 - a) meant with a before or after the sigmoid?",
    seen_if="any generic point",
)
def hidden_pre_activation_as_activation(dA1, Z1):
    return dA1 * Z1 * (1 - Z1)


@mistake(
    "compute_dZ1",
    says="the local gradient is taken to be σ(Z1) where σ'(Z1) is meant",
    asks="what is the derivative of σ, in terms of σ?",
    seen_if="any generic point",
)
def hidden_value_for_derivative(dA1, Z1):
    return dA1 * σ(Z1)


@mistake(
    "compute_dZ1",
    says="the factors are multiplied as matrices where an element-wise product is meant",
    asks="does one hidden unit's sigmoid change another's gradient?",
    seen_if="shape",
)
def hidden_matrix_product(dA1, Z1):
    return dA1 @ σ_prime(Z1).T


@mistake(
    "compute_dZ1",
    says="the local gradient is added to the upstream gradient instead of multiplied with it",
    asks="along one path, does the chain rule add or multiply?",
    seen_if="always",
)
def hidden_added(dA1, Z1):
    return dA1 + σ_prime(Z1)


@mistake(
    "compute_dZ1",
    says="the sign is wrong",
    asks="does σ grow or shrink when Z1 grows?",
    seen_if="signs are compared",
)
def negative_dZ1(dA1, Z1):
    return -dA1 * σ_prime(Z1)


@mistake(
    "compute_dZ1",
    says="dA1 is changed in place: the caller's array has been overwritten",
    asks="what does `dA1 *= ...` do to the array that was passed in?",
    seen_if="the inputs are compared before and after",
)
def hidden_in_place(dA1, Z1):
    dA1 *= σ_prime(Z1)
    return dA1


# ---------------------------------------------------------------------------------------------------------------- dW1


@mistake(
    "compute_dW1",
    says="the transpose is missing: A0 @ dZ1",
    asks="which shape has dW1, and which two shapes multiply to it?",
    seen_if="not square",
)
def transpose_missing_dW1(A0, dZ1):
    return A0 @ dZ1


@mistake(
    "compute_dW1",
    says="the operands are swapped: this is dW1 transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with W1.",
    seen_if="not square",
)
def swapped_dW1(A0, dZ1):
    return dZ1.T @ A0


@mistake(
    "compute_dW1",
    says="it is averaged over the batch, but the loss is a sum",
    asks="the examples' gradients: do they add up, or is their mean wanted?",
    seen_if="batch > 1",
)
def averaged_dW1(A0, dZ1):
    return A0.T @ dZ1 / len(A0)


@mistake(
    "compute_dW1",
    says="only the first example is used",
    asks="how many examples does your result depend on?",
    seen_if="batch > 1",
)
def first_example_dW1(A0, dZ1):
    return np.outer(A0[0], dZ1[0])


@mistake(
    "compute_dW1",
    says="the upstream gradient dZ1 is not used: this is as if it were all ones",
    asks="what should dW1 be where dZ1 is 0?",
    seen_if="upstream is not 1",
)
def upstream_missing_dW1(A0, dZ1):
    return A0.T @ np.ones_like(dZ1)


@mistake(
    "compute_dW1",
    says="the sums over the batch are taken before the product instead of after it",
    asks="is a sum of products the product of the sums?",
    seen_if="batch > 1",
)
def product_of_sums_dW1(A0, dZ1):
    return np.outer(A0.sum(axis=0), dZ1.sum(axis=0))


@mistake(
    "compute_dW1",
    says="the sign is wrong",
    asks="where is the minus of gradient descent: in the gradient or in the update?",
    seen_if="signs are compared",
)
def negative_dW1(A0, dZ1):
    return -A0.T @ dZ1


@mistake(
    "compute_dW1",
    says="the inputs went through a sigmoid first",
    asks="is there an activation between the data and the first layer?",
    seen_if="always",
)
def activated_inputs_dW1(A0, dZ1):
    return σ(A0).T @ dZ1
