// Two steppers side by side: `compare(element, data)`. `data.other` is the second; `data.links` has for each step of the first
// the one of the second, or null; `data.differences` says in words what differs, by the step of the first.

import { escape, find, on } from "./text.js";
import { icon } from "./icons.js";
import { mount } from "./stepper.js";

export function compare(root, data, options = {}) {
  const { other, links, differences, first, summary } = data;
  root.className = "bp-compare";
  root.role = "group";
  root.ariaLabel = `Compare ${data.trace.title} with ${other.trace.title}`;
  root.innerHTML = `<div class="bp-stepper banner"><p><b>${first == null ? icon("ok") : icon("bad")} ${escape(summary)}</b></p>${first == null ? "" : `<button data-lm-suppress-shortcuts="true">Go to the first difference</button>`}<p class="here" role="status"></p></div><div class="pair"><div></div><div></div></div>`;
  const [left, right] = find(root, ".pair").children;
  const here = find(root, ".here");
  let busy = false;

  // The last step at or before `at` that has a partner, seen from either side.
  const partner = (at) => links.slice(0, at + 1).findLast((k) => k != null) ?? 0;
  const back = (at) => Math.max(links.findLastIndex((k) => k != null && k <= at), 0);
  function together(act) {
    if (busy) return;
    busy = true;
    act();
    busy = false;
    tell();
  }
  function tell() {
    const at = a.step;
    const words = differences[at] || (links[at] == null ? "This step is only on the left." : "Here both have the same.");
    here.textContent = words;
    [left, right].forEach((side) => side.classList.toggle("differs", Boolean(differences[at])));
  }
  const a = mount(left, data, { ...options, onStep: (at) => together(() => b.go(partner(at))) });
  const b = mount(right, other, { step: partner(a.step), onStep: (at) => together(() => a.go(back(at))) });
  const button = find(root, ".banner button");
  if (button) on(button, "click", () => a.go(first));
  tell();
  return {
    go: a.go,
    play: a.play,
    destroy() {
      a.destroy();
      b.destroy();
    },
  };
}
