// A trace, indexed: what every node shows at any step, and where to jump from here. No drawing.

import { palette } from "./text.js";

const WORDS = { nan: NaN, inf: Infinity, "-inf": -Infinity };

export const isBackward = ({ phase }) => phase === "backward" || phase === "seed";

// `veil` says of a step that what it brings is not to be shown yet.
export function prepare({ trace, layout }, veil = () => false) {
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

  // What a node shows at a step.
  function state(id, at) {
    const [, gradient, pending] = grown.get(id)?.findLast(([since]) => since <= at) || [];
    return { value: known.get(id) <= at ? nodes.get(id).value : null, gradient, pending };
  }

  const told = (at) => (veil(at) ? steps[at].formula : steps[at].sentence);
  const name = (id) => nodes.get(id)?.name ?? "";
  // Who still has to send a contribution to the node that this step reaches.
  const waiting = (at) => steps.slice(at + 1).flatMap((s) => (s.to === steps[at].to ? [name(s.node)] : []));
  // The student's own variable for a gradient, or dV.
  const slope = (id) => trace.checks.find((c) => c.node === id)?.variable ?? (/^[\p{L}_\d]+$/u.test(name(id)) ? `d${name(id)}` : `d(${name(id)})`);
  return { trace, layout, steps, nodes, arrays, state, told, veil, name, slope, waiting, colour: palette(trace.nodes.map((n) => n.name)) };
}
