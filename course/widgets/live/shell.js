// anywidget's side: one question to Python at a time, and after its answer only the latest of what was asked since. So a
// drag of any speed never queues.

import { mount } from "./live.js";

const SLOW = 300; // ms before "computing…" appears
const LOST = 6000; // ms before an answer is given up
const NO_KERNEL = "No answer from the kernel: it is busy, or was restarted. Run the cell again.";

function render({ model, el }) {
  const me = Math.random().toString(36).slice(2);
  const { key } = model.get("spec");
  const covered = new Set(); // still pictures that this figure stands in for
  let asked = 0;
  let open = false;
  let latest, slow, lost;

  const root = el.appendChild(document.createElement("div"));
  const figure = mount(root, { spec: model.get("spec"), frame: model.get("frame") }, ask, { onPlaced: cover });
  root.dataset.live = key;

  function ask(values) {
    if (open) return (latest = values);
    set(true);
    try {
      model.send({ values, ask: `${me} ${++asked}` });
    } catch {
      lose();
    }
  }
  function set(on) {
    open = on;
    figure.busy(on);
    figure.slow(false);
    clearTimeout(slow);
    clearTimeout(lost);
    if (!on) return;
    slow = setTimeout(() => figure.slow(true), SLOW);
    lost = setTimeout(lose, LOST);
  }
  function lose() {
    set(false);
    latest = null;
    figure.note(NO_KERNEL);
  }
  function answered() {
    const frame = model.get("frame");
    const mine = frame.ask === `${me} ${asked}`;
    if (mine) set(false);
    else if (!open) figure.follow(frame.values);
    figure.note("");
    figure.show(frame);
    if (mine && latest) {
      const next = latest;
      latest = null;
      ask(next);
    }
  }

  // The still picture beside us would say the same twice; it is there again when we are gone.
  function cover() {
    for (const still of document.querySelectorAll(`[data-live-still="${key}"]`)) {
      const output = still.closest(".jp-OutputArea-child") || still;
      output.style.display = "none";
      covered.add(output);
    }
  }

  model.on("change:frame", answered);
  return () => {
    model.off("change:frame", answered);
    clearTimeout(slow);
    clearTimeout(lost);
    figure.destroy();
    root.remove();
    if (!document.querySelector(`[data-live="${key}"]`)) covered.forEach((output) => (output.style.display = ""));
  };
}

export default { render };
