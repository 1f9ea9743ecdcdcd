// One plan, argued: five steps, and for each of them whose evidence it rests on. No choice is right; the profile is the answer.

function bench({ place, data, status, kept, keep }) {
  const COLOR = { child: "var(--child)", adult: "var(--adult)", mixed: "var(--mixed)" };
  const plan = Object.fromEntries(data.steps.map(({ id, options }) => [id, kept.plan && id in kept.plan ? kept.plan[id] : data.typical[id]]));
  const optionOf = (step) => step.options.find(({ id }) => id === plan[step.id]);
  const treatment = () => optionOf(data.steps.find(({ id }) => id === data.treatment));
  const levelOf = (name) => data.claims[name].level;
  const nameOf = (level) => data.levels.find(({ id }) => id === level).name;
  const upper = (text) => text[0].toUpperCase() + text.slice(1);
  const chosen = () => data.steps.filter(optionOf);

  /** What speaks for a step: its own claims, or when the chosen treatment acted in others. */
  const reasons = (option) => (option.fromTreatment ? (treatment()?.onset ?? []) : option.for);

  /** The level nearest to the child among the claims that speak for a step; the last one, judgment, without any. */
  function restsOn(option) {
    const found = reasons(option).map(levelOf);
    return (data.levels.find(({ id }) => found.includes(id)) ?? data.levels.at(-1)).id;
  }

  const counted = () =>
    data.levels
      .map(({ id, name }) => [chosen().filter((step) => restsOn(optionOf(step)) === id).length, name])
      .filter(([count]) => count)
      .map(([count, name], first) => `${count} ${first ? "" : count === 1 ? "rests " : "rest "}on ${name}`);
  const sentence = () => (chosen().length ? `${chosen().length} of ${data.steps.length} steps chosen: ${counted().join("; ")}.` : "No step is chosen yet.");

  const mark = (kind, x, y, r, filled) => {
    const style = `fill: ${filled ? COLOR[kind] : "var(--surface)"}; stroke: ${COLOR[kind]}; stroke-width: 1.8`;
    if (kind === "child") return svg("circle", { cx: x, cy: y, r, style });
    return svg("path", { d: kind === "adult" ? `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z` : `M${x} ${y - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}Z`, style });
  };

  const HEAD = 36;
  const words = (step) => `${step.name}: ${optionOf(step)?.name ?? "not chosen yet"}`;

  /** A text in lines of about `width` pixels of bold type. */
  function wrapped(text, width) {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (`${lines.at(-1)} ${word}`.length * 7.2 > width && lines.at(-1)) lines.push(word);
      else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
    }
    return lines;
  }

  const tall = (step, width) => 42 + 15 * wrapped(words(step), width).length;

  function draw(root, width) {
    const left = 2;
    const column = (width - left - 4) / data.levels.length;
    const bottom = HEAD + data.steps.reduce((sum, step) => sum + tall(step, width), 0);
    data.levels.forEach(({ short, brief }, n) => {
      const at = left + column * (n + 0.5);
      const narrow = column < 60; // one word then, higher and lower in turn
      (narrow ? [brief] : short).forEach((word, line) => root.append(svg("text", { x: at, y: 12 + 15 * (narrow ? n % 2 : line), "text-anchor": "middle", "font-weight": 600 }, word)));
      root.append(svg("path", { class: "grid", d: `M${left + column * (n + 1)} ${HEAD}V${bottom}` }));
    });
    let top = HEAD;
    for (const step of data.steps) {
      const option = optionOf(step);
      const lines = wrapped(words(step), width);
      root.append(svg("path", { class: "axis", d: `M${left} ${top}H${width - 4}` }));
      lines.forEach((text, line) => root.append(svg("text", { x: left + 2, y: top + 16 + 15 * line, "font-weight": option ? 700 : 400 }, text)));
      if (option) cells(root, option, top + 7 + 15 * lines.length, left, column);
      top += tall(step, width);
    }
    root.append(svg("path", { class: "axis", d: `M${left} ${bottom}H${width - 4}` }));
  }

  /** The marks of one step, each in the column of those it is about; a box where the step rests. */
  function cells(root, option, top, left, column) {
    const rests = restsOn(option);
    data.levels.forEach(({ id }, n) => {
      const at = left + column * n;
      const judged = id === data.levels.at(-1).id;
      if (id === rests) root.append(svg("rect", { x: at + 2, y: top, width: column - 4, height: 30, rx: 5, style: `fill: var(--tint); stroke: var(--accent); stroke-width: 2.5` }));
      const here = [...reasons(option).map((name) => [name, true]), ...option.against.map((name) => [name, false])].filter(([name]) => levelOf(name) === id);
      const step = Math.min(15, (column - 10) / Math.max(1, here.length));
      const r = Math.min(5.5, Math.max(2.5, step / 2 - 1));
      const first = at + column / 2 - (step * (here.length - 1)) / 2;
      here.forEach(([name, filled], k) => root.append(mark(data.claims[name].kind, Math.round(first + k * step), top + 15, r, filled)));
      if (judged && id === rests) root.append(svg("text", { x: at + column / 2, y: top + 20, "text-anchor": "middle", "font-weight": 700 }, "?"));
    });
  }

  const said = h("p", { class: "pv-lab-said" });
  const drawn = picture({ height: (width) => HEAD + 4 + data.steps.reduce((sum, step) => sum + tall(step, width), 0), draw });
  const cards = h("div");
  const page = h("textarea", { id: uniqueId("page"), rows: "14", readonly: true, style: "width: 100%" });
  const table = dataTable("What each step of the plan rests on", ["Step", "Choice", "Rests on", "Speaks for it", "Speaks against it"]);

  const line = (name) => {
    const claim = data.claims[name];
    const warned = claim.marks.map((text) => ` ${upper(text)}.`).join("");
    return h("li", {}, claim.text, " ", h("span", { "aria-hidden": "true" }, claim.circles), ` ${claim.certainty}; ${claim.who}, ${claim.people} (${claim.source}).${warned}`);
  };
  const listed = (title, names, none) => [h("p", { style: "margin: 8px 0 0" }, h("strong", {}, title), names.length ? "" : ` ${none}`), names.length ? h("ul", {}, names.map(line)) : null];

  function card(step, open) {
    const option = optionOf(step);
    return h(
      "details",
      { open },
      h("summary", {}, `${step.name}: ${option.name}. Rests on ${nameOf(restsOn(option))}`),
      listed("Speaks for it.", reasons(option), option.fromTreatment && !treatment() ? "Choose a treatment first: the time is that of the treatment." : "No claim of this course: judgment alone."),
      listed("Speaks against it.", option.against, "Nothing was found in what was read; that is no proof that nothing does."),
      option.disputed.length ? listed("Another source disagrees.", option.disputed, "") : null,
      h("p", {}, h("strong", {}, "Unknown. "), option.unknown),
      h("p", {}, h("strong", {}, "What would change your mind. "), option.change),
    );
  }

  /** The plan as plain text, to be copied into a file or printed. */
  function text() {
    const brief = (names) => names.map((name) => `${data.claims[name].source} (${data.claims[name].who}, n ${data.claims[name].n ?? "not stated"}, ${data.claims[name].certainty}${data.claims[name].marks.map((mark) => `, ${mark}`).join("")})`).join("; ") || "nothing found";
    const steps = data.steps.map((step, n) => {
      const option = optionOf(step);
      if (!option) return `${n + 1}. ${step.name}: left open`;
      return [`${n + 1}. ${step.name}: ${option.name}`, `   Rests on ${nameOf(restsOn(option))}.`, `   For: ${brief(reasons(option))}.`, `   Against: ${brief(option.against)}.`, `   Unknown: ${option.unknown}`, `   Would change my mind: ${option.change}`].join("\n");
    });
    return [`A plan for ${data.child.name}`, data.child.text, data.caution, "", steps.join("\n\n"), "", sentence()].join("\n");
  }

  const told = resting(() => {
    const label = chosen().map((step) => `${step.name}, ${optionOf(step).name}: rests on ${nameOf(restsOn(optionOf(step)))}`);
    drawn.describe(`Evidence profile of the plan. ${sentence()} ${label.join(". ")}`);
    status.say(sentence());
    page.value = text();
    table.fill(
      data.steps.map((step) => {
        const option = optionOf(step);
        return option ? [step.name, option.name, nameOf(restsOn(option)), reasons(option).length, option.against.length] : [step.name, "not chosen yet", "", "", ""];
      }),
    );
  });
  const stored = resting(() => keep("plan", { ...plan }));

  function show(last) {
    said.replaceChildren(h("strong", {}, sentence()));
    cards.replaceChildren(...chosen().map((step) => card(step, step.id === last)));
    drawn.redraw();
    told();
  }

  const control = (step) =>
    pick({
      label: step.name,
      options: [["", "choose …"], ...step.options.map(({ id, name }) => [id, name])],
      value: plan[step.id],
      onchange: (id) => ((plan[step.id] = id), show(step.id), stored()),
      main: step.id === data.treatment,
    });

  async function copy() {
    page.select();
    try {
      await navigator.clipboard.writeText(page.value);
      status.say("The plan is in the clipboard.");
    } catch {
      status.say("The plan is marked; copy it with the keys of your computer.");
    }
  }

  const [first, more] = [data.steps.slice(0, 3), data.steps.slice(3)];
  place.append(
    h("p", {}, h("strong", {}, `${data.child.name}. `), data.child.text, " The bench begins with the plan of the question. ", h("em", {}, data.caution)),
    h("div", { class: "pv-lab-controls" }, first.map(control)),
    h("details", {}, h("summary", {}, `More: ${more.map(({ name }) => name.toLowerCase()).join(", and ")}`), h("div", { class: "pv-lab-controls" }, more.map(control))),
    drawn,
    h("p", {}, "Each mark is a claim: circles are of children or adolescents, squares of adults, diamonds of both or of nobody. Filled speaks for the step, hollow against it. The box shows what the step rests on: the claim for it that is nearest to the child. No step is right or wrong here."),
    said,
    cards,
    h("details", {}, h("summary", {}, "The plan on one page"), h("label", { for: page.id, class: "pv-label" }, "Your plan in words"), page, h("div", { class: "pv-row" }, h("button", { type: "button", onclick: copy }, "Copy the plan"))),
    table,
  );
  show(null);
}
