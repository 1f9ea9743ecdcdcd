// What does a test result change? Suspicion and one result, as 100 children and as a curve, for each source of the test's accuracy.

function bench({ place, data, status, kept, keep }) {
  const state = { suspicion: data.suspicion, test: data.tests[0], positive: false, ...kept.settings };
  state.test = data.tests.find(({ id }) => id === kept.settings?.test) ?? data.tests[0];
  const percent = (share) => (share > 0 && share < 0.01 ? "under 1%" : share < 1 && share > 0.99 ? "over 99%" : `${Math.round(100 * share)}%`);
  const result = () => (state.positive ? "positive" : "negative");
  const after = (source) => source[result()][state.suspicion];

  /** The answer of one source, in words. */
  function answer(source) {
    const share = after(source);
    if (share === null || share === undefined) return source.bound ? "cannot be computed: no specificity" : "nobody has this result";
    return `${source.bound ? "at least " : ""}${percent(share)}`;
  }

  /** The 100 children by source: those with the chosen result stand first and full, the others pale. */
  const drawn = picture({ height: (width) => (width < 520 ? 348 : 200), draw });
  function draw(root, width) {
    const narrow = width < 520;
    state.test.sources.forEach((source, n) => {
      const left = narrow ? 0 : n * (width / 2 + 8);
      const top = narrow ? n * 176 : 0;
      const [found, missed, wrong, clear] = source.hundred[state.suspicion];
      const kinds = [
        [found, "ill", true],
        [missed, "ill", false],
        [wrong, "well", true],
        [clear, "well", false],
      ];
      root.append(svg("text", { x: left, y: 14, transform: `translate(0 ${top})`, "font-weight": 600 }, source.name));
      const dots = kinds.flatMap(([many, who, positive]) => Array.from({ length: many }, () => [who, positive]));
      const step = narrow ? 13 : 16;
      dots.forEach(([who, positive], at) => {
        const x = left + 9 + (at % 10) * step;
        const y = top + 32 + Math.floor(at / 10) * step;
        const known = !source.bound || who === "ill";
        const chosen = known && positive === state.positive;
        const style = `pv-lab-dx-dot-${who}${chosen ? "" : " pv-lab-dx-pale"}`;
        root.append(who === "ill" ? svg("circle", { cx: x, cy: y, r: 0.36 * step, class: style }) : svg("rect", { x: x - 0.3 * step, y: y - 0.3 * step, width: 0.6 * step, height: 0.6 * step, class: style }));
        if (chosen) root.append(svg("path", { class: "pv-lab-dx-sign", d: `M${x - 3} ${y}h6${positive ? `M${x} ${y - 3}v6` : ""}` }));
      });
      const lines = counts(source, found, missed, wrong, clear);
      const right = left + 10 * step + (narrow ? 10 : 16);
      root.append(svg("text", { x: right, y: top + 44, class: "pv-lab-dx-big" }, after(source) === null || after(source) === undefined ? "?" : answer(source).replace("at least ", "≥ ")));
      lines.forEach((text, row) => root.append(svg("text", { x: right, y: top + 70 + 18 * row, class: row === 2 ? "pv-lab-dx-quiet" : "" }, text)));
    });
  }

  function counts(source, found, missed, wrong, clear) {
    const has = `${found} of ${found + missed} found`;
    if (source.bound) return state.positive ? ["no specificity,", "no answer", has] : ["the least it can", "be: no specificity", has];
    const [ill, well] = state.positive ? [found, wrong] : [missed, clear];
    return [`about ${ill} of ${ill + well}`, `who are ${result()}`, has];
  }

  // ---- the curve
  const curve = picture({ height: 262, draw: drawCurve });
  const DASH = ["", "7 5"];
  function drawCurve(root, width) {
    const [left, right, top, bottom] = [42, width - 12, 30, 216];
    const x = scale([0, 100], [left, right]);
    const y = scale([0, 1], [bottom, top]);
    const ticks = [0, 25, 50, 75, 100];
    axes(root, { x, y, left, right, top, bottom, xticks: ticks, yticks: [0, 0.25, 0.5, 0.75, 1], ysay: (share) => `${100 * share}%`, xlabel: "suspicion before the test, of 100", ylabel: `have it after a ${result()} result` });
    root.append(svg("path", { class: "pv-lab-dx-same", d: `M${x(0)} ${y(0)}L${x(100)} ${y(1)}` }));
    state.test.sources.forEach((source, n) => {
      const points = source[result()].flatMap((share, number) => (share === null ? [] : [`${x(number).toFixed(1)} ${y(share).toFixed(1)}`]));
      if (!points.length) return;
      root.append(svg("path", { class: "pv-lab-dx-curve", d: `M${points.join("L")}`, "stroke-dasharray": DASH[n] || null }));
      const share = after(source);
      if (share !== null && share !== undefined) root.append(svg("circle", { cx: x(state.suspicion), cy: y(share), r: 5.5, class: "pv-lab-dx-here" }));
    });
  }

  const legend = h("p", { class: "pv-lab-dx-key" });
  const note = h("p", { class: "pv-lab-dx-note" });
  const table = dataTable("Both results, by source", ["Source", "Sensitivity", "Specificity", "If positive", "If negative"]);
  const told = resting(() => {
    const said = state.test.sources.map((source) => `${source.name}: ${answer(source)}`).join("; ");
    const words = `${state.test.name}, ${result()}. Of 100 children like this one ${state.suspicion} were thought to have pemphigus; after the result ${said}.`;
    drawn.describe(words);
    curve.describe(`Probability of pemphigus after a ${result()} result by suspicion before it, one curve for each source. At ${state.suspicion} of 100: ${said}.`);
    status.say(words);
    const both = (source, key) => (source[key][state.suspicion] === null ? (source.bound ? "cannot be computed" : "nobody") : `${source.bound ? "at least " : ""}${percent(source[key][state.suspicion])}`);
    table.fill(state.test.sources.map((source) => [source.name, `${(100 * source.sensitivity).toFixed(1)}%`, source.specificity === null ? "in no claim here" : `${(100 * source.specificity).toFixed(1)}%`, both(source, "positive"), both(source, "negative")]));
  });
  const remember = resting(() => keep("settings", { suspicion: state.suspicion, test: state.test.id, positive: state.positive }));

  function show() {
    note.textContent = state.test.note;
    legend.replaceChildren("● has pemphigus, ■ has not; full with + or −: has the result you chose; pale: has the other one", state.test.sources[0].bound ? " or is not known. " : ". ", `Curves: ━ ${state.test.sources[0].name}; ╍ ${state.test.sources[1].name}; dotted: a test that changes nothing.`);
    drawn.redraw();
    curve.redraw();
    told();
  }
  const changed = () => (show(), remember());
  place.append(
    h(
      "div",
      { class: "pv-lab-controls" },
      slider({ label: "Suspicion before", min: 0, max: 100, value: state.suspicion, say: (number) => `${number} of 100`, oninput: (number) => ((state.suspicion = number), changed()), main: true }),
      pick({ label: "Test", options: data.tests.map(({ id, name }) => [id, name]), value: state.test.id, onchange: (id) => ((state.test = data.tests.find((test) => test.id === id)), changed()) }),
      pick({ label: "Result", options: [["negative", "negative"], ["positive", "positive"]], value: result(), onchange: (value) => ((state.positive = value === "positive"), changed()) }),
    ),
    drawn,
    curve,
    legend,
    note,
    h("p", { class: "pv-foot" }, "The suspicion is yours; that figures of mixed ages hold for children is an assumption. One test at a time: results of serum tests in one child depend on each other, so they must not be multiplied."),
    table,
  );
  show();
}
