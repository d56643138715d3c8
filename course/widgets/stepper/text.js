// Numbers and formulas as text: short numbers, and linear formulas turned into MathML.

export const { abs, min, max } = Math;
export const find = (part, what) => part.querySelector(what);
export const all = (part, what) => [...part.querySelectorAll(what)];
export const on = (part, event, act) => part.addEventListener(event, act);
export const focused = () => document.activeElement;
export const escape = (s) => String(s).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt()};`);
export const size = (shape) => shape.join("×") || "number";
export const top = (data) => max(...data.map(abs).filter(isFinite), 1e-300);

export function short(x) {
  const a = abs(x);
  let text = `${x}`.replace("Infinity", "∞").replace("NaN", "nan");
  if (x && isFinite(x)) text = a >= 1e5 || a < 1e-3 ? x.toExponential(1).replace("+", "") : `${+x.toPrecision(3)}`;
  return text.replaceAll("-", "−");
}

// One number of decimals for a whole table, so that the points stand below each other.
export function aligned(data) {
  const whole = data.every((x) => !isFinite(x) || Number.isInteger(x));
  const decimals = whole ? 0 : min(max(3 - Math.floor(Math.log10(top(data))), 1), 5);
  return (x) => (x && (abs(x) >= 1e5 || abs(x) < 10 ** (1 - decimals)) || !isFinite(x) ? short(x)
    : x ? x.toFixed(decimals).replace("-", "−") : "0");
}

// A colour belongs to a letter: W1 and W2 share theirs, and so does the gradient dW1.
const stem = (name) => name.replace(/[_\d'′]*(⁽.*)?$/, "");
export function palette(names) {
  const stems = [...new Set(names.filter((name) => /^[\p{L}_][\p{L}_\d]*$/u.test(name)).map(stem))];
  return (name) => (stems.includes(stem(name)) ? `c${stems.indexOf(stem(name)) % 7}` : "");
}

const TOKEN = /∂|[\p{Lu}\p{Ll}_][\p{Lu}\p{Ll}_\d]*(?:⁽[^⁾]+⁾)?['′]*|[\d.]+(?:e-?\d+)?|\*\*|[-+*/@<>=!]=|\S/gu;
const CLOSE = { "(": ")", "[": "]", "‖": "‖" };
const UP = { ᵀ: "<mi>T</mi>", "²": "<mn>2</mn>", "³": "<mn>3</mn>" };

function symbol(name, colour) {
  const [, rest] = /^d_?(.+)/.exec(name) || [];
  if (rest && !colour(name) && (colour(rest) || /^\p{Lu}/u.test(rest))) return `<mrow><mi mathvariant="normal">d</mi>${symbol(rest, colour)}</mrow>`;
  const [, letters, digits, times, prime] = /^(.*?)_?(\d*)(⁽.*⁾)?(['′]*)$/.exec(name);
  let out = `<mi>${escape(letters)}</mi>`;
  if (digits) out = `<msub>${out}<mn>${digits}</mn></msub>`;
  if (times) out = `<mrow>${out}<mtext>${times}</mtext></mrow>`;
  if (prime) out = `<msup>${out}<mo>′</mo></msup>`;
  return `<mrow class="${colour(name)}">${out}</mrow>`;
}

export function formula(text, colour) {
  const tokens = text.match(TOKEN) || [];
  let at = 0;

  function atom() {
    const token = tokens[at++] || "";
    let out;
    if (token === "∂") out = `<mrow><mo>∂</mo>${atom()}</mrow>`;
    else if (CLOSE[token]) out = `<mrow><mo>${token}</mo>${row(CLOSE[token])}<mo>${tokens[at++] || ""}</mo></mrow>`;
    else if (/^[\d½]/.test(token)) out = `<mn>${token}</mn>`;
    else if (token === "Σ" || !/^[\p{Lu}\p{Ll}_]/u.test(token)) return `<mo>${escape(token).replace("-", "−")}</mo>`;
    else for (out = symbol(token, colour); /^[([]$/.test(tokens[at]); ) out = `<mrow>${out}${atom()}</mrow>`;
    while (UP[tokens[at]] || tokens[at] === "**") out = `<msup>${out}${UP[tokens[at++]] || atom()}</msup>`;
    return out;
  }

  function row(stop) {
    const items = [];
    while (at < tokens.length && tokens[at] !== stop)
      if (tokens[at] !== "/" || !items.length) items.push(atom());
      else at++, items.push(`<mfrac>${items.pop()}${atom()}</mfrac>`);
    return `<mrow>${items.join("")}</mrow>`;
  }
  return `<math displaystyle="true">${row()}</math>`;
}
