// Icons drawn as paths: media symbols are empty boxes where no emoji font is installed.

const PATHS = {
  first: "M3 3h2v10H3zM13 3v10L6 8z",
  previous: "M11 3v10L4 8z",
  play: "M4 2.5v11L13 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  next: "M5 3v10l7-5z",
  last: "M11 3h2v10h-2zM3 3v10l7-5z",
  ok: "M6.4 13 2 8.6l1.6-1.6 2.8 2.8L12.6 3.4 14.2 5z",
  bad: "M3.6 2 8 6.4 12.4 2 14 3.6 9.6 8l4.4 4.4-1.6 1.6L8 9.6 3.6 14 2 12.4 6.4 8 2 3.6z",
};

export const icon = (name) => `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
export const tick = (ok) => `<span class="tick" role="img" aria-label="${ok ? "right" : "wrong"}">${icon(ok ? "ok" : "bad")}</span>`;
