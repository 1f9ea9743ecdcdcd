// Ten children: each published series with its interval, and where the estimate goes when adults count a little, half, or fully.

function bench({ place, data, status, kept, keep }) {
  const [CHILD, ADULT, BOTH] = ["var(--child)", "var(--adult)", "var(--accent)"];
  const last = data.weights.length - 1;
  const state = { step: 0, outcome: data.outcomes[0], child: null, adult: null };
  const percent = (share) => `${Math.round(100 * share)}%`;
  const span = ([low, high]) => `${percent(low)} to ${percent(high)}`;
  const round = (number) => (Number.isInteger(number) || number >= 10 ? String(Math.round(number)) : number.toFixed(1));

  function choose(outcome) {
    state.outcome = outcome;
    [state.child] = outcome.children;
    [state.adult] = outcome.adults;
  }

  /** The belief at a position of the slider; its interval was worked out in Python. */
  function worked(step = state.step) {
    const weight = data.weights[step];
    const { child, adult, outcome } = state;
    const a = data.prior[0] + child.events + weight * adult.events;
    const b = data.prior[1] + child.total - child.events + weight * (adult.total - adult.events);
    const borrowed = weight * adult.total;
    return { weight, a, b, borrowed, mean: a / (a + b), ends: data.intervals[outcome.id][child.id][adult.id][step], share: borrowed / (borrowed + child.total) };
  }

  /** The density of a belief at each hundredth, the area below it being 1. */
  function density({ a, b }) {
    const logs = Array.from({ length: 99 }, (_, n) => (a - 1) * Math.log((n + 1) / 100) + (b - 1) * Math.log(1 - (n + 1) / 100));
    const top = Math.max(...logs);
    const heights = logs.map((value) => Math.exp(value - top));
    const area = heights.reduce((sum, value) => sum + value, 0) / 100;
    return heights.map((value) => value / area);
  }

  // The marks: children are circles, adults squares, what both say together a diamond.
  const circle = (x, y, r, style) => svg("circle", { cx: x.toFixed(1), cy: y, r, style });
  const square = (x, y, r, style) => svg("rect", { x: (x - r).toFixed(1), y: y - r, width: 2 * r, height: 2 * r, style });
  const diamond = (x, y, r, style) => svg("path", { d: `M${x.toFixed(1)} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`, style });

  /** The height of a row; in a narrow picture the count stands below the name. */
  const step = (width) => (width < 330 ? 52 : 36);

  /** The height of the picture: a row for each study, three headings, the patients, the hill and the axis. */
  const tall = (width) => 258 + step(width) * (state.outcome.children.length + state.outcome.adults.length);

  function draw(root, width) {
    const sum = worked();
    const [left, right] = [8, width - 22];
    const x = scale([0, 100], [left, right]);
    const { children, adults } = state.outcome;
    let y = 14;
    const title = (text) => (root.append(svg("text", { x: left, y: y + 2, "font-weight": 700 }, text)), (y += 24));
    const row = (name, said, [low, high], middle, color, mark, used) => {
      const label = svg("text", { x: left, y, "font-weight": used ? 700 : 400 }, `${used ? "▸ " : ""}${name}`);
      const count = svg("text", { x: narrow ? left : right, y: narrow ? y + 16 : y, "text-anchor": narrow ? "start" : "end", style: `fill: ${color}; font-weight: 700` }, said);
      y += step(width);
      const at = y - 23;
      const line = svg("path", { d: `M${x(100 * low).toFixed(1)} ${at}H${x(100 * high).toFixed(1)}`, style: `stroke: ${color}; stroke-width: ${used ? 3 : 1.6}` });
      root.append(label, count, line, mark(x(100 * middle), at, used ? 6.5 : 5, `fill: ${color}`));
    };
    const bottom = tall(width) - 40;
    const narrow = step(width) > 36;
    axes(root, { x, left, right, top: 24, bottom, xticks: [0, 25, 50, 75, 100], xsay: (tick) => `${tick}%`, xlabel: state.outcome.name });
    title(narrow ? "Children, one by one" : "Children and adolescents, one by one");
    for (const item of children) row(item.name, `${item.events} of ${item.total}`, [item.low, item.high], item.events / item.total, CHILD, circle, item === state.child);
    title("Adults");
    for (const item of adults) row(item.name, `${item.events} of ${item.total}`, [item.low, item.high], item.events / item.total, ADULT, square, item === state.adult);
    title(sum.weight ? "Both together, for a child" : "Children only");
    people(root, sum, left, right, y - 8);
    hill(root, sum, x, bottom);
  }

  /** The patients behind the estimate: one mark for each child, one for each adult, filled as far as the adult counts. */
  function people(root, { weight, borrowed }, left, right, y) {
    const { child, adult } = state;
    const pitch = Math.min(13, (right - left) / Math.max(child.total, adult.total));
    const r = Math.max(1.5, pitch / 2 - 1.2);
    for (let n = 0; n < child.total; n += 1) root.append(circle(left + r + n * pitch, y, r, `fill: ${CHILD}`));
    for (let n = 0; n < adult.total; n += 1) {
      const part = Math.max(0, Math.min(1, borrowed - n)); // of this adult
      const at = left + n * pitch;
      root.append(svg("rect", { x: at.toFixed(1), y: y + 14, width: (2 * r).toFixed(1), height: (2 * r).toFixed(1), style: `fill: none; stroke: ${ADULT}; stroke-width: 1; opacity: .55` }));
      if (part) root.append(svg("rect", { x: at.toFixed(1), y: y + 14, width: (2 * r * part).toFixed(1), height: (2 * r).toFixed(1), style: `fill: ${ADULT}` }));
    }
    const said = weight ? `${child.total} + ${round(borrowed)}` : String(child.total);
    root.append(svg("text", { x: right, y: y + 4, "text-anchor": "end", "font-weight": 700 }, `worth ${said}`));
  }

  /** How likely each share is: with children only (dashed), and now. */
  function hill(root, sum, x, bottom) {
    const heights = density(sum);
    const alone = density(worked(0));
    const unit = 78 / Math.max(...heights, ...alone);
    const line = (values) => values.map((value, n) => `${n ? "L" : "M"}${x(n + 1).toFixed(1)} ${(bottom - value * unit).toFixed(1)}`).join("");
    const [low, high] = sum.ends;
    const side = sum.mean < 0.5; // where there is room for words
    root.append(
      svg("path", { d: `${line(heights)}L${x(99).toFixed(1)} ${bottom}L${x(1).toFixed(1)} ${bottom}Z`, style: `fill: ${BOTH}; opacity: .18` }),
      svg("path", { d: line(heights), style: `fill: none; stroke: ${BOTH}; stroke-width: 2` }),
      svg("path", { d: line(alone), style: `fill: none; stroke: ${CHILD}; stroke-width: 2; stroke-dasharray: 5 4` }),
      svg("path", { d: `M${x(100 * low).toFixed(1)} ${bottom - 6}H${x(100 * high).toFixed(1)}`, style: `stroke: ${BOTH}; stroke-width: 4` }),
      diamond(x(100 * sum.mean), bottom - 6, 8, `fill: ${BOTH}; stroke: var(--surface)`),
      sum.weight ? svg("text", { x: x(side ? 100 : 1), y: bottom - 60, "text-anchor": side ? "end" : "start", style: `fill: ${CHILD}` }, "dashed: children only") : "",
      svg("text", { x: x(50), y: bottom - 88, "text-anchor": "middle", style: `fill: ${BOTH}; font-weight: 700` }, `${percent(sum.mean)}, 95% interval ${span(sum.ends)}`),
    );
  }

  const said = h("p", { class: "pv-lab-said" });
  const foot = h("p");
  const table = dataTable("Every study alone, and the estimate for a child", ["Study", "Who", "Counted", "Share", "95% interval"]);
  const drawn = picture({ height: tall, draw: (root, width) => (draw(root, width), tell()) });

  const sentence = (sum) =>
    sum.weight
      ? `${state.outcome.name}: ${percent(sum.mean)}, 95% interval ${span(sum.ends)}, with ${state.child.total} children (${state.child.name}) and ${state.adult.total} adults (${state.adult.name}) worth ${round(sum.borrowed)} children: ${percent(sum.share)} of what it rests on comes from adults.`
      : `${state.outcome.name}: ${percent(sum.mean)}, 95% interval ${span(sum.ends)}, from ${state.child.total} children alone (${state.child.name}).`;

  function tell() {
    const sum = worked();
    const warned = state.adult.marks.map((mark) => `${state.adult.name}: ${mark}.`);
    foot.textContent = [...state.outcome.children.map((item) => item.foot), ...warned].filter(Boolean).join(" ");
    said.replaceChildren(h("strong", {}, sum.weight ? `${percent(sum.share)} of it comes from adults. ` : "No adult counts. "), sum.weight ? `${state.adult.total} adults are worth ${round(sum.borrowed)} of ours, beside ${state.child.total} children.` : `The estimate rests on ${state.child.total} children.`);
  }

  const told = resting(() => {
    const sum = worked();
    const alone = (item) => [item.name, item.who, `${item.events} of ${item.total}`, percent(item.events / item.total), span([item.low, item.high])];
    drawn.describe(`${sentence(sum)} Each study is drawn alone: ${[...state.outcome.children, ...state.outcome.adults].map((item) => `${item.name}, ${item.who}, ${item.events} of ${item.total}`).join("; ")}.`);
    status.say(sentence(sum));
    table.fill([...state.outcome.children.map(alone), ...state.outcome.adults.map(alone), ["Estimate for a child", `adults at ${percent(sum.weight)}`, `worth ${round(state.child.total + sum.borrowed)}`, percent(sum.mean), span(sum.ends)]]);
  });
  const stored = resting(() => keep("borrowed", { step: state.step, outcome: state.outcome.id, adult: state.adult.id, child: state.child.id }));

  const changed = () => (drawn.redraw(), told(), stored());
  const main = slider({
    label: "An adult counts",
    min: 0,
    max: last,
    value: 0,
    say: (step) => (step === 0 ? "not at all: children only" : step === last ? "fully, as much as a child" : `${percent(data.weights[step])} of a child`),
    oninput: (step) => ((state.step = step), changed()),
    main: true,
  });
  const pairs = (items) => items.map(({ id, name }) => [id, name]);
  const outcome = pick({ label: "What is counted", options: pairs(data.outcomes), onchange: (id) => (choose(data.outcomes.find((item) => item.id === id)), refill(), changed()) });
  const adult = pick({ label: "Adults to borrow from", options: [], onchange: (id) => ((state.adult = state.outcome.adults.find((item) => item.id === id)), changed()) });
  const child = pick({ label: "Children to begin with", options: [], onchange: (id) => ((state.child = state.outcome.children.find((item) => item.id === id)), changed()) });

  /** The studies of the chosen outcome. */
  function refill() {
    for (const [list, items, chosen] of [[adult, state.outcome.adults, state.adult], [child, state.outcome.children, state.child]]) {
      list.select.replaceChildren(...items.map((item) => h("option", { value: item.id }, item.name)));
      list.select.value = chosen.id;
    }
  }

  choose(data.outcomes.find((item) => item.id === kept.borrowed?.outcome) ?? data.outcomes[0]);
  for (const kind of ["child", "adult"]) state[kind] = state.outcome[kind === "child" ? "children" : "adults"].find((item) => item.id === kept.borrowed?.[kind]) ?? state[kind];
  state.step = Math.min(last, kept.borrowed?.step ?? 0);
  main.set(state.step);
  outcome.select.value = state.outcome.id;
  refill();

  place.append(
    h("div", { class: "pv-lab-controls" }, main, outcome, adult),
    drawn,
    said,
    foot,
    h("p", {}, h("strong", {}, "A judgment. "), data.notes.judgment),
    h("details", {}, h("summary", {}, "More: other children to begin with, and how it is worked out"), child, h("p", {}, data.notes.method), h("p", {}, data.notes.derived)),
    when(),
    h("details", {}, h("summary", {}, "More: reports of single children"), h("p", {}, data.notes.reports), reports()),
    table,
  );
  told();

  /** When remission, B cells, memory and relapse come; folded away. */
  function when() {
    const far = 36;
    const rows = data.when;
    const shown = picture({
      height: (width) => rows.length * step(width) + 56,
      draw(root, width) {
        const tall = step(width);
        const narrow = tall > 36;
        const [left, right, bottom] = [8, width - 22, rows.length * tall + 12];
        const x = scale([0, far], [left, right]);
        axes(root, { x, left, right, top: 4, bottom, xticks: [0, 6, 12, 18, 24, 30, 36], xlabel: "months after rituximab" });
        rows.forEach((row, n) => {
          const y = 16 + n * tall;
          const at = y + tall - 23;
          const color = row.child ? CHILD : ADULT;
          root.append(svg("text", { x: left, y }, row.name), svg("text", { x: narrow ? left : right, y: narrow ? y + 16 : y, "text-anchor": narrow ? "start" : "end", style: `fill: ${color}; font-weight: 700` }, row.value.toFixed(1)));
          if (row.low !== null) root.append(svg("path", { d: `M${x(row.low).toFixed(1)} ${at}H${x(row.high).toFixed(1)}`, style: `stroke: ${color}; stroke-width: 7; opacity: .4` }));
          root.append((row.child ? circle : square)(x(row.value), at, 5, `fill: ${color}`));
        });
      },
    });
    shown.describe(`Months after rituximab. ${rows.map((row) => `${row.name}, ${row.child ? "children" : "adults"}: ${row.value.toFixed(1)}${row.low === null ? "" : `, ${row.low.toFixed(1)} to ${row.high.toFixed(1)}`}`).join("; ")}.`);
    const list = h("ul", {}, data.watched.map((line) => h("li", {}, line.text, " ", h("span", { "aria-hidden": "true" }, line.circles), ` ${line.certainty}, ${line.who}.`, line.marks.map((mark) => ` (${mark[0].toUpperCase()}${mark.slice(1)}.)`))));
    return h("details", {}, h("summary", {}, "More: when B cells and relapses come, low IgG and infection"), h("p", {}, data.notes.when), shown, h("p", {}, h("strong", {}, "Low IgG and infection")), list);
  }

  function reports() {
    const rows = data.reports.map(([name, age, form, told]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, age === null ? "not given" : String(age)), h("td", {}, form), h("td", {}, told)));
    const head = h("tr", {}, ["Report", "Age in years", "Form", "Reported"].map((name) => h("th", { scope: "col" }, name)));
    return h("div", { class: "pv-scroll", tabindex: "0", role: "group", "aria-label": "Reports of single children" }, h("table", { class: "pv-table" }, h("caption", {}, "Single children given rituximab, one report each"), h("thead", {}, head), h("tbody", {}, rows)));
  }
}
