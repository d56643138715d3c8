// Layers as SVG text. Every coordinate comes as a share of its axis, 0 to 1; here it becomes pixels of the plot.

export const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

// One block of little-endian float32 numbers; a layer names its parts by [offset, length].
export function reader(view) {
  return ([from, length]) => Array.from({ length }, (_, k) => view.getFloat32(4 * (from + k), true));
}

export const SHAPES = {
  circle: (r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
  square: (r) => `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  cross: (r) => `m${-r} ${-r}l${2 * r} ${2 * r}m${-2 * r} 0l${2 * r} ${-2 * r}`,
  triangle: (r) => `m0 ${-r}l${r} ${2 * r}h${-2 * r}z`,
};
const DASHES = { solid: "", dashed: "7 4", dotted: "1 5" };

export function pixels(read, layer, { w, h }, x = "x", y = "y") {
  const v = read(layer[y]);
  return read(layer[x]).map((u, k) => [Math.round(u * w * 10) / 10, Math.round((1 - v[k]) * h * 10) / 10]);
}
export const there = ([x, y]) => x === x && y === y;

const path = (kind, layer, d, more = "") => `<path class="${kind} ${layer.colour}" d="${d}" ${more}/>`;

// A gap lifts the pen; h0 leaves a dot where a point stands alone between two gaps.
function line(read, layer, size) {
  let pen = "M";
  const d = pixels(read, layer, size).map((at) => {
    const part = there(at) ? pen + at.join(" ") + (pen === "M" ? "h0" : "") : "";
    pen = part ? "L" : "M";
    return part;
  });
  return path("line", layer, d.join(""), `stroke-dasharray="${DASHES[layer.dash]}"`);
}

function points(read, layer, size) {
  if (layer.drag) return "";
  const d = pixels(read, layer, size).filter(there).map((at) => `M${at.join(" ")}${SHAPES[layer.marker](layer.size)}`);
  // A thin outline keeps neighbours apart, and leaves something of a small marker.
  return path(layer.marker === "cross" ? "line" : "mark", layer, d.join(""), `style="stroke-width:${layer.marker === "cross" ? 2 : Math.min(1, layer.size / 5)}"`);
}

const straight = (starts, ends) => starts.map((at, k) => (there(at) && there(ends[k]) ? `M${at.join(" ")}L${ends[k].join(" ")}` : "")).join("");

// A head of two strokes, 9 px long.
function arrows(read, layer, size) {
  const starts = pixels(read, layer, size);
  const ends = pixels(read, layer, size, "x2", "y2");
  const heads = starts.map(([a, b], k) => {
    const [c, d] = ends[k];
    const length = Math.hypot(c - a, d - b);
    const [e, f] = [(9 * (a - c)) / length, (9 * (b - d)) / length];
    return length > 1 ? `M${c + e - f / 2} ${d + f + e / 2}L${c} ${d}L${c + e + f / 2} ${d + f - e / 2}` : "";
  });
  return path("line", layer, straight(starts, ends) + heads.join(""));
}

function bars(read, layer, size) {
  const ends = pixels(read, layer, size, "x2", "y2");
  const d = pixels(read, layer, size).map(([a, b], k) => (there(ends[k]) ? `M${a} ${b}V${ends[k][1]}H${ends[k][0]}V${b}z` : ""));
  return path(layer.seat ? "bar hollow" : "bar", layer, d.join(""));
}

function rule(read, { across, at, label, colour }, { w, h }) {
  const [x, y] = [at * w, (1 - at) * h];
  const d = across === "x" ? `M${x} 0V${h}` : `M0 ${y}H${w}`;
  const [tx, ty] = across === "x" ? [x + 4, 12] : [w - 4, y < 16 ? y + 13 : y - 4];
  return path("line thin", { colour }, d, 'stroke-dasharray="4 3"') + `<text class="said ${across === "x" ? "" : "end"}" x="${tx}" y="${ty}">${escape(label)}</text>`;
}

// The image itself is on the canvas below.
function image(read, layer, size) {
  if (!layer.contour) return "";
  const [x, y, x2, y2] = layer.contour;
  const ends = { x, y, x2, y2 };
  return path("line", layer, straight(pixels(read, ends, size), pixels(read, ends, size, "x2", "y2")));
}

const DRAWN = { line, points, arrows, bars, rule, image };
export const marks = (read, layers, size) => layers.map((layer) => DRAWN[layer.kind](read, layer, size)).join("");

// Labels at the ends of lines, pushed apart where they would overlap; `from` is the left end of their margin.
export function ends(read, layers, size) {
  const named = layers.filter((l) => l.kind === "line" && l.label).flatMap((layer) => {
    const last = pixels(read, layer, size).findLast(([x, y]) => there([x, y]) && x >= 0 && x <= size.w && y >= 0 && y <= size.h);
    return last ? [{ layer, x: last[0], y: last[1] }] : [];
  });
  named.sort((a, b) => a.y - b.y);
  named.forEach((label, k) => (label.y = Math.max(label.y, k ? named[k - 1].y + 14 : 8)));
  return named.map(({ layer, x, y }) => `<text class="said name ${layer.colour}" x="${x + 7}" y="${Math.min(y, size.h) + 4}">${escape(layer.label)}</text>`).join("");
}

// What a series looks like, for the legend.
export function sign({ kind, colour, dash, marker, drag, seat }) {
  const own = { colour };
  const shape = {
    line: () => path("line", own, "M1 7h26", `stroke-dasharray="${DASHES[dash]}"`),
    points: () => path(marker === "cross" ? "line" : "mark", own, `M14 7${SHAPES[marker](drag ? 5.5 : 4.5)}`),
    arrows: () => path("line", own, "M2 7h23M18 3L26 7L18 11"),
    bars: () => path(seat ? "bar hollow" : "bar", own, "M8 1h12v12h-12z"),
  }[kind];
  return shape && `<svg width="28" height="14" aria-hidden="true">${shape()}</svg>`;
}

// Values from -1 to 1 as colours between low, middle and high, each [r, g, b]; NaN is left clear. Row 0 is at the bottom.
export function paint(canvas, read, layer, [low, middle, high]) {
  const { rows, columns } = layer;
  Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d");
  const picture = context.createImageData(columns, rows);
  read(layer.values).forEach((value, k) => {
    const end = value < 0 ? low : high;
    const at = 4 * ((rows - 1 - Math.floor(k / columns)) * columns + (k % columns));
    for (let c = 0; c < 3; c++) picture.data[at + c] = middle[c] + Math.abs(value) * (end[c] - middle[c]);
    picture.data[at + 3] = value === value ? 255 : 0;
  });
  context.putImageData(picture, 0, 0);
}
