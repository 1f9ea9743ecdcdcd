// How rare is rare? Cases to expect in a place and a span of years, and the years until a trial in children is full.

function bench({ place, data, status }) {
  const MILLION = 1e6;
  const [rate, low, high] = data.incidence;
  const state = { place: 2, years: data.career, trial: data.trials[0], joining: 50 };
  const round = (number) => (number >= 10 ? Math.round(number) : Number(number.toPrecision(number >= 1 ? 2 : 1))).toLocaleString("en-US", { maximumFractionDigits: 6 });
  const span = ([from, to]) => (round(from) === round(to) ? round(from) : `${round(from)} to ${round(to)}`);

  /** All that the controls lead to. Ranges multiply the lower ends and the upper ends; the middle of children is left open. */
  function worked() {
    const people = data.places[state.place].people;
    const cases = (perMillion, share = 1) => (people / MILLION) * state.years * perMillion * share;
    const children = [cases(low, data.share[0]), cases(high, data.share[1])];
    const aYear = children.map((number) => (number / state.years) * (state.joining / 100));
    return {
      all: [cases(low), cases(high)],
      middle: cases(rate),
      children,
      none: children.map((number) => Math.exp(-number)).reverse(),
      needed: state.trial.children,
      full: aYear.map((number) => state.trial.children / number).reverse(),
    };
  }

  const said = h("p", { class: "pv-lab-said" });
  const table = dataTable("What the place and the years lead to", ["What", "Number", "Worked out from"]);
  const drawn = picture({ height: (width) => (width < 400 ? 312 : 252), draw });
  const told = resting(() => {
    const sum = worked();
    drawn.describe(sentence(sum));
    status.say(sentence(sum));
    table.fill([
      ["New patients, all ages", `${round(sum.middle)} (${span(sum.all)})`, `incidence ${rate} per million and year (95% interval ${low} to ${high}), mixed ages`],
      ["Of them children", span(sum.children), `shares of ${100 * data.share[0]}% to ${100 * data.share[1]}%, on which sources disagree`],
      ["Chance to meet no child at all", sum.none.map((part) => `${Math.round(100 * part)}%`).join(" to "), "if cases come independently"],
      ["Children the trial needs, both arms", round(sum.needed), `${Math.round(100 * state.trial.first)}% against ${Math.round(100 * state.trial.second)}% in adults; power 80%, two-sided 5%`],
      ["Years until it is full", span(sum.full), `${state.joining}% of the new children join: an assumption`],
    ]);
  });

  function sentence(sum) {
    const where = data.places[state.place];
    return `${where.name[0].toUpperCase()}${where.name.slice(1)} of ${where.people.toLocaleString("en-US")} people, ${state.years} ${state.years === 1 ? "year" : "years"}: ${round(sum.middle)} new patients of all ages to be expected, of them ${span(sum.children)} children. A trial in ${round(sum.needed)} children would take ${span(sum.full)} years to fill.`;
  }

  function draw(root, width) {
    const sum = worked();
    const narrow = width < 400; // a row's number then stands below its name
    const [left, right, step] = [8, width - 12, narrow ? 63 : 48];
    const x = scale([-3, 7], [left, right]); // powers of ten
    const at = (number) => x(Math.min(7, Math.max(-3, Math.log10(number))));
    const ticks = narrow ? [-2, 0, 2, 4, 6] : [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7];
    const names = { "-3": "", "-2": "0.01", "-1": "0.1", 0: "1", 1: "10", 2: "100", 3: "1,000", 4: "10,000", 5: "100,000", 6: narrow ? "" : "1 million", 7: "" };
    axes(root, { x, left, right, top: 8, bottom: 14 + 4 * step, xticks: ticks, xsay: (power) => names[power], xlabel: narrow ? "each line is 100 times the one before" : "each line is 10 times the one before" });
    const rows = [
      ["New patients, all ages", sum.all, sum.middle, "var(--mixed)", "◆"],
      ["of them children", sum.children, null, "var(--child)", ""],
      ["Children the trial needs", [sum.needed, sum.needed], sum.needed, "var(--accent)", "▲"],
      ["Years until it is full", sum.full, null, "var(--ink)", ""],
    ];
    rows.forEach(([name, [from, to], middle, color, sign], row) => {
      const y = step - 8 + row * step;
      root.append(svg("text", { x: left, y: y - (narrow ? 29 : 14), "font-weight": 600 }, name), svg("text", { x: narrow ? left : right, y: y - 14, "text-anchor": narrow ? "start" : "end", style: `fill: ${color}; font-weight: 700` }, middle && from !== to ? `${round(middle)} (${span([from, to])})` : span([from, to])));
      if (from !== to) root.append(svg("path", { d: `M${at(from).toFixed(1)} ${y}H${Math.max(at(to), at(from) + 2).toFixed(1)}`, style: `stroke: ${color}; stroke-width: 7; stroke-linecap: round; opacity: ${middle ? 0.55 : 1}` }));
      if (middle) root.append(svg("text", { x: at(middle).toFixed(1), y: y + 5, "text-anchor": "middle", style: `fill: ${color}; font-size: 15px` }, sign));
    });
    said.replaceChildren(h("strong", {}, `${span(sum.full)} years`), ` until ${round(sum.needed)} children are in the trial, if ${state.joining}% of all new children join.`);
  }

  const changed = () => (drawn.redraw(), told());
  const set = (key) => (value) => ((state[key] = value), changed());
  const nameOf = (position) => `${data.places[position].name}, ${data.places[position].people.toLocaleString("en-US")} people`;
  place.append(
    h(
      "div",
      { class: "pv-lab-controls" },
      slider({ label: "Place", min: 0, max: data.places.length - 1, value: state.place, say: nameOf, oninput: set("place"), main: true }),
      slider({ label: "Years", min: 1, max: data.career, value: state.years, say: (years) => `${years}${years === data.career ? ", a career" : ""}`, oninput: set("years") }),
      pick({ label: "A difference as in", options: data.trials.map(({ id, name }) => [id, name]), value: state.trial.id, onchange: (id) => set("trial")(data.trials.find((trial) => trial.id === id)) }),
    ),
    drawn,
    said,
    h("details", {}, h("summary", {}, "More"), slider({ label: "New children who join the trial (an assumption)", min: 5, max: 100, step: 5, value: state.joining, say: (part) => `${part}%`, oninput: set("joining") })),
    table,
  );
  told();
}
