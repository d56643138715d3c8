"""More mistakes in the training loop: which example is used, who steps, and how often."""

from ...declare import mistake
from .mistakes_training import _train
from .reference import compute_dw


@mistake(
    "train",
    says="the examples are taken in the order in which they lie there; `samples` is not used",
    asks="which example belongs to step k?",
    seen_if="samples are not in order",
)
def samples_ignored(model, loss, optimiser, X, t, samples, every):
    return _train(model, loss, optimiser, X, t, samples, every, row=lambda k, i: k % len(X))


@mistake(
    "train",
    says="the loss is recorded at the end of each stretch, one step before its time",
    asks="is the loss recorded before step 0?",
    seen_if="the first record is compared",
)
def recorded_at_the_end(model, loss, optimiser, X, t, samples, every):
    return _train(model, loss, optimiser, X, t, samples, every, at=every - 1)


@mistake(
    "train",
    says="the loop moves the weights itself; `optimiser.step` is never called",
    asks="whose job is it to move weights? What if the optimiser were another one?",
    seen_if="the optimiser counts its steps",
)
def optimiser_left_out(model, loss, optimiser, X, t, samples, every):
    class ByHand:
        def step(self, parameters, gradients):
            model.w = model.w - optimiser.step_size * gradients[0]

    return _train(model, loss, ByHand(), X, t, samples, every)


@mistake(
    "train",
    says="the optimiser is asked to step twice for each sample",
    asks="how many steps are made with k samples?",
    seen_if="the optimiser counts its steps",
)
def stepped_twice(model, loss, optimiser, X, t, samples, every):
    class Twice:
        def step(self, parameters, gradients):
            optimiser.step(parameters, gradients)
            optimiser.step(parameters, gradients)

    return _train(model, loss, Twice(), X, t, samples, every)


@mistake(
    "train",
    says="each step uses the gradient of all the data; stochastic descent uses one example a step",
    asks="how many examples does `compute_dw` look at in one step?",
    seen_if="more than one example",
)
def all_data_every_step(model, loss, optimiser, X, t, samples, every):
    class Whole:
        def step(self, parameters, gradients):
            all_of_them = [compute_dw(model, loss, x, label) for x, label in zip(X, t, strict=True)]
            optimiser.step(parameters, [sum(all_of_them) / len(X)])

    return _train(model, loss, Whole(), X, t, samples, every)
