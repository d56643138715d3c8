// Points that can be moved: by mouse, pen or finger, and with the arrow keys. They stay the same elements while the scene
// changes, so neither the hand nor the focus loses them.

import { SHAPES, there } from "./draw.js";

const SVG = "http://www.w3.org/2000/svg";
const SIDE = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const WALK = { PageDown: 1, PageUp: -1 };

const value = ({ low, high, log }, share) => (log ? low * (high / low) ** share : low + (high - low) * share);
const clamp = (u) => Math.min(Math.max(u, 0), 1);
const short = (x) => String(+x.toPrecision(3)).replace(/-/g, "−");

// `moved(name, [index, x, y])` is called at every move; `busy()` says whether an earlier one is still being computed.
export function handles(group, moved, busy) {
  const kept = new Map(); // "name index" -> handle
  let axes, size;

  function make(name, index) {
    const g = document.createElementNS(SVG, "g");
    g.innerHTML = '<circle r="14" class="hit"/><path/>';
    const handle = { g, name, index, shown: [0, 0], aim: null };
    g.dataset.lmSuppressShortcuts = "true";
    g.setAttribute("role", "slider");
    g.addEventListener("pointerdown", (e) => {
      g.setPointerCapture(e.pointerId);
      choose(handle);
      g.focus({ preventScroll: true });
      e.preventDefault();
      handle.held = [e.clientX, e.clientY, ...handle.shown];
    });
    g.addEventListener("pointermove", (e) => {
      if (!handle.held) return;
      const [x, y, u, v] = handle.held;
      go(handle, [u + (e.clientX - x) / size.w, v - (e.clientY - y) / size.h]);
    });
    g.addEventListener("lostpointercapture", () => (handle.held = null));
    g.addEventListener("keydown", (e) => press(e, handle));
    g.addEventListener("focus", () => (handle.aim = null));
    kept.set(`${name} ${index}`, handle);
    group.append(g);
    return handle;
  }

  function go(handle, aim) {
    handle.aim = aim.map(clamp);
    const [u, v] = handle.aim;
    moved(handle.name, [handle.index, value(axes.x, u), value(axes.y, v)]);
  }

  function press(e, handle) {
    const [side, walk] = [SIDE[e.key], WALK[e.key]];
    if (e.ctrlKey || e.metaKey || e.altKey || !(side || walk)) return;
    e.preventDefault();
    if (walk) return next(handle, walk);
    // From where the point is; but from where it was sent while it is on its way, or where the scene held it back (a grid
    // coarser than a step): the same key pressed again then goes on.
    const stuck = handle.last === e.key && handle.before?.join() === handle.shown.join();
    const [u, v] = handle.aim && (busy() || stuck) ? handle.aim : handle.shown;
    const step = e.shiftKey ? 0.1 : 0.01;
    Object.assign(handle, { last: e.key, before: handle.shown });
    go(handle, [u + step * side[0], v + step * side[1]]);
  }

  // The points of one name are one tab stop.
  function choose({ name, g }) {
    kept.forEach((other) => other.name === name && other.g.setAttribute("tabindex", other.g === g ? 0 : -1));
  }
  function next({ name, index }, by) {
    const goal = kept.get(`${name} ${index + by}`);
    if (!goal) return;
    choose(goal);
    goal.g.focus();
  }

  function place(layer, index, shares, count) {
    const handle = kept.get(`${layer.drag} ${index}`) || make(layer.drag, index);
    const { g } = handle;
    handle.shown = shares.map(clamp); // at the edge where the scene put it outside, so that it can be fetched
    const [x, y] = [value(axes.x, handle.shown[0]), value(axes.y, handle.shown[1])];
    g.setAttribute("transform", `translate(${handle.shown[0] * size.w} ${(1 - handle.shown[1]) * size.h})`);
    const mark = g.lastChild;
    mark.setAttribute("class", `${layer.marker === "cross" ? "line" : "mark"} ${layer.colour}`);
    mark.setAttribute("d", `M0 0${SHAPES[layer.marker](Math.max(layer.size, 6))}`);
    g.ariaLabel = (layer.label || layer.drag) + (count > 1 ? `, point ${index + 1} of ${count}` : "");
    g.ariaDescription = `Arrow keys move it, with Shift further${count > 1 ? "; Page Up and Page Down choose another" : ""}.`;
    // In hundredths of the way: axe and some readers take 1e-8 for no number at all. The text says the true ones.
    Object.assign(g, { ariaValueMin: 0, ariaValueMax: 100, ariaValueNow: Math.round(100 * handle.shown[0]) });
    g.ariaValueText = `${axes.x.name} ${short(x)}, ${axes.y.name} ${short(y)}`;
    return handle;
  }

  return {
    show(read, layers, { x, y }, plot) {
      [axes, size] = [{ x, y }, plot];
      const used = new Set();
      for (const layer of layers.filter((l) => l.drag)) {
        const v = read(layer.y);
        read(layer.x).forEach((u, k) => there([u, v[k]]) && used.add(place(layer, k, [u, v[k]], v.length)));
      }
      kept.forEach((handle, key) => used.has(handle) || (handle.g.remove(), kept.delete(key)));
      const open = new Set([...kept.values()].filter(({ g }) => g.getAttribute("tabindex") === "0").map(({ name }) => name));
      kept.forEach(({ name, g }) => {
        if (!g.hasAttribute("tabindex")) g.setAttribute("tabindex", open.has(name) ? -1 : 0);
        open.add(name);
      });
    },
  };
}
