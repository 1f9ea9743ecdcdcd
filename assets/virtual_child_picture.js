// The picture of the virtual child: therapies above, curves on one time axis below, end points on the score, the day that is read.

const SVG = "http://www.w3.org/2000/svg";
const RIGHT = 10;
const ROW = 34; // one therapy: its name and its marks
const LANE = 15; // one line of names of end points
const SQUARES = [0.04, 0.2, 0.36, 0.52, 0.68, 0.84, 1]; // where along the axis
const PLOT = { pdai: 120, other: 70 };
const SHORT = { control: "controlled", consolidation: "consolidated", "remission-on": "remission on therapy", "remission-off": "remission off therapy", relapse: "relapse", failure: "failure" };

/** `now` gives the state and the results; `moved` hears of a step dragged to another day, `read` of a day pointed at. */
function childPicture({ spec, curves, names, now, moved, read }) {
  let frame = null; // what is drawn and may be moved
  const place = h("div", { class: "pv-vc-picture" });

  function s(name, attributes = {}, ...inside) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  }

  const square = (x, y) => `M${(x - 3).toFixed(1)} ${(y - 3).toFixed(1)}h6v6h-6z`;
  const therapiesOf = (plan) => [...new Set(plan.map(({ therapy }) => therapy))];
  const xOf = (day) => frame.left + (day / frame.days) * (frame.width - frame.left - RIGHT);
  const dayOf = (x) => Math.round(((x - frame.left) / (frame.width - frame.left - RIGHT)) * frame.days);

  /** Everything that stays while values move: rows, titles, axes. */
  function build() {
    const { state } = now();
    const width = Math.max(200, place.clientWidth);
    const narrow = width < 480;
    frame = { width, days: state.days, left: narrow ? 32 : 40, rows: [], panels: [], svg: s("svg", { role: "img", "aria-label": frame?.svg.getAttribute("aria-label") ?? "Teaching model" }) };
    frame.xs = Array.from({ length: state.days + 1 }, (_, day) => xOf(day).toFixed(1));
    const { svg } = frame;
    const both = state.plans.length > 1;
    svg.append(s("text", { x: width - RIGHT, y: 12, "text-anchor": "end", "font-style": "italic" }, "Teaching model"));
    let y = 0;
    state.plans.forEach((plan, at) => {
      const title = both ? `Plan ${"AB"[at]}` : "What is given";
      svg.append(s("text", { x: 0, y: y + 12, class: "t-title" }, title));
      if (both) svg.append(s("path", { d: `M52 ${y + 8}h34`, class: `line first${at ? " plan-b" : ""}` }));
      y += 18;
      if (!plan.length) {
        svg.append(s("text", { x: frame.left, y: y + 12 }, "Nothing"));
        y += 20;
      }
      for (const therapy of therapiesOf(plan)) {
        const row = { at, therapy, y, label: s("text", { x: frame.left, y: y + 12 }), marks: s("path", { class: spec.therapies[therapy].at_once ? "dose" : "given" }), grips: [] };
        svg.append(row.label, s("path", { d: `M${frame.left} ${y + ROW - 4}H${width - RIGHT}`, class: "grid" }), row.marks);
        for (const step of plan.filter((one) => one.therapy === therapy)) {
          const grip = s("g", {}, s("rect", { class: "hit", x: -14, y: 0, width: 28, height: ROW - 2 }), s("path", { class: "grip", d: `M-5 14H5V24L0 30L-5 24Z` }));
          drags(grip, step);
          svg.append(grip);
          row.grips.push({ grip, step });
        }
        frame.rows.push(row);
        y += ROW;
      }
      y += 6;
    });
    for (const name of names) {
      const { title, lines } = curves[name];
      const panel = { name, lines, y: y + 26, height: PLOT[name] ?? PLOT.other, paths: [], dots: [], most: 0, ticks: [s("text"), s("text"), s("text")] };
      svg.append(s("text", { x: 0, y: y + 13, class: "t-title" }, title));
      if (lines.length > 1) {
        const level = narrow ? y + 28 : y + 13; // beside the title where there is room
        if (narrow) panel.y += LANE;
        let x = width - RIGHT;
        for (const [position, [, label]] of [...lines.entries()].reverse()) {
          x -= label.length * 6.6 + 8;
          svg.append(s("text", { x, y: level }, label), s("path", { d: `M${x - 24} ${level - 4}h20`, class: `line ${position ? "second" : "first"}` }), s("path", { class: "square", d: position ? square(x - 14, level - 4) : "" }));
          x -= 36;
        }
      }
      if (name === "pdai") {
        panel.names = s("g");
        panel.lanes = narrow ? 4 : 3;
        panel.y += panel.lanes * LANE;
      }
      for (const part of [0, 0.5, 1]) svg.append(s("path", { d: `M${frame.left} ${panel.y + panel.height * (1 - part)}H${width - RIGHT}`, class: part ? "grid" : "axis" }));
      panel.ticks.forEach((tick, part) => {
        tick.setAttribute("x", frame.left - 6);
        tick.setAttribute("y", panel.y + panel.height * (1 - part / 2) + 4);
        tick.setAttribute("text-anchor", "end");
        svg.append(tick);
      });
      for (const plan of [...state.plans.keys()].reverse()) {
        lines.forEach((_, position) => {
          const path = s("path", { class: `line ${position ? "second" : "first"}${plan ? " plan-b" : ""}` });
          const squares = s("path", { class: "square" }); // the second line is told by its squares, not by its color alone
          const dot = s("circle", { r: 4, class: `dot ${position ? "second" : "first"}` });
          panel.paths.push({ plan, position, path, squares });
          panel.dots.push({ plan, position, dot });
          svg.append(path, squares);
        });
      }
      if (panel.names) svg.append(panel.names);
      frame.panels.push(panel);
      y = panel.y + panel.height + 12;
    }
    const step = [14, 28, 50, 100, 200, 400].find((days) => state.days / days <= (narrow ? 4.5 : 8)) ?? 400;
    for (let day = 0; day <= state.days; day += step) svg.append(s("text", { x: xOf(day), y: y + 8, "text-anchor": day ? "middle" : "start" }, day ? String(day) : "day 0"));
    frame.cursor = s("path", { class: "cursor" });
    svg.append(frame.cursor, ...frame.panels.flatMap(({ dots }) => dots.map(({ dot }) => dot)));
    frame.height = y + 14;
    svg.setAttribute("height", frame.height);
    svg.setAttribute("viewBox", `0 0 ${width} ${frame.height}`);
    svg.addEventListener("pointerdown", pointAt);
    place.replaceChildren(svg);
  }

  /** What moves with every input: marks, curves, scales, end points. */
  function paint() {
    const { results } = now();
    for (const row of frame.rows) paintTherapy(row);
    for (const panel of frame.panels) {
      const needed = panel.lines.reduce((most, [key, , factor]) => results.reduce((top, { course }) => Math.max(top, factor * highest(course[key])), most), 0);
      if (needed > panel.most || needed < 0.4 * panel.most) panel.most = above(needed); // the scale rests while the hand moves a little
      [0, 0.5, 1].forEach((part, n) => (panel.ticks[n].textContent = number(panel.most * part, panel.most < 4 ? 1 : 0)));
      for (const { plan, position, path, squares } of panel.paths) {
        const [key, , factor] = panel.lines[position];
        const row = results[plan].course[key];
        path.setAttribute("d", curve(row, factor, panel));
        if (position) squares.setAttribute("d", SQUARES.map((part) => Math.round(part * frame.days)).map((day) => square(xOf(day), yOf(panel, factor * row[day]))).join(""));
      }
      if (panel.names) paintPoints(panel);
    }
  }

  const yOf = (panel, value) => panel.y + panel.height * (1 - value / panel.most);

  /** The path of a row of values: one point a day, a level stretch as one line. Tenths of a pixel are kept as whole numbers. */
  function curve(row, factor, panel) {
    const [floor, scale] = [10 * (panel.y + panel.height), (10 * panel.height * factor) / panel.most];
    const level = (day) => Math.round(floor - scale * row[day]);
    let [d, before, now] = ["M", NaN, level(0)];
    for (let day = 0; day < row.length; day++) {
      const next = day + 1 < row.length ? level(day + 1) : NaN;
      if (now !== before || now !== next) d += `${frame.xs[day]} ${now / 10} `; // after M, further points mean lines
      [before, now] = [now, next];
    }
    return d;
  }

  /** The next round number above. */
  function above(value) {
    if (value <= 1) return 1;
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10].map((times) => times * power).find((round) => round >= value * 0.999);
  }

  function paintTherapy({ at, therapy, y, label, marks, grips }) {
    const { state, results } = now();
    const { given, course } = results[at];
    const kind = spec.therapies[therapy];
    const row = therapy === "prednisone" ? course.prednisone.subarray(0, state.days) : given[therapy];
    const floor = y + ROW - 4;
    const top = highest(row);
    const dose = kind.at_once ? "" : "up to ";
    const unit = top === 1 ? kind.unit.replace(/volumes$/, "volume") : kind.unit;
    const long = `${kind.name}, ${dose}${number(top, 2)} ${unit}`;
    label.textContent = !top ? `${kind.name}: none` : long.length * 6.6 < frame.width - frame.left ? long : `${kind.name}, ${number(top, 2)}`;
    let d = "";
    if (kind.at_once) {
      row.forEach((amount, day) => (d += amount ? `M${(xOf(day) - 4).toFixed(1)} ${floor - 10}h8l-4 9z` : ""));
    } else if (top) {
      d = `M${frame.left} ${floor}`;
      row.forEach((amount, day) => {
        if (day && amount === row[day - 1]) return;
        d += `H${xOf(day).toFixed(1)}V${(floor - (13 * amount) / top).toFixed(1)}`;
      });
      d += `H${xOf(state.days).toFixed(1)}V${floor}Z`;
    }
    marks.setAttribute("d", d);
    for (const { grip, step } of grips) grip.setAttribute("transform", `translate(${xOf(step.day).toFixed(1)} ${y})`);
  }

  function paintPoints(panel) {
    const { results } = now();
    const ends = Array.from({ length: panel.lanes }, () => 0); // where each lane is taken up to
    const drawn = [];
    for (const [plan, { points, course }] of [...results.entries()].reverse()) {
      points.forEach(({ id, day }, n) => {
        const [x, y] = [xOf(day), yOf(panel, course.pdai[day])];
        const named = plan === 0 && SHORT[id];
        const wide = named ? named.length * 6.1 + 8 : 0;
        const from = Math.max(frame.left, Math.min(x - 6, frame.width - RIGHT - wide));
        const lane = named ? ends.findIndex((end) => end <= from) : -1;
        if (lane >= 0) {
          ends[lane] = from + wide;
          const level = panel.y - panel.lanes * LANE + lane * LANE + 8;
          drawn.push(s("path", { class: "leader", d: `M${x.toFixed(1)} ${level + 4}V${(y - 8).toFixed(1)}` }), s("text", { class: "t-mark", x: from, y: level }, named));
        }
        const shape = plan ? s("rect", { x: -7, y: -7, width: 14, height: 14, rx: 2 }) : s("circle", { r: 7.5 });
        drawn.push(s("g", { class: `mark${plan ? " of-b" : ""}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` }, shape, s("text", { class: "t-number", y: 3.4 }, String(n + 1))));
      });
    }
    panel.names.replaceChildren(...drawn);
  }

  /** The line and the dots of the day that is read. */
  function paintDay() {
    const { state, results } = now();
    const x = xOf(state.day).toFixed(1);
    frame.cursor.setAttribute("d", frame.panels.map(({ y, height }) => `M${x} ${y}v${height}`).join(""));
    for (const panel of frame.panels) {
      for (const { plan, position, dot } of panel.dots) {
        const [key, , factor] = panel.lines[position];
        dot.setAttribute("cx", x);
        dot.setAttribute("cy", yOf(panel, factor * results[plan].course[key][state.day]).toFixed(1));
      }
    }
  }

  const inPicture = (pixels) => (pixels * frame.width) / frame.svg.getBoundingClientRect().width; // the page may be zoomed

  function pointAt(event) {
    const move = (at) => read(dayOf(inPicture(at.clientX - frame.svg.getBoundingClientRect().left)));
    follow(event, move);
    move(event);
  }

  function drags(grip, step) {
    grip.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      const { state } = now();
      const [begin, from] = [event.clientX, step.day];
      const room = spec.therapies[step.therapy].at_once ? (step.times - 1) * step.every : 0;
      follow(event, (at) => {
        const by = Math.round((inPicture(at.clientX - begin) / (frame.width - frame.left - RIGHT)) * state.days);
        const next = Math.max(0, Math.min(state.days - 1 - room, from + by));
        if (next !== step.day) moved(step, next);
      });
    });
  }

  function follow(event, move) {
    event.preventDefault();
    const target = frame.svg;
    target.setPointerCapture(event.pointerId);
    const stop = () => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", stop);
      target.removeEventListener("pointercancel", stop);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", stop);
    target.addEventListener("pointercancel", stop);
  }

  return { place, build, paint, paintDay, describe: (text) => frame.svg.setAttribute("aria-label", text), left: () => frame.left };
}
