"""Mistakes people make in a model that is a list of layers."""

from ...declare import mistake
from .reference import Network


@mistake(
    "Network",
    says="backward walks through the layers in the order of forward",
    asks="at which layer does the gradient of the output arrive first?",
    seen_if="the sizes differ",
)
class FrontToBack(Network):
    def backward(self, dY):
        for layer in self.layers:
            dY = layer.backward(dY)
        return dY


@mistake(
    "Network",
    says="every layer gets the gradient of the output; what a layer returns is dropped",
    asks="what is the upstream gradient of the last layer but one?",
    seen_if="more than one layer",
)
class NotHandedDown(Network):
    def backward(self, dY):
        for layer in reversed(self.layers):
            dX = layer.backward(dY)
        return dX


@mistake(
    "Network",
    says="backward returns what it was given; the gradient of the input is what is left at the end",
    asks="which variable holds the gradient after the first layer has worked on it?",
    seen_if="the result is looked at",
)
class ReturnsTheUpstream(Network):
    def backward(self, dY):
        super().backward(dY)
        return dY


@mistake(
    "Network",
    says="the list of layers is turned round for good by backward: `list.reverse` changes it in place",
    asks="in which order are the layers after backward, and what does the next call do?",
    seen_if="backward is called twice",
)
class TurnsTheListRound(Network):
    def __init__(self, layers):
        super().__init__(layers)
        self.layers = list(layers)

    def backward(self, dY):
        self.layers.reverse()
        for layer in self.layers:
            dY = layer.backward(dY)
        return dY


@mistake(
    "Network",
    says="backward leaves the first layer out: its dW stays 0",
    asks="how many layers get an upstream gradient?",
    seen_if="every layer's dW is looked at",
)
class FirstLayerLeftOut(Network):
    def backward(self, dY):
        for layer in self.layers[:0:-1]:
            dY = layer.backward(dY)
        return dY


@mistake(
    "Network",
    says="backward leaves the last layer out",
    asks="how many layers get an upstream gradient?",
    seen_if="every layer's dW is looked at",
)
class LastLayerLeftOut(Network):
    def backward(self, dY):
        dY = dY @ self.layers[-1].W.T
        for layer in self.layers[-2::-1]:
            dY = layer.backward(dY)
        return dY


@mistake(
    "Network",
    says="backward sets the gradients to zero first; they should add up until zero_gradients is called",
    asks="what should dW be after two backward calls with the same upstream gradient?",
    seen_if="backward is called twice",
)
class ZeroesInBackward(Network):
    def backward(self, dY):
        self.zero_gradients()
        return super().backward(dY)


@mistake(
    "Network",
    says="forward gives the input to every layer; each should get what the one before has said",
    asks="what goes into the second layer?",
    seen_if="more than one layer",
)
class InputToEveryLayer(Network):
    def forward(self, X):
        for layer in self.layers:
            Y = layer.forward(X)
        return Y


@mistake(
    "Network",
    says="forward stops one layer early: the last layer is never asked",
    asks="which shape should the answer have?",
    seen_if="the output is looked at",
)
class StopsBeforeTheOutput(Network):
    def forward(self, X):
        Y = super().forward(X)
        return self.layers[-1].X if Y is not None else Y


@mistake(
    "Network",
    says="the upstream gradient is divided by the batch size in backward; a mean belongs to the loss",
    asks="is there a 1/n in the layers?",
    seen_if="batch > 1",
)
class AveragesInBackward(Network):
    def backward(self, dY):
        return super().backward(dY / len(dY))


@mistake(
    "Network",
    says="backward takes a step with the weights; only the optimiser may",
    asks="are the weights the same before and after backward?",
    seen_if="the weights are compared before and after",
)
class StepsOnTheWay(Network):
    def backward(self, dY):
        dX = super().backward(dY)
        for layer in self.layers:
            layer.W -= 0.01 * layer.dW
        return dX


@mistake(
    "Network",
    says="the upstream gradient is taken to be 1",
    asks="does your result depend on dY?",
    seen_if="upstream is not 1",
)
class StartsWithOnes(Network):
    def backward(self, dY):
        return super().backward(0 * dY + 1)
