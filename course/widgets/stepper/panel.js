// One step in numbers: upstream · local = this path, + so far = gradient; on the way forward, inputs and value.

import { abs, aligned, all, escape, find, formula, min, on, short, size, top } from "./text.js";
import { tick } from "./icons.js";
import { isBackward } from "./model.js";

const SIGNS = { matmul: "·", dot: "·", add: "+", subtract: "−", multiply: "⊙", divide: "÷" };
const MOST = 6; // rows, and columns, of a table
const placeOf = (td) => td.dataset.at.split(",").map(Number);

// Whether cell (a, b) of a factor took part in cell (r, c) of the result. Vectors are drawn as one row.
const same = (one, result) => ([a, b], [r, c]) =>
  (min(one.rows, result.rows) < 2 || a === r) && (min(one.columns, result.columns) < 2 || b === c);
const inRow = (left, result) => ([a], [r, c]) => left.rows < 2 || a === (result.flat ? c : r);
const inColumn = (right) => ([, b], [, c]) => right.flat || right.columns < 2 || b === c;

function verdict({ ok, message, difference }) {
  return `<span class="${ok ? "ok" : "bad"}">${tick(ok)}${escape(message)}${ok || difference == null ? "" : ` (largest difference ${short(difference)})`}</span>`;
}

export function panel(host, { nodes, arrays, trace, steps, name, slope, colour, waiting }) {
  host.innerHTML = `<div class="formula"></div><div class="numbers"></div><p class="made"></p><p class="state"></p>`;
  const [math, numbers, made, state] = host.children;
  let factors, sign, result, signed;

  function table(role, index, label = "") {
    const array = arrays[index];
    const { data, columns, cut } = array;
    const [rows, wide] = [min(array.rows, MOST), min(columns, MOST)];
    const write = aligned(data);
    const part = cut || rows < array.rows || wide < columns ? `${rows}×${wide} of ` : "";
    let body = "";
    for (let r = 0; r < rows; r++) {
      body += "<tr>";
      for (let c = 0; c < wide; c++) {
        const v = data[r * columns + c];
        const heat = (42 * abs(v)) / top(data) || 0;
        body += `<td data-at="${r},${c}" class="${v < 0 ? "neg" : "pos"}" style="--heat:${min(heat, 42).toFixed()}%">${signed && v > 0 ? "+" : ""}${write(v)}</td>`;
      }
    }
    return `<figure class="${role.replace(" ", "-")}"><figcaption>${role}</figcaption><table>${body}</table>
<div>${formula(label, colour)} <small>${part}${size(array.shape)}</small></div></figure>`;
  }
  const gradient = (role, index, id) => table(role, index, slope(id));

  // The equation of a step as [sign, table] pairs; `factors` are the arrays that make the result.
  function backward({ node, to, slot, rule, upstream, local, product, before, total }) {
    const { parents } = nodes.get(node);
    const label = rule.startsWith("matmul") && parents.length === 2 ? `${name(parents[1 - slot])}ᵀ` : "";
    const pair = [[gradient("upstream", upstream, node), arrays[upstream]]];
    if (local != null) pair[rule === "matmul-right" ? "unshift" : "push"]([table("local", local, label), arrays[local]]);
    result = arrays[product];
    sign = rule.startsWith("matmul") ? "·" : "⊙";
    factors = pair.map(([, array]) => array);
    return [
      [rule === "sum" ? "Σ" : "", pair[0][0]],
      ...pair.slice(1).map(([shown]) => [sign, shown]),
      [pair[1] || rule === "sum" ? "=" : "→", table("this path", product)],
      ["+", before == null ? "0" : table("so far", before)],
      ["=", gradient("gradient", total, to)],
    ];
  }

  function forward({ phase, node: id }) {
    const { value, gradient: end, parents, kind, op } = nodes.get(id);
    factors = [];
    if (phase === "seed") return [["", gradient("gradient", end, id)]];
    if (phase === "input" || !parents.length) return [["", table(kind, value, name(id))]];
    const inputs = parents.slice(0, 4).map((parent) => nodes.get(parent).value);
    sign = (inputs.length === 2 && SIGNS[op]) || ",";
    result = arrays[value];
    factors = inputs.map((index) => arrays[index]);
    const shown = inputs.map((index, k) => [k ? sign : "", table("input", index, name(parents[k]))]);
    return [...shown, [sign === "," ? "→" : "=", table("value", value, name(id))]];
  }

  function waits(at) {
    const { to, pending } = steps[at];
    if (to == null) return "";
    const names = [...new Set(waiting(at))];
    const who = names.length ? ` (${escape(names.slice(0, 4))}${names.length > 4 ? " …" : ""})` : "";
    const what = `<b>${escape(slope(to))}</b>`;
    return `<span>${pending ? `${what} still waits for ${pending} more${who}` : `${what} is complete`}</span>`;
  }

  function show(at) {
    const { phase, node, to, line, pending, formula: text } = steps[at];
    signed = isBackward(steps[at]);
    const parts = phase === "backward" ? backward(steps[at]) : forward(steps[at]);
    const final = phase === "seed" ? node : pending ? null : to;
    const checks = trace.checks.filter((c) => c.node === final || c.line === line);
    for (const { ok, node: id, value, variable } of checks) if (!ok && id === final && value != null) parts.push(["≠", table("yours", value, variable)]);
    math.innerHTML = formula(text || "", colour);
    // A sign stays with what follows it when the line breaks.
    numbers.innerHTML = parts.map(([op, part]) => `<span class="term">${op && `<span class="op">${op}</span>`}${part}</span>`).join("");
    if (factors.length) find(numbers, ".this-path table,.value table").className = "result";
    // The cells of the result can be pointed at and, one tab stop for the table, walked with Up and Down.
    all(numbers, ".result td").forEach((td, k) => (td.tabIndex = k ? -1 : 0));
    state.innerHTML = waits(at) + checks.map(verdict).join("");
    made.textContent = "";
  }

  // Light the cells that made this one, and write the sum down.
  function trail({ target, type }) {
    const td = /over|in$/.test(type) && target.closest?.(".result td");
    all(numbers, ".lit").forEach((cell) => cell.classList.remove("lit"));
    made.textContent = "";
    if (!td) return;
    td.classList.add("lit");
    const tests = sign === "·" && factors.length === 2 ? [inRow(factors[0], result), inColumn(factors[1])] : factors.map((one) => same(one, result));
    const lit = tests.map((test, k) => all(all(numbers, "table")[k], "td").filter((cell) => test(placeOf(cell), placeOf(td))));
    lit.flat().forEach((cell) => cell.classList.add("lit"));
    if (lit.length !== 2) return;
    const terms = lit[0].map((_, k) => lit.map((list) => (list[k] || list[0]).textContent.replace("+", "").replace(/^−.*/, "($&)")).join(` ${sign} `));
    const cut = terms.length > 1 && factors.some(({ rows, columns, cut }) => cut || rows > MOST || columns > MOST);
    made.textContent = `${terms.join(" + ")}${cut ? " + …" : ""} = ${td.textContent.replace("+", "")}`;
  }
  for (const type of ["pointerover", "pointerleave", "focusin", "focusout"]) on(host, type, trail);
  return { show };
}
