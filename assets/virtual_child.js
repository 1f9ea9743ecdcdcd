// The virtual child: simulated and drawn here, from the parameters that Python sent. Input, simulation and paint share one frame.

const LENGTHS = { 84: "12 weeks", 182: "half a year", 365: "1 year", 730: "2 years", 1095: "3 years" };
const READ = [
  ["pdai", "PDAI", 1, 1, ""],
  ["dsg3", "anti-Dsg3", 1, 0, "U/mL"],
  ["dsg1", "anti-Dsg1", 1, 0, "U/mL"],
  ["b_cells", "B cells", 100, 0, "% of before"],
  ["clone", "clone", 100, 1, "% of before"],
  ["igg", "IgG", 1, 1, "g/L"],
  ["rituximab", "rituximab", 1, 1, "mg/L"],
  ["prednisone", "prednisone that day", 1, 2, "mg/kg"],
  ["burden", "prednisone so far", 1, 0, "mg/kg"],
];

function render({ model, el }) {
  guardKeys();
  const spec = model.get("spec");
  const curves = model.get("curves");
  const scene = model.get("scene");
  const words = model.get("words_of");
  const children = new Map(model.get("children").map((child) => [child.id, child]));
  const switches = model.get("switches");

  const fresh = () => ({
    child: scene.child,
    values: {},
    on: new Set(scene.switches),
    plans: scene.plans.map((plan) => plan.map((step) => ({ ...step }))),
    days: scene.days,
    day: 0,
  });
  let state = fresh();
  let results = []; // of the last good input
  const mirrors = new Set(); // functions that bring a control to the state

  // ---- from input to picture -------------------------------------------------------------------------------------------------------

  let due = 0;
  let rebuild = false;
  /** Ask for a new picture with the next frame; `structure` says that rows or panels may have changed. */
  function changed(structure = false) {
    rebuild ||= structure;
    due ||= requestAnimationFrame(() => {
      due = 0;
      mirrors.forEach((mirror) => mirror());
      if (!run()) return;
      show(rebuild);
      rebuild = false;
      settle("plan");
    });
  }

  function show(structure) {
    state.day = Math.min(state.day, state.days);
    if (structure) picture.build();
    picture.paint();
    listPoints();
    showDay();
  }

  let waiting = 0; // the timer of `settle`, and what it waits to tell
  let reason = null;
  let problem = "";
  /** Simulate the plans; or say once what is wrong with them and leave the last good picture. */
  function run() {
    const found = state.plans.map((plan) => problemOf(spec, plan, state.days)).find(Boolean) ?? "";
    if (found) clearTimeout(waiting); // the words of an earlier picture must not push this sentence away
    if (found !== problem) status.say(found, found ? "problem" : "info");
    problem = found;
    if (problem) return false;
    const plain = { ...children.get(state.child).values, ...state.values };
    const child = withSwitches(plain, switches.filter(({ id }) => state.on.has(id)));
    results = state.plans.map((plan) => {
      const course = simulate(spec, child, plan, state.days);
      const given = daily(spec, plan, state.days);
      const drugs = Array.from(course.pdai, (_, day) => spec.continuing.some((name) => given[name][Math.min(day, state.days - 1)] > 0));
      const points = course.pdai[0] < spec.endpoints.clear ? [] : story(spec, course.pdai, course.new, course.prednisone, child.W, drugs);
      course.burden = burden(course.prednisone, child.adh);
      return { course, given, points, plan, child, plain, taken: course.burden };
    });
    return true;
  }

  /** Words follow once the hand rests: what is announced, the description of the picture, "Why?" and the table. */
  function settle(kind) {
    reason = reason === "plan" ? reason : kind;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const said = summary(spec, results);
      picture.describe(said);
      if (reason === "day") status.say(`Day ${state.day}: ${READ.map(([, name, , , unit], n) => `${name} ${cells[n].textContent} ${unit}`.trim()).join(", ")}.`);
      else if (reason === "plan") status.say(said);
      reason = null;
      tellWhy();
      tellTable();
    }, 350);
  }

  // ---- the picture, its end points, and the day that is read -----------------------------------------------------------------------

  const now = () => ({ state, results });
  const moved = (step, to) => ((step.day = to), changed());
  const picture = childPicture({ spec, curves, names: scene.curves, now, moved, read: readDay });

  const list = h("div", { class: "pv-vc-points" });
  let listed = "";
  function listPoints() {
    const next = JSON.stringify(results.map(({ points, course }) => [points, course.pdai[0] < spec.endpoints.clear]));
    if (next === listed) return;
    listed = next;
    list.replaceChildren(
      ...results.map(({ points, course }, plan) => {
        const title = results.length > 1 ? `End points, plan ${"AB"[plan]}` : "End points";
        const none = course.pdai[0] < spec.endpoints.clear ? "none: this child has no lesions to begin with" : "none is reached";
        const rows = points.map(({ id, day: on }, n) => h("li", { class: plan ? "of-b" : null }, h("b", {}, String(n + 1)), `${spec.endpoints.names[id]} `, h("span", {}, `day ${on}`)));
        return h("div", {}, h("p", { class: "pv-label" }, rows.length ? title : `${title}: ${none}`), rows.length ? h("ol", {}, rows) : null);
      }),
    );
  }

  const cells = READ.map(() => h("dd"));
  const readout = h("dl", { class: "pv-vc-readout" }, READ.map(([, name, , , unit], n) => h("div", {}, h("dt", {}, unit ? `${name}, ${unit}` : name), cells[n])));
  const dayName = uniqueId("day");
  const dayShown = h("span", { class: "pv-vc-value", "aria-hidden": "true" });
  const day = h("input", { type: "range", id: dayName, min: 0, max: scene.days, step: 1, oninput: () => readDay(Number(day.value)) });

  function readDay(chosen) {
    if (problem) return; // what is drawn may be shorter than what is asked for
    state.day = Math.max(0, Math.min(state.days, chosen));
    requestAnimationFrame(showDay);
    settle("day");
  }

  function showDay() {
    day.max = state.days;
    day.value = state.day;
    dayShown.textContent = `${state.day} of ${state.days}`;
    READ.forEach(([key, , factor, digits], n) => {
      const values = results.map(({ course }) => number(factor * course[key][state.day], digits));
      cells[n].textContent = values.length > 1 ? `A\u00a0${values[0]} · B\u00a0${values[1]}` : values[0];
    });
    picture.paintDay();
  }

  // ---- controls --------------------------------------------------------------------------------------------------------------------

  function mirror(update) {
    mirrors.add(update);
    update();
  }

  /** A named range with its value beside it. `get` reads from the state, `set` writes to it. */
  function range({ name, low, high, by, get, set }) {
    const id = uniqueId("range");
    const shown = h("span", { class: "pv-vc-value", "aria-hidden": "true" }); // an output element would be a second live region
    const input = h("input", { type: "range", id, min: low, max: high, step: by, oninput: () => (set(Number(input.value)), changed()) });
    mirror(() => {
      const value = get();
      if (Number(input.value) !== value) input.value = value;
      shown.textContent = Number.isFinite(value) ? number(value, 2) : "";
    });
    return h("div", { class: "pv-vc-range" }, h("label", { for: id }, name), shown, input);
  }

  function toggle({ id, name, what }) {
    const note = uniqueId("what");
    const box = h("input", { type: "checkbox", role: "switch", "aria-describedby": note, onchange: () => (state.on[box.checked ? "add" : "delete"](id), changed()) });
    mirror(() => (box.checked = state.on.has(id)));
    return h("label", { class: "pv-choice" }, box, h("span", {}, name, h("small", { id: note, "aria-hidden": "true" }, what)));
  }

  const first = h("div");
  function drawControls() {
    const made = scene.controls.map(({ switch: id, symbol, step: at, field, name, low, high, by }) => {
      if (id) return toggle(switches.find((one) => one.id === id));
      if (symbol) return range({ name, low, high, by, get: () => state.values[symbol] ?? children.get(state.child).values[symbol], set: (value) => (state.values[symbol] = value) });
      const step = state.plans[0][at];
      const box = range({ name, low, high, by, get: () => step[field], set: (value) => (step[field] = value) });
      mirror(() => (box.hidden = !state.plans[0].includes(step))); // taken off the plan under "More"
      return box;
    });
    first.replaceChildren(h("fieldset", { class: "pv-vc-controls" }, h("legend", {}, "Change one thing"), made));
  }

  // ---- more: child, reasons, timeline ----------------------------------------------------------------------------------------------

  const about = h("span", { class: "pv-source" });
  const who = h("select", { onchange: () => ((state.child = who.value), (state.values = {}), changed()) }, options([...children.values()].map(({ id, name }) => [id, name])));
  mirror(() => ((who.value = state.child), (about.textContent = children.get(state.child).about)));
  const lengths = Object.keys(LENGTHS).includes(String(scene.days)) ? Object.entries(LENGTHS) : [[String(scene.days), `${scene.days} days`], ...Object.entries(LENGTHS)];
  const length = h("select", { onchange: () => ((state.days = Number(length.value)), changed(true)) }, options(lengths));
  mirror(() => (length.value = String(state.days)));

  const reasons = h("fieldset", {}, h("legend", {}, "Reasons why treatment fails"), h("div", { class: "pv-vc-switches" }, switches.map(toggle)));
  const origin = switches.map(({ name, basis }) => h("div", {}, h("p", { class: "pv-label" }, name), fromPython(basis)));
  const sources = h("details", { class: "pv-vc-sources" }, h("summary", {}, "Limits and sources of the seven reasons"), origin);

  const { timeline, draw: drawTimeline } = timelines({ spec, now, mirror, mirrors, changed });

  const reset = h("button", { type: "button", onclick: () => startAgain() }, "Start again");
  function startAgain() {
    state = fresh();
    mirrors.clear();
    fixed.forEach((update) => mirrors.add(update));
    drawControls();
    drawTimeline();
    changed(true);
  }

  // ---- words -----------------------------------------------------------------------------------------------------------------------

  const status = liveRegion();
  const reasonsWhy = h("div", { class: "pv-vc-why" });
  const because = h("details", { ontoggle: () => tellWhy() }, h("summary", {}, "Why?"), reasonsWhy);
  function tellWhy() {
    if (!because.open || !results.length) return;
    const [one, other] = results;
    reasonsWhy.replaceChildren(...why(spec, { ...one, result: one, other }).map((sentence) => h("p", {}, sentence)));
  }

  const numbers = h("div", { class: "pv-scroll", tabindex: "0", role: "group", "aria-label": "Data table" });
  const tableBox = h("details", { ontoggle: () => tellTable() }, h("summary", {}, "Data table"), numbers);
  function tellTable() {
    if (!tableBox.open || !results.length) return;
    const columns = results.flatMap(({ course }, plan) => scene.curves.flatMap((name) => curves[name].lines.map(([key, label, factor]) => [`${results.length > 1 ? `${"AB"[plan]}: ` : ""}${curves[name].title}${label ? `, ${label}` : ""}`, course[key], factor])));
    const days = Array.from({ length: 14 }, (_, n) => Math.round((n * state.days) / 13));
    const head = h("tr", {}, h("th", { scope: "col" }, "Day"), columns.map(([name]) => h("th", { scope: "col" }, name)));
    const rows = days.map((at) => h("tr", {}, h("th", { scope: "row" }, String(at)), columns.map(([, row, factor]) => h("td", {}, number(factor * row[at], 1)))));
    numbers.replaceChildren(h("table", { class: "pv-table" }, h("caption", {}, "The numbers of the picture"), h("thead", {}, head), h("tbody", {}, rows)));
  }

  // ---- put together ----------------------------------------------------------------------------------------------------------------

  const fixed = new Set(mirrors); // those of child, length and reasons outlive a new start
  drawControls();
  drawTimeline();
  const more = h(
    "details",
    { class: "pv-vc-more" },
    h("summary", {}, "More: child, reasons why treatment fails, timeline"),
    h("div", { class: "pv-vc-fields" }, field("Child (fictional)", who), field("Time shown", length), reset),
    about,
    reasons,
    sources,
    timeline,
  );
  const changes = h("details", {}, h("summary", {}, "What these controls change, and on what basis"), fromPython(words.changes));
  const dayRange = h("div", { class: "pv-vc-day" }, h("div", { class: "pv-vc-range" }, h("label", { for: dayName }, "Read day"), dayShown, day));
  const figure = h("figure", {}, picture.place, dayRange, readout, list);
  el.append(
    h(
      "section",
      { class: "pv pv-vc", "aria-label": `${words.title}: ${scene.title}` },
      h(
        "div",
        { class: "pv-panel" },
        h("p", { class: "pv-title" }, h("small", {}, words.title), scene.title),
        h("p", { class: "pv-vc-look" }, scene.look),
        first,
        status,
        figure,
        because,
        more,
        tableBox,
        changes,
        h("p", { class: "pv-foot" }, words.foot),
      ),
    ),
  );

  // Draw once the width is known, and again whenever it changes.
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (!picture.place.clientWidth || picture.place.clientWidth === width || !run()) return;
    width = picture.place.clientWidth;
    show(true);
    dayRange.style.setProperty("--left", `${picture.left() - 8}px`); // the thumb stands under the day it reads
    picture.describe(summary(spec, results));
  });
  watch.observe(picture.place);
  return () => watch.disconnect();
}

export default { render };
