// Wash it out, flood it out: the virtual child's IgG under exchange, immunoglobulin or FcRn blockade, with the published falls on top.

function bench({ place, data, status }) {
  const WAYS = { exchange: "Plasma exchange", ivig: "Immunoglobulin (IVIG)", fcrn: "FcRn blockade" };
  const WEEK = 7;
  const LETTERS = "ABCDEF";
  const state = { way: "exchange", cycles: 1, wait: 2, ...data.first };
  const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)}%`;
  const exact = (share) => `${Number((100 * share).toFixed(1))}`;
  const left = ([low, high]) => (high - low < 1e-9 ? `${exact(low)}%` : `${exact(low)} to ${exact(high)}%`);

  /** exp([[-a, b], [c, -d]]): the twin of `pair` in pemphigus/model/igg.py. */
  function pair(a, b, c, d) {
    const [half, differ] = [0.5 * (a + d), 0.5 * (a - d)];
    const root = Math.sqrt(differ * differ + b * c);
    const [slow, fast] = [Math.exp(root - half), Math.exp(-root - half)];
    const [mean, slope] = [0.5 * (slow + fast), (0.5 * (slow - fast)) / (root || 1)];
    return [mean - slope * differ, slope * b, slope * c, mean + slope * differ];
  }

  /** The twin of `levels`: rows of [day, plasma, tissue, all IgG], a day of an exchange or an infusion twice; and what went into the bags. */
  function levels(days, { exchange = {}, ivig = {}, fcrn = [0, 0, 0] }) {
    const { kcat, rho, Km, G0, k12, v, Vp } = data.values;
    const [k0, back, step] = [kcat * (1 - rho), k12 / v, 1 / data.parts];
    let [plasma, tissue, igg, stored, removed] = [1, 1, G0, G0, 0];
    const rows = [];
    for (let n = 0; n <= days * data.parts; n += 1) {
      const day = n / data.parts;
      rows.push([day, plasma, tissue, igg]);
      if (day in exchange || day in ivig) {
        const kept = Math.exp(-(exchange[day] ?? 0));
        removed += ((1 - kept) * plasma) / (1 + v);
        plasma *= kept;
        igg = igg * kept + (ivig[day] ?? 0) / Vp;
        rows.push([day, plasma, tissue, igg]);
      }
      const today = Math.floor(day);
      const rescue = kcat * rho * (Km + G0) * (1 - (fcrn[0] <= today && today < fcrn[1] ? fcrn[2] : 0));
      const lost = 0.25 * step * (kcat - rescue / (Km + igg) + k12);
      const middle = (igg * (1 - lost) + 0.5 * step * (k0 * G0 + k12 * stored)) / (1 + lost);
      const k = kcat - rescue / (Km + middle);
      const [e11, e12, e21, e22] = pair(step * (k + k12), step * k12, step * back, step * back);
      const move = (inside, outside, balance) => [balance + e11 * (inside - balance) + e12 * (outside - balance), balance + e21 * (inside - balance) + e22 * (outside - balance)];
      [plasma, tissue] = move(plasma, tissue, k0 / k);
      [igg, stored] = move(igg, stored, (k0 * G0) / k);
    }
    return { rows, removed };
  }

  /** The share of a rituximab infusion that an exchange takes out: the twin of `rituximab_removed`. */
  function rituximabRemoved(volumes, day) {
    const { W, CL, V1, V2, Q, Vp } = data.values;
    const surface = (4 * W + 7) / (W + 90);
    const central = (V1 * surface) / 0.9;
    const out = (CL * (surface / 0.9) ** 1.26) / central;
    const [e11, , e21] = pair(day * (out + Q / central), (day * Q) / V2, (day * Q) / central, (day * Q) / V2);
    return (e11 / (e11 + e21)) * (1 - Math.exp((-volumes * Vp * W) / central));
  }

  /** The course of the chosen way, and the days on which something ends and is looked at again. */
  function worked() {
    const days = data.shown[state.way];
    const every = (times, gap, dose) => Object.fromEntries(Array.from({ length: times }, (_, n) => [n * gap, dose]));
    const plans = {
      exchange: () => ({ exchange: every(state.times, state.every, state.volumes) }),
      ivig: () => ({ ivig: every(state.cycles, 4 * WEEK, state.dose) }),
      fcrn: () => ({ fcrn: [0, state.weeks * WEEK, state.blocked] }),
    };
    const ends = { exchange: (state.times - 1) * state.every, ivig: (state.cycles - 1) * 4 * WEEK, fcrn: state.weeks * WEEK };
    const course = levels(days, plans[state.way]());
    const on = (day) => course.rows.filter((row) => row[0] === day).at(-1);
    return { ...course, days, end: ends[state.way], on, lowest: course.rows.reduce((low, row) => (row[1] < low[1] ? row : low)) };
  }

  /** Published points of this way, each with its letter and the days it is drawn on. */
  function points(sum) {
    const when = { "one-session": [0, 0], "three-sessions": [4, 4], "repeated-doses": [0, sum.end] };
    return data.measured.filter(({ way }) => way === state.way).map((point, n) => ({ ...point, letter: LETTERS[n], days: point.days ?? when[point.id] }));
  }

  const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  /** What the model does, and where it and the measured points part. */
  const SAID = {
    exchange(sum) {
      const [, blood, tissue, igg] = sum.on(sum.end);
      return `Right after the last of ${many(state.times, "session")}, ${percent(blood)} of the antibody is left in the blood and ${percent(tissue)} in the tissues. A week later the blood holds ${percent(sum.on(sum.end + WEEK)[1])}: the tissues have filled it and the plasma cells go on. All IgG went along, to ${igg.toFixed(1)} g/L at the last session.`;
    },
    ivig(sum) {
      return `After ${many(state.cycles, "cycle")} of ${state.dose} g/kg the antibody is lowest on day ${Math.round(sum.lowest[0])}, with ${percent(sum.lowest[1])} left; all IgG stood at ${sum.rows[1][3].toFixed(0)} g/L right after the first infusion, which crowds FcRn.`;
    },
    fcrn(sum) {
      const [, blood, , igg] = sum.on(sum.end);
      return `After ${many(state.weeks, "week")} with ${percent(state.blocked)} of FcRn blocked, ${percent(blood)} of the antibody is left, and all IgG stands at ${igg.toFixed(1)} g/L. ${data.return / WEEK} weeks after the end ${percent(sum.on(sum.end + data.return)[1])} is back: no maker was touched.`;
    },
  };
  const PART = {
    exchange() {
      const { volumes, one, three } = data.asMeasured;
      const [first, third] = data.measured.filter(({ way }) => way === "exchange");
      const bag = (1 - Math.exp(-state.volumes)) / (1 + data.values.v);
      return `With ${volumes} volumes on alternate days the model leaves ${percent(one)} after one session and ${percent(three)} after three; measured were ${left(first.left)} and ${left(third.left)} of all IgG. The model lets too little leave the blood. For the waste it errs the other way: it expects ${percent(bag)} of the body's antibody in the first bag, and ${percent(data.waste.bag, 1)} was found in adults, by centrifuge; how much plasma was exchanged is not in what was read.`;
    },
    ivig() {
      const [one, , three] = data.measured.filter(({ way }) => way === "ivig");
      const { left: calculated, days, dose } = data.calculated;
      const once = levels(3 * WEEK, { ivig: { 0: dose } }).rows;
      const [first, third] = [WEEK, 3 * WEEK].map((day) => once.find((row) => row[0] === day)[1]);
      return `The model misses the patients: after ${dose} g/kg once it leaves ${percent(first)} at week 1 and ${percent(third)} at week 3, the series ${left(one.left)} and ${left(three.left)}. A published calculation says at least ${percent(calculated)} at weeks ${days[0] / WEEK} to ${days[1] / WEEK}, and misses them too. The adults had prednisone as well and nobody was left without; why they fell so far, nobody has shown.`;
    },
    fcrn() {
      const { blocked, weeks } = data.first;
      const [, , , igg] = levels(weeks * WEEK, { fcrn: [0, weeks * WEEK, blocked] }).rows.at(-1);
      const [healthy] = data.measured.filter(({ way }) => way === "fcrn");
      return `Healthy adults had ${left(healthy.left)} of their IgG left, and all of it back about ${data.return / WEEK} weeks after the last dose; with ${percent(blocked)} blocked for ${weeks} weeks the model leaves ${percent(igg / data.values.G0)}, so this roughly fits. In pemphigus the model misses something: when a blocker was stopped, antibodies to desmoglein stayed low in several adults, and B cells against desmoglein declined. Even so, a placebo-controlled phase 3 trial in adults failed.`;
    },
  };

  const said = h("p", { class: "pv-lab-said" });
  const parts = h("p");
  const key = h("ul", { class: "pv-lab-key" });
  const lost = h("p");
  const table = dataTable("Antibody left, as a share of before", ["When", "In blood", "In tissue", "Who or what"]);
  const drawn = picture({ height: 300, draw });

  function draw(root, width) {
    const sum = worked();
    const [leftEdge, right, top, bottom] = [44, width - 16, 34, 252];
    const x = scale([-sum.days / 28, sum.days], [leftEdge, right]);
    const y = scale([0, 1.1], [bottom, top]);
    const weekly = state.way !== "exchange";
    const ticks = Array.from({ length: Math.floor(sum.days / (weekly ? 28 : WEEK)) + 1 }, (_, n) => n * (weekly ? 28 : WEEK));
    axes(root, { x, y, left: leftEdge, right, top, bottom, xticks: ticks, xsay: (day) => `${weekly ? day / WEEK : day}`, yticks: [0, 0.25, 0.5, 0.75, 1], ysay: percent, xlabel: weekly ? "weeks" : "days", ylabel: "antibody left, teaching model" });
    const line = (column) => `M${x(-sum.days / 28).toFixed(1)} ${y(1).toFixed(1)}` + sum.rows.map((row) => `L${x(row[0]).toFixed(1)} ${y(row[column]).toFixed(1)}`).join("");
    if (state.way === "fcrn") root.append(svg("rect", { x: x(0), y: top, width: x(sum.end) - x(0), height: bottom - top, style: "fill: var(--tint)" }), svg("text", { x: x(0) + 4, y: top + 12, class: "pv-lab-soft" }, "blocked"));
    root.append(svg("path", { d: line(2), style: "fill: none; stroke: var(--mixed); stroke-width: 2; stroke-dasharray: 6 4" }), svg("path", { d: line(1), style: "fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round" }));
    for (const point of points(sum)) measuredPoint(root, point, x, y);
    if (state.way === "ivig") {
      const [from, to] = data.calculated.days;
      root.append(svg("path", { d: `M${x(from)} ${y(data.calculated.left)}H${x(to)}`, style: "stroke: var(--ink); stroke-width: 4" }), svg("text", { x: x(to) + 5, y: y(data.calculated.left) + 14 }, "calculated"));
    }
    if (state.way === "exchange") {
      const [day, blood] = sum.on(sum.end + WEEK);
      root.append(svg("circle", { cx: x(day), cy: y(blood), r: 5, style: "fill: var(--surface); stroke: var(--accent); stroke-width: 3" }), svg("text", { x: x(day) - 6, y: y(blood) - 10, "text-anchor": "end", style: "fill: var(--accent); font-weight: 700" }, `${percent(blood)}${width > 480 ? " a week after" : ""}`));
    }
    const early = sum.rows.find(([day]) => day >= sum.days / 14);
    root.append(svg("text", { x: right, y: y(sum.rows.at(-1)[1]) - 8, "text-anchor": "end", style: "fill: var(--accent); font-weight: 700" }, "blood"), svg("text", { ...(weekly ? { x: right, y: y(sum.rows.at(-1)[2]) + 22, "text-anchor": "end" } : { x: x(early[0]) + 6, y: y(early[2]) - 6 }), style: "fill: var(--mixed); font-weight: 700" }, width > 480 ? "tissue (dashed)" : "tissue"));
    said.textContent = SAID[state.way](sum);
    parts.replaceChildren(h("strong", {}, "Where model and measurement part. "), PART[state.way](sum));
  }

  /** A diamond, an upright bar where a range is printed, a box where the time is a span too; its letter stands beside it. */
  function measuredPoint(root, { left: [low, high], days: [from, to], letter }, x, y) {
    const look = "fill: var(--note); stroke: var(--surface); stroke-width: 1.5";
    const [top, bottom] = [y(high), y(low)];
    if (from !== to) root.append(svg("rect", { x: x(from), y: top - 2, width: x(to) - x(from), height: bottom - top + 4, style: "fill: var(--note); fill-opacity: .22; stroke: var(--note); stroke-width: 1.5" }));
    else {
      if (high > low) root.append(svg("path", { d: `M${x(from)} ${top}V${bottom}`, style: "stroke: var(--note); stroke-width: 4" }));
      const at = (top + bottom) / 2;
      root.append(svg("path", { d: `M${x(from)} ${at - 7}l7 7l-7 7l-7 -7z`, style: look }));
    }
    const beside = from === to ? [x(from) + 10, (top + bottom) / 2 + 4] : high > low ? [x(to) + 5, top + 10] : [x(from) + 5, bottom + 16];
    root.append(svg("text", { x: beside[0], y: beside[1], style: "fill: var(--note); font-weight: 700" }, letter));
  }

  const told = resting(() => {
    const sum = worked();
    drawn.describe(`${WAYS[state.way]}, teaching model. ${said.textContent}`);
    status.say(said.textContent);
    const twice = new Set(sum.rows.filter(([day], n) => sum.rows[n - 1]?.[0] === day).map(([day]) => day));
    const rows = sum.rows.filter(([day]) => day % WEEK === 0 || twice.has(day) || day === sum.end + WEEK);
    table.fill([
      ...rows.map(([day, blood, tissue, igg], n) => [`day ${day}${rows[n - 1]?.[0] === day ? ", after" : ""}`, percent(blood, 1), percent(tissue, 1), `teaching model; all IgG ${igg.toFixed(1)} g/L`]),
      ...points(sum).map((point) => [`${point.letter}: ${point.name}`, left(point.left), "", `measured, ${point.quantity}, ${point.who}`]),
    ]);
  });

  function refresh() {
    for (const [way, group] of Object.entries(groups)) group.forEach((control) => (control.hidden = way !== state.way));
    key.replaceChildren(...points(worked()).map((point) => h("li", {}, h("strong", {}, `${point.letter} `), `${point.name}: ${left(point.left)} left (${point.quantity}, ${point.who})`)));
    const { early, late, hours, lateDay } = data.rituximab;
    lost.textContent = `An exchange of ${many(state.volumes, "plasma volume")}, ${state.wait === 0 ? "right" : many(state.wait, "day")} after rituximab, takes out ${percent(rituximabRemoved(state.volumes, state.wait))} of the drug in this model. Published: ${left(early)} after ${hours[0]} to ${hours[1]} hours and ${left(late)} after ${lateDay} days (mixed ages). With 1 volume the model takes less than that early, and more late.`;
    drawn.redraw();
    told();
  }

  const set = (name) => (value) => ((state[name] = value), refresh());
  const groups = {
    exchange: [
      slider({ label: "Plasma volumes a session", min: 0.1, max: 2, step: 0.1, value: state.volumes, oninput: set("volumes"), main: true }),
      slider({ label: "Sessions", min: 1, max: 7, value: state.times, oninput: set("times") }),
      h("details", {}, h("summary", {}, "More"), slider({ label: "Days between sessions", min: 1, max: 3, value: state.every, oninput: set("every") }), slider({ label: "Rituximab, days before the first session", min: 0, max: 14, value: state.wait, oninput: set("wait") }), lost),
    ],
    ivig: [
      slider({ label: "IVIG in each cycle, g/kg", min: 0.5, max: 3, step: 0.5, value: state.dose, oninput: set("dose") }),
      slider({ label: "Cycles, every 4 weeks", min: 1, max: 3, value: state.cycles, oninput: set("cycles") }),
    ],
    fcrn: [
      slider({ label: "Share of FcRn blocked", min: 0.1, max: 1, step: 0.05, value: state.blocked, say: (share) => percent(share), oninput: set("blocked") }),
      slider({ label: "Weeks of blockade", min: 1, max: 12, value: state.weeks, oninput: set("weeks") }),
    ],
  };
  const [volumes, times, more] = groups.exchange;
  place.append(
    h("div", { class: "pv-lab-controls" }, pick({ label: "Way", options: Object.entries(WAYS), value: state.way, onchange: set("way") }), volumes, times, groups.ivig, groups.fcrn),
    drawn,
    key,
    said,
    parts,
    more,
    table,
    h("p", { class: "pv-foot" }, `A teaching model of one invented child without any other drug, not a forecast: equations and parameters are those of the virtual child. ${data.notForTreatment}`),
  );
  refresh();
}
