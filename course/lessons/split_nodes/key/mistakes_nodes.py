"""Mistakes at single nodes: where one splits, and where two join in a sum, a product, a concatenation."""

import numpy as np

from ...declare import mistake

# -------------------------------------------------------------------------------------------------------------- split


@mistake(
    "split_gradient",
    says="the second path overwrites the first: only dy2's share is left",
    asks="if y1 alone changes with x, does your dx notice?",
    seen_if="a node with two consumers",
)
def second_path_overwrites(x, dy1, dy2):
    dx = dy1 * 2 * x
    dx = dy2 * np.cos(x)
    return dx


@mistake(
    "split_gradient",
    says="only the first path is counted",
    asks="through how many paths does x reach the loss?",
    seen_if="a node with two consumers",
)
def first_path_only(x, dy1, dy2):
    return dy1 * 2 * x


@mistake(
    "split_gradient",
    says="the two shares are averaged, where they have to be added",
    asks="if both paths raise the loss by 1, by how much does it rise?",
    seen_if="always",
)
def shares_averaged(x, dy1, dy2):
    return (dy1 * 2 * x + dy2 * np.cos(x)) / 2


@mistake(
    "split_gradient",
    says="the two shares are multiplied, where they have to be added",
    asks="along one path gradients multiply; and where paths meet?",
    seen_if="always",
)
def shares_multiplied(x, dy1, dy2):
    return dy1 * 2 * x * dy2 * np.cos(x)


@mistake(
    "split_gradient",
    says="the local gradients are missing: dy1 + dy2 is as if both paths were copies of x",
    asks="what is d(x²)/dx?",
    seen_if="always",
)
def split_locals_missing(x, dy1, dy2):
    return dy1 + dy2


@mistake(
    "split_gradient",
    says="the upstream gradients are missing: these are the local gradients alone",
    asks="what should dx be where dy1 and dy2 are 0?",
    seen_if="upstream is not 1",
)
def split_upstream_missing(x, dy1, dy2):
    return 2 * x + np.cos(x)


@mistake(
    "split_gradient",
    says="the upstream gradients are swapped: dy1 meets the cosine and dy2 the square",
    asks="which of the two came back through x²?",
    seen_if="dy1 and dy2 differ",
)
def split_upstream_swapped(x, dy1, dy2):
    return dy2 * 2 * x + dy1 * np.cos(x)


@mistake(
    "split_gradient",
    says="the function stands where its derivative belongs: sin x for cos x",
    asks="what is the derivative of the sine?",
    seen_if="always",
)
def sine_for_cosine(x, dy1, dy2):
    return dy1 * 2 * x + dy2 * np.sin(x)


@mistake(
    "split_gradient",
    says="the sign of the second share is wrong: the derivative of the sine is the cosine, without a minus",
    asks="does sin x grow or shrink just right of 0?",
    seen_if="signs are compared",
)
def sine_derivative_negative(x, dy1, dy2):
    return dy1 * 2 * x - dy2 * np.cos(x)


# ---------------------------------------------------------------------------------------------------------- join: sum


@mistake(
    "join_sum",
    says="db is not added up over the batch: it has the shape of A, not that of b",
    asks="b went into every row: how many shares come back to it?",
    seen_if="batch > 1",
)
def bias_not_reduced(dY, A, b):
    return dY.copy(), dY.copy()


@mistake(
    "join_sum",
    says="db is averaged over the batch, where the shares have to be added",
    asks="a broadcast is a split into n copies: what happens to gradients at a split?",
    seen_if="batch > 1",
)
def bias_averaged(dY, A, b):
    return dY.copy(), dY.mean(axis=0)


@mistake(
    "join_sum",
    says="db is added up along the wrong axis, over the units instead of over the examples",
    asks="what is the shape of b, and along which axis was it copied?",
    seen_if="n and m differ",
)
def bias_wrong_axis(dY, A, b):
    return dY.copy(), dY.sum(axis=1)


@mistake(
    "join_sum",
    says="db is added up over everything to one number",
    asks="does each unit not have a bias of its own?",
    seen_if="more than one unit",
)
def bias_one_number(dY, A, b):
    return dY.copy(), dY.sum()


@mistake(
    "join_sum",
    says="the gradient is shared out: half to each, but a sum hands the whole to both",
    asks="if A grows by 1, by how much does A + b grow?",
    seen_if="always",
)
def sum_shared_out(dY, A, b):
    return dY / 2, dY.sum(axis=0) / 2


@mistake(
    "join_sum",
    says="the values are multiplied in: that is the way back through a product",
    asks="what is the local gradient of a sum?",
    seen_if="always",
)
def sum_as_product(dY, A, b):
    return dY * b, (dY * A).sum(axis=0)


@mistake(
    "join_sum",
    says="only the first example reaches db",
    asks="how many examples used b?",
    seen_if="batch > 1",
)
def bias_first_example(dY, A, b):
    return dY.copy(), dY[0].copy()


@mistake(
    "join_sum",
    says="the upstream gradient is not used: ones instead of dY",
    asks="what should dA be where dY is 0?",
    seen_if="upstream is not 1",
)
def sum_upstream_missing(dY, A, b):
    return np.ones_like(A), np.full_like(b, len(A))


# ------------------------------------------------------------------------------------------------------ join: product


@mistake(
    "join_product",
    says="the two shares are swapped: each factor gets its own value instead of the other's",
    asks="if B is 0, can A change the product?",
    seen_if="A and B differ",
)
def factors_swapped(dY, A, B):
    return dY * A, dY * B


@mistake(
    "join_product",
    says="the upstream gradient is missing",
    asks="what should dA be where dY is 0?",
    seen_if="upstream is not 1",
)
def product_upstream_missing(dY, A, B):
    return B.copy(), A.copy()


@mistake(
    "join_product",
    says="the upstream gradient is handed on unchanged, as through a sum",
    asks="what is d(AB)/dA?",
    seen_if="always",
)
def product_as_sum(dY, A, B):
    return dY.copy(), dY.copy()


@mistake(
    "join_product",
    says="both factors get the product itself",
    asks="what is d(AB)/dA: AB, or B?",
    seen_if="always",
)
def product_for_factor(dY, A, B):
    return dY * A * B, dY * A * B


@mistake(
    "join_product",
    says="the second operand gets the first one's share",
    asks="is d(AB)/dB the same as d(AB)/dA?",
    seen_if="every operand is checked",
)
def second_operand_copied(dY, A, B):
    return dY * B, dY * B


@mistake(
    "join_product",
    says="only the first operand gets a gradient",
    asks="can the loss not change through B?",
    seen_if="every operand is checked",
)
def second_operand_forgotten(dY, A, B):
    return dY * B, np.zeros_like(B)


@mistake(
    "join_product",
    says="the factors are multiplied as matrices where an element-wise product is meant",
    asks="which operator multiplies entry by entry?",
    seen_if="shape",
)
def product_as_matrices(dY, A, B):
    return dY @ B.T, dY.T @ A


@mistake(
    "join_product",
    says="it is halved, as if A and B were the same variable and shared the gradient",
    asks="with A held fixed, what is the slope in B?",
    seen_if="always",
)
def product_halved(dY, A, B):
    return dY * B / 2, dY * A / 2


# ------------------------------------------------------------------------------------------------ join: concatenation


@mistake(
    "join_concat",
    says="dY is cut in the middle, but A and B are not equally wide",
    asks="how many columns has A?",
    seen_if="A and B differ in width",
)
def cut_in_the_middle(dY, A, B):
    half = dY.shape[1] // 2
    return dY[:, :half].copy(), dY[:, half:].copy()


@mistake(
    "join_concat",
    says="the two parts are swapped: A's gradient is cut from the right",
    asks="on which side of Y does A stand?",
    seen_if="A and B differ in width",
)
def parts_swapped(dY, A, B):
    width = B.shape[1]
    return dY[:, width:].copy(), dY[:, :width].copy()


@mistake(
    "join_concat",
    says="both parts get the whole of dY",
    asks="does a gradient have the shape of what it belongs to?",
    seen_if="shape",
)
def whole_for_both(dY, A, B):
    return dY.copy(), dY.copy()


@mistake(
    "join_concat",
    says="dY is cut by rows, where A and B stand side by side",
    asks="along which axis were A and B put together?",
    seen_if="shape",
)
def cut_by_rows(dY, A, B):
    width = A.shape[1]
    return dY[:width].copy(), dY[width:].copy()


@mistake(
    "join_concat",
    says="only A gets a gradient",
    asks="can the loss not change through B?",
    seen_if="every operand is checked",
)
def only_first_part(dY, A, B):
    return dY[:, : A.shape[1]].copy(), np.zeros_like(B)


@mistake(
    "join_concat",
    says="the values are multiplied in: putting side by side moves numbers, it does not change them",
    asks="what is the local gradient of a copy?",
    seen_if="always",
)
def concat_as_product(dY, A, B):
    width = A.shape[1]
    return dY[:, :width] * A, dY[:, width:] * B
