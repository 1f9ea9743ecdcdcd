// What does an adjuvant buy? A forest plot by outcome; below it thiopurine genes, and the total dose of cyclophosphamide.

function bench({ place, data, status }) {
  const AGES = { adults: ["adult", "■"], children: ["child", "●"], adolescents: ["child", "●"], "mixed ages": ["mixed", "◆"] };
  const state = { outcome: "remission", as: "ratio", again: false };
  const two = (number) => number.toFixed(2);
  const milligrams = (number) => Math.round(number).toLocaleString("en-US").replace("-", "−");
  const hundred = (number) => `${Math.round(100 * number)}`;
  const inRatios = () => ["remission", "relapse"].includes(state.outcome);
  const asDifference = () => inRatios() && state.as === "difference";

  const ways = () => (state.outcome === "relapse" ? "← fewer relapses · more →" : "← less often · more often →");

  /** How the rows of the chosen outcome are drawn: axis, where nothing is gained, and how a value reads. */
  function frame() {
    if (state.outcome === "switch") return { ends: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], none: null, at: (x) => x, say: (x) => `${hundred(x)}%`, label: "reached the goal, no comparison" };
    if (state.outcome === "steroid") return { ends: [-2000, 15000], ticks: [0, 5000, 10000, 15000], none: 0, at: (x) => x, say: milligrams, label: "mg of steroid saved →" };
    if (asDifference()) return { ends: [-0.6, 0.8], ticks: [-0.5, 0, 0.5], none: 0, at: (x) => x, say: (x) => `${x > 0 ? "+" : x < 0 ? "−" : ""}${hundred(Math.abs(x))}`, label: `of 100 patients: ${ways()}` };
    return { ends: [Math.log(0.25), Math.log(12)], ticks: [0.25, 0.5, 1, 2, 4, 8], none: 1, at: Math.log, say: two, label: `ratio: ${ways()}` };
  }

  const value = (row) => (asDifference() ? row.difference : row.effect);
  const chosen = () => data.rows.filter((row) => row.outcome === state.outcome && (state.again || !row.again) && value(row));
  const unsaid = () => data.silent.filter((row) => row.outcome === state.outcome);
  const withoutCounts = () => (asDifference() ? data.rows.filter((row) => row.outcome === state.outcome && (state.again || !row.again) && !row.difference) : []);
  const clear = (row) => frame().none !== null && (value(row)[1] > frame().none || value(row)[2] < frame().none);
  const spoken = (row) => `${frame().say(value(row)[0])} (${frame().say(value(row)[1])} to ${frame().say(value(row)[2])})`;
  const measure = (row) => (row.outcome === "switch" ? "share" : asDifference() ? "difference" : row.measure);
  const origin = (row) => (row.worked_out ? "worked out here from printed numbers" : "printed by the source");
  const arms = (row) => (!row.arms ? `n = ${row.n}` : row.arms.length === 2 ? `${row.arms[0]} of ${row.arms[1]}` : `${row.arms[0]} of ${row.arms[1]} and ${row.arms[2]} of ${row.arms[3]}`);

  const NARROW = 560; // below it a row's numbers stand above its mark instead of beside it
  const LETTER = 7.2; // pixels a letter takes, rather too many
  const forest = picture({ height: (width) => heights(width).reduce((sum, tall) => sum + tall, 26) + 40, draw });
  const said = h("p", { class: "pv-lab-said" });
  const silence = h("ul", { class: "pv-sources" });
  const table = dataTable("The rows of the picture", ["Comparison", "Outcome", "Who", "Counts or number", "Effect, 95% interval", "Measure", "Where from", "Certainty for children"]);
  const told = resting(() => {
    forest.describe(sentence());
    status.say(sentence());
    table.fill(chosen().map((row) => [row.name, row.goal, row.who, arms(row), spoken(row), measure(row), origin(row), `${row.circles} ${row.certainty}`]));
  });

  function verdict() {
    const rows = chosen();
    if (state.outcome === "switch") return `${rows.length} groups whose first treatment had failed; none was compared with anything.`;
    const far = rows.filter(clear);
    return `${far.length} of ${rows.length} intervals ${far.length === 1 ? "lies" : "lie"} clear of no difference${far.length ? `: ${[...new Set(far.map(({ name }) => name))].join("; ")}` : ""}.`;
  }

  function sentence() {
    const title = data.outcomes.find(([id]) => id === state.outcome)[1];
    return `${title}, 95% intervals. ${chosen().map((row) => `${row.name}, ${row.who}: ${measure(row)} ${spoken(row)}`).join(". ")}. ${verdict()}`;
  }

  /** Break words into lines of at most `room` pixels. */
  function lines(text, room) {
    const found = [""];
    for (const word of text.split(" ")) {
      if (found.at(-1) && (found.at(-1).length + word.length + 1) * LETTER > room) found.push(word);
      else found[found.length - 1] = `${found.at(-1)} ${word}`.trim();
    }
    return found;
  }

  const named = (row) => `${row.again ? "again: " : ""}${row.name}`;
  const head = (row, width) => (width < NARROW ? [lines(named(row), width - 30), lines(row.goal, width - 20)] : [[named(row)], []]);
  const heights = (width) => chosen().map((row) => (width < NARROW ? 15 * head(row, width).flat().length + 48 : 46));

  function draw(root, width) {
    const { ends, ticks, none, at, say, label } = frame();
    const narrow = width < NARROW;
    const [left, right] = [16, narrow ? width - 22 : width - 225];
    const x = scale(ends, [left, right]);
    const tall = heights(width);
    const bottom = 20 + tall.reduce((sum, one) => sum + one, 0);
    axes(root, { x, left, right, top: 6, bottom, xticks: ticks.map(at), xsay: (tick) => (none === 1 ? String : say)(ticks.find((number) => at(number) === tick)), xlabel: label });
    if (none !== null) root.append(svg("path", { d: `M${x(at(none))} 6V${bottom}`, style: "stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 4" }));
    let top = 18;
    chosen().forEach((row, n) => {
      const [middle, low, high] = value(row).map((number) => x(Math.min(ends[1], Math.max(ends[0], at(number)))));
      const [names, goals] = head(row, width);
      const y = top + (narrow ? 15 * (names.length + goals.length) + 14 : 18);
      const [kind, sign] = AGES[row.who];
      const color = `var(--${kind})`;
      names.forEach((line, n) => root.append(svg("text", { x: 4, y: top + 15 * n, "font-weight": 600, class: "pv-lab-halo" }, line, narrow ? "" : svg("tspan", { "font-weight": 400 }, ` · ${row.goal}`))));
      goals.forEach((line, n) => root.append(svg("text", { x: 4, y: top + 15 * (names.length + n), class: "pv-lab-halo" }, line)));
      root.append(
        svg("text", { x: narrow ? 4 : width - 4, y: narrow ? y - 14 : y + 5, "text-anchor": narrow ? "start" : "end", class: "pv-lab-halo", style: `fill: ${color}; font-weight: 700` }, `${spoken(row)}${row.worked_out ? "" : "*"}`, svg("tspan", { style: "fill: var(--ink); font-weight: 400" }, ` ${row.circles}`)),
        svg("path", { d: `M${low.toFixed(1)} ${y}H${Math.max(high, low + 2).toFixed(1)}`, style: `stroke: ${color}; stroke-width: ${row.again ? 2 : 4}; ${row.again ? "stroke-dasharray: 6 4;" : ""} stroke-linecap: round` }),
        svg("text", { x: middle.toFixed(1), y: y, "text-anchor": "middle", "dominant-baseline": "central", style: `fill: ${color}; font-size: ${12 + Math.min(8, Math.sqrt(row.n) / 2)}px` }, sign),
      );
      top += tall[n];
    });
    said.replaceChildren(verdict());
  }

  const changed = () => {
    as.select.disabled = !inRatios();
    again.disabled = !data.rows.some((row) => row.outcome === state.outcome && row.again);
    silence.replaceChildren(
      ...withoutCounts().map((row) => h("li", {}, `${row.name}: a ${row.measure} without the counts that a difference needs.`)),
      ...unsaid().map((row) => h("li", {}, `${row.text} `, h("span", { class: "pv-marks" }, h("span", { class: "pv-circles", "aria-hidden": "true" }, row.circles), ` ${row.certainty}, ${row.who}`))),
      ...chosen().flatMap((row) => row.marks.map((mark) => h("li", {}, `${row.name}: `, h("span", { class: "pv-warning" }, mark)))),
    );
    forest.redraw();
    told();
  };
  const set = (key) => (fresh) => ((state[key] = fresh), changed());
  const as = pick({ label: "Read it as", options: [["ratio", "a ratio"], ["difference", "a difference in 100 patients"]], value: state.as, onchange: set("as") });
  const again = h("input", { type: "checkbox", onchange: () => set("again")(again.checked) });

  place.append(
    h(
      "div",
      { class: "pv-lab-controls" },
      pick({ label: "Outcome", options: data.outcomes, value: state.outcome, onchange: set("outcome"), main: true }),
      as,
      h("label", { class: "pv-choice" }, again, h("span", {}, "Show the same patients again, as another source reads them")),
    ),
    forest,
    said,
    silence,
    h("p", { class: "pv-foot" }, "■ adults, ● children or adolescents, ◆ mixed ages; the larger the mark, the more patients. More often means more often with the first named. Effects are worked out here from printed counts, or from printed means and all patients of each arm; * as the source prints it. The circles: how sure one may be for children."),
    h("details", {}, h("summary", {}, "More: thiopurine genes, total dose of cyclophosphamide"), genes(), total()),
    table,
  );
  changed();

  /** Azathioprine by the activity of the two enzymes that clear it. */
  function genes() {
    const list = h("dl", { class: "pv-lab-genes", "aria-live": "polite" });
    const show = (activity) => {
      const gene = data.genes.find((row) => row.activity === activity);
      list.replaceChildren(...[["How many carry it", gene.carries], ["Dose", gene.dose], ["Risk", gene.risk]].flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]));
    };
    show(data.genes[0].activity);
    return h("div", {}, h("p", { class: "pv-label" }, "Azathioprine"), pick({ label: "Test result", options: data.genes.map(({ activity }) => [activity, activity]), onchange: show }), list, h("p", { class: "pv-foot" }, data.caution));
  }

  /** How fast monthly pulses add up, beside the totals that the claims name. */
  function total() {
    const { pulse, men, women, bladder } = data.doses;
    const set = { pulses: 12, weight: 35 };
    const text = h("p", { "aria-live": "polite" });
    const tell = () => {
      const sum = set.pulses * pulse;
      const grams = (sum * set.weight) / 1000;
      const part = (named) => `${Math.round((100 * sum) / named)}%`;
      text.replaceChildren(h("strong", {}, `${milligrams(sum)} mg/kg, ${grams.toFixed(1)} g in all`), `: ${part(men)} of the mean total in the series of men treated as boys or adolescents (${men} mg/kg; some had no sperm), ${part(women)} of that in the series of women treated as girls (${women} mg/kg; regular periods). Bladder cancer risk climbs above ${bladder} g in adults, a total that knows no body weight. None of these is a safe limit; both series had other diseases and daily tablets or schedules of their own.`);
    };
    const change = (key) => (fresh) => ((set[key] = fresh), tell());
    tell();
    return h("div", {}, h("p", { class: "pv-label" }, `Cyclophosphamide: monthly pulses of ${pulse} mg/kg, a schedule of adults`), slider({ label: "Pulses", min: 1, max: 48, value: set.pulses, oninput: change("pulses") }), slider({ label: "Weight (invented child)", min: 15, max: 70, value: set.weight, say: (kg) => `${kg} kg`, oninput: change("weight") }), text, h("p", { class: "pv-foot" }, data.caution));
  }
}
