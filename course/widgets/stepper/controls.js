// Buttons, slider, filter, search and keys. They call `to(step)`; they know the list of steps they may show.

import { all, escape, find, max, min, on } from "./text.js";
import { icon } from "./icons.js";
import { isBackward } from "./model.js";

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
const PAUSE = 1600; // ms a step at speed 1
const FILTERS = { all: () => true, forward: (s) => !isBackward(s), backward: isBackward };
const ACTS = { first: "First step", previous: "Previous step", play: "Play", next: "Next step", last: "Last step" };

export function controls(root, host, { steps, trace, told, veil }, { to, current, jump, refresh }) {
  host.innerHTML = `<div class="bar">${Object.keys(ACTS).map((act) => `<button data-act="${act}">${icon(act)}</button>`).join("")}</div>
<input type="range" min="0" aria-label="Step"><output></output><button data-act="speed"></button>
<div class="bar" role="group" aria-label="Which steps">${Object.keys(FILTERS).map((k) => `<button data-filter="${k}">${k}</button>`).join("")}</div>
<select aria-label="Find a variable"><option value="">find…</option>${trace.nodes.map((n) => `<option value="${n.id}">${escape(n.name)}</option>`).join("")}</select>`;
  const [slider, count, select] = ["input", "output", "select"].map((tag) => find(host, tag));
  const button = Object.fromEntries(all(host, "[data-act]").map((b) => [b.dataset.act, b]));
  const title = (act, text) => (button[act].title = button[act].ariaLabel = text);
  let filter, list, timer;
  let speed = 2;

  // The place in the list of the current step, or of the last one before it.
  const place = () => max(list.findLastIndex((k) => k <= current()), 0);
  const go = (k) => to(list[min(max(k, 0), list.length - 1)]);

  function choose(name) {
    filter = name;
    list = [...steps.keys()].filter((k) => FILTERS[name](steps[k]));
    if (!list.length) return choose("all");
    all(host, "[data-filter]").forEach((b) => (b.ariaPressed = b.dataset.filter === name));
    const ahead = list.findIndex((k) => k >= current());
    go(ahead < 0 ? list.length : ahead);
    refresh();
  }

  // A jump to a step that the filter hides shows all steps again.
  function free(at) {
    if (at < 0) return;
    if (!list.includes(at)) choose("all");
    to(at);
  }

  // Ten steps, but no further than the first of another phase.
  function page(by) {
    let k = place();
    for (let left = 10; left-- && list[k + by] != null; ) if (steps[list[(k += by)]].phase !== steps[list[k - by]].phase) break;
    go(k);
  }

  function play(on) {
    clearTimeout(timer);
    timer = on && setTimeout(tick, PAUSE / SPEEDS[speed]);
    button.play.innerHTML = icon(on ? "pause" : "play");
    title("play", on ? "Pause" : "Play");
    refresh();
  }
  function tick() {
    go(place() + 1);
    play(place() < list.length - 1 && !veil(current()));
  }
  function faster(by) {
    speed = min(max(speed + by, 0), SPEEDS.length - 1);
    button.speed.textContent = `${SPEEDS[speed]}×`;
    title("speed", `Speed ${SPEEDS[speed]}×`);
  }

  const acts = {
    first: () => go(0),
    previous: () => go(place() - 1),
    next: () => go(place() + 1),
    last: () => go(list.length),
    page,
    phase: (name) => free(steps.findIndex((s) => s.phase === name)),
    play() {
      if (!timer && place() === list.length - 1) go(0);
      play(!timer);
    },
    speed: faster,
  };
  const KEYS = {
    ArrowRight: ["next"], ArrowLeft: ["previous"], Home: ["first"], End: ["last"], PageDown: ["page", 1], PageUp: ["page", -1],
    b: ["phase", "backward"], f: ["phase", "forward"], " ": ["play"], "+": ["speed", 1], "=": ["speed", 1], "-": ["speed", -1],
  };
  function act([name, value]) {
    if (timer && name !== "play" && name !== "speed") play(false);
    acts[name](value);
  }

  on(host, "click", ({ target }) => {
    const { act: name, filter: wanted } = target.closest("button")?.dataset || {};
    if (name === "speed") faster(speed === SPEEDS.length - 1 ? -speed : 1);
    else if (name) act([name]);
    if (wanted) choose(wanted);
  });
  on(slider, "input", () => go(+slider.value));
  on(select, "change", () => {
    jump((s) => s.node === +select.value || s.to === +select.value);
    select.value = "";
  });
  on(root, "keydown", (e) => {
    e.stopPropagation();
    const { key, target } = e;
    const found = KEYS[key] || KEYS[key.toLowerCase()];
    if (e.ctrlKey || e.metaKey || e.altKey || target === select || (key === " " && target.closest("button"))) return;
    if (found) act(found);
    else if (!walk(key, target)) return;
    e.preventDefault();
  });

  faster(0);
  Object.keys(ACTS).forEach((name) => title(name, ACTS[name]));
  return {
    show() {
      const here = place();
      slider.max = list.length - 1;
      slider.value = here;
      slider.ariaValueText = told(current());
      count.textContent = `${here + 1} / ${list.length}`;
      // aria-disabled, not disabled: a disabled button drops the focus, and then the next key goes to the notebook.
      button.first.ariaDisabled = button.previous.ariaDisabled = !here;
      button.last.ariaDisabled = button.next.ariaDisabled = here === list.length - 1;
    },
    choose, free, play, slider,
    playing: () => !!timer,
  };
}

// Nodes, lines and cells are one tab stop each: Up and Down walk along them, Enter presses.
function walk(key, target) {
  const group = target.closest(".graph,.code,.result");
  if (!group || target.matches("button")) return false;
  if (key === "Enter") return target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  const stops = all(group, "[tabindex]");
  const goal = stops[stops.indexOf(target) + { ArrowDown: 1, ArrowUp: -1 }[key]];
  if (!goal) return /^Arrow/.test(key);
  target.setAttribute("tabindex", -1);
  goal.setAttribute("tabindex", 0);
  goal.classList.remove("off");
  goal.focus();
  return true;
}
