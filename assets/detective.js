// The detective game: a child, a notebook of findings, tests and treatments to order, a cause to name. Python simulates and judges.

const HEIGHT = { score: 150, dose: 56, gap: 26, top: 30, foot: 34 };
const LEFT = 38;

function render({ model, el }) {
  guardKeys();
  const RANDOM = "random";
  const picker = h("select", { id: uniqueId("case") });
  const opener = h("button", { type: "button", onclick: () => send({ do: "open", case: picker.value }, opener) }, "Open this case");
  const heading = h("p", { class: "pv-title", tabindex: "-1" });
  const tale = h("div", { class: "pv-tale" });
  const picture = h("div", { class: "pv-course" });
  const rows = h("tbody");
  const found = h("ol", { class: "pv-findings" });
  const empty = h("p", { class: "pv-none" }, "Nothing yet.");
  const spent = h("p", { class: "pv-spent" });
  const status = liveRegion();
  const next = h("div", { class: "pv-next" });
  const naming = h("details", { class: "pv-naming" });
  const end = h("div", { class: "pv-reveal", tabindex: "-1" });
  const onward = h("div", { class: "pv-row" });
  const notes = h("div");
  let shown = null; // the case whose forms stand here
  let busy = null; // the button whose answer is awaited

  function send(message, button) {
    if (busy) return;
    busy = button;
    button.setAttribute("aria-busy", "true");
    status.say("The days pass …");
    model.send(message);
  }

  function rest() {
    busy?.removeAttribute("aria-busy");
    busy = null;
  }

  /** Rows of native controls, each with what it takes. */
  function acts(legend, rows, type) {
    const group = uniqueId("act");
    const inputs = rows.map(({ id }) => h("input", { type, name: group, value: id }));
    const labels = rows.map(({ name, price }, n) =>
      h("label", { class: "pv-choice" }, inputs[n], h("span", {}, h("span", { class: "pv-act" }, name), h("span", { class: "pv-price" }, price))),
    );
    const fieldset = h("fieldset", { class: "pv-acts" }, h("legend", {}, legend), h("div", { class: "pv-grid" }, labels));
    fieldset.chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
    fieldset.clear = () => inputs.forEach((input) => (input.checked = false));
    return fieldset;
  }

  const explained = (rows) => h("dl", {}, rows.flatMap(({ name, what, limits }) => [h("dt", {}, name), h("dd", {}, `${what} ${limits}`.trim())]));

  function forms() {
    const tests = acts("Order tests", model.get("tests"), "checkbox");
    const sample = h("button", { type: "submit", class: "pv-primary" }, "Take the samples and wait");
    const ordering = h("form", {
      onsubmit: (event) => {
        event.preventDefault();
        send({ do: "order", tests: tests.chosen() }, sample);
      },
    }, tests, sample);
    const treatments = acts("Give one treatment and see", model.get("treatments"), "radio");
    const give = h("button", { type: "submit", class: "pv-primary" }, "Give it and wait");
    const treating = h("form", {
      onsubmit: (event) => {
        event.preventDefault();
        send({ do: "treat", treatment: treatments.chosen()[0] ?? null }, give);
      },
    }, treatments, give);
    next.clear = () => [tests, treatments].forEach((group) => group.clear());
    next.replaceChildren(
      h("p", { class: "pv-title" }, "What next?"),
      h("p", { class: "pv-plan" }, "Everything takes days, and the disease goes on meanwhile. Burden for the child and cost run from 1 (little) to 3 (much)."),
      ordering,
      h("details", {}, h("summary", {}, "Or try a treatment"), treating),
      h("details", {}, h("summary", {}, "What the tests and treatments can and cannot tell"), explained([...model.get("tests"), ...model.get("treatments")])),
    );

    const causes = model.get("causes");
    const degrees = model.get("confidence");
    const draft = { cause: null, confidence: null };
    const which = choices({ legend: "Why does the treatment fail?", labels: causes.map(([, name]) => name), onchange: ([n]) => (draft.cause = causes[n][0]) });
    const sure = choices({ legend: "How sure are you?", labels: degrees.map(([, name]) => name), onchange: ([n]) => (draft.confidence = degrees[n][0]), className: "pv-inline" });
    const commit = h("button", { type: "submit", class: "pv-primary" }, "Commit and see the truth");
    naming.open = false;
    naming.replaceChildren(
      h("summary", {}, "I know the cause"),
      h("form", {
        onsubmit: (event) => {
          event.preventDefault();
          send({ do: "commit", ...draft }, commit);
        },
      }, which, sure, commit),
    );
  }

  function drawPicker(current) {
    const sign = { solved: " ✓ solved", missed: " ✗ look again", "": "" };
    const cases = model.get("cases").map(([id, title, state], n) => h("option", { value: id }, `${n + 1}. ${title}${sign[state]}`));
    picker.replaceChildren(...cases, h("option", { value: RANDOM }, "A random case"));
    picker.value = current.startsWith(RANDOM) ? RANDOM : current;
  }

  function draw() {
    const state = model.get("state");
    if (shown !== state.case || (!model.get("reveal") && next.hidden)) {
      shown = state.case;
      forms();
    }
    drawPicker(state.case);
    heading.textContent = state.title;
    tale.replaceChildren(h("p", {}, h("em", {}, "An invented case. "), state.story), h("p", { class: "pv-plan" }, `Treatment so far: ${state.plan.join("; ")}.`));
    rows.replaceChildren(...state.chart.rows.map(([day, ...values]) => h("tr", {}, h("th", { scope: "row" }, day), values.map((value) => h("td", {}, value)))));
    found.replaceChildren(...[...state.findings].reverse().map(([day, name, text]) => h("li", {}, h("span", { class: "pv-day" }, `Day ${day}`), h("span", {}, h("strong", {}, `${name}. `), text))));
    empty.hidden = state.findings.length > 0;
    spent.textContent = `Today is day ${state.day}${state.spent ? `: ${state.spent}` : ""}.`;
    drawCourse();
    const reveal = model.get("reveal");
    next.hidden = naming.hidden = Boolean(reveal);
    end.replaceChildren(...(reveal ? [fromPython(reveal), onward] : []));
    if (reveal) {
      const open = (id, text) => {
        const button = h("button", { type: "button", class: id === RANDOM ? null : "pv-primary", onclick: () => send({ do: "open", case: id }, button) }, text);
        return button;
      };
      const ids = model.get("cases").map(([id]) => id);
      const following = ids[ids.indexOf(state.case) + 1];
      onward.replaceChildren(...[following ? open(following, "Next case") : null, open(RANDOM, "A random case")].filter(Boolean));
    }
    notes.replaceChildren(...model.get("notes").map((note) => h("p", { class: "pv-warning" }, note)));
  }

  const svg = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.flat());
    return element;
  };

  /** PDAI above, prednisone below, on one axis of days; drawn as wide as its place, so that letters keep their size. */
  function drawCourse() {
    const { days, pdai, prednisone, marks, begin, alt } = model.get("state").chart;
    const width = Math.max(260, Math.min(picture.clientWidth || 640, 820));
    const right = width - 14;
    const last = days[days.length - 1];
    const x = (day) => LEFT + ((right - LEFT) * day) / last;
    const most = Math.max(10, Math.ceil(Math.max(...pdai) / 10) * 10);
    const bottom = HEIGHT.top + HEIGHT.score;
    const y = (score) => bottom - (HEIGHT.score * score) / most;
    const floor = bottom + HEIGHT.gap + HEIGHT.dose;
    const high = Math.max(1, ...prednisone);
    const d = (dose) => floor - (HEIGHT.dose * dose) / high;
    const text = (at, top, words, attributes = {}) => svg("text", { x: at, y: top, ...attributes }, words);
    const line = (x1, y1, x2, y2, kind) => svg("line", { x1, y1, x2, y2, class: kind });
    const parts = [];
    for (const score of [0, most / 2, most]) parts.push(line(LEFT, y(score), right, y(score), "pv-grid-line"), text(LEFT - 6, y(score) + 4, `${score}`, { "text-anchor": "end" }));
    parts.push(line(LEFT, floor, right, floor, "pv-grid-line"), text(LEFT - 6, floor + 4, "0", { "text-anchor": "end" }), text(LEFT - 6, d(high) + 4, `${Number(high.toPrecision(2))}`, { "text-anchor": "end" }));
    const step = [7, 14, 28, 56, 112, 224, 448].find((days_) => (last / days_) * 46 < right - LEFT) ?? 448;
    for (let day = 0; day <= last; day += step) parts.push(text(x(day), floor + 16, `${day}`, { "text-anchor": "middle" }));
    parts.push(text(right, floor + 30, "days", { "text-anchor": "end" }));
    parts.push(text(LEFT, 12, "PDAI", { class: "pv-name-score" }), text(LEFT, bottom + 18, "Prednisone, mg/kg a day", { class: "pv-name-dose" }));
    // What was given: a letter on a tick, explained below the picture
    const letters = new Map([...new Set(marks.map(([, name]) => name))].map((name) => [name, name[0]]));
    let [free, before, latest] = [-Infinity, "", -Infinity];
    for (const day of new Set(marks.map(([on]) => on))) {
      const here = [...new Set(marks.filter(([on]) => on === day).map(([, name]) => letters.get(name)))].join("");
      parts.push(line(x(day), HEIGHT.top, x(day), bottom, "pv-mark"));
      const sameCourse = before.includes(here) && day - latest < 31;
      latest = day;
      if (sameCourse) continue; // the infusions of one course share a letter
      const at = Math.max(x(day), free);
      parts.push(text(at, HEIGHT.top - 4, here, { "text-anchor": at < LEFT + 8 ? "start" : "middle", class: "pv-letter" }));
      free = at + 6 + 9 * here.length;
      before = here;
    }
    if (last > begin) parts.push(svg("rect", { x: x(begin), y: HEIGHT.top, width: x(last) - x(begin), height: floor - HEIGHT.top, class: "pv-yours" }));
    const stairs = days.map((day, n) => (n ? `H${x(day)}V${d(prednisone[n])}` : `M${x(day)} ${d(prednisone[n])}`)).join("");
    parts.push(svg("path", { d: `${stairs}V${floor}H${x(0)}Z`, class: "pv-dose-area" }), svg("path", { d: stairs, class: "pv-dose-line" }));
    parts.push(svg("path", { d: days.map((day, n) => `${n ? "L" : "M"}${x(day)} ${y(pdai[n])}`).join(""), class: "pv-score-line" }));
    const now = pdai[pdai.length - 1];
    parts.push(svg("circle", { cx: x(last), cy: y(now), r: 4, class: "pv-now" }), text(x(last) - 6, Math.max(y(now) - 9, HEIGHT.top + 10), `${Math.round(now)}`, { "text-anchor": "end", class: "pv-name-score pv-halo" }));
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${floor + HEIGHT.foot}`, width, height: floor + HEIGHT.foot, role: "img", "aria-label": alt }, parts);
    const key = [...letters].map(([name, letter]) => `${letter}: ${name.toLowerCase().replace("ivig", "IVIG")}`);
    if (last > begin) key.push("shaded: since you took over");
    picture.replaceChildren(drawing, h("p", { class: "pv-key-line" }, `Teaching model. ${key.join(" · ")}`.trim()));
  }

  function changed() {
    const opened = shown !== model.get("state").case;
    const closing = Boolean(model.get("reveal"));
    const again = !closing && next.hidden; // the same case once more
    rest();
    draw();
    next.clear();
    status.say(model.get("state").said, closing ? "right" : "info");
    if (closing) end.focus();
    else if (opened || again) heading.focus();
  }

  model.on("change:state", changed);
  model.on("change:notes", draw);
  model.on("msg:custom", ({ problem }) => {
    rest();
    status.say(problem, "problem");
  });

  const table = h("table", { class: "pv-table" }, h("caption", {}, "The numbers of the picture"), h("thead", {}, h("tr", {}, ["Day", "PDAI", "Prednisone, mg/kg"].map((name) => h("th", { scope: "col" }, name)))), rows);
  const choosing = h("div", { class: "pv-row pv-choosing" }, h("label", { for: picker.id }, "Case"), picker, opener);
  const child = h("div", { class: "pv-child-so-far" }, heading, tale, picture, h("details", {}, h("summary", {}, "Data table"), table));
  const notebook = h("div", { class: "pv-notebook" }, h("p", { class: "pv-title" }, "Your notebook"), spent, empty, found);
  const panel = h("div", { class: "pv-panel" }, choosing, h("div", { class: "pv-sides" }, child, notebook), status, next, naming, end, notes, h("p", { class: "pv-foot" }, model.get("about")));
  el.append(h("section", { class: "pv pv-detective", "aria-label": "Detective: why does the treatment fail?" }, panel));
  draw();
  const watch = new ResizeObserver(() => drawCourse());
  watch.observe(picture);
  return () => watch.disconnect();
}

export default { render };
