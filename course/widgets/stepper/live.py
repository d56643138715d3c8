"""The stepper with a kernel behind it, as an anywidget: Python sees and sets the step, and can put another trace in.

For what must reach Python: two steppers that step together, a slider that changes a weight and computes again, answers
to be kept. Everything else is better off with the plain output, which survives saving; this one does not.
"""

from __future__ import annotations

import anywidget
import traitlets

from .answers import record_html, record_text
from .assets import script, style

RENDER = """
function render({ model, el }) {
  let stepper;
  const tell = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  function draw() {
    stepper?.destroy();
    el.replaceChildren(document.createElement("div"));
    stepper = show(el.firstChild, structuredClone(model.get("data")), {
      ...model.get("data").options,
      step: model.get("step"),
      answers: model.get("answers"),
      onStep: (step) => tell("step", step),
      onAnswer: (answers) => tell("answers", [...answers]),
    });
  }
  // The plain stepper that we stand in for is there again when we are gone.
  const covered = [...document.querySelectorAll(`[data-stepper="${model.get("covers")}"]`)]
    .map((plain) => plain.closest(".jp-OutputArea-child") || plain);
  covered.forEach((plain) => (plain.style.display = "none"));
  const follow = () => stepper.go(model.get("step"));
  model.on("change:data", draw);
  model.on("change:step", follow);
  draw();
  return () => {
    model.off("change:data", draw);
    model.off("change:step", follow);
    stepper.destroy();
    covered.forEach((plain) => (plain.style.display = ""));
  };
}
export default { render };
"""


class LiveStepper(anywidget.AnyWidget):
    """Traits: ``step``, from 0, and ``data``, what :meth:`course.widgets.Stepper.data` gives."""

    data = traitlets.Dict().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    answers = traitlets.List().tag(sync=True)
    covers = traitlets.Unicode("").tag(sync=True)

    def __init__(self, data: dict, **traits: object) -> None:
        self._esm = script(data) + RENDER
        self._css = style(data)
        super().__init__(data=data, step=data["options"]["step"], **traits)


class LiveQuiz(LiveStepper):
    """Predict mode; ``answers`` has what was answered, and an output of its own keeps it in words."""

    def __init__(self, data: dict, title: str) -> None:
        super().__init__(data)
        self.title = title
        self.record = None
        self.observe(self._keep, names="answers")

    def bundle(self) -> dict[str, str]:
        """The record as an output."""
        return {"text/html": record_html(self.title, self.answers), "text/plain": record_text(self.title, self.answers)}

    def _keep(self, change: object) -> None:
        if self.record is not None:
            self.record.update(self.bundle(), raw=True)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self.record = display(self.bundle(), raw=True, display_id=True)
        data, metadata = self._repr_mimebundle_()
        display(data, raw=True, metadata=metadata)
