// The graph as SVG, at its natural size (text never under 11 px) inside a box that scrolls: the camera is the box's scroll position.

import { escape, short, size, top } from "./text.js";
import { isBackward } from "./model.js";

// A line through the points, with a head at its end.
function arrow(points) {
  const [[a, b], [x, y]] = points.slice(-2);
  const turn = (Math.atan2(y - b, x - a) * 180) / Math.PI;
  return `<path d="M${points.join("L")}"/><path class="head" d="M0 0-9-5v10z" transform="translate(${x} ${y})rotate(${turn})"/>`;
}

// A number, or a small heat map of an array, around (x, y).
function cell(array, x, y, width) {
  if (!array || array.data.length === 1) return `<text x="${x}" y="${y + 4}">${array ? short(array.data[0]) : "·"}</text>`;
  const [rows, columns] = [Math.min(array.rows, 6), Math.min(array.columns, 10)];
  const side = Math.min(9, 20 / rows, width / columns);
  let out = "";
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const v = array.data[r * array.columns + c];
      const heat = (0.12 + (0.88 * Math.abs(v)) / top(array.data) || 0).toFixed(2);
      const [left, over] = [x + (c - columns / 2) * side, y + (r - rows / 2) * side];
      out += `<rect class="${v < 0 ? "neg" : "pos"}" opacity="${v ? heat : 0.06}" x="${left}" y="${over}" width="${side - 0.6}" height="${side - 0.6}"/>`;
    }
  return out;
}

export function graph(host, { layout, nodes, arrays, steps, state, colour }) {
  const lines = layout.edges.map((e) =>
    `<g class="edge" data-node="${e.to}" data-slot="${e.slot}"><path class="hit" d="M${e.points.join("L")}"/>${arrow(e.points)}</g>`);
  const boxes = layout.nodes.map(({ id, x, y, w, h, ghost_of: twin }, k) => {
    const node = nodes.get(twin ?? id);
    const most = Math.floor((w - 8) / 7);
    const name = node.name.length > most ? `${node.name.slice(0, most - 1)}…` : node.name;
    const label = `${node.name}, ${size(node.shape)}${twin == null ? "" : ", shown again"}`;
    return `<g class="node ${twin == null ? "" : "ghost"}" transform="translate(${x} ${y})" role="button" tabindex="${k ? -1 : 0}" data-node="${node.id}" aria-label="${escape(label)}">
<rect width="${w}" height="${h}" rx="6"/><path d="M6 ${h - 26}H${w - 6}M${w / 2} ${h - 25}v21"/>
<text class="name ${colour(node.name)}" x="${w / 2}" y="${h / 2 - 9}">${escape(name)}</text><g></g></g>`;
  });
  host.innerHTML = `<svg viewBox="0 0 ${layout.width} ${layout.height}" style="width:clamp(${0.92 * layout.width}px,100%,${layout.width}px)" role="group" aria-label="Graph">${lines.join("")}<g class="flow"></g>${boxes.join("")}</svg>`;

  const flow = host.querySelector(".flow");
  const drawn = new Map();
  const reach = (xs) => [Math.min(...xs), Math.max(...xs)];
  const things = layout.edges.map((edge, k) => ({ edge, g: host.querySelectorAll(".edge")[k], span: reach(edge.points.map(([x]) => x)) }));
  host.querySelectorAll(".node").forEach((g, k) => {
    const { x, w, ...box } = layout.nodes[k];
    const id = box.ghost_of ?? box.id;
    const item = { ...box, x, w, g, of: id, span: [x, x + w] };
    drawn.set(id, [...(drawn.get(id) || []), item]);
    things.push(item);
  });
  // A step inside a helper call happens, on the picture, at the node that stands for the call.
  const places = (id) => (id == null ? [] : drawn.get(id) || places(nodes.get(id)?.group));
  let now = 0;

  function paint(item) {
    const { value, gradient, pending } = state(item.of, now);
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
    const scale = host.firstChild.clientWidth / layout.width;
    const [left, right] = [host.scrollLeft / scale - 300, (host.scrollLeft + host.clientWidth) / scale + 300];
    for (const item of things) {
      const off = (item.span[1] < left || item.span[0] > right) && item.g !== document.activeElement;
      if (off !== item.off) item.g.classList.toggle("off", (item.off = off));
      if (!off && !item.edge) paint(item);
    }
  }
  host.addEventListener("scroll", refresh);

  function look(smooth) {
    const { node, to } = steps[now];
    const seen = [...places(node), ...places(to)];
    const scale = host.firstChild.clientWidth / layout.width;
    const middle = (low, size) => (scale * (Math.min(...seen.map((b) => b[low])) + Math.max(...seen.map((b) => b[low] + b[size])))) / 2;
    const left = middle("x", "w") - host.clientWidth / 2;
    const near = Math.abs(left - host.scrollLeft) < host.clientWidth;
    if (seen.length) host.scrollTo({ left, top: middle("y", "h") - host.clientHeight / 2, behavior: smooth && near ? "smooth" : "instant" });
    refresh();
  }

  let lit = [];
  const light = (name, items) => items.forEach(({ g }) => g.classList.add(name));
  function show(at, smooth) {
    const step = steps[(now = at)];
    const active = things.filter(({ edge }) => edge?.to === step.node && (step.to == null ? step.phase === "forward" : edge.slot === step.slot));
    lit.forEach(({ g }) => g.classList.remove("from", "to", "on"));
    lit = [...places(step.node), ...places(step.to), ...active];
    light("from", places(step.node));
    light("to", places(step.to ?? step.node));
    light("on", active);
    flow.innerHTML = active.map(({ edge: { points } }) => arrow(isBackward(step) ? points.toReversed() : points)).join("");
    look(smooth);
  }
  return { show, look };
}
