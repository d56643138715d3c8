// A live figure: controls, panels and the scene in words. `onChange(values)` is called at every move; who listens answers
// with `show(frame)`. It knows nothing of kernels.

import { controls } from "./controls.js";
import { escape, reader } from "./draw.js";
import { keepRoom, panel } from "./panel.js";

const SILENCE = 700; // ms without a change before the sentence is spoken

export function mount(root, { spec, frame }, onChange, options = {}) {
  // At random: each figure in a notebook is a module of its own, and radio buttons of one name are one group.
  const key = Math.random().toString(36).slice(2);
  root.className = "bp-live";
  root.setAttribute("role", "group");
  root.ariaLabel = spec.title;
  root.tabIndex = -1;
  root.innerHTML = `<div class="head"><strong>${escape(spec.title)}</strong><em class="wait" hidden>computing…</em><button type="button" class="reset">Reset</button></div>
<div class="controls"></div><div class="stage"><div class="panels"></div><div class="error" hidden></div></div>
<p class="hint" hidden>Drag the large points, or focus one and press the arrow keys.</p><p class="text"></p><p class="note" hidden></p><p class="spoken" aria-live="polite"></p>`;
  const [panels, error, text, note, spoken, hint, wait, reset] = ["panels", "error", "text", "note", "spoken", "hint", "wait", "reset"].map((name) => root.querySelector(`.${name}`));
  const bar = controls(root.querySelector(".controls"), spec.controls, key, change);
  const shown = []; // panels
  let drags = {};
  let speak, waiting;

  function change() {
    onChange({ ...bar.values(), ...drags });
  }
  function moved(name, place) {
    drags[name] = place;
    change();
  }

  function say(words) {
    text.textContent = words;
    keepRoom(text);
    clearTimeout(speak);
    speak = setTimeout(() => (spoken.textContent = words), SILENCE);
  }

  function draw({ panels: all, numbers, text: words }) {
    const held = root.contains(document.activeElement);
    while (shown.length > all.length) {
      shown.pop();
      panels.lastChild.remove();
    }
    while (shown.length < all.length) shown.push(panel(panels.appendChild(document.createElement("figure")), moved, () => waiting));
    const read = reader(numbers);
    const square = all.some(({ aspect }) => aspect);
    all.forEach((data, k) => shown[k].show(data, read, square));
    hint.hidden = !all.some(({ layers }) => layers.some((l) => l.drag));
    // A point that left with the focus; without this the next key would go to the notebook.
    if (held && !root.contains(document.activeElement)) root.focus({ preventScroll: true });
    say(words);
  }

  function show(next) {
    error.hidden = !next.error;
    panels.classList.toggle("old", Boolean(next.error));
    if (next.error) {
      error.innerHTML = `<strong>No figure here</strong>${next.at ? ` at ${escape(next.at)}` : ""}<code>${escape(next.error)}</code>Move a control to go on.`;
      say(error.textContent);
      text.textContent = "";
    } else draw(next);
  }

  // Values that came from elsewhere: another view of the same figure.
  function follow(values) {
    bar.show(values);
    drags = Object.fromEntries(spec.drags.filter((name) => values[name]).map((name) => [name, values[name]]));
  }

  reset.addEventListener("click", () => {
    bar.reset();
    drags = {};
    change();
  });
  // Lab and Notebook 7 look for this mark on the element that has the focus, and only there.
  [root, ...root.querySelectorAll("button,input,select")].forEach((part) => (part.dataset.lmSuppressShortcuts = "true"));
  root.addEventListener("keydown", (e) => e.stopPropagation());
  follow(frame.values);
  show(frame);

  let width;
  const resized = new ResizeObserver(() => {
    options.onPlaced?.();
    if (!root.clientWidth || root.clientWidth === width) return;
    width = root.clientWidth;
    text.style.minHeight = "";
    keepRoom(text);
    shown.forEach((part) => (part.forget(), part.draw()));
  });
  resized.observe(root);
  // Another theme: the image's colours are painted, not styled.
  const themed = new MutationObserver(() => shown.forEach((part) => part.draw()));
  themed.observe(document.body, { attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  return {
    show,
    follow,
    busy(on) {
      waiting = on;
    },
    slow: (on) => (wait.hidden = !on),
    note(words) {
      note.hidden = !words;
      note.textContent = words;
    },
    destroy() {
      clearTimeout(speak);
      resized.disconnect();
      themed.disconnect();
    },
  };
}
