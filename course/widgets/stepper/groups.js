// Helper calls that open: `grouped(element, data)` mounts a stepper whose nodes for such calls have a button (or key O). While
// one is open its own nodes stand in the picture, and its own steps are played where it was one step.

import { find, focused, on } from "./text.js";
import { mount } from "./stepper.js";

// The data with call `id` opened. Each step says which one of the closed data it belongs to: `of`.
function opened({ trace, layout, groups }, id) {
  const call = groups[id];
  const inside = ({ node, phase, to }) => node === id && ((phase === "forward" && call.forward) || (to != null && call.backward));
  return {
    layout: call?.layout || layout,
    trace: {
      ...trace,
      nodes: call ? [...trace.nodes.map((node) => (node.id === id ? { ...node, ...call.out } : node)), ...call.nodes] : trace.nodes,
      steps: trace.steps.flatMap((step, of) => (inside(step) || [step]).map((s) => ({ sentence: `Inside the call: ${s.formula}.`, ...s, of }))),
    },
  };
}

export function grouped(root, data, options = {}) {
  const { groups, trace } = data;
  let open, stepper, steps;
  const of = () => steps[stepper.step].of;
  const go = (goal) => stepper.go(steps.findIndex((step) => step.of === goal));

  function draw(goal) {
    stepper?.destroy();
    root.replaceWith((root = document.createElement("div")));
    const whole = opened(data, open);
    steps = whole.trace.steps;
    stepper = mount(root, whole, { ...options, step: steps.findIndex((step) => step.of === goal), onStep: () => options.onStep?.(of()) });
    for (const key in groups) {
      const mine = +key === open;
      const { name, op } = trace.nodes.find((node) => node.id === +key);
      const label = `${mine ? "Close" : "Open"} ${op}, ${name} (O)`;
      const node = find(root, `[data-node="${key}"]:not(.edge)`);
      // Beside the node: a button in a button is none to a screen reader.
      node.insertAdjacentHTML("afterend", `<g class="opener" role="button" tabindex="-1" data-node="${key}" aria-expanded="${mine}" data-lm-suppress-shortcuts="true" transform="${node.getAttribute("transform")}translate(${find(node, "rect").width.baseVal.value - 2} 4)"><title>${label}</title><circle r="9"/><path d="M-4 0h8${mine ? "" : "M0-4v8"}"/></g>`);
      on(node.nextSibling, "click", (e) => {
        e.stopPropagation();
        toggle(+key);
      });
    }
    (groups[open]?.nodes || []).forEach(({ id }) => find(root, `[data-node="${id}"]:not(.edge)`).classList.add("inner"));
    on(root, "keydown", ({ key, ctrlKey, metaKey, altKey }) => {
      if (key.toLowerCase() !== "o" || ctrlKey || metaKey || altKey) return;
      const { node, to } = steps[stepper.step];
      toggle([+focused().closest("[data-node]")?.dataset.node, node, to].find((id) => groups[id]) ?? open);
    });
  }

  function toggle(id) {
    if (id == null) return;
    const held = root.contains(focused());
    open = id === open ? null : id;
    draw(of());
    if (held) find(root, `.opener[data-node="${id}"]`).focus({ preventScroll: true });
  }

  draw(options.step ?? 0);
  return { go, play: (on) => stepper.play(on), destroy: () => stepper.destroy() };
}
