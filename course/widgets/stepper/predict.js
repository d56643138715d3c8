// Predict mode: `quiz(element, data, options)` mounts a stepper that asks for each value and gradient before it shows it.
// `options.predict` says what for: "number", "sign" or "shape", or "any" to let the student choose. Each answer goes to
// `options.onAnswer`, if anybody keeps them.

import { all, escape, find, focused, on, short, size } from "./text.js";
import { tick } from "./icons.js";
import { mount } from "./stepper.js";

const KINDS = ["number", "sign", "shape"];
const POLES = ["positive", "negative", "zero"];
const HINTS = { number: "a number, such as 0.25 or 1/4", shape: "rows × columns, such as 3×2; for a number: number" };
const NEAR = 0.01; // how far a number may be off, as a part of the true one

function readNumber(text) {
  const parts = text.trim().replaceAll("−", "-").replace(",", ".").split("/");
  const value = parts.length === 2 ? parts[0] / parts[1] : parts[0] && +parts[0];
  return parts.length < 3 && parts.every((part) => part.trim()) && isFinite(value) ? +value : null;
}
const readShape = (text) => (/^\s*(number|\(\s*\))\s*$/i.test(text) ? "number" : (text.match(/\d+/g) || []).join("×"));
const signOf = (x) => POLES[x > 0 ? 0 : x < 0 ? 1 : 2];

// Right, wrong, or null where the answer is none of the kind that is asked for.
function judge(kind, said, { value, shape }) {
  if (kind === "sign") return said === signOf(value);
  if (kind === "shape") return readShape(said) ? readShape(said) === size(shape) : null;
  const given = readNumber(said);
  return given == null ? null : Math.abs(given - value) <= NEAR * Math.abs(value) + 1e-9;
}

export function quiz(root, data, options = {}) {
  const { steps } = data.trace;
  const done = new Map((options.answers || []).filter((a) => a.verdict !== "wrong").map((a) => [a.step, a.verdict]));
  const answers = [...(options.answers || [])];
  let kind = KINDS.includes(options.predict) ? options.predict : "number";
  let asked;
  const asks = (at) => ["forward", "seed", "backward"].includes(steps[at].phase);
  const stepper = mount(root, data, { ...options, veil: (at) => asks(at) && !done.has(at), onStep: ask });
  const { arrays, nodes, name, slope } = stepper.model;
  find(root, ".formula").insertAdjacentHTML("afterend", `<div class="ask" role="group" aria-label="Prediction"></div>`);
  find(root, ".controls").insertAdjacentHTML("afterend", `<p class="score" role="status"></p>`);
  const [box, score] = [find(root, ".ask"), find(root, ".score")];

  // What the step brings: the array, its name, and the entry that is asked for, the largest.
  function target(at) {
    const { phase, node, to, total } = steps[at];
    const array = arrays[phase === "forward" ? nodes.get(node).value : phase === "seed" ? nodes.get(node).gradient : total];
    const sizes = array.data.map((x) => (isFinite(x) ? Math.abs(x) : -1));
    const k = sizes.indexOf(Math.max(...sizes));
    const entry = [Math.floor(k / array.columns), k % array.columns];
    const what = phase === "forward" ? name(node) : slope(to ?? node);
    const place = array.data.length < 2 ? "" : `[${array.flat ? k : entry.join(", ")}]`;
    return { what, place, value: array.data[k], shape: array.shape };
  }

  function ask(at = stepper.step) {
    asked = at;
    tally();
    if (!asks(at) || done.has(at)) return (box.hidden = true);
    stepper.play(false);
    box.hidden = false;
    const { what, place } = target(at);
    const choice = options.predict === "any" ? `<span class="bar" role="group" aria-label="What to predict">${KINDS.map((k) => `<button data-kind="${k}" aria-pressed="${k === kind}">${k}</button>`).join("")}</span>` : "";
    const question = kind === "shape" ? `shape of ${what}` : kind === "sign" ? `sign of ${what}${place}` : what + place;
    const field = kind === "sign"
      ? POLES.map((k) => `<button data-said="${k}">${k}</button>`).join("")
      : `<input type="text" size="12" autocomplete="off" placeholder="${kind === "shape" ? "3×2" : "0.25"}" aria-label="${escape(question)}"> <button data-check>Check</button>`;
    box.innerHTML = `<b>Predict: ${escape(question)}</b>${choice}<span class="field">${field}</span><button data-show>Show me</button><p class="verdict" role="status"></p>`;
    all(box, "button,input").forEach((e) => (e.dataset.lmSuppressShortcuts = "true"));
  }

  function answer(said) {
    const right = judge(kind, said, target(asked));
    if (right == null) return (find(box, ".verdict").textContent = `Please give ${HINTS[kind]}.`);
    keep(said, right ? "right" : "wrong");
    if (right) return reveal("right");
    find(box, ".verdict").innerHTML = `<span class="bad">${tick(false)}Not quite: you said ${escape(said)}. Try again, or press Show me.</span>`;
  }
  function keep(said, verdict) {
    const { what, place, value, shape } = target(asked);
    const truth = kind === "shape" ? size(shape) : kind === "sign" ? signOf(value) : short(value);
    answers.push({ step: asked, asked: kind === "number" ? what + place : `${kind} of ${what}${kind === "sign" ? place : ""}`, said, verdict, truth: verdict === "wrong" ? null : truth });
    options.onAnswer?.(answers);
  }
  function reveal(verdict) {
    done.set(asked, verdict);
    const held = root.contains(focused());
    stepper.again();
    if (held) root.focus({ preventScroll: true });
  }

  function tally() {
    const count = (verdict) => [...done.values()].filter((v) => v === verdict).length;
    const [right, shown, last] = [count("right"), count("shown"), answers.at(-1)];
    const just = last?.step === asked && done.get(asked) === "right" ? `<b class="ok">${tick(true)}Right: ${escape(last.asked)} is ${escape(last.truth)}.</b> ` : "";
    const kept = options.onAnswer ? "" : ` <small>Your answers are not kept: there is no kernel behind this stepper.</small>`;
    score.innerHTML = `${just}Score: ${right} right, ${answers.filter((a) => a.verdict === "wrong").length} wrong tries, ${shown} shown, of ${[...steps.keys()].filter(asks).length}.${kept}`;
  }

  on(box, "click", (e) => {
    const { kind: wanted, said, check, show } = e.target.closest("button")?.dataset || {};
    e.stopPropagation();
    if (wanted) {
      kind = wanted;
      ask();
      find(box, `[data-kind="${kind}"]`).focus();
    } else if (said) answer(said);
    else if (check != null) answer(find(box, "input").value);
    else if (show != null) {
      keep("", "shown");
      reveal("shown");
    }
  });
  // What is typed belongs to the field, not to the stepper.
  on(box, "keydown", (e) => {
    if (!e.target.matches("input")) return;
    e.stopPropagation();
    if (e.key === "Enter") answer(e.target.value);
    if (e.key === "Escape") root.focus();
  });
  ask();
  return stepper;
}
