"""The stepper with a kernel behind it, as an anywidget: Python sees and sets the step, and can put another trace in.

For what must reach Python: two steppers that step together, a slider that changes a weight and computes again.
Everything else is better off with the plain output, which survives saving; this one does not.
"""

from __future__ import annotations

import anywidget
import traitlets

from .assets import script, style

RENDER = """
function render({ model, el }) {
  let stepper;
  function draw() {
    stepper?.destroy();
    el.replaceChildren(document.createElement("div"));
    stepper = mount(el.firstChild, structuredClone(model.get("data")), {
      step: model.get("step"),
      onStep(step) {
        model.set("step", step);
        model.save_changes();
      },
    });
  }
  const follow = () => stepper.go(model.get("step"));
  model.on("change:data", draw);
  model.on("change:step", follow);
  draw();
  return () => {
    model.off("change:data", draw);
    model.off("change:step", follow);
    stepper.destroy();
  };
}
export default { render };
"""


class LiveStepper(anywidget.AnyWidget):
    """Traits: ``step``, from 0, and ``data``, what :meth:`course.widgets.Stepper.data` gives."""

    _esm = script() + RENDER
    _css = style()
    data = traitlets.Dict().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
