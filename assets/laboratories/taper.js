// The taper and its bill: a course of prednisone drawn week by week, its sum, and the published findings that lie within it.

function bench({ place, data, status, kept, keep }) {
  const WEEK = 7;
  const MONTH = 365.25 / 12;
  const NARROW = 620;
  const OWN = "pemphigus vulgaris";
  const [start, weeks, cut] = kept.plan ?? data.example;
  const state = { start, weeks, cut, courses: 1, years: data.years, part: 50 };
  const say = (number, digits = 1) => number.toLocaleString("en-US", { maximumFractionDigits: digits });
  const mg = (dose) => say(dose * data.weight, 0);

  /** What the plan adds up to; the doses of each taper come from Python. */
  function worked() {
    const taper = data.tapers[`${state.start}/${state.cut}`];
    const doses = [...Array(state.weeks).fill(state.start), ...taper.doses.flatMap((dose) => Array(data.interval).fill(dose))]; // one a week
    const [full, rest] = [state.start * state.weeks * WEEK, taper.sum];
    const sum = full + rest;
    return {
      doses,
      full,
      rest,
      sum,
      share: Math.round((100 * rest) / sum),
      weeks: doses.length,
      months: (doses.length * WEEK) / MONTH,
      mean: sum / (doses.length * WEEK),
      high: doses.filter((dose) => dose >= data.failure).length,
      above: doses.filter((dose) => dose * data.weight > data.minimal).length,
      grams: (sum * data.weight) / 1000,
      square: (sum * data.weight) / data.surface,
    };
  }

  const rowOf = (width) => (width < 360 ? 72 : width < NARROW ? 58 : 34);
  /** Break words into lines of about `most` letters. */
  const wrapped = (text, most) => text.split(" ").reduce((lines, word) => ((lines.at(-1) + word).length > most ? [...lines, word] : [...lines.slice(0, -1), `${lines.at(-1)} ${word}`.trim()]), [""]);

  const said = h("p", { class: "pv-lab-said" });
  const dose = picture({ height: 236, draw: drawDose });
  const found = picture({ height: (width) => 48 + data.harms.length * rowOf(width), draw: drawFound });
  const bill = picture({ height: 96, draw: drawBill });
  const tall = picture({ height: 250, draw: drawHeight });
  const table = dataTable("The course and its sum", ["What", "Number", "Where it comes from"]);
  const height = h("p", { class: "pv-lab-said" });

  const told = resting(() => {
    const sum = worked();
    const within = data.harms.filter(({ month }) => month <= sum.months);
    dose.describe(sentence(sum));
    found.describe(`${within.length} of ${data.harms.length} published findings lie within ${say(sum.months)} months of treatment: ${data.harms.map(({ organ, says, who, month }) => `${organ}, ${says} (${who}), month ${say(month)}`).join("; ")}.`);
    bill.describe(`${times()}: ${say(sum.square * state.courses, 0)} mg per square meter, on an axis on which children with nephrotic syndrome without cataract had taken ${say(data.cataract[0], 0)} and those with cataract ${say(data.cataract[1], 0)} in one study; another study found no link to the sum.`);
    tall.describe(heightSentence());
    status.say(sentence(sum));
    table.fill([
      ["Full dose", `${say(sum.full)} mg/kg`, `${state.start} mg/kg a day for ${state.weeks} weeks`],
      ["Taper", `${say(sum.rest)} mg/kg`, `${state.cut}% less every ${data.interval} weeks until ${data.stop} mg/kg a day`],
      ["Sum", `${say(sum.sum)} mg/kg, ${say(sum.grams)} g, ${say(sum.square, 0)} mg per square meter`, `an invented girl of median height and weight: ${say(data.height, 0)} cm, ${say(data.weight, 0)} kg`],
      ["Average a day", `${say(sum.mean, 2)} mg/kg`, "sum divided by days"],
      ["Weeks at the dose at which failure may be named, or more", sum.high, `${data.failure} mg/kg a day: recalled, awaiting source check; an adult dose`],
      ["Weeks above minimal therapy", sum.above, `${data.minimal} mg a day: recalled, awaiting source check; an adult figure`],
      ...data.harms.map(({ organ, says, who, month }) => [`${organ}: ${says}`, month <= sum.months ? "within this course" : "after it", `month ${say(month)}; children, ${who}`]),
    ]);
  });
  const times = () => (state.courses === 1 ? "This course once" : `This course ${state.courses} times`);

  function sentence(sum) {
    return `${state.start} mg/kg a day for ${state.weeks} weeks, then ${state.cut}% less every ${data.interval} weeks: ${sum.weeks} weeks, ${say(sum.sum, 0)} mg/kg in all, of which ${sum.share}% in the taper.`;
  }

  function heightSentence() {
    const [cm, z] = data.heights[state.part][data.on_steroid.indexOf(state.years)];
    const usual = data.heights[100][data.on_steroid.indexOf(state.years)][0];
    return `Illustration: ${state.years} years at ${state.part}% of the usual growth, from age ${data.age}: ${say(cm)} cm instead of ${say(usual)} at age ${say(data.age + state.years)}, z-score ${say(z)}.`;
  }

  function drawDose(root, width) {
    const sum = worked();
    const [left, right, top, bottom] = [34, width - 8, 34, 190];
    const x = scale([0, Math.max(26, sum.weeks)], [left, right]);
    const y = scale([0, 2], [bottom, top]);
    axes(root, { x, y, left, right, top, bottom, xlabel: "weeks", ylabel: "prednisone, mg/kg a day", yticks: [0, 0.5, 1, 1.5, 2] });
    const area = (from, to) => `M${x(from).toFixed(1)} ${bottom}${sum.doses.slice(from, to).map((value, n) => `V${y(value).toFixed(1)}H${x(from + n + 1).toFixed(1)}`).join("")}V${bottom}Z`;
    root.append(svg("path", { class: "pv-lab-full", d: area(0, state.weeks) }), svg("path", { class: "pv-lab-tapered", d: area(state.weeks, sum.weeks) }));
    const minimal = data.minimal / data.weight;
    const note = (value, text) => root.append(svg("path", { class: "pv-lab-limit", d: `M${left} ${y(value).toFixed(1)}H${right}` }), svg("text", { class: "pv-lab-note", x: right, y: (y(value) - 4).toFixed(1), "text-anchor": "end" }, text));
    const narrow = width < 420;
    note(data.failure, narrow ? `${data.failure} mg/kg a day: failure` : `${data.failure} mg/kg: failure may be named (recalled)`);
    note(minimal, narrow ? `${data.minimal} mg a day` : `${data.minimal} mg a day, minimal therapy (recalled)`);
    root.append(svg("text", { class: "pv-lab-share", x: (x(state.weeks) + 8).toFixed(1), y: (y(data.failure) + 30).toFixed(1) }, `${narrow ? "" : `${100 - sum.share}% at full dose, `}${sum.share}% in the taper`));
    said.replaceChildren(h("strong", {}, `${say(sum.sum, 0)} mg/kg`), ` in ${sum.weeks} weeks, ${say(sum.grams)} g for a girl of ${say(data.weight, 0)} kg; ${sum.share}% of it in the taper. ${sum.above} weeks above minimal therapy.`);
  }

  function drawFound(root, width) {
    const sum = worked();
    const narrow = width < NARROW; // the words then stand above their mark
    const [left, right, top] = [8, width - 8, 26];
    const step = rowOf(width);
    const x = scale([Math.log(0.4), Math.log(66)], [left, right]);
    const at = (month) => x(Math.log(Math.min(66, Math.max(0.4, month))));
    const bottom = top + data.harms.length * step;
    root.append(svg("rect", { class: "pv-lab-within", x: left, y: top, width: (at(sum.months) - left).toFixed(1), height: bottom - top }));
    root.append(svg("path", { class: "pv-lab-mark", d: `M${at(sum.months).toFixed(1)} ${top}V${bottom}` }), svg("text", { class: "pv-lab-marked", x: at(sum.months).toFixed(1), y: top - 8, "text-anchor": at(sum.months) > (left + right) / 2 ? "end" : "start" }, `${narrow ? "ends" : "this course ends"}: month ${say(sum.months)}`));
    data.harms.forEach(({ organ, says, who, month }, row) => {
      const y = top + row * step;
      const mark = y + (narrow ? step - 13 : step / 2);
      const late = at(month) > (left + right) / 2;
      const lines = wrapped(`${month <= sum.months ? "✓ " : ""}${organ}: ${says} (${who})`, narrow ? (right - left) / 7.6 : 200);
      root.append(svg("path", { class: "grid", d: `M${left} ${(y + step).toFixed(1)}H${right}` }));
      root.append(who === OWN ? svg("circle", { class: "pv-lab-own", cx: at(month).toFixed(1), cy: mark, r: 5 }) : svg("rect", { class: "pv-lab-other", x: (at(month) - 4).toFixed(1), y: mark - 4, width: 8, height: 8 }));
      lines.forEach((line, n) => root.append(svg("text", { x: narrow ? left : (at(month) + (late ? -9 : 9)).toFixed(1), y: narrow ? y + 16 + 15 * n : mark + 4, "text-anchor": late && !narrow ? "end" : "start", "font-weight": month <= sum.months ? 700 : 400 }, line)));
    });
    for (const month of [0.5, 1, 3, 6, 12, 24, 48]) root.append(svg("text", { x: at(month).toFixed(1), y: bottom + 16, "text-anchor": "middle" }, String(month)));
  }

  function drawBill(root, width) {
    const sum = worked().square * state.courses;
    const [left, right, line] = [8, width - 8, 44];
    const x = scale([0, Math.max(32000, sum)], [left, right]);
    axes(root, { x, left, right, top: line, bottom: line + 8, xsay: (number) => number.toLocaleString("en-US"), xticks: x.ticks(width < 480 ? 3 : 6), xlabel: "mg per square meter of body surface" });
    root.append(svg("path", { class: "pv-lab-sum", d: `M${left} ${line}H${x(sum).toFixed(1)}` }), svg("text", { class: "pv-lab-marked", x: left, y: 12 }, `${times()}: ${say(sum, 0)}`));
    for (const [number, word] of [[data.cataract[0], "no cataract"], [data.cataract[1], "cataract"]]) root.append(svg("path", { class: "pv-lab-diamond", d: `M${x(number)} ${line - 6}l6 6l-6 6l-6 -6Z` }), svg("text", { x: x(number), y: line - 12, "text-anchor": number > 20000 ? "end" : "middle" }, word));
  }

  function drawHeight(root, width) {
    const [left, right, top, bottom] = [40, width - 44, 24, 204];
    const x = scale([2, 20], [left, right]);
    const y = scale([75, 180], [bottom, top]);
    axes(root, { x, y, left, right, top, bottom, xlabel: "age in years (CDC chart of 2000, girls)", ylabel: "height, cm" });
    for (const [percent, heights] of Object.entries(data.curves)) root.append(svg("path", { class: "pv-lab-curve", d: `M${heights.map((cm, n) => `${x(data.ages[n]).toFixed(1)} ${y(cm).toFixed(1)}`).join("L")}` }), svg("text", { x: right + 4, y: y(heights.at(-1)) + 4 }, `${percent}%`));
    const path = (part) => `M${data.on_steroid.filter((years) => years <= state.years).map((years, n) => `${x(data.age + years).toFixed(1)} ${y(data.heights[part][n][0]).toFixed(1)}`).join("L")}`;
    root.append(svg("path", { class: "pv-lab-without", d: path(100) }), svg("path", { class: "pv-lab-with", d: path(state.part) }));
    const end = data.heights[state.part][data.on_steroid.indexOf(state.years)][0];
    root.append(svg("circle", { class: "pv-lab-own", cx: x(data.age + state.years).toFixed(1), cy: y(end).toFixed(1), r: 4 }), svg("text", { class: "pv-lab-marked", x: x(data.age + state.years), y: y(end) + 20, "text-anchor": "middle" }, "with (illustration)"));
    height.textContent = heightSentence();
  }

  const changed = () => ([dose, found, bill].forEach((one) => one.redraw()), told());
  const settled = resting(() => keep("plan", [state.start, state.weeks, state.cut]));
  const set = (key) => (value) => ((state[key] = value), changed(), settled());
  const grown = (key) => (value) => ((state[key] = value), tall.redraw(), told());
  const cutsOf = (n) => data.cuts[n];
  place.append(
    h("div", { class: "pv-lab-controls" },
      slider({ label: "Taper: less by", min: 0, max: data.cuts.length - 1, value: data.cuts.indexOf(cut), say: (n) => `${cutsOf(n)}% every ${data.interval} weeks`, oninput: (n) => set("cut")(cutsOf(n)), main: true }),
      slider({ label: "Starting dose", min: data.starts[0], max: data.starts.at(-1), step: 0.1, value: start, say: (value) => `${value} mg/kg, ${mg(value)} mg a day`, oninput: set("start") }),
      slider({ label: "Weeks at full dose", min: data.weeks[0], max: data.weeks[1], value: weeks, say: (value) => `${value} weeks`, oninput: set("weeks") }),
    ),
    h("p", { class: "pv-warning" }, `${data.course} ${data.schedule}% every ${data.interval} weeks is an earlier European schedule for adults; that the course ends at ${data.stop} mg/kg a day is an assumption.`),
    dose,
    said,
    h("p", { class: "pv-label" }, "Found in children on long courses, by month of treatment"),
    found,
    h("p", { class: "pv-foot" }, "Squares: children with other diseases, on other doses; circle: children with pemphigus vulgaris. A finding within the course is no forecast for one child, and one after it no promise."),
    h("p", { class: "pv-label" }, "Cumulative dose beside children with nephrotic syndrome, with and without cataract (one study; another found no link to the sum)"),
    bill,
    h("p", { class: "pv-foot" }, `Bone: each extra ${data.fracture[0]} mg/kg of average daily dose went with ${data.fracture[1]} times the risk of a vertebral fracture (95% interval ${data.fracture[2]} to ${data.fracture[3]}; children with rheumatic disease). `),
    h("details", {}, h("summary", {}, "More: courses repeated"), slider({ label: "The same course again, for relapses", min: 1, max: 12, value: 1, say: (value) => (value === 1 ? "once" : `${value} times`), oninput: (value) => ((state.courses = value), bill.redraw(), told()) })),
    h("details", { ontoggle: () => tall.redraw() }, h("summary", {}, "More: her height, an illustration"),
      h("p", { class: "pv-warning" }, "Illustration: no dose response of growth in children with pemphigus was read, so the loss of growth is yours to assume. Catching up afterwards is left out."),
      h("div", { class: "pv-lab-controls" },
        slider({ label: "Years on steroid", min: 0, max: data.on_steroid.at(-1), step: 0.5, value: data.years, say: (value) => `${value} years${value === data.years ? ", the mean of 33 published children" : ""}`, oninput: grown("years") }),
        slider({ label: "Growth meanwhile (an assumption)", min: 0, max: 100, step: 10, value: state.part, say: (value) => `${value}% of the usual`, oninput: grown("part") })),
      tall,
      height),
    table,
  );
  told();
}
