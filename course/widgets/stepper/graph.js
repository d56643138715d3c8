// The graph as SVG, at its natural size (text never under 11 px) inside a box that scrolls: the camera is the box's scroll position.

import { abs, all, escape, find, focused, max, min, on, short, size, top } from "./text.js";
import { isBackward } from "./model.js";

// A line through the points, with a head at its end.
function arrow(points) {
  const [[a, b], [x, y]] = points.slice(-2);
  const turn = Math.atan2(y - b, x - a) * 57.3; // degrees
  return `<path d="M${points.join("L")}"/><path class="head" d="M0 0-9-5v10z" transform="translate(${x} ${y})rotate(${turn})"/>`;
}

// A number, or a small heat map of an array, around (x, y).
function cell(array, x, y, width) {
  if (!array || array.data.length === 1) return `<text x="${x}" y="${y + 4}">${array ? short(array.data[0]) : "·"}</text>`;
  const [rows, columns] = [min(array.rows, 6), min(array.columns, 10)];
  const side = min(9, 20 / rows, width / columns);
  let out = "";
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const v = array.data[r * array.columns + c];
      const heat = (0.12 + (0.88 * abs(v)) / top(array.data) || 0).toFixed(2);
      const [left, over] = [x + (c - columns / 2) * side, y + (r - rows / 2) * side];
      out += `<rect class="${v < 0 ? "neg" : "pos"}" opacity="${v ? heat : 0.06}" x="${left}" y="${over}" width="${side - 0.6}" height="${side - 0.6}"/>`;
    }
  return out;
}

export function graph(host, { layout, nodes, arrays, steps, state, veil, colour }) {
  const lines = layout.edges.map((e) =>
    `<g class="edge off" data-node="${e.to}" data-slot="${e.slot}"><path class="hit" d="M${e.points.join("L")}"/>${arrow(e.points)}</g>`);
  const boxes = layout.nodes.map(({ id, x, y, w, h, ghost_of: twin }, k) => {
    const node = nodes.get(twin ?? id);
    const most = Math.floor((w - 8) / 7);
    const name = node.name.length > most ? `${node.name.slice(0, most - 1)}…` : node.name;
    const label = `${node.name}, ${size(arrays[node.value].shape)}${twin == null ? "" : ", shown again"}`;
    return `<g class="node off ${twin == null ? "" : "ghost"}" transform="translate(${x} ${y})" role="button" tabindex="${k ? -1 : 0}" data-node="${node.id}" aria-label="${escape(label)}">
<rect width="${w}" height="${h}" rx="6"/><path d="M6 ${h - 26}H${w - 6}M${w / 2} ${h - 25}v21"/>
<text class="name ${colour(node.name)}" x="${w / 2}" y="${h / 2 - 9}">${escape(name)}</text><g></g></g>`;
  });
  host.innerHTML = `<svg viewBox="0 0 ${layout.width} ${layout.height}" style="width:clamp(${0.92 * layout.width}px,100%,${layout.width}px)" role="group" aria-label="Graph">${lines.join("")}<g class="flow"></g>${boxes.join("")}</svg>`;

  const flow = find(host, ".flow");
  const scaled = () => host.firstChild.clientWidth / layout.width;
  const drawn = new Map();
  const things = all(host, ".edge").map((g, k) => {
    const edge = layout.edges[k];
    return { g, edge, off: true, span: [edge.points[0][0], edge.points.at(-1)[0]] };
  });
  all(host, ".node").forEach((g, k) => {
    const { x, w, ...box } = layout.nodes[k];
    const id = box.ghost_of ?? box.id;
    const item = { ...box, x, w, g, of: id, off: true, span: [x, x + w] };
    drawn.set(id, [...(drawn.get(id) || []), item]);
    things.push(item);
  });
  const places = (id) => drawn.get(id) || [];
  let now = 0;

  function paint(item) {
    const { value, gradient, pending } = state(item.of, now - veil(now));
    const shown = `${value}|${gradient}|${pending}`;
    if (item.shown === shown) return;
    item.shown = shown;
    const { g, w, h } = item;
    g.classList.toggle("todo", value == null);
    g.classList.toggle("partial", pending > 0);
    g.lastChild.innerHTML = cell(arrays[value], w / 4, h - 14, w / 2 - 6) + cell(arrays[gradient], (3 * w) / 4, h - 14, w / 2 - 6);
  }

  // Only what the camera sees, and a little around it, is painted and kept in the picture: 2,000 steps cost what 20 do.
  function refresh() {
    const scale = scaled();
    const [left, right] = [host.scrollLeft / scale - 300, (host.scrollLeft + host.clientWidth) / scale + 300];
    for (const item of things) {
      const off = (item.span[1] < left || item.span[0] > right) && item.g !== focused();
      if (off !== item.off) item.g.classList.toggle("off", (item.off = off));
      if (!off && !item.edge) paint(item);
    }
  }
  on(host, "scroll", refresh);

  function look(smooth) {
    const { node, to } = steps[now];
    const seen = [...places(node), ...places(to)];
    const scale = scaled();
    const middle = (low, size) => (scale * (min(...seen.map((b) => b[low])) + max(...seen.map((b) => b[low] + b[size])))) / 2;
    const left = middle("x", "w") - host.clientWidth / 2;
    const near = abs(left - host.scrollLeft) < host.clientWidth;
    if (seen.length) host.scrollTo({ left, top: middle("y", "h") - host.clientHeight / 2, behavior: smooth && near ? "smooth" : "instant" });
    refresh();
  }

  let lit = [];
  function show(at, smooth) {
    const step = steps[(now = at)];
    const active = things.filter(({ edge }) => edge?.to === step.node && (step.to == null ? step.phase === "forward" : edge.slot === step.slot));
    lit.forEach(([name, { g }]) => g.classList.remove(name));
    lit = Object.entries({ from: places(step.node), to: places(step.to ?? step.node), on: active }).flatMap(([name, items]) => items.map((item) => [name, item]));
    lit.forEach(([name, { g }]) => g.classList.add(name));
    flow.innerHTML = active.map(({ edge: { points } }) => arrow(isBackward(step) ? points.toReversed() : points)).join("");
    look(smooth);
  }
  return { show, look };
}
