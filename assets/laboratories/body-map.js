// Score a child with PDAI: click a site on the map, or choose it in the list, and give it points; the sum follows at once.

function bench({ place, data, status, kept, keep }) {
  const siteOf = Object.fromEntries(data.sites.map((site) => [site.id, site]));
  const partName = { skin: "Skin", scalp: "Scalp", mucosa: "Mucosa" };
  const state = { child: data.patients[0], site: data.sites[0].id, points: {}, damage: new Set(), compared: false };
  const clip = uniqueId("clip");
  const cap = (text) => text[0].toUpperCase() + text.slice(1);
  const nameOf = (id) => cap(siteOf[id].name) + (data.sites.some((other) => other.id !== id && other.name === siteOf[id].name) ? ` (${siteOf[id].part})` : "");
  const round = (number) => Math.round(10 * number) / 10;
  const count = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

  /** The two totals, and the activity of each part. */
  function total(points, damaged) {
    const sum = { skin: 0, scalp: 0, mucosa: 0 };
    for (const [id, number] of Object.entries(points)) sum[siteOf[id].part] += number;
    for (const part of Object.keys(sum)) sum[part] = round(sum[part]);
    return { ...sum, activity: round(sum.skin + sum.scalp + sum.mucosa), damage: [...damaged].length };
  }

  /** What is to be seen at a site, in words: the twin of the drawing. */
  function seen(id) {
    const { lesions, whole, quadrants, damaged } = state.child;
    if (!lesions.length) return "";
    const sizes = lesions.filter((lesion) => lesion.site === id).map(({ cm }) => cm).sort((a, b) => a - b);
    const mark = damaged.includes(id) ? "an old mark" : "";
    let raw = sizes.length ? `${count(sizes.length, "lesion")} of ${sizes.length > 1 ? `${sizes.slice(0, -1).join(", ")} and ` : ""}${sizes.at(-1)} cm` : "";
    if (whole.includes(id)) raw = "the whole area raw";
    else if (raw && siteOf[id].part === "scalp") raw += `, in ${count(quadrants, "quadrant")}`;
    return [raw, mark].filter(Boolean).join("; and ") || "nothing";
  }

  // ---- the map
  const GAP = 12;
  /** Where each drawing stands, and how large: in one row, or front and back above the mouth. */
  function layout(width) {
    const [front, back, mouth] = data.panels;
    const wide = width >= 430;
    const body = (wide ? 0.27 : 0.46) * width;
    const head = wide ? width - 2 * body - 2 * GAP : 0.7 * width;
    const tall = 20 + (body / front.width) * front.height;
    const places = {
      front: { x: 0, y: 20, scale: body / front.width },
      back: { x: wide ? body + GAP : width - body, y: 20, scale: body / back.width },
      mouth: { x: wide ? width - head : (width - head) / 2, y: wide ? 20 : tall + 24, scale: head / mouth.width },
    };
    const low = places.mouth.y + places.mouth.scale * mouth.height;
    return { places, height: Math.max(tall, low) + 4 };
  }

  const drawn = picture({ height: (width) => layout(width).height, draw: drawMap });
  function drawMap(root, width) {
    const { places } = layout(width);
    for (const panel of data.panels) {
      const { x, y, scale: size } = places[panel.id];
      const shapes = data.outlines.filter((outline) => outline.panel === panel.id);
      const at = ([px, py]) => `${(x + size * px).toFixed(1)} ${(y + size * py).toFixed(1)}`;
      const pathOf = ({ curve }) => `M${at(curve[0])}${curve.slice(1).map((point, n) => (n % 3 ? ` ${at(point)}` : `C${at(point)}`)).join("")}Z`;
      root.append(svg("text", { x, y: y - 8, class: "pv-lab-pdai-quiet" }, panel.name));
      if (panel.id === "mouth") root.append(svg("text", { x: x + (size * panel.width) / 2, y: y + size * 176, "text-anchor": "middle", class: "pv-lab-pdai-quiet" }, "anogenital"));
      const here = [...new Set(shapes.map(({ site }) => site).filter(Boolean))];
      const inside = (id) => shapes.filter(({ site }) => site === id).map((shape) => svg("path", { d: pathOf(shape) }));
      root.append(svg("defs", {}, here.map((id) => svg("clipPath", { id: `${clip}-${panel.id}-${id}` }, inside(id)))));
      const last = Object.fromEntries(shapes.map((shape) => [shape.site, shape]));
      for (const shape of shapes) {
        const { site } = shape;
        const look = { class: `pv-lab-pdai-${shape.kind}${site && site === state.site ? " pv-lab-pdai-chosen" : ""}` };
        if (site) look.onclick = () => choose(site);
        if (state.points[site]) look.style = `--strength: ${Math.round(16 + 5 * state.points[site])}%`;
        root.append(svg("path", { d: pathOf(shape), ...look }, site ? svg("title", {}, nameOf(site)) : null));
        if (state.child.whole.includes(site)) root.append(svg("path", { d: pathOf(shape), class: "pv-lab-pdai-raw" }));
        // Lesions are clipped to their site and drawn with it, so that what lies before the site, as the gums before the lips, covers them too.
        for (const { x: px, y: py, cm } of shape === last[site] ? state.child.lesions.filter((lesion) => lesion.panel === panel.id && lesion.site === site) : []) {
          const [cx, cy] = at([px, py]).split(" ");
          root.append(svg("circle", { cx, cy, r: Math.max(2.2, (size * panel.per_cm * cm) / 2).toFixed(1), class: "pv-lab-pdai-raw", "clip-path": `url(#${clip}-${panel.id}-${site})` }));
        }
      }
      const marks = svg("g", { "pointer-events": "none" });
      for (const { x: px, y: py } of state.child.damage.filter((mark) => mark.panel === panel.id)) {
        const [cx, cy] = at([px, py]).split(" ").map(Number);
        marks.append(svg("path", { d: `M${cx} ${cy - 7}L${cx + 6} ${cy}L${cx} ${cy + 7}L${cx - 6} ${cy}Z`, class: "pv-lab-pdai-old" }));
      }
      for (const { site, label } of shapes.filter((shape) => shape.label)) {
        const text = pointsText(site);
        const [tx, ty] = at(label).split(" ").map(Number);
        if (text) marks.append(svg("text", { x: tx, y: ty + 5, "text-anchor": "middle", class: `pv-lab-pdai-points${differs(site) ? " pv-lab-pdai-off" : ""}` }, text));
      }
      root.append(marks);
    }
    drawBar(places, root);
  }

  /** A bar of 10 cm beside the body and one of 1 cm beside the mouth: without them no size can be judged. */
  function drawBar(places, root) {
    for (const [name, centimeters] of [["back", 10], ["mouth", 1]]) {
      const panel = data.panels.find(({ id }) => id === name);
      const { x, y, scale: size } = places[name];
      const long = size * panel.per_cm * centimeters;
      const [left, low] = name === "back" ? [x + size * 76, y + size * 226] : [x + size * 96, y + size * 160];
      root.append(svg("path", { class: "pv-lab-pdai-bar", d: `M${left} ${low - 4}v4h${long}v-4` }), svg("text", { x: left + long / 2, y: low - 8, "text-anchor": "middle", class: "pv-lab-pdai-quiet" }, `${centimeters} cm`));
    }
  }

  const differs = (id) => state.compared && ((state.points[id] ?? 0) !== (state.child.points[id] ?? 0) || state.damage.has(id) !== state.child.damaged.includes(id));
  const pointsText = (id) => (differs(id) ? `${state.points[id] ?? 0}✗` : `${state.points[id] || ""}`);

  // ---- the score on the line of words
  const MOST = 60; // where the line ends; the words end long before
  const line = picture({ height: 176, draw: drawLine });
  function drawLine(root, width) {
    const x = scale([0, MOST], [6, width - 10]);
    const mine = total(state.points, state.damage).activity;
    axes(root, { x, left: 6, right: width - 10, top: 4, bottom: 138, xlabel: `PDAI activity (the scale goes on to ${data.maxima.activity})` });
    const names = [];
    data.cutOffs.forEach(({ who, limits, words }, row) => {
      const y = 22 + 46 * row;
      names.push([6, y - 7, who, "start"]);
      [0, ...limits].forEach((from, n) => {
        const to = limits[n] ?? MOST;
        const word = words[n];
        root.append(svg("rect", { x: x(from), y, width: Math.max(0, x(to) - x(from) - 1.5), height: 20, class: `pv-lab-pdai-band pv-lab-pdai-band-${n}${n === band(limits, mine) ? " pv-lab-pdai-chosen" : ""}` }));
        if (x(to) - x(from) > 7.2 * word.length) names.push([(x(from) + x(to)) / 2, y + 14.5, word, "middle"]);
      });
    });
    const marks = [[mine, ""], ...(state.compared ? [[total(state.child.points, state.child.damaged).activity, "pv-lab-pdai-dashed"]] : [])];
    root.append(...marks.map(([number, look]) => svg("path", { d: `M${x(Math.min(MOST, number)).toFixed(1)} 4V138`, class: `pv-lab-pdai-mine ${look}` })));
    root.append(...names.map(([at, y, text, anchor]) => svg("text", { x: at, y, "text-anchor": anchor, class: "pv-lab-pdai-over" }, text)));
  }
  const band = (limits, number) => limits.filter((limit) => number >= limit).length;

  // ---- in words
  const sum = h("p");
  const found = h("div", { class: "pv-lab-pdai-found" });
  const table = dataTable("Every site: points, damage, and what is seen", ["Site", "Part", "Points", "Damage", "Seen"]);

  function sentence() {
    const { activity, damage } = total(state.points, state.damage);
    const words = data.cutOffs.map(({ who, limits, words }) => `${words[band(limits, activity)]} (${who.toLowerCase()})`).join(", ");
    return { score: `Activity ${activity} of ${data.maxima.activity}, damage ${damage} of ${data.maxima.damage}.`, words };
  }

  const told = resting(() => {
    const { score, words } = sentence();
    const scored = data.sites.filter(({ id }) => state.points[id]).map(({ id }) => `${nameOf(id)} ${state.points[id]}`);
    drawn.describe(`Map of a child, front and back, and of eyes, nose, mouth and anogenital mucosa. ${score} Points: ${scored.join(", ") || "none yet"}. Chosen: ${nameOf(state.site)}${state.child.lesions.length ? `, seen there: ${seen(state.site)}` : ""}.`);
    line.describe(`${score} In words: ${words}. No cut-off was made in children.`);
    status.say(`${nameOf(state.site)}: ${state.points[state.site] ?? 0} points. ${score}`);
    table.fill(data.sites.map(({ id, part }) => [nameOf(id), partName[part], state.points[id] ?? 0, part === "mucosa" ? "not counted" : state.damage.has(id) ? 1 : 0, seen(id) || "your own"]));
  });

  function changed() {
    const now = total(state.points, state.damage);
    sum.replaceChildren(h("strong", {}, `Activity ${now.activity}`), ` of ${data.maxima.activity} = skin ${now.skin} + scalp ${now.scalp} + mucosa ${now.mucosa}. `, h("strong", {}, `Damage ${now.damage}`), ` of ${data.maxima.damage}, kept apart.`);
    drawn.redraw();
    line.redraw();
    if (state.compared) explain();
    told();
  }

  // ---- the controls
  const children = pick({ label: "Child", options: data.patients.map(({ id, name }) => [id, name]), onchange: (id) => open(data.patients.find((child) => child.id === id)) });
  const sites = pick({ label: "Site (or click it on the map)", options: [], onchange: choose, main: true });
  sites.select.append(...["skin", "scalp", "mucosa"].map((part) => h("optgroup", { label: partName[part] }, data.sites.filter((site) => site.part === part).map(({ id }) => h("option", { value: id }, nameOf(id))))));
  const story = h("p", { class: "pv-lab-pdai-story" });
  const giving = h("div");
  const compare = h("button", { type: "button", class: "pv-primary", onclick: reveal }, "Compare with the reference");
  const again = h("button", { type: "button", onclick: () => open(state.child, true) }, "Score again from zero");

  function choose(id) {
    state.site = id;
    sites.select.value = id;
    const part = siteOf[id].part;
    const options = data.grades[part];
    const points = choices({
      legend: `Points: ${nameOf(id)}`,
      labels: options.map(([number, words]) => `${number}: ${words}`),
      chosen: [options.findIndex(([number]) => number === (state.points[id] ?? 0))],
      onchange: ([position]) => ((state.points[id] = options[position][0]), changed()),
      className: "pv-lab-pdai-grades",
    });
    const damage = part === "mucosa" ? null : h("label", { class: "pv-choice" }, h("input", { type: "checkbox", checked: state.damage.has(id), onchange: (event) => (state.damage[event.target.checked ? "add" : "delete"](id), changed()) }), h("span", {}, "1 point of damage: brown or red mark of a healed lesion"));
    giving.replaceChildren(...[state.child.lesions.length ? h("p", {}, h("strong", {}, "Seen here: "), seen(id), ".") : null, points, part === "skin" ? h("p", { class: "pv-lab-pdai-key" }, "Where these grades overlap, the largest lesion decides here.") : null, damage].filter(Boolean));
    changed();
  }

  function open(child, anew = false) {
    const before = anew ? null : child.scored ? { points: child.points, damage: child.damaged } : kept[child.id];
    Object.assign(state, { child, points: { ...before?.points }, damage: new Set(before?.damage), compared: Boolean(before) && !child.scored });
    story.textContent = child.story;
    const answered = child.lesions.length && !child.scored;
    compare.hidden = again.hidden = !answered;
    choose(child.scored ? child.lesions.at(-1).site : data.sites[0].id);
    explain();
  }

  function reveal() {
    state.compared = true;
    kept[state.child.id] = { points: Object.fromEntries(Object.entries(state.points).filter(([, number]) => number)), damage: [...state.damage] };
    keep(state.child.id, kept[state.child.id]);
    changed();
    found.focus();
  }

  /** Site by site, where the learner and the reference part, and why. */
  function explain() {
    found.replaceChildren();
    if (!state.compared && !state.child.scored) return;
    const { points: right, damaged, why } = state.child;
    const mine = total(state.points, state.damage);
    const theirs = total(right, damaged);
    const touched = data.sites.map(({ id }) => id).filter((id) => state.points[id] || right[id] || state.damage.has(id) || damaged.includes(id));
    const apart = touched.filter(differs);
    const same = touched.filter((id) => !differs(id));
    const rule = (id) => data.grades[siteOf[id].part].find(([number]) => number === (right[id] ?? 0))[1];
    const said = (points, marked) => `${points ?? 0}${marked ? " and 1 for damage" : ""}`;
    const reason = (id) => `Seen: ${seen(id)}. ${why[id] ?? `${right[id] ?? 0} is "${rule(id)}".`}`;
    const item = (id) => h("li", {}, h("strong", {}, nameOf(id)), differs(id) ? `: you ${said(state.points[id], state.damage.has(id))}, reference ${said(right[id], damaged.includes(id))}. ` : `: ${said(right[id], damaged.includes(id))}. `, reason(id));
    const off = round(mine.activity - theirs.activity);
    const head = state.child.scored ? `The reference gives ${theirs.activity} points.` : `You ${mine.activity}, reference ${theirs.activity}: ${off ? `${Math.abs(off)} too ${off > 0 ? "many" : "few"}` : "the same activity"}. Damage: you ${mine.damage}, reference ${theirs.damage}.`;
    found.append(
      h("p", { class: "pv-ask" }, head),
      apart.length ? h("p", {}, "✗ Where you part:") : "",
      h("ul", {}, apart.map(item)),
      same.length ? h("details", { open: state.child.scored }, h("summary", {}, `✓ ${count(same.length, "site")}${state.child.scored ? ", one by one" : " as in the reference"}`), h("ul", {}, same.map(item))) : "",
    );
  }
  found.tabIndex = -1;

  const key = h("p", { class: "pv-lab-pdai-key" }, h("span", { class: "pv-lab-pdai-key-raw" }, "● raw"), "  ", h("span", { class: "pv-lab-pdai-key-old" }, "◇ old mark"), "  number: points; thick outline: chosen site");

  place.append(
    h(
      "div",
      { class: "pv-lab-pdai-scoring" },
      h("div", { class: "pv-lab-pdai-map" }, children, story, drawn, key),
      h("div", { class: "pv-lab-pdai-giving" }, sites, giving),
      h("div", { class: "pv-lab-pdai-sum" }, sum, line, h("p", { class: "pv-foot" }, "Solid line: your score; dashed: the reference. The words come from adults or mixed ages and describe extent. Report the number.")),
    ),
    h("div", { class: "pv-row" }, compare, again),
    found,
    table,
  );
  open(state.child);
}
