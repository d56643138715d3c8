// Sliders, choices and switches. Each holds a position in a list of values that only Python knows; `changed()` is called at
// every move.

import { escape } from "./draw.js";

const FEW = 4; // options that are all shown at once

const slider = ({ label, names }) => `<span>${escape(label)}</span><input type="range" min="0" max="${names.length - 1}" aria-label="${escape(label)}"><output aria-hidden="true" style="min-width:${Math.max(...names.map((n) => n.length))}ch"></output>`;
const toggle = ({ label }) => `<label><input type="checkbox"> ${escape(label)}</label>`;
const radio = (name, key) => (text, k) => `<label><input type="radio" name="${key}-${name}" value="${k}"> ${escape(text)}</label>`;
function choice({ label, names, name }, key) {
  if (names.length > FEW) return `<span>${escape(label)}</span><select aria-label="${escape(label)}">${names.map((n, k) => `<option value="${k}">${escape(n)}</option>`).join("")}</select>`;
  return `<span aria-hidden="true">${escape(label)}</span><div class="options" role="radiogroup" aria-label="${escape(label)}">${names.map(radio(name, key)).join("")}</div>`;
}
const BUILT = { slider, toggle, choice };

export function controls(host, specs, key, changed) {
  host.innerHTML = specs.map((spec) => `<div class="control ${spec.kind}">${BUILT[spec.kind](spec, key)}</div>`).join("");
  const all = specs.map((spec, k) => {
    const part = host.children[k];
    const field = part.querySelector("input,select");
    const radios = [...part.querySelectorAll("[type=radio]")];
    const told = () => {
      if (spec.kind !== "slider") return;
      part.querySelector("output").textContent = field.ariaValueText = spec.names[field.value];
    };
    part.addEventListener("input", () => {
      told();
      changed();
    });
    return {
      name: spec.name,
      start: spec.start,
      get: () => (radios.length ? radios.findIndex((r) => r.checked) : spec.kind === "toggle" ? +field.checked : +field.value),
      set(position) {
        if (radios.length) radios[position].checked = true;
        else if (spec.kind === "toggle") field.checked = Boolean(position);
        else field.value = position;
        told();
      },
    };
  });
  return {
    values: () => Object.fromEntries(all.map((control) => [control.name, control.get()])),
    show: (values) => all.forEach((control) => control.set(values[control.name] ?? control.start)),
    reset: () => all.forEach((control) => control.set(control.start)),
  };
}
