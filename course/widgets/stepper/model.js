// A trace, indexed: what every node shows at any step, and where to jump from here. No drawing.

import { palette } from "./text.js";

const WORDS = { nan: NaN, inf: Infinity, "-inf": -Infinity };

export const isBackward = ({ phase }) => phase === "backward" || phase === "seed";

export function prepare({ trace, layout }) {
  const { steps } = trace;
  const nodes = new Map(trace.nodes.map((node) => [node.id, node]));
  const arrays = trace.arrays.map(({ shape, data, cut }) => {
    const columns = shape.at(-1) ?? 1;
    const rows = shape.length > 1 ? data.length / columns || 0 : 1;
    return { shape: cut || shape, flat: shape.length < 2, rows, columns, cut, data: data.map((x) => WORDS[x] ?? x) };
  });
  const known = new Map(); // node -> the step its value appears at
  const grown = new Map(); // node -> [step, array, pending] for each growth of its gradient
  steps.forEach((step, at) => {
    const { phase, node, to, total, pending } = step;
    if (!isBackward(step)) return known.has(node) || known.set(node, at);
    const id = phase === "seed" ? node : to;
    grown.set(id, [...(grown.get(id) || []), [at, total ?? nodes.get(id).gradient, pending || 0]]);
  });

  // What a node shows at a step; by bisection, so that a jump costs what the next step costs.
  function state(id, at) {
    const list = grown.get(id) || [];
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (list[middle][0] > at) high = middle;
      else low = middle + 1;
    }
    const [, gradient, pending] = list[low - 1] || [];
    return { value: (known.get(id) ?? -1) <= at ? nodes.get(id).value : null, gradient, pending };
  }

  const name = (id) => nodes.get(id)?.name ?? "";
  // Who still has to send a contribution to the node that this step reaches.
  const waiting = (at) => steps.slice(at + 1).flatMap((s) => (s.to != null && s.to === steps[at].to ? [name(s.node)] : []));
  // The student's own variable for a gradient, or dV.
  const slope = (id) => trace.checks.find((c) => c.node === id)?.variable ?? (/^[\p{L}_\d]+$/u.test(name(id)) ? `d${name(id)}` : `d(${name(id)})`);
  return { trace, layout, steps, nodes, arrays, state, name, slope, waiting, colour: palette(trace.nodes.map((n) => n.name)) };
}
