// One panel: axes and marks in an SVG of real pixels, the image on a canvas below it, the legend below both.

import { ends, escape, marks, paint, sign } from "./draw.js";
import { handles } from "./handles.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [62, 12, 8, 42];
const LETTER = 7; // px, of a tick's label
const NAMES = 110; // px on the right for the labels of lines
const WIDE = 540; // px from which there is room for them
const LOWEST = 180;
const HIGHEST = 320;
const HIGHEST_EQUAL = 370;

// What was once tall stays as tall, so that nothing below it jumps.
export function keepRoom(element) {
  const before = parseFloat(element.style.minHeight) || 0;
  element.style.minHeight = `${Math.max(before, element.getBoundingClientRect().height)}px`;
}

export function panel(host, moved, busy) {
  host.innerHTML = `<figcaption></figcaption><div class="plot"><div class="clip"><canvas></canvas></div>
<svg class="axes"><g class="ticks" aria-hidden="true"></g><svg class="inner" aria-hidden="true"></svg><g class="names" aria-hidden="true"></g><g class="handles"></g></svg></div><ul class="legend"></ul>`;
  const [caption, plot, clip, canvas, svg, ticks, inner, names, group, legend] = ["figcaption", ".plot", ".clip", "canvas", ".axes", ".ticks", ".inner", ".names", ".handles", ".legend"].map((s) => host.querySelector(s));
  const points = handles(group, moved, busy);
  let data, read, tall;

  const direct = (width) => {
    const lines = data.layers.filter((l) => l.kind === "line" && l.label);
    return width >= WIDE && lines.length < 6 && lines.every(({ label }) => label.length < 17) && lines.length > 0;
  };

  // Width is what the page gives; height follows from it, never from the data, so that nothing below moves.
  function measure(width) {
    const right = direct(width) ? NAMES : RIGHT;
    let w = Math.max(width - LEFT - right, 60);
    // Beside a square one, nearly as high as that.
    let h = tall ? Math.min(0.9 * w, 0.9 * HIGHEST_EQUAL) : Math.min(Math.max(0.62 * w, LOWEST), HIGHEST);
    if (data.aspect) {
      h = w * data.aspect;
      if (h > HIGHEST_EQUAL) [w, h] = [HIGHEST_EQUAL / data.aspect, HIGHEST_EQUAL];
    }
    return { w: Math.round(w), h: Math.round(h) };
  }

  function frame({ w, h }) {
    const { x, y, xlabel, ylabel } = data;
    const room = Math.max(2, Math.floor(w / 46));
    const every = Math.ceil(x.ticks.length / room);
    const across = x.ticks.map(([u, text], k) => {
      const at = Math.round(u * w) + 0.5;
      const within = Math.min(at, w + RIGHT - LETTER * text.length / 2); // a long label at the end is not cut off
      return `<path class="grid" d="M${at} 0V${h + 4}"/>` + (k % every ? "" : `<text class="mid" x="${within}" y="${h + 17}">${escape(text)}</text>`);
    });
    const up = y.ticks.map(([v, text]) => {
      const at = Math.round((1 - v) * h) + 0.5;
      return `<path class="grid" d="M-4 ${at}H${w}"/><text class="end" x="-7" y="${at + 4}">${escape(text)}</text>`;
    });
    return `${across.join("")}${up.join("")}<path class="box" d="M.5 0V${h}.5H${w}"/><text class="mid label" x="${w / 2}" y="${h + 35}">${escape(xlabel)}</text>
<text class="mid label" transform="translate(${13 - LEFT} ${h / 2})rotate(-90)">${escape(ylabel)}</text>`;
  }

  // A cell of the image lies around the place its value was computed for; the outermost ones are cut in half.
  function image({ w, h }) {
    const layer = data.layers.find((l) => l.kind === "image");
    clip.hidden = !layer;
    if (!layer) return;
    const [left, right, bottom, top] = layer.box;
    const css = (element, x, y, width, height) => Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    const [width, height] = [(right - left) * w, (top - bottom) * h];
    const [dx, dy] = [width / (layer.columns - 1), height / (layer.rows - 1)];
    css(clip, LEFT + left * w, TOP + (1 - top) * h, width, height);
    css(canvas, -dx / 2, -dy / 2, width + dx, height + dy);
    const style = getComputedStyle(canvas);
    paint(canvas, read, layer, ["outlineColor", "backgroundColor", "caretColor"].map((name) => style[name].match(/[\d.]+/g).map(Number)));
  }

  function key(width) {
    const near = direct(width);
    const entries = data.layers.filter((l) => l.label && !(near && l.kind === "line")).map((layer) => {
      if (layer.kind === "image") return `<li>${escape(layer.label)} <i>${layer.limits[0]}</i><span class="shades"></span><i>${layer.limits[1]}</i></li>`;
      const own = sign(layer);
      return own ? `<li>${own} ${escape(layer.label)}</li>` : "";
    });
    const html = entries.join("");
    if (legend.innerHTML !== html) legend.innerHTML = html;
  }

  function draw() {
    const width = plot.clientWidth;
    if (!width || !data) return;
    const size = measure(width);
    const { w, h } = size;
    svg.setAttribute("width", width);
    svg.setAttribute("height", TOP + h + BOTTOM);
    svg.setAttribute("viewBox", `${-LEFT} ${-TOP} ${width} ${TOP + h + BOTTOM}`);
    inner.setAttribute("width", w);
    inner.setAttribute("height", h);
    caption.style.width = `${LEFT + w}px`;
    ticks.innerHTML = frame(size);
    inner.innerHTML = marks(read, data.layers, size);
    names.innerHTML = direct(width) ? ends(read, data.layers, size) : "";
    const axis = (name, word) => ({ ...data[name], name: word || name });
    points.show(read, data.layers, { x: axis("x", data.xlabel), y: axis("y", data.ylabel) }, size);
    image(size);
    key(width);
    keepRoom(legend);
  }

  return {
    draw,
    show(next, numbers, besideSquare) {
      [data, read, tall] = [next, numbers, besideSquare];
      caption.textContent = data.title;
      svg.setAttribute("role", data.layers.some((l) => l.drag) ? "group" : "img");
      svg.ariaLabel = [data.title, `${data.ylabel || "y"} against ${data.xlabel || "x"}`].filter(Boolean).join(": ");
      draw();
    },
    forget: () => (legend.style.minHeight = ""),
  };
}
