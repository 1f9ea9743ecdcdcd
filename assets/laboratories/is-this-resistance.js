// Is this resistance? A child's weeks are uncovered one by one; the reader names the end point at the mark, and every rule is held against it.

function bench({ place, data, status, kept, keep }) {
  const TALL = 330;
  const guesses = { ...kept };
  const children = data.children;
  const first = children.find(({ id }) => !(id in guesses)) ?? children[0];
  const state = { child: first, week: 1 };
  const weeks = () => state.child.lesions.length - 1;
  const guessed = () => guesses[state.child.id];
  const uncovered = () => (guessed() ? weeks() : state.child.mark); // the weeks that may be seen
  const known = () => state.child.events.length > 0 && state.week >= state.child.events[0].week; // what was taken is known once somebody asked
  const doseOf = (week) => (known() ? state.child.taken : state.child.dose)[week - 1];
  const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const mg = (dose) => Math.round(dose * state.child.weight);

  const drawn = picture({ height: TALL, draw });
  const events = h("ul", { class: "pv-lab-events" });
  const verdict = h("div", { class: "pv-lab-verdict" });
  const score = h("p", { class: "pv-lab-said" });
  const table = dataTable("The weeks uncovered so far", ["Week", "Open lesions", "New in the week", "Prednisone, mg/kg a day", "mg a day"]);
  const options = choices({ legend: "At the mark, which end point was reached last?", labels: data.rules.map(({ id }) => data.names[id]), className: "pv-lab-choices" });
  const form = h("form", { onsubmit: answer }, options, h("button", { type: "submit", class: "pv-primary" }, "Hold it against the rules"));
  const who = pick({ label: "Invented case", options: children.map(({ id, name }, n) => [id, `${n + 1}. ${name}`]), value: state.child.id, onchange: turn });
  const when = slider({ label: "Weeks uncovered", min: 0, max: 3, value: state.week, say: (week) => `week ${week}`, oninput: (week) => ((state.week = week), changed()), main: true });
  const next = h("button", { type: "button", onclick: () => turn(children[(children.indexOf(state.child) + 1) % children.length].id, true) }, "Next child");

  const told = resting(() => {
    drawn.describe(sentence());
    status.say(sentence());
    table.fill(Array.from({ length: state.week + 1 }, (_, week) => [week, state.child.lesions[week], state.child.fresh[week], week ? doseOf(week).toLocaleString("en-US") : "none yet", week ? mg(doseOf(week)) : 0]));
  });

  function sentence() {
    const { name, lesions, fresh, mark } = state.child;
    const week = state.week;
    const dose = week ? `prednisone ${known() ? "taken" : "prescribed"} ${doseOf(week)} mg/kg, ${mg(doseOf(week))} mg a day` : "before treatment";
    return `${name}, week ${week}: ${plural(lesions[week], "open lesion")}, ${fresh[week]} new in the week, ${dose}. The mark stands at week ${mark}.`;
  }

  function draw(root, width) {
    const { lesions, fresh, mark, dose } = state.child;
    const [left, right, top, middle, doseTop, bottom] = [34, width - 8, 44, 186, 220, 288];
    const last = weeks();
    const narrow = width < 420;
    const less = known() && state.child.taken.some((taken, n) => taken !== dose[n]);
    const x = scale([0, last], [left + 8, right]);
    const y = scale([0, Math.max(...lesions) + 1], [middle, top]);
    const d = scale([0, 2], [bottom, doseTop]);
    axes(root, { x, left, right, top: doseTop, bottom, y: d, yticks: [0, 1, 2], xlabel: "weeks since treatment began", xticks: x.ticks(width < 420 ? 5 : 9).filter(Number.isInteger) });
    axes(root, { x, y, left, right, top, bottom: middle, xticks: [], yticks: y.ticks(3) });
    root.append(svg("text", { x: 0, y: 12 }, narrow ? "lesions: line open, bars new" : "lesions: line and dots open, bars new in the week"), svg("text", { x: 0, y: doseTop - 12 }, `${narrow ? "mg/kg a day" : "prednisone, mg/kg a day"}: ${less ? (narrow ? "filled = taken" : "filled = taken, dashed = prescribed") : "as prescribed"}`));
    const step = (values) => values.slice(0, state.week).map((value, n) => `${n ? "L" : "M"}${x(n).toFixed(1)} ${d(value).toFixed(1)}H${x(n + 1).toFixed(1)}`).join("");
    if (state.week) {
      const shown = Array.from({ length: state.week }, (_, n) => doseOf(n + 1));
      root.append(svg("path", { class: "pv-lab-taken", d: `M${x(0)} ${bottom}${step(shown).replace(/^M/, "L")}V${bottom}Z` }), svg("path", { class: "pv-lab-prescribed", d: step(dose) }));
    }
    root.append(svg("path", { class: "pv-lab-limit", d: `M${left} ${d(data.limits.failure_dose).toFixed(1)}H${right}` }), svg("text", { x: right, y: d(data.limits.failure_dose) - 4, "text-anchor": "end" }, `${data.limits.failure_dose}`));
    const bar = Math.max(3, Math.min(14, (x(1) - x(0)) * 0.5));
    for (let week = 0; week <= state.week; week++) if (fresh[week]) root.append(svg("rect", { class: "pv-lab-new", x: (x(week) - bar / 2).toFixed(1), y: y(fresh[week]).toFixed(1), width: bar, height: (middle - y(fresh[week])).toFixed(1) }));
    const seen = lesions.slice(0, state.week + 1);
    root.append(svg("path", { class: "pv-lab-open", d: `M${seen.map((number, week) => `${x(week).toFixed(1)} ${y(number).toFixed(1)}`).join("L")}` }), ...seen.map((number, week) => svg("circle", { class: "pv-lab-dot", cx: x(week).toFixed(1), cy: y(number).toFixed(1), r: last > 15 ? 3 : 4 })));
    for (const [from, to] of state.week < last ? [[top, middle], [doseTop, bottom]] : []) root.append(svg("rect", { class: "pv-lab-cover", x: (x(state.week) + 6).toFixed(1), y: from, width: Math.max(0, right - x(state.week) - 6).toFixed(1), height: to - from }));
    const side = x(mark) > (left + right) / 2 ? "end" : "start";
    root.append(svg("path", { class: "pv-lab-mark", d: `M${x(mark).toFixed(1)} ${top - 22}V${bottom}` }), svg("text", { class: "pv-lab-marked", x: x(mark) + (side === "end" ? -5 : 5), y: top - 12, "text-anchor": side }, `mark: week ${mark}`));
  }

  function changed() {
    drawn.redraw();
    const said = state.child.events.filter(({ week }) => week <= state.week);
    events.replaceChildren(...said.map(({ week, says }) => h("li", {}, h("strong", {}, `Week ${week}. `), says)));
    told();
  }

  /** Take up a child; `settle` moves the focus, for the button that leads on. */
  function turn(id, settle = false) {
    state.child = children.find((child) => child.id === id);
    who.select.value = id;
    state.week = guessed() ? state.child.mark : 1;
    when.input.max = uncovered();
    when.set(state.week);
    options.inputs.forEach((input, n) => (input.checked = data.rules[n].id === guessed()));
    judge();
    changed();
    if (settle) when.input.focus();
  }

  function answer(event) {
    event.preventDefault();
    const chosen = options.inputs.findIndex((input) => input.checked);
    if (state.week < state.child.mark && !guessed()) return status.say(`Weeks uncovered: move it to the mark at week ${state.child.mark} first.`, "problem");
    if (chosen < 0) return status.say("End point: choose one of them, then press the button again.", "problem");
    guesses[state.child.id] = data.rules[chosen].id;
    keep(state.child.id, guesses[state.child.id]);
    when.input.max = uncovered();
    judge();
    const right = guessed() === state.child.key;
    status.say(`${right ? "Right" : "Not right"}: ${data.names[state.child.key]}. ${weeks() > state.child.mark ? "The later weeks can now be uncovered." : ""}`, right ? "right" : "info");
  }

  /** Show what each rule says and what this child's weeks say to it. */
  function judge() {
    const { child } = state;
    const judged = children.filter(({ id }) => id in guesses);
    score.textContent = judged.length ? `${judged.filter(({ id, key }) => guesses[id] === key).length} of ${judged.length} read as the rules say.` : "";
    if (!guessed()) return verdict.replaceChildren();
    const right = guessed() === child.key;
    verdict.replaceChildren(
      h("p", { class: `pv-result pv-result-${right ? "right" : "wrong"}` }, right ? `✓ Right: ${data.names[child.key]}` : `✗ You said “${data.names[guessed()]}”. By the rules: ${data.names[child.key]}`),
      h("ul", { class: "pv-explained" }, data.rules.map((rule) => {
        const point = child.reached.filter(({ id }) => id === rule.id).at(-1);
        const [sign, word] = rule.id === child.key ? ["✓", rule.id === "none" ? "this is it" : `reached in week ${point.week}`] : point ? ["◦", `reached before, in week ${point.week}`] : ["✗", rule.id === "none" ? "does not hold" : "not reached"];
        const mine = guessed() === rule.id ? " · your answer" : "";
        return h("li", { class: `pv-option ${rule.id === child.key ? "pv-is-right" : "pv-is-wrong"} ${mine ? "pv-chosen" : ""}` }, h("div", {}, h("p", {}, h("strong", {}, `${sign} ${data.names[rule.id]}`), `: ${word}${mine}`), h("p", {}, rule.says), h("p", { class: "pv-lab-here" }, `Here: ${here(rule.id, child)}`)));
      })),
      h("p", { class: "pv-foot" }, "The rules are recalled, awaiting source check, except those of control and consolidation; the consensus gives doses of adults, for lack of others."),
      next,
    );
  }

  function here(id, { facts, lesions, fresh, mark, key, dose }) {
    const { failure_dose: limit } = data.limits;
    const control = facts.controlled === null ? "the disease has not come under control" : `the disease came under control in week ${facts.controlled}`;
    const healed = facts.healed > 0 ? `${facts.healed}% fewer open lesions than at the start of this count` : "no fewer open lesions than at the start";
    switch (id) {
      case "control":
        return `${fresh[mark]} new in the last week (${fresh[0]} before treatment), ${healed}.`;
      case "consolidation":
        return `${healed}; ${plural(facts.quiet, "day")} in a row without new ones.`;
      case "remission-on":
        return `${plural(lesions[mark], "open lesion")}; ${plural(facts.minimal, "day")} in a row clear on minimal therapy. The dose is ${facts.mg} mg a day.`;
      case "remission-off":
        return facts.off ? `${plural(facts.off, "day")} in a row clear without any drug.` : facts.mg ? `${facts.mg} mg a day are still taken.` : `${plural(lesions[mark], "open lesion")}.`;
      case "relapse":
        return facts.since ? `${plural(lesions[mark] - facts.best, "open lesion")} more than on the best day since control, ${fresh[mark]} new in the last week.` : `${control}, so nothing can relapse.`;
      case "failure":
        return `${plural(facts.high, "day")} in a row at ${limit} mg/kg or more, counted as taken${facts.high < dose.slice(0, mark).filter((value) => value >= limit).length * 7 ? "; more was prescribed than taken" : ""}; ${control}.`;
      default:
        return key === "none" ? `${control}, and too little was taken to speak of failure.` : "a rule is met.";
    }
  }

  place.append(
    h("div", { class: "pv-lab-controls" }, who, when),
    drawn,
    events,
    form,
    verdict,
    score,
    h("details", {}, h("summary", {}, "More: how lesions were counted"), h("p", {}, `The rules speak of lesions, not of numbers. Assumptions of this course: one lesion is one point; new lesions have slowed when fewer than ${data.limits.slowed * 100}% of the former number form, and have ceased below ${data.limits.ceased} a week; healing has begun when a third is closed; a relapse needs ${data.limits.flare} open lesions more than on the best day. The virtual child is judged by the same engine.`)),
    table,
    h("p", { class: "pv-foot" }, data.course),
  );
  turn(state.child.id);
}
