// The evidence map: therapies by design of the studies, a bubble for the patients in each square; and what became of new agents.

function bench({ place, data, status }) {
  const AGES = {
    children: { say: "children and adolescents", short: "children", shape: "circle" },
    adults: { say: "adults", short: "adults", shape: "square" },
    mixed: { say: "mixed ages, not told apart", short: "mixed ages", shape: "diamond" },
  };
  const SHOWN = { children: ["children"], adults: ["adults"], all: ["children", "adults", "mixed"] };
  const firstHand = data.designs.slice(0, -1).map(([id]) => id); // the last one gathers again what the others hold
  const names = Object.fromEntries([...data.therapies, ...data.designs]);
  let shown = SHOWN.children;
  let open = null; // the square whose claims are listed
  const count = (number, noun) => `${number.toLocaleString("en-US")} ${noun}`;
  const squareOf = (therapy, design, age) => data.squares.find((square) => square.therapy === therapy && square.design === design && square.age === age);
  const inside = (therapy, design) => shown.map((age) => squareOf(therapy, design, age)).filter(Boolean);
  const atMost = ({ design, bodies }) => (design !== data.designs.at(-1)[0] && bodies.length > 1 ? "at most " : "");

  /** For each design, how many therapies have anybody of an age. */
  const anybody = (age) => data.designs.map(([design]) => data.therapies.filter(([therapy]) => squareOf(therapy, design, age)).length);
  const largest = (age) => data.therapies.map(([id]) => [firstHand.reduce((sum, design) => sum + (squareOf(id, design, age)?.patients ?? 0), 0), names[id]]).reduce((best, next) => (next[0] > best[0] ? next : best));

  const said = h("p", { class: "pv-lab-said" });
  const bars = picture({ height: () => 20 + data.designs.length * (20 + 17 * shown.length) + 20, draw });
  const table = dataTable("Patients in each square; in reviews the largest count, elsewhere the sum", ["Therapy", "Design", "Who", "Patients", "Sources"]);
  const body = h("tbody");
  const told = resting(() => {
    bars.describe(sentence());
    status.say(sentence());
    table.fill(data.squares.filter(({ age }) => shown.includes(age)).map(({ therapy, design, age, patients, bodies }) => [names[therapy], names[design], AGES[age].say, patients, bodies.flatMap(({ sources }) => sources).join("; ")]));
  });

  function sentence() {
    const total = data.therapies.length;
    const each = shown.map((age) => `${AGES[age].say}: ${data.designs.map(([, name], n) => `${name.toLowerCase()} ${anybody(age)[n]}`).join(", ")}`);
    const [patients, name] = largest(shown[0]);
    return `Of ${total} therapies, those with anybody behind them, by design. ${each.join(". ")}. Most ${AGES[shown[0]].short} first-hand: ${name}, at most ${patients}.`;
  }

  function draw(root, width) {
    const [left, right] = [4, width - (shown.length > 1 ? 108 : 34)]; // room for the number and whose it is
    const x = scale([0, data.therapies.length], [left, right]);
    let y = 14;
    data.designs.forEach(([, name], row) => {
      root.append(svg("text", { x: left, y, "font-weight": 600 }, name));
      for (const age of shown) {
        y += 17;
        const filled = anybody(age)[row];
        data.therapies.forEach((_, n) => root.append(svg("rect", { x: x(n).toFixed(1), y: y - 11, width: (x(1) - x(0) - 2).toFixed(1), height: 11, rx: 2, class: n < filled ? `pv-lab-map-${age}` : "pv-lab-map-nobody" })));
        root.append(svg("text", { x: right + 6, y: y - 1 }, svg("tspan", { "font-weight": 700 }, `${filled}`), shown.length > 1 ? ` ${AGES[age].short}` : ""));
      }
      y += 20;
    });
    root.append(svg("text", { x: left, y: y + 6 }, `therapies with anybody, of ${data.therapies.length}`));
    const [patients, therapy] = largest(shown[0]);
    said.replaceChildren(h("strong", {}, `${therapy}: at most ${patients} ${AGES[shown[0]].short}`), ` reported first-hand, the most of any therapy here${shown.length > 1 ? "" : "; each source once"}.`);
  }

  /** One bubble: its shape and color tell the age, its area the patients. */
  const bubble = ({ age, patients }) => h("span", { class: `pv-lab-bubble pv-lab-map-${AGES[age].shape} pv-lab-map-${age}`, style: `--root: ${Math.sqrt(patients).toFixed(2)}`, "aria-hidden": "true" });

  function cell(therapy, design) {
    const squares = inside(therapy, design);
    if (!squares.length) return h("td", { class: "pv-lab-empty" }, h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "pv-lab-hidden" }, "nobody"));
    const said = squares.map((square) => `${atMost(square)}${count(square.patients, AGES[square.age].short)}`).join(", ");
    const button = h("button", { type: "button", "aria-expanded": "false", "aria-label": `${names[therapy]}, ${names[design]}: ${said}` }, squares.map((square) => h("span", { class: "pv-lab-map-mark" }, bubble(square), String(square.patients))));
    button.addEventListener("click", () => choose(button, therapy, design, said));
    return h("td", {}, button);
  }

  function choose(button, therapy, design, said) {
    const again = open?.button === button;
    open?.row.remove();
    open?.button.setAttribute("aria-expanded", "false");
    open = null;
    if (again) return;
    const row = h("tr", { class: "pv-lab-listed" }, h("td", { colspan: data.designs.length + 1 }, h("p", { class: "pv-label" }, `${names[therapy]}, ${names[design].toLowerCase()}: ${said}`), inside(therapy, design).map(listed)));
    button.setAttribute("aria-expanded", "true");
    button.closest("tr").after(row);
    open = { button, row };
    status.say(`${names[therapy]}, ${names[design]}: ${said}. The claims stand in the next row.`);
  }

  const listed = ({ age, bodies }) => h("ul", { class: "pv-sources" }, bodies.map(({ patients, sources, claims }) => h("li", {}, h("strong", {}, count(patients, AGES[age].short)), claims.length ? h("ul", {}, claims.map(claim)) : `, ${sources.join("; ")}, among the published series`)));

  function claim(id) {
    const { says, circles, certainty, who, source, marks } = data.claims[id];
    return h("li", {}, `${says} `, h("span", { class: "pv-marks" }, h("span", { class: "pv-circles", "aria-hidden": "true" }, circles), ` ${certainty}, ${who} `), fromPython(source, { class: "pv-lab-source" }), marks.map((mark) => h("span", { class: "pv-warning" }, ` ${mark[0].toUpperCase()}${mark.slice(1)}.`)));
  }

  function fill() {
    open = null;
    body.replaceChildren(...data.therapies.map(([id, name]) => h("tr", {}, h("th", { scope: "row" }, name), data.designs.map(([design]) => cell(id, design)))));
  }

  /** One agent: its shares with their intervals on one line each, or the silence. */
  function agent({ name, early, late, then }) {
    const row = (stage, { arm, events, total, interval, who }) => h("tr", {}, h("th", { scope: "row" }, stage), h("td", {}, `${events} of ${total}, ${who}${stage === "Then" ? `, ${arm}` : ""}`), h("td", {}, span(events / total, interval, who), h("span", {}, `${interval.map((end) => Math.round(100 * end)).join(" to ")}%`)));
    return h("tbody", {}, h("tr", {}, h("th", { colspan: 3, scope: "rowgroup", class: "pv-lab-agent" }, name)), early.map((share) => row("First", share)), late.map((share) => row("Then", share)), h("tr", {}, h("th", { scope: "row" }, "So"), h("td", { colspan: 2 }, then)));
  }

  const span = (share, [low, high], who) => h("span", { class: `pv-lab-span pv-lab-span-${who}`, "aria-hidden": "true", style: `--low: ${100 * low}%; --wide: ${100 * (high - low)}%; --at: ${100 * share}%` }, h("i"), h("b"));

  const show = (who) => ((shown = SHOWN[who]), fill(), bars.redraw(), told());
  fill();
  place.append(
    h("div", { class: "pv-lab-controls" }, pick({ label: "Patients", options: [["children", "Children and adolescents"], ["adults", "Adults"], ["all", "Everybody, also mixed ages"]], value: "children", onchange: show, main: true })),
    bars,
    said,
    h("div", { class: "pv-scroll", tabindex: "0", role: "group", "aria-label": "The map of therapies and designs" }, h("table", { class: "pv-table pv-lab-map" }, h("caption", {}, "Press a square to read its claims. Randomized trials, cohorts and open trials, case series, single cases; reviews gather these again. The area of a mark is the number of patients; a dash is nobody."), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Therapy"), data.designs.map(([, , name]) => h("th", { scope: "col" }, name)))), body)),
    h("details", {}, h("summary", {}, "More: the pipeline, first promise and later result"), h("div", { class: "pv-scroll", tabindex: "0", role: "group", "aria-label": "The pipeline" }, h("table", { class: "pv-table pv-lab-pipeline" }, h("caption", {}, "Remission or clearing. First: the earliest counts without a placebo; then: a randomized trial. 95% intervals from 0 to 100%."), h("thead", {}, h("tr", {}, ["Stage", "Count", "Share"].map((name) => h("th", { scope: "col" }, name)))), data.pipeline.map(agent)))),
    h("p", { class: "pv-foot" }, "How it is counted: only patients with pemphigus, and each source once, however often it is cited; sums are at most, because unknown overlaps remain. Of reviews the largest counts, and they are never added. All arms of a comparison count."),
    table,
  );
  told();
}
