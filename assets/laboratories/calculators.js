// Body surface, growth and life quality. Impossible input is refused in one sentence that names the field and the remedy.

function bench({ place, data, status }) {
  const MONTHS = 12;
  const SPAN = 5; // years of the growth chart that are drawn
  const state = { ...data.examples[0] };
  const number = (text) => (text.trim() === "" ? NaN : Number(text.trim().replace(",", ".")));
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const plain = (value) => String(Number(Number(value).toPrecision(6)));

  // The calculators, as in pemphigus/clinic/body.py and growth.py.
  const mosteller = (height, weight) => Math.sqrt((height * weight) / 3600);
  const haycock = (height, weight) => 0.024265 * weight ** 0.5378 * height ** 0.3964;

  function lms(measure, sex, years) {
    const ages = data.months;
    const months = years * MONTHS;
    let after = ages.findIndex((age) => age > months);
    if (after < 0) after = ages.length - 1;
    const part = (months - ages[after - 1]) / (ages[after] - ages[after - 1]);
    const [below, above] = [data.charts[sex][measure][after - 1], data.charts[sex][measure][after]];
    return below.map((low, n) => low + part * (above[n] - low));
  }

  function zScore(measure, sex, years, value) {
    const [power, median, variation] = lms(measure, sex, years);
    return power ? ((value / median) ** power - 1) / (power * variation) : Math.log(value / median) / variation;
  }

  function valueAt(measure, sex, years, z) {
    const [power, median, variation] = lms(measure, sex, years);
    return median * (power ? (1 + power * variation * z) ** (1 / power) : Math.exp(variation * z));
  }

  /** Of 100 children how many measure less (Abramowitz and Stegun, formula 26.2.17). */
  function percentile(z) {
    const t = 1 / (1 + 0.2316419 * Math.abs(z));
    const beyond = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return 100 * (z < 0 ? beyond : 1 - beyond);
  }

  /** What is wrong with the input: [field, sentence], or null. */
  function refused({ sex, years, height, weight, before }) {
    for (const [field, value] of [["height", height], ["weight", weight]]) {
      const [least, most, unit] = data.limits[field];
      if (!Number.isFinite(value)) return [field, `${capital(field)}: this is no number; give it in ${unit}, such as ${2 * least}.`];
      if (value < least || value > most) return [field, `${capital(field)}: ${plain(value)} ${unit} is not possible; give it in ${unit}, from ${least} to ${most}.`];
    }
    const [youngest, oldest] = data.ages;
    if (!(years >= youngest && years <= oldest)) return ["years", `Age ${Number.isFinite(years) ? plain(years) : "(empty)"} is outside the chart: give years, from ${youngest} to ${oldest}.`];
    for (const [field, value] of [["height", height], ["weight", weight]]) {
      const [unit, least, most] = data.measures[field];
      if (value < least || value > most) return [field, `${capital(field)} ${plain(value)} cannot be: give it in ${unit}, from ${least} to ${most}.`];
      const z = zScore(field, sex, years, value);
      if (Math.abs(z) > data.farthest) return [field, `${capital(field)} ${plain(value)} ${unit} at ${plain(years)} years is ${Math.abs(z).toFixed(0)} standard deviations from the median: check age, unit and value.`];
      if (Math.abs(z) > data.doubtful) return [field, `${capital(field)} ${plain(value)} ${unit} does not fit a ${sex} of ${plain(years)} years (${Math.abs(z).toFixed(1)} standard deviations ${z > 0 ? "above" : "below"} the median): check age, unit and ${field}.`];
    }
    if (before === null || years - 1 < youngest) return null;
    const [unit] = data.measures.height;
    if (!Number.isFinite(before) || Math.abs(zScore("height", sex, years - 1, before)) > data.doubtful) return ["before", `Height a year ago does not fit a ${sex} of ${plain(years - 1)} years: give it in ${unit}, or leave it empty.`];
    if (before > height + 1) return ["before", `Height a year ago, ${plain(before)} ${unit}, is more than today's ${plain(height)}: check both.`];
    return null;
  }

  // Controls.
  function field(key, label) {
    const id = uniqueId(key);
    const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", id, size: 6, oninput: () => ((state[key] = key === "before" && !input.value.trim() ? null : number(input.value)), changed()) });
    const element = h("div", { class: "pv-lab-pick" }, h("label", { for: id }, label), input);
    element.input = input;
    return element;
  }
  const fields = { height: field("height", "Height, cm"), weight: field("weight", "Weight, kg"), years: field("years", "Age, years"), before: field("before", "Height a year ago, cm") };
  const sex = pick({ label: "Growth chart of", options: [["girl", "girls"], ["boy", "boys"]], onchange: (value) => ((state.sex = value), changed()) });
  const example = pick({ label: "Start from", options: data.examples.map(({ id, name }) => [id, name]), main: true, onchange: (id) => (load(id), changed()) });

  function load(id) {
    Object.assign(state, data.examples.find((one) => one.id === id));
    for (const [key, { input }] of Object.entries(fields)) input.value = state[key];
    sex.select.value = state.sex;
  }

  // What comes out.
  const said = h("p", { class: "pv-lab-said" });
  const table = dataTable("What was worked out", ["What", "Result", "How"]);
  const surface = picture({ height: 240, draw: drawSurface });
  const growth = picture({ height: 300, draw: drawGrowth });
  const problem = () => refused(state);
  const watched = () => state.before !== null && state.years - 1 >= data.ages[0];

  function worked() {
    const { sex: chart, years, height, weight, before } = state;
    const z = { height: zScore("height", chart, years, height), weight: zScore("weight", chart, years, weight) };
    const then = watched() ? zScore("height", chart, years - 1, before) : null;
    const crossed = then === null ? 0 : data.lines.filter(({ z: line }) => Math.min(then, z.height) < line && line <= Math.max(then, z.height)).length;
    return { mosteller: mosteller(height, weight), haycock: haycock(height, weight), z, then, crossed };
  }

  const fell = (sum) => {
    if (sum.then === null) return "";
    const grown = `grew ${(state.height - state.before).toFixed(1)} cm in the year`;
    if (!sum.crossed) return ` The child ${grown} and crossed no line.`;
    return ` The child ${grown} and crossed ${sum.crossed} ${sum.crossed === 1 ? "line" : "lines"} ${sum.z.height < sum.then ? "downward: measure again, and ask why" : "upward"}.`;
  };
  const placed = (z) => `z ${z.toFixed(2)}, percentile ${percentile(z) < 1 ? "below 1" : percentile(z) > 99 ? "above 99" : percentile(z).toFixed(0)}`;

  function sentence() {
    const wrong = problem();
    if (wrong) return `No result. ${wrong[1]}`;
    const sum = worked();
    return `Surface ${sum.mosteller.toFixed(2)} m². Height: ${placed(sum.z.height)}. Weight: ${placed(sum.z.weight)}.${fell(sum)}`;
  }

  function drawSurface(root, width) {
    const [left, right, top, bottom] = [36, width - 12, 30, 200];
    const heaviest = Math.max(80, problem() ? 0 : state.weight * 1.1);
    const x = scale([0, heaviest], [left, right]);
    const y = scale([0, Math.max(2.1, problem() ? 0 : worked().mosteller * 1.1)], [bottom, top]);
    axes(root, { x, y, left, right, top, bottom, xlabel: "weight, kg", ylabel: "Body surface, m²" });
    const adult = data.examples.find(({ id }) => id === "adult");
    const most = mosteller(adult.height, adult.weight);
    const curve = (height) => Array.from({ length: 60 }, (_, n) => (n + 1) * (heaviest / 60)).map((kg, n) => `${n ? "L" : "M"}${x(kg).toFixed(1)} ${y(mosteller(height, kg)).toFixed(1)}`).join("");
    root.append(svg("path", { d: `M${x(0)} ${y(0)}L${x(adult.weight)} ${y(most)}`, class: "pv-lab-straight" }));
    root.append(svg("rect", { x: x(adult.weight) - 5, y: y(most) - 5, width: 10, height: 10, class: "pv-lab-adult" }), svg("text", { x: x(adult.weight) - 9, y: y(most) - 8, "text-anchor": "end" }, `adult ${most.toFixed(2)}`));
    root.append(svg("text", { x: right, y: bottom - 8, "text-anchor": "end" }, "dashed: if it went by weight"));
    if (problem()) return;
    const result = worked().mosteller;
    root.append(svg("path", { d: curve(state.height), class: "pv-lab-calc-curve" }), svg("circle", { cx: x(state.weight), cy: y(result), r: 6, class: "pv-lab-child" }));
    const tight = x(state.weight) < left + 64; // no room to the left: the number stands higher instead
    const same = state.weight === adult.weight && state.height === adult.height;
    if (!same) root.append(svg("text", { x: x(state.weight) - (tight ? 4 : 8), y: y(result) - (tight ? 24 : 10), "text-anchor": tight ? "start" : "end", "font-weight": 700 }, `${result.toFixed(2)} m²`));
    const wide = x(heaviest) - x(state.weight) > 170;
    if (wide) root.append(svg("text", { x: x(heaviest) - 4, y: y(mosteller(state.height, heaviest)) + 40, "text-anchor": "end", class: "pv-lab-named" }, `other weights at ${plain(state.height)} cm`));
  }

  function drawGrowth(root, width) {
    const [left, right, top, bottom] = [40, width - 44, 30, 256];
    const [youngest, oldest] = data.ages;
    const from = Math.min(Math.max(problem() ? 5 : state.years - 3, youngest), oldest - SPAN); // near enough to see a line crossed
    const [lowest, highest] = [data.lines[0].z, data.lines.at(-1).z];
    const x = scale([from, from + SPAN], [left, right]);
    const shown = problem() ? [] : [state.height, watched() ? state.before : state.height];
    const y = scale([Math.min(valueAt("height", state.sex, from, lowest), ...shown) - 3, Math.max(valueAt("height", state.sex, from + SPAN, highest), ...shown) + 3], [bottom, top]);
    const ages = Array.from({ length: 4 * SPAN + 1 }, (_, n) => from + n / 4);
    axes(root, { x, y, left, right, top, bottom, xlabel: "age, years", ylabel: `Height of ${state.sex}s, cm` });
    for (const { percent, z } of data.lines) {
      const points = ages.map((age, n) => `${n ? "L" : "M"}${x(age).toFixed(1)} ${y(valueAt("height", state.sex, age, z)).toFixed(1)}`).join("");
      root.append(svg("path", { d: points, class: `pv-lab-line${percent === 50 ? " middle" : ""}` }));
      root.append(svg("text", { x: right + 6, y: y(valueAt("height", state.sex, from + SPAN, z)) + 4 }, percent === 97 ? "97th" : percent));
    }
    if (problem()) return;
    const at = [x(state.years), y(state.height)];
    if (watched()) {
      const then = [x(state.years - 1), y(state.before)];
      root.append(svg("path", { d: `M${then}L${at}`, class: "pv-lab-calc-curve" }), svg("circle", { cx: then[0], cy: then[1], r: 4.5, class: "pv-lab-then" }));
    }
    root.append(svg("circle", { cx: at[0], cy: at[1], r: 5.5, class: "pv-lab-child" }));
  }

  const told = resting(() => {
    const wrong = problem();
    status.say(sentence());
    surface.describe(wrong ? "Body surface: no result, as the input is refused." : `Body surface ${worked().mosteller.toFixed(2)} m² at ${plain(state.height)} cm and ${plain(state.weight)} kg; an adult stands at the end of the dashed line, which is what surface would be if it went by weight.`);
    growth.describe(wrong ? "Growth chart without a point, as the input is refused." : `Growth chart of ${state.sex}s from 2 to 20 years. Height ${plain(state.height)} cm at ${plain(state.years)} years: ${placed(worked().z.height)}.${fell(worked())}`);
    if (wrong) return table.fill([]);
    const sum = worked();
    table.fill([
      ["Body surface (Mosteller)", `${sum.mosteller.toFixed(4)} m²`, "square root of height × weight ÷ 3600"],
      ["Body surface (Haycock)", `${sum.haycock.toFixed(4)} m²`, "0.024265 × weight^0.5378 × height^0.3964"],
      ["Height, z-score", sum.z.height.toFixed(4), "growth charts of the United States, 2000"],
      ["Height, percentile", percentile(sum.z.height).toFixed(1), "of 100 children how many are smaller"],
      ["Weight, z-score", sum.z.weight.toFixed(4), "growth charts of the United States, 2000"],
      ["Weight, percentile", percentile(sum.z.weight).toFixed(1), "of 100 children how many weigh less"],
      ...(sum.then === null ? [] : [["Height a year ago, z-score", sum.then.toFixed(4), "the same charts"], ["Percentile lines crossed", String(sum.crossed), data.lines.map(({ percent }) => percent).join(", ")]]),
    ]);
  }, 300);

  function changed() {
    const wrong = problem();
    for (const [key, { input }] of Object.entries(fields)) input.setAttribute("aria-invalid", String(wrong?.[0] === key));
    said.className = `pv-lab-said${wrong ? " pv-lab-refused" : ""}`;
    said.textContent = sentence();
    if (wrong && (wrong[0] === "years" || wrong[0] === "before")) more.open = true;
    surface.redraw();
    growth.redraw();
    told();
  }

  // Life quality: the ten answers of the paper form, whose questions are under copyright and not printed here.
  function lifeQuality() {
    const { questions, most, ages, bands, ill, healthy } = data.cdlqi;
    const points = ["0 not at all", "1 only a little", "2 quite a lot", "3 very much"];
    const answers = Array.from({ length: questions }, (_, n) => pick({ label: `Answer ${n + 1}`, options: [["", "–"], ...points.slice(0, most + 1).map((text, value) => [value, text])], onchange: score }));
    const result = h("p", { role: "status" });
    const bar = picture({ height: 70, draw: drawBar });
    const total = () => answers.reduce((sum, { select }) => sum + Number(select.value), 0);
    const missing = () => answers.filter(({ select }) => select.value === "").length;
    const full = questions * most;

    function score() {
      const left = missing();
      const found = bands.find(({ low, high }) => low <= total() && total() <= high);
      result.textContent = left ? `No score yet: ${left} of ${questions} answers are missing, and a missing answer is asked for, not guessed.` : `${total()} of ${full} points: effect on the child's life ${found.name} (bands recalled, awaiting source check). In the first validation children with skin disease averaged ${ill}, healthy ones ${healthy}.`;
      bar.describe(left ? `Bands from 0 to ${full} points, without a score yet.` : `${total()} of ${full} points, in the band ${found.name}.`);
      bar.redraw();
    }
    function drawBar(root, width) {
      const x = scale([-0.5, full + 0.5], [4, width - 4]);
      bands.forEach(({ name, low, high }, n) => {
        root.append(svg("rect", { x: x(low - 0.5), y: 26, width: x(high + 0.5) - x(low - 0.5), height: 16, class: `pv-lab-part${n % 2 ? " odd" : ""}` }));
        root.append(svg("text", { x: x((low + high) / 2), y: 60, "text-anchor": n ? "middle" : "start", dx: n ? 0 : -8 }, width < 480 ? `${low}–${high}` : name));
      });
      if (!missing()) root.append(svg("text", { x: x(total()), y: 20, "text-anchor": "middle", "font-weight": 700 }, `▼ ${total()}`));
    }
    const asked = h("p", {}, `Ten answers about the last week, for ages ${ages[0]} to ${ages[1]}. The questions are under copyright: take them from the paper form, and let the child answer. The bands are recalled, awaiting source check.`);
    score();
    return h("details", {}, h("summary", {}, "Life quality: CDLQI"), asked, h("div", { class: "pv-lab-answers" }, answers), bar, result);
  }

  const more = h("details", {}, h("summary", {}, "More: age, growth chart, a year ago"), h("div", { class: "pv-lab-controls" }, fields.years, sex, fields.before));
  load(state.id);
  place.append(
    h("div", { class: "pv-lab-controls" }, example, fields.height, fields.weight),
    more,
    said,
    surface,
    growth,
    h("p", { class: "pv-foot" }, `The charts describe children of the United States. Nothing that you type here is kept. ${data.warning}`),
    lifeQuality(),
    table,
  );
  changed();
}
