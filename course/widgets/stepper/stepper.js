// Mount a stepper: `mount(element, {trace, layout})`. It draws a computation and plays it; it never asks anybody for more.

import { prepare } from "./model.js";
import { all, escape, find, focused, max, on } from "./text.js";
import { graph } from "./graph.js";
import { panel } from "./panel.js";
import { tick } from "./icons.js";
import { controls } from "./controls.js";

function listing({ code, checks, error }) {
  return code.trimEnd().split("\n").map((text, k) => {
    const marks = checks.filter((c) => c.line === k + 1);
    if (error?.line === k + 1) marks.push({ message: error.message });
    const signs = marks.map((c) => `<span class="${c.ok ? "ok" : "bad"}" title="${escape(c.message)}">${tick(c.ok)}</span>`);
    const wrong = marks.some((c) => !c.ok) ? "wrong" : "";
    return `<div class="line ${wrong}" role="button" tabindex="${k ? -1 : 0}" data-line="${k + 1}"><i>${k + 1}</i><code style="padding-left:${text.search(/\S|$/)}ch">${escape(text.trim())}</code>${signs.join("")}</div>`;
  }).join("");
}

function frame(trace) {
  const { title, error, note } = trace;
  return `<div class="title"><b>${escape(title)}</b><span class="phase"></span></div><div class="graph"></div><div class="controls"></div>
<p class="sentence"></p><div class="below"><div class="code" role="group" aria-label="Code">${listing(trace)}</div><div class="work"></div></div>
${error ? `<p class="bad">${tick(false)}Line ${error.line}: ${escape(error.type)}: ${escape(error.message)}</p>` : ""}${note ? `<p class="note">${escape(note)}</p>` : ""}`;
}

export function mount(root, data, options = {}) {
  const model = prepare(data, options.veil);
  const { steps, trace } = model;
  root.className = "bp-stepper";
  root.innerHTML = frame(trace);
  root.role = "group";
  root.tabIndex = 0;
  root.ariaLabel = `Step through ${trace.title}`;
  const [badge, sentence, below, code] = ["phase", "sentence", "below", "code"].map((name) => find(root, `.${name}`));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let at = -1;
  let width = root.clientWidth;
  let line, tell;

  const current = () => max(at, 0);
  // The next step that fits, round the end.
  const jump = (fits) => {
    const ahead = steps.findIndex((s, k) => k > at && fits(s));
    bar.free(ahead < 0 ? steps.findIndex(fits) : ahead);
  };
  const picture = graph(find(root, ".graph"), model);
  const numbers = panel(find(root, ".work"), model);
  const bar = controls(root, find(root, ".controls"), model, { to, current, jump, refresh });

  // While it plays, and while the slider says the sentence itself, the live region is silent.
  function refresh() {
    sentence.ariaLive = bar.playing() || focused() === bar.slider ? "off" : "polite";
    bar.show();
  }

  // Lab and Notebook 7 look for this mark on the element that has the focus, and only there.
  const quiet = (part) => all(part, "button,input,select,[tabindex]").forEach((e) => (e.dataset.lmSuppressShortcuts = "true"));

  function to(goal, anew) {
    if ((goal === at && !anew) || !steps[goal]) return;
    const [from, step] = [at, steps[goal]];
    at = goal;
    refresh();
    root.dataset.phase = badge.textContent = step.phase;
    sentence.textContent = model.told(at);
    root.classList.toggle("veiled", model.veil(at));
    picture.show(at, from >= 0 && !still.matches && !bar.playing());
    line?.removeAttribute("aria-current");
    line = code.children[step.line - 1];
    if (line) {
      line.ariaCurrent = "step";
      code.scrollTop = line.offsetTop - code.clientHeight / 2;
    }
    const held = root.contains(focused()) && focused().closest(".result");
    numbers.show(at);
    keep();
    quiet(below);
    // A focused cell goes with its table; without this the next key would go to the notebook.
    if (held) (find(below, ".result td") || root).focus({ preventScroll: true });
    tell?.(at);
  }

  // Room that was needed once stays, so that what stands below does not move to and fro.
  const keep = (height) => [sentence, below].forEach((part) => (part.style.minHeight = height || `${Math.ceil(part.getBoundingClientRect().height)}px`));

  on(root, "click", ({ target }) => {
    const { node, slot, line: number } = target.closest("[data-node],[data-line]")?.dataset || {};
    if (number) jump((s) => s.line === +number);
    else if (slot) jump((s) => s.node === +node && (s.slot ?? slot) == slot);
    else if (node) jump((s) => s.node === +node || s.to === +node);
    // After a click the keys belong to the whole stepper, also where buttons take no focus (Safari).
    if (!target.closest("select,input,[tabindex]:focus")) root.focus({ preventScroll: true });
  });
  root.dataset.lmSuppressShortcuts = "true";
  quiet(root);
  bar.choose("all");
  to(options.step ?? 0);
  tell = options.onStep;
  const resized = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    keep("0");
    keep();
    picture.look();
  });
  const watched = new IntersectionObserver(([entry]) => entry.isIntersecting || !bar.playing() || bar.play(false));
  [resized, watched].forEach((observer) => observer.observe(root));
  function destroy() {
    bar.play(false);
    [resized, watched].forEach((observer) => observer.disconnect());
  }
  return (root.stepper = { go: to, again: () => to(at, true), play: bar.play, destroy, model, get step() { return at; } });
}
