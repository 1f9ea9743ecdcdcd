// Desmoglein compensation: three tissues as rows of riveted cells, an antibody that takes rivets away, and six patients to predict.

function bench({ place, data, status, kept, keep }) {
  const NAMES = { dsg1: "desmoglein 1", dsg3: "desmoglein 3" };
  const ROW = 26;
  const GAP = 30;
  let profile = data.profiles[0];

  const said = h("p", { class: "pv-lab-said" });
  const table = dataTable("What the theory expects of each tissue", ["Antibody", ...data.tissues.map(({ name }) => name), "One who makes it"]);
  table.fill(data.profiles.map((row) => [row.name, ...data.tissues.map(({ id }) => outcome(row, id)), row.type]));
  const drawn = picture({ height: 44 + ROW * data.rows + GAP + 44, draw });

  function outcome(row, tissue) {
    const site = row.splits[tissue];
    return site ? `splits ${data.sites[site].name}` : "holds";
  }

  const sentence = () => {
    const parts = data.tissues.map(({ id, name }) => `${name} ${outcome(profile, id)}`);
    return `${profile.name}. ${parts.join("; ")}.`;
  };

  function draw(root, width) {
    const space = width < 480 ? 10 : 28;
    const wide = (width - 2 * space) / data.tissues.length;
    data.tissues.forEach((tissue, n) => root.append(svg("g", { transform: `translate(${(n * (wide + space)).toFixed(1)} 0)` }, block(tissue, wide))));
  }

  /** One tissue: its name, rows of cells with their rivets, a gap where it splits, and the verdict. */
  function block(tissue, wide) {
    const site = profile.splits[tissue.id];
    const below = site ? data.sites[site].below : null;
    const cells = wide < 110 ? 3 : 5;
    const middle = wide / 2;
    const top = 40 + (site ? 0 : GAP); // the lowest layer stays where it is, a blister lifts its roof
    const y = (row) => top + (row - 1) * ROW + (site && row > below ? GAP : 0);
    const parts = lines(tissue.name, wide < 100).map((word, n, all) => svg("text", { x: middle, y: 30 - 15 * (all.length - 1 - n), "text-anchor": "middle", "font-weight": 700 }, word));
    for (let row = 1; row <= data.rows; row += 1) {
      const shift = row % 2 ? 0 : wide / cells / 2; // laid as bricks are
      for (let cell = row % 2 ? 0 : -1; cell < cells; cell += 1) {
        const [from, to] = [Math.max(0, cell * (wide / cells) + shift), Math.min(wide, (cell + 1) * (wide / cells) + shift)];
        const lowest = row === data.rows;
        parts.push(svg("rect", { x: from + 1, y: y(row) + 1, width: to - from - 2, height: ROW - 2, rx: 6, class: lowest ? "pv-lab-cell pv-lab-lowest" : "pv-lab-cell" }));
        if (to - from > 14) parts.push(svg("ellipse", { cx: (from + to) / 2, cy: y(row) + ROW / 2, rx: 4, ry: 3, class: "pv-lab-nucleus" }));
      }
    }
    parts.push(svg("path", { d: `M0 ${y(data.rows) + ROW + 2}H${wide}`, class: "pv-lab-base" }));
    if (site) parts.push(gap(y(below) + ROW, wide));
    for (let row = 1; row < data.rows; row += 1) parts.push(rivets(tissue.has[row - 1], y(row) + ROW, wide, cells));
    const verdict = site ? ["✗ splits", site === "deep" ? "deep down" : "high up"] : ["✓ holds", ""];
    const foot = 40 + data.rows * ROW + GAP + 20;
    parts.push(verdict.map((word, n) => svg("text", { x: middle, y: foot + 16 * n, "text-anchor": "middle", "font-weight": 700, style: `fill: var(--${site ? "wrong" : "right"})` }, word)));
    return parts;
  }

  const lines = (name, narrow) => (narrow ? name.split(" ") : [name]);

  /** The blister: fluid, and cells that have rounded up and drift. */
  function gap(y, wide) {
    const cells = [0.22, 0.5, 0.76].map((share, n) => svg("circle", { cx: wide * share, cy: y + GAP / 2 + (n === 1 ? 3 : -2), r: Math.min(8, wide / 12), class: "pv-lab-cell" }));
    return svg("g", {}, svg("rect", { x: 0, y: y + 1, width: wide, height: GAP - 2, rx: 8, class: "pv-lab-fluid" }), cells);
  }

  /** The rivets between two rows: dots are desmoglein 1, bars desmoglein 3; hollow and held by an antibody where attacked. */
  function rivets(present, y, wide, cells) {
    const group = svg("g");
    for (let cell = 0; cell < cells; cell += 1) {
      const middle = ((cell + 0.5) * wide) / cells;
      present.forEach((name) => {
        const x = middle + (present.length === 1 ? 0 : name === "dsg1" ? -6 : 6);
        group.append(...[mark(name, x, y, profile.attacks.includes(name))].flat());
      });
    }
    return group;
  }

  function mark(name, x, y, attacked) {
    const look = `pv-lab-${name}${attacked ? " pv-lab-attacked" : ""}`;
    const rivet = name === "dsg1" ? svg("circle", { cx: x, cy: y, r: 4.2, class: look }) : svg("rect", { x: x - 2.6, y: y - 7, width: 5.2, height: 14, class: look });
    return attacked ? [rivet, svg("path", { d: `M${x} ${y - 1}v-5m0 0l-4 -5m4 5l4 -5`, class: "pv-lab-antibody" })] : rivet;
  }

  const sample = (name, attacked, words) => h("li", {}, svg("svg", { width: 16, height: 24, viewBox: "-8 -14 16 24", "aria-hidden": "true" }, mark(name, 0, 0, attacked)), words);
  const legend = h("ul", { class: "pv-lab-legend" }, sample("dsg1", false, "desmoglein 1 holds (dot)"), sample("dsg3", false, "desmoglein 3 holds (bar)"), sample("dsg3", true, "attacked by antibody (hollow, with a Y)"));

  const told = resting(() => status.say(sentence()));
  function show(chosen) {
    profile = chosen;
    const newborn = profile.splits.newborn ? "blisters on the skin" : "is expected not to blister on the skin";
    const whom = profile.attacks.map((name) => NAMES[name]).join(" and ");
    said.replaceChildren(
      ...(profile.attacks.length
        ? [h("strong", {}, `${profile.type[0].toUpperCase()}${profile.type.slice(1)}`), ` in one who makes antibody to ${whom}. A newborn who has it from the mother ${newborn}.`]
        : ["Nothing is attacked, and every tissue holds."]),
    );
    drawn.describe(sentence());
    drawn.redraw();
    told();
  }

  const antibodies = choices({ legend: "Antibody in the blood", labels: data.profiles.map(({ name }) => name), chosen: [0], onchange: ([n]) => show(data.profiles[n]), className: "pv-inline" });
  antibodies.inputs.forEach((input) => (input.dataset.main = ""));
  place.append(
    antibodies,
    drawn,
    legend,
    said,
    patients(),
    table,
    h("details", {}, h("summary", {}, "What speaks against the theory"), h("ul", {}, data.against.map((text) => h("li", {}, text)))),
    h("p", { class: "pv-foot" }, "A theory, drawn: not a measurement. Top: the surface; bottom: the lowest layer, shaded. How many rows a layer has is the drawing's choice."),
  );
  show(profile);

  /** Six patients, one after the other: a guess is kept, then theory, finding, and a word on every expectation. */
  function patients() {
    const guesses = Object.fromEntries(data.patients.map(({ id }) => [id, kept[`patient-${id}`]]).filter(([, guess]) => data.expected.some(({ id }) => id === guess)));
    const box = h("div", { class: "pv-lab-patients" });
    const name = (id) => data.expected.find((choice) => choice.id === id).name;
    const first = data.patients.findIndex(({ id }) => !guesses[id]);
    ask(first === -1 ? 0 : first);
    return box;

    function ask(n) {
      const patient = data.patients[n];
      let guess = null;
      const heading = h("p", { class: "pv-label" }, `Patient ${n + 1} of ${data.patients.length}. ${patient.kind}.`);
      const story = h("p", { tabindex: "-1" }, h("strong", {}, patient.name), `. ${patient.story}`);
      const options = choices({ legend: "Where do you expect blisters?", labels: data.expected.map((choice) => choice.name), onchange: ([chosen]) => (guess = data.expected[chosen].id), className: "pv-inline" });
      const commit = h("button", { type: "button", onclick: () => (guess ? answer() : (status.say("Choose where you expect blisters first.", "problem"), options.inputs[0].focus())) }, "Keep my guess");
      box.replaceChildren(heading, story, guesses[patient.id] ? "" : h("div", {}, options, commit));
      if (guesses[patient.id]) box.append(explained(n));

      function answer() {
        guesses[patient.id] = guess;
        keep(`patient-${patient.id}`, guess);
        const at = data.profiles.findIndex(({ id }) => id === patient.profile);
        antibodies.inputs[at].checked = true;
        show(data.profiles[at]);
        ask(n);
        box.querySelector(".pv-result").focus();
      }
    }

    function explained(n) {
      const patient = data.patients[n];
      const guess = guesses[patient.id];
      const right = guess === patient.found;
      const fits = patient.theory === patient.found;
      const verdict = fits ? `Seen: ${name(patient.found)}${patient.kind === "A published case" ? ", in one published baby" : patient.newborn ? ", as the theory expects" : ""}.` : `Seen: ${name(patient.found)}. The theory says: ${name(patient.theory)}.`;
      const rows = data.expected.map(({ id }) => {
        const sign = id === patient.found ? "✓" : "✗";
        return h("li", { class: id === patient.found ? "pv-is-right" : null }, h("strong", {}, `${sign} ${name(id)}${id === guess ? " (your guess)" : ""}. `), patient.why[id]);
      });
      const next = h("button", { type: "button", onclick: () => (ask((n + 1) % data.patients.length), box.querySelector("[tabindex]").focus()) }, n + 1 < data.patients.length ? "Next patient" : "Back to the first");
      const again = h("button", { type: "button", onclick: () => (delete guesses[patient.id], ask(n), box.querySelector("[tabindex]").focus()) }, "Guess again");
      return h("div", {}, h("p", { class: `pv-result pv-result-${right ? "right" : "wrong"}`, tabindex: "-1" }, `${right ? "✓" : "✗"} You expected: ${name(guess)}. ${verdict}`), h("ul", { class: "pv-lab-why" }, rows), h("div", { class: "pv-row" }, next, again), h("p", { class: "pv-marks" }, count()));
    }

    function count() {
      const done = data.patients.filter(({ id }) => guesses[id]);
      const met = done.filter((patient) => guesses[patient.id] === patient.found).length;
      const theory = data.patients.filter((patient) => patient.theory === patient.found).length;
      return done.length < data.patients.length ? `${done.length} of ${data.patients.length} guesses kept, ${met} as seen.` : `All ${done.length} guesses kept: you met ${met}, the theory ${theory}. It was meant to miss one.`;
    }
  }
}
