// A trial in virtual children. Python simulates a part each time the browser asks for the next one, so cancelling is not asking again;
// curves and small trials are drawn here from the arrays that come back.

const ARM = ["first", "second"];
const SIGNS = { first: "●", second: "■", undecided: "◇" };

/** Build an SVG element. */
function drawn(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.flat(Infinity));
  return element;
}

function render({ model, el }) {
  guardKeys();
  const texts = model.get("texts");
  const settings = model.get("settings");
  const arms = new Map(model.get("arms").map((arm) => [arm.id, arm]));
  const hatches = [uniqueId("hatch"), uniqueId("hatch")];
  let run = 0; // the run that this view asked for; answers to any other are not ours
  let endPoint = "remission";
  let size = model.get("sizes")[0];
  let width = 0;
  let asked = 0; // how many small trials were last asked for

  // What to compare
  const select = (label, options, chosen) => {
    const list = h("select", {}, options.map(([value, text]) => h("option", { value }, text)));
    list.value = String(chosen);
    return [list, h("label", { class: "pv-trial-field" }, h("span", {}, label), list)];
  };
  const named = [...arms.values()].map(({ id, name }) => [id, name]);
  const [first, firstField] = select("First arm", named, settings.first);
  const [second, secondField] = select("Second arm", named, settings.second);
  const [length, lengthField] = select("Follow-up", model.get("follow_ups"), settings.follow_up);
  const [mixed, mixedField] = select("In one child of three, treatment fails because of", [["", settings.mixed ? "as set in the cell" : "nothing in particular"], ...model.get("switches")], "");
  const about = h("div", { class: "pv-trial-about" });
  const runButton = h("button", { type: "button", class: "pv-primary", onclick: begin }, `Run with ${settings.children.toLocaleString("en-US")} virtual children in each arm`);
  const cancel = h("button", { type: "button", hidden: true, onclick: stop }, "Cancel");
  const bar = h("progress", { "aria-label": "Virtual children simulated", max: 2 * settings.children, value: 0 });
  const count = h("span", { class: "pv-trial-count" });
  const going = h("div", { class: "pv-trial-going", hidden: true }, bar, count);
  const status = liveRegion();

  // What came of it
  const results = h("div", { class: "pv-trial-results", hidden: true });
  const chart = h("div", { class: "pv-trial-chart" });
  const risk = h("div");
  const counted = h("p", { class: "pv-trial-note" });
  const numbers = h("div", { class: "pv-scroll", tabindex: "0", role: "group", "aria-label": "The numbers of the curves" });
  const ends = h("div");
  const published = h("div");

  // Small trials
  const draws = h("div");
  const forest = h("div", { class: "pv-trial-chart" });
  const tally = h("div");
  const listed = h("div", { class: "pv-scroll pv-trial-listed", tabindex: "0", role: "group", "aria-label": "Drawn trials" });
  const outcome = h("div");
  const guess = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", size: "4", id: uniqueId("guess") });
  const ask = h("label", { for: guess.id });
  const hint = h("p", { class: "pv-trial-hint" });
  const latest = h("p");

  const send = (message) => model.send({ run, ...message });

  function tellArms() {
    about.replaceChildren(...[first, second].map((list) => arms.get(list.value)).map((arm) => h("p", {}, h("strong", {}, `${arm.name}. `), arm.about, h("em", {}, ` Assumed: ${arm.assumed}`))));
  }

  function busy(now) {
    going.hidden = !now;
    if (!now && el.contains(document.activeElement) && document.activeElement === cancel) runButton.focus();
    cancel.hidden = !now;
    if (now) runButton.setAttribute("aria-busy", "true");
    else runButton.removeAttribute("aria-busy");
  }

  function begin() {
    if (runButton.hasAttribute("aria-busy")) return;
    asked = 0;
    run = Math.floor(Math.random() * 1e9) + 1;
    busy(true);
    progress(0);
    status.say(`Simulating 2 times ${settings.children.toLocaleString("en-US")} virtual children.`);
    send({ do: "begin", first: first.value, second: second.value, follow_up: Number(length.value), switch: mixed.value || null });
  }

  function stop() {
    send({ do: "cancel" });
    run = 0;
    busy(false);
    status.say(results.hidden ? "Cancelled; nothing was kept." : "Cancelled; the trial before it is still shown.");
  }

  function progress(done) {
    bar.value = done;
    count.textContent = `${done.toLocaleString("en-US")} of ${bar.max.toLocaleString("en-US")}`;
  }

  model.on("msg:custom", (message) => {
    if (message.run !== run) return;
    if (message.problem) {
      busy(false);
      status.say(message.problem, "problem");
      if (asked > 1) hint.textContent = message.problem; // the status may be out of sight
      return asked > 1 ? guess.focus() : undefined;
    }
    progress(message.done);
    send({ do: "next" });
  });

  function show() {
    const result = model.get("result");
    if (!result.arms) return;
    results.hidden = false;
    ends.replaceChildren(fromPython(result.ends));
    published.replaceChildren(fromPython(result.published));
    drawCurves();
    drawTrials();
  }

  function finished() {
    const result = model.get("result");
    busy(false);
    show();
    if (result.run === run) status.say(`Done in ${result.seconds} seconds. ${result.says[endPoint]}`);
  }

  /** The step line of an arm, and its band with a hatch of its own. */
  function arm(number, { days, share, low, high }, x, y) {
    const steps = (values) => values.map((value, n) => (n ? `H${x(days[n])}V${y(value)}` : `M${x(days[0])},${y(value)}`)).join("");
    // The lower edge runs backwards; each value holds from its own day to the next one.
    const lower = low.slice(0, -1).map((value, n) => `V${y(value)}H${x(days[n])}`).reverse().join("");
    return drawn("g", { class: `pv-trial-${ARM[number]}` }, days.length ? [drawn("path", { d: `${steps(high)}${lower}Z`, fill: `url(#${hatches[number]})` }), drawn("path", { d: steps(share), class: "pv-trial-curve" })] : []);
  }

  function drawCurves() {
    const { curves, marks, follow_up: last, says, number, arms: names, risk: left } = model.get("result");
    const [W, H, L, T, B] = [Math.max(240, width), 270, 40, 30, 40];
    const x = (day) => Math.round((L + ((W - L - 12) * day) / last) * 10) / 10;
    const y = (share) => Math.round((H - B - 14 - (H - B - 14 - T) * share) * 10) / 10;
    const pattern = (n) =>
      drawn("pattern", { id: hatches[n], width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${n ? -45 : 45})`, class: `pv-trial-${ARM[n]}` }, drawn("rect", { width: 6, height: 6, fill: "currentColor", opacity: 0.13 }), drawn("line", { y2: 6, stroke: "currentColor", "stroke-width": 1.4, opacity: 0.5 }));
    const word = (text, at, attributes) => drawn("text", { x: at[0], y: at[1], ...attributes }, text);
    const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => [drawn("line", { x1: L, x2: W - 12, y1: y(share), y2: y(share), class: "pv-trial-grid" }), word(`${100 * share}%`, [L - 6, y(share) + 4], { "text-anchor": "end" })]);
    const ticks = marks.map(([month, day]) => [drawn("line", { x1: x(day), x2: x(day), y1: H - B, y2: H - B + 5, class: "pv-trial-axis" }), word(month, [x(day), H - B + 18], { "text-anchor": "middle" })]);
    const shown = curves[endPoint];
    const end = shown.map((curve) => (curve.days.length ? ["share", "low", "high"].map((name) => curve[name].at(-1)) : [0, 0, 0]));
    const top = end[0][0] >= end[1][0] ? 0 : 1;
    const labels = names.map((name, n) => word(name, [W - 12, n === top ? y(end[n][2]) - 6 : y(end[n][1]) + 15], { "text-anchor": "end", class: `pv-trial-label pv-trial-${ARM[n]}` }));
    chart.replaceChildren(
      drawn(
        "svg",
        { viewBox: `0 0 ${W} ${H}`, width: W, height: H, role: "img", "aria-label": `${says[endPoint]} Curves of ${number} virtual children in each arm.` },
        drawn("defs", {}, pattern(0), pattern(1)),
        word("share of virtual children", [4, 12], {}),
        lines,
        drawn("line", { x1: L, x2: W - 12, y1: H - B, y2: H - B, class: "pv-trial-axis" }),
        ticks,
        word(texts.since[endPoint], [(L + W) / 2, H - 4], { "text-anchor": "middle" }),
        shown.map((curve, n) => arm(n, curve, x, y)),
        labels,
      ),
    );
    const head = h("tr", {}, marks.map(([month]) => h("th", { scope: "col" }, String(month))));
    const groups = names.map((name, n) =>
      h("tbody", {}, h("tr", {}, h("th", { scope: "rowgroup", colspan: marks.length, class: `pv-trial-${ARM[n]}` }, name)), h("tr", {}, left[endPoint][n].map((at) => h("td", {}, at.toLocaleString("en-US"))))),
    );
    risk.replaceChildren(h("table", { class: "pv-table pv-trial-risk" }, h("caption", {}, "Number at risk (still watched, without the event) by month"), h("thead", {}, head), groups));
    counted.textContent = `${texts.counted[endPoint]} The same children in both arms; bands are 95% intervals.`;
    numbers.replaceChildren(fromPython(model.get("result").numbers[endPoint]));
  }

  const said = (verdict) => {
    const names = model.get("result").arms;
    return { first: `favors ${names[0]}`, second: `favors ${names[1]}`, undecided: "undecided" }[verdict];
  };

  const inWords = ({ size: of, verdict, words: [number, a, b, difference, interval] }) => `Trial ${number}, ${of} in each arm: ${a} against ${b}, difference ${difference} points (${interval}): ${said(verdict)}.`;

  /** The latest small trials as rows of intervals around zero, marked by verdict. */
  function drawTrials() {
    const all = model.get("drawn");
    draws.hidden = all.length === 0;
    ask.textContent = `Predict: of 100 trials with ${size} children in each arm, how many will tell the two arms apart?`;
    drawGuess();
    if (!all.length) return;
    const { whole, number, arms: names } = model.get("result");
    latest.textContent = inWords(all.at(-1));
    const rows = all.slice(-30);
    const W = Math.max(240, width);
    const narrow = W < 440; // the names of the arms then stand on two lines
    const [T, step] = [narrow ? 50 : 34, 13];
    const H = T + step * rows.length + 22;
    const x = (share) => W / 2 + (W / 2 - 12) * share;
    const mark = ({ verdict, difference: at }, y) =>
      verdict === "first"
        ? drawn("circle", { cx: x(at), cy: y, r: 4, fill: "currentColor" })
        : verdict === "second"
          ? drawn("rect", { x: x(at) - 4, y: y - 4, width: 8, height: 8, fill: "currentColor" })
          : drawn("path", { d: `M${x(at)},${y - 5}l5,5l-5,5l-5,-5Z`, class: "pv-trial-hollow" });
    const lines = rows.map((one, n) => {
      const y = T + step * (n + 0.5);
      return drawn("g", { class: `pv-trial-${one.verdict}` }, drawn("line", { x1: x(one.low), x2: x(one.high), y1: y, y2: y, class: "pv-trial-interval" }), mark(one, y));
    });
    const word = (text, at, y, anchor, name = "") => drawn("text", { x: at, y, "text-anchor": anchor, class: name }, text);
    const ticks = (narrow ? [-1, 1] : [-1, -0.5, 0.5, 1]).map((at) => word(`${at > 0 ? "+" : "−"}${Math.abs(100 * at)}`, x(at), H - 6, at === -1 ? "start" : at === 1 ? "end" : "middle"));
    const words = `Teaching model: the latest ${rows.length} drawn trials: ${Object.keys(SIGNS).map((verdict) => `${said(verdict)} ${rows.filter((one) => one.verdict === verdict).length}`).join(", ")}.`;
    forest.replaceChildren(
      drawn(
        "svg",
        { viewBox: `0 0 ${W} ${H}`, width: W, height: H, role: "img", "aria-label": words },
        word(`← better: ${names[1]}`, narrow ? 4 : x(0) - 10, narrow ? 28 : 12, narrow ? "start" : "end", "pv-trial-second"),
        word(`better: ${names[0]} →`, narrow ? W - 4 : x(0) + 10, 12, narrow ? "end" : "start", "pv-trial-first"),
        word(`┆ all ${number.toLocaleString("en-US")}`, Math.min(x(whole) - 3, W - 70), T - 6, "start"),
        drawn("line", { x1: x(0), x2: x(0), y1: T - 18, y2: H - 18, class: "pv-trial-axis" }),
        drawn("line", { x1: x(whole), x2: x(whole), y1: T - 4, y2: H - 18, class: "pv-trial-whole" }),
        lines,
        word("0", x(0), H - 6, "middle"),
        ticks,
      ),
    );
    const counts = model.get("counts");
    const head = h("tr", {}, h("th", { scope: "col" }, "Verdict"), counts.map(([of]) => h("th", { scope: "col" }, `${of} in each arm`)));
    const lists = Object.entries(SIGNS).map(([verdict, sign], n) =>
      h("tr", {}, h("th", { scope: "row" }, h("span", { "aria-hidden": "true", class: `pv-trial-${verdict}` }, `${sign} `), said(verdict)), counts.map((found) => h("td", {}, found[n + 1].toLocaleString("en-US")))),
    );
    tally.replaceChildren(h("table", { class: "pv-table pv-trial-tally" }, h("caption", {}, "Verdicts of all drawn trials, by size"), h("thead", {}, head), h("tbody", {}, lists)));
    const cells = (words) => words.map((text, n) => (n ? h("td", {}, text) : h("th", { scope: "row" }, text)));
    listed.replaceChildren(
      h("table", { class: "pv-table" }, h("caption", {}, `The latest ${all.length}; the difference is first minus second arm, in points`), h("thead", {}, h("tr", {}, texts.columns.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, [...all].reverse().map(({ words }) => h("tr", {}, cells(words))))),
    );
  }

  function drawGuess() {
    const { guess: guessed, found, times, size: of } = model.get("guessed");
    if (guessed === undefined) return outcome.replaceChildren();
    const row = (name, value, kind) => h("div", { class: "pv-trial-row" }, h("span", {}, name), h("span", { class: "pv-trial-track" }, h("span", { class: `pv-trial-bar pv-trial-bar-${kind}`, style: `width:${(100 * value) / times}%` })), h("strong", {}, String(value)));
    outcome.replaceChildren(
      h("p", { class: "pv-label" }, `Of ${times} trials with ${of} children in each arm, these told the arms apart:`),
      row("Your guess", guessed, "guess"),
      row("What happened", found, "found"),
      h("p", {}, texts.means),
    );
  }

  function draw(times) {
    asked = times;
    hint.textContent = "";
    status.say("Drawing.");
    const number = times === 1 ? null : /^\s*\d+\s*$/.test(guess.value) ? Number(guess.value) : guess.value;
    send({ do: "draw", size, times, guess: number });
  }

  function drew() {
    const all = model.get("drawn");
    drawTrials();
    if (!all.length) return;
    const { guess: guessed, found, times, size: of } = model.get("guessed");
    status.say(asked > 1 ? `${found} of ${times} trials with ${of} in each arm told the arms apart; you guessed ${guessed}.` : inWords(all.at(-1)));
  }

  const sizes = choices({ legend: "Children in each arm of a small trial", labels: model.get("sizes").map(String), chosen: [0], className: "pv-inline", onchange: ([position]) => ((size = model.get("sizes")[position]), drawTrials()) });
  const ways = choices({
    legend: "The curves show",
    labels: Object.values(texts.end_points),
    chosen: [0],
    className: "pv-inline",
    onchange: ([position]) => {
      endPoint = Object.keys(texts.end_points)[position];
      drawCurves();
      status.say(model.get("result").says[endPoint]);
    },
  });
  const predict = h("form", { class: "pv-trial-predict", onsubmit: (event) => (event.preventDefault(), draw(100)) }, ask, h("div", { class: "pv-row" }, guess, h("span", {}, "of 100"), h("button", { type: "submit" }, "Commit and draw 100 trials")), hint);
  draws.append(h("p", { class: "pv-label" }, "The latest drawn trials: difference of the shares in remission, with 95% interval"), latest, forest, tally, h("details", {}, h("summary", {}, "Every drawn trial"), listed));
  results.append(
    h("p", {}, texts.look),
    ways,
    chart,
    risk,
    counted,
    h("details", {}, h("summary", {}, "The numbers of the curves"), numbers),
    ends,
    published,
    h("h3", { class: "pv-trial-heading" }, "Draw small trials from these children"),
    sizes,
    h("button", { type: "button", class: "pv-primary", onclick: () => draw(1) }, "Draw one trial"),
    predict,
    outcome,
    draws,
  );
  for (const list of [first, second]) list.addEventListener("change", tellArms);
  model.on("change:result", finished);
  model.on("change:drawn", drew);
  tellArms();
  const panel = h(
    "div",
    { class: "pv-panel" },
    h("p", { class: "pv-title" }, "A trial in virtual children"),
    h("p", {}, texts.intro),
    h("div", { class: "pv-trial-fields" }, firstField, secondField, lengthField),
    h("details", {}, h("summary", {}, "More about the arms"), about, mixedField),
    h("div", { class: "pv-row pv-trial-run" }, runButton, cancel, going),
    status,
    results,
    h("p", { class: "pv-foot" }, texts.foot),
  );
  el.append(h("section", { class: "pv pv-trial", "aria-label": "A trial in virtual children" }, panel));
  const watch = new ResizeObserver(() => {
    const now = Math.floor(panel.clientWidth - 2 * parseFloat(getComputedStyle(panel).paddingLeft));
    if (now === width || now <= 0) return;
    width = now;
    show();
  });
  watch.observe(panel);
  return () => watch.disconnect();
}

export default { render };
