// What the benches of the laboratories share: SVG, controls with a name and a value in words, axes, tables, and when to redraw.

/** Build an SVG element. */
function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** A named range whose value stands beside it in words. `main` marks the control that tests and benchmarks move. */
function slider({ label, min, max, step = 1, value, say = String, oninput = () => {}, main = false }) {
  const id = uniqueId("slider");
  const shown = h("output", { class: "pv-lab-value", for: id });
  const input = h("input", { type: "range", id, min, max, step, "data-main": main ? "" : null });
  const tell = () => {
    shown.textContent = say(Number(input.value));
    input.setAttribute("aria-valuetext", shown.textContent);
  };
  input.value = value;
  input.addEventListener("input", () => (tell(), oninput(Number(input.value))));
  const element = h("div", { class: "pv-lab-slider" }, h("label", { for: id }, label), shown, input);
  element.input = input;
  element.set = (number) => ((input.value = number), tell());
  tell();
  return element;
}

/** A named list to pick one of; `options` are pairs of value and text. */
function pick({ label, options, value, onchange = () => {}, main = false }) {
  const id = uniqueId("pick");
  const select = h("select", { id, "data-main": main ? "" : null, onchange: () => onchange(select.value) }, options.map(([key, text]) => h("option", { value: key }, text)));
  if (value !== undefined) select.value = value;
  const element = h("div", { class: "pv-lab-pick" }, h("label", { for: id }, label), select);
  element.select = select;
  return element;
}

/** A picture as wide as its place, drawn again when that changes. `height` is a number of pixels, or a function of the width. */
function picture({ height, draw }) {
  const root = svg("svg", { role: "img", class: "pv-lab-picture" });
  const box = h("div", { class: "pv-lab-box" }, root);
  let drawn = 0;
  box.redraw = perFrame(() => {
    drawn = box.clientWidth;
    if (!drawn) return; // not in the page yet
    const tall = typeof height === "function" ? height(drawn) : height;
    root.setAttribute("viewBox", `0 0 ${drawn} ${tall}`);
    root.setAttribute("height", tall);
    root.replaceChildren();
    draw(root, drawn, tall);
  });
  box.describe = (text) => root.setAttribute("aria-label", text);
  new ResizeObserver(() => box.clientWidth !== drawn && box.redraw()).observe(box);
  return box;
}

/** A linear scale from data to pixels; `ticks(n)` returns about n round numbers within the data. */
function scale([low, high], [from, to]) {
  const place = (number) => from + ((number - low) / (high - low)) * (to - from);
  place.ticks = (count = 5) => {
    const rough = (high - low) / Math.max(1, count);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((size) => size * power).find((size) => size >= rough * 0.999);
    const first = Math.ceil(low / step - 1e-9);
    const last = Math.floor(high / step + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
  };
  return place;
}

/** Draw two axes with light grid lines. `x` and `y` are scales, the edges pixels; leave `y` out for rows that are named otherwise. */
function axes(root, { x, y = null, left, right, top, bottom, xlabel = "", ylabel = "", xticks = null, yticks = null, xsay = String, ysay = String }) {
  for (const tick of xticks ?? x.ticks(right - left < 360 ? 4 : 7)) {
    const at = x(tick).toFixed(1);
    root.append(svg("path", { class: "grid", d: `M${at} ${top}V${bottom}` }), svg("text", { x: at, y: bottom + 16, "text-anchor": "middle" }, xsay(tick)));
  }
  for (const tick of y ? (yticks ?? y.ticks(4)) : []) {
    const at = y(tick);
    root.append(svg("path", { class: "grid", d: `M${left} ${at.toFixed(1)}H${right}` }), svg("text", { x: left - 6, y: (at + 4).toFixed(1), "text-anchor": "end" }, ysay(tick)));
  }
  root.append(svg("path", { class: "axis", d: `M${left} ${bottom}H${right}` }));
  if (xlabel) root.append(svg("text", { x: (left + right) / 2, y: bottom + 34, "text-anchor": "middle" }, xlabel));
  if (ylabel) root.append(svg("text", { x: 0, y: top - 10 }, ylabel)); // above the axis: letters that stand upright are read faster
}

/** A folded data table; `fill(rows)` gives it new rows, the first cell of each being its name. */
function dataTable(caption, columns, rows = []) {
  const body = h("tbody");
  const head = h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name))));
  const element = h("details", { class: "pv-lab-data" }, h("summary", {}, "Data table"), h("div", { class: "pv-scroll", tabindex: "0", role: "group", "aria-label": caption }, h("table", { class: "pv-table" }, h("caption", {}, caption), head, body)));
  element.fill = (fresh) => body.replaceChildren(...fresh.map(([name, ...cells]) => h("tr", {}, h("th", { scope: "row" }, String(name)), cells.map((cell) => h("td", {}, String(cell))))));
  element.fill(rows);
  return element;
}

/** Return a function that runs `callback` once in the next frame, however often it is called until then. */
function perFrame(callback) {
  let due = 0;
  return () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      callback();
    });
  };
}

/** Return a function that runs `callback` once the hand rests: for what is announced, and for tables. */
function resting(callback, ms = 350) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => callback(...values), ms);
  };
}
