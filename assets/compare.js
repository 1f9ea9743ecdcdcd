// Therapies side by side. Everything is here from the start, so a toggle redraws without asking the kernel.

const WEEKS = 56; // the longest onset among the therapies
const KINDS = { child: "children, adolescents", adult: "adults", mixed: "mixed ages" };

function render({ model, el }) {
  guardKeys();
  const therapies = new Map(model.get("therapies").map((therapy) => [therapy.id, therapy]));
  const [fewest, most] = model.get("limits");

  const boxes = new Map();
  const status = liveRegion();
  const picture = h("div", { class: "pv-compare-picture" });
  const place = h("div", { class: "pv-compare-table", role: "region", "aria-label": "Comparison table", tabindex: "0" });
  const summary = h("summary", {});
  const rowsButton = h("button", { type: "button", onclick: () => set("all_rows", !model.get("all_rows")) });
  const only = h("input", { type: "checkbox", role: "switch", onchange: () => set("children_only", only.checked) });

  const groups = model.get("groups").map((group) => {
    const toggles = group.ids.map((id) => {
      const therapy = therapies.get(id);
      const box = h("input", { type: "checkbox", value: id, onchange: () => toggle(id, box) });
      boxes.set(id, box);
      return h("label", { class: "pv-choice" }, box, h("span", {}, therapy.us_name ? `${therapy.name} (${therapy.us_name})` : therapy.name));
    });
    return h("fieldset", { class: "pv-compare-group" }, h("legend", {}, group.name), toggles);
  });

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
  }

  function toggle(id, box) {
    const chosen = model.get("chosen");
    const next = box.checked ? [...chosen, id] : chosen.filter((other) => other !== id);
    if (next.length > most || next.length < fewest) {
      box.checked = !box.checked;
      return status.say(next.length > most ? `${most} therapies at most: switch one off first.` : `${fewest} therapies at least: choose another one first.`, "problem");
    }
    set("chosen", next);
  }

  /** A bar on a track, everything in percent of the track's width. */
  const bar = (from, to, kind) => h("span", { class: `pv-bar pv-bar-${kind}`, style: `left:${100 * from}%;width:${100 * Math.max(to - from, 0.004)}%` });
  const point = (at, kind) => h("span", { class: `pv-point pv-point-${kind}`, style: `left:${100 * at}%` });
  const said = (text, kind) => h("span", { class: `pv-said pv-${kind}` }, h("span", { class: `pv-key pv-key-${kind}` }), ` ${text}`);
  const weeks = (value) => Math.sqrt(value / WEEKS); // early weeks matter most; the scale is marked
  const pips = (level) => "●".repeat(level) + "○".repeat(3 - level);
  const nothing = () => h("span", { class: "pv-empty" }, "no evidence");

  function track(ticks, rows, label) {
    if (!rows.length) return h("div", { class: "pv-track-cell" }, h("span", { class: "pv-axis" }, label), nothing());
    const marks = ticks.map(([at, text]) => h("span", { class: "pv-tick", style: `left:${100 * at}%` }, text));
    const lines = rows.map(({ drawn, text, kind }) => h("div", { class: "pv-line" }, h("div", { class: "pv-track" }, drawn), said(text, kind)));
    return h("div", { class: "pv-track-cell" }, h("span", { class: "pv-axis" }, label), lines, h("div", { class: "pv-ticks" }, marks));
  }

  function drawPicture(shown) {
    const rows = shown.map(([therapy, view]) => {
      const { onset, efficacy, certainty, burden } = view.picture;
      const onsets = onset.map(({ weeks: [low, high], kind, said: text }) => ({ drawn: [bar(weeks(low), weeks(high), kind), point(weeks(low), kind), point(weeks(high), kind)], text, kind }));
      const effects = efficacy.map(({ share, low, high, kind, said: text }) => ({ drawn: [bar(low, high, kind), point(share, kind)], text, kind }));
      return h(
        "div",
        { class: "pv-side" },
        h("div", { class: "pv-side-name" }, h("strong", {}, therapy.name), certainty ? fromPython(certainty[1]) : nothing()),
        track([[0, "0"], [weeks(4), "4"], [weeks(13), "13"], [weeks(26), "26"], [weeks(52), "52"]], onsets, "Onset, weeks"),
        track([[0, "0"], [0.5, "50"], [1, "100%"]], effects, "Efficacy, 95% interval"),
        h("div", { class: "pv-burden" }, h("span", {}, `Cost ${pips(burden[0])}`), h("span", {}, `Invasive ${pips(burden[1])}`)),
      );
    });
    const kinds = [...new Set(shown.flatMap(([, { picture: data }]) => [...data.onset, ...data.efficacy].map(({ kind }) => kind)))];
    const legend = h("div", { class: "pv-legend" }, kinds.map((kind) => said(KINDS[kind], kind)));
    const alt = shown.map(([, view]) => view.says).join(" ");
    picture.replaceChildren(h("div", { role: "img", "aria-label": alt }, rows, legend));
  }

  function drawTable(shown) {
    const head = h("tr", { role: "row" }, h("td", { role: "cell" }), shown.map(([therapy]) => h("th", { scope: "col", role: "columnheader" }, therapy.name)));
    const dimensions = model.get("dimensions").filter(([key]) => model.get("all_rows") || model.get("brief").includes(key));
    rowsButton.textContent = model.get("all_rows") ? "Show fewer rows" : `Show all ${model.get("dimensions").length} rows`;
    const rows = dimensions.map(([key, label]) =>
      h(
        "tr",
        { role: "row" },
        h("th", { scope: "row", role: "rowheader" }, label),
        shown.map(([therapy, view]) => {
          const cell = h("td", { role: "cell", "data-therapy": therapy.name });
          cell.innerHTML = view.cells[key];
          return cell;
        }),
      ),
    );
    // The roles are written out because the narrow layout turns cells into blocks, which would otherwise stop being a table for screen readers.
    place.replaceChildren(h("table", { class: "pv-table", role: "table" }, h("thead", { role: "rowgroup" }, head), h("tbody", { role: "rowgroup" }, rows)));
  }

  function draw() {
    const mode = model.get("children_only") ? "children" : "everyone";
    const shown = model.get("chosen").map((id) => [therapies.get(id), therapies.get(id)[mode]]);
    boxes.forEach((box, id) => (box.checked = model.get("chosen").includes(id)));
    only.checked = model.get("children_only");
    summary.textContent = `Choose therapies (${shown.length} of at most ${most} chosen)`;
    drawPicture(shown);
    drawTable(shown);
  }

  function changed() {
    draw();
    const names = model.get("chosen").map((id) => therapies.get(id).name);
    status.say(`Comparing ${names.join(", ")}${model.get("children_only") ? ", evidence from children only" : ""}.`);
  }

  model.on("change:chosen", changed);
  model.on("change:children_only", changed);
  model.on("change:all_rows", draw);
  draw();
  const chooser = h("details", { class: "pv-chooser" }, summary, h("div", { class: "pv-groups" }, groups));
  const toggleOnly = h("label", { class: "pv-choice pv-switch" }, only, h("span", {}, "Children's evidence only"));
  const panel = h("div", { class: "pv-panel" }, h("div", { class: "pv-row" }, chooser, toggleOnly), status, picture, place, rowsButton, h("p", { class: "pv-foot" }, model.get("foot")));
  el.append(h("section", { class: "pv pv-compare", "aria-label": "Comparison of therapies" }, panel));
}

export default { render };
