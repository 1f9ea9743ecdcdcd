// A quiz, one question at a time; with a single question it is the prediction before a picture or a laboratory. Python judges and explains.

const SIGN = { open: "·", right: "✓", wrong: "✗" };

function render({ model, el }) {
  guardKeys();
  const items = model.get("items");
  const single = items.length === 1;
  const drafts = {}; // what was chosen but not yet checked, by item
  let current = Math.max(0, items.findIndex((item) => !model.get("answers")[item.id]));
  let waiting = null; // the item whose judgment is awaited

  const heading = h("p", { class: "pv-title" });
  const steps = h("ol", { class: "pv-steps" });
  const place = h("div", { class: "pv-question" });
  const status = liveRegion();
  const recap = h("div", { class: "pv-recap" });
  const notes = h("div");
  const lab = typeof bench === "function"; // a laboratory's own script stands before this one
  const opens = lab ? "laboratory" : "picture";
  const room = single ? askTheClass() : null;
  let observed = null; // picture or bench with the question why, made once so that settings survive another guess
  const root = h(
    "section",
    { class: "pv", "aria-label": single ? `${model.get("title")}: ${items[0].ask}` : model.get("title") },
    h("div", { class: "pv-panel" }, heading, place, status, single ? null : h("nav", { "aria-label": `Questions: ${model.get("title")}` }, steps), recap, notes, room),
  );

  /** For a teacher: the answer of the room opens the picture, and leaves the learner's own answer alone. */
  function askTheClass() {
    const beyond = h("div");
    let asked = false;
    const show = () => asked && model.get("revealed") && beyond.replaceChildren(observation({}, () => {}), fromPython(model.get("means")));
    model.on("change:revealed", show);
    const panel = pollPanel({ ...model.get("poll"), keyName: `Open the ${opens} with the answer of the room`, beyond, onkey: () => ((asked = true), model.send({ do: "reveal" }), show()) });
    return h("details", { class: "pv-class" }, h("summary", {}, "Ask the class"), panel);
  }

  /** What the commitment opened: the picture, or the bench of the laboratory. */
  function observation(kept, keep) {
    const shown = h("div", { class: "pv-observed" });
    if (!lab) shown.append(fromPython(model.get("revealed")));
    else {
      const place = h("div");
      const said = liveRegion();
      shown.append(h("div", { class: "pv-bench" }, h("p", { class: "pv-look" }, h("strong", {}, "What to look for. "), model.get("look")), place, said, fromPython(model.get("revealed"))));
      bench({ place, data: JSON.parse(model.get("bench")), status: said, kept, keep });
    }
    return shown;
  }

  /** The last step: the learner's own sentence first, then that of the course. */
  function why(item) {
    const id = uniqueId("why");
    const kept = model.get("kept").why ?? "";
    const text = h("textarea", { id, rows: "2", maxlength: "600" });
    text.value = kept;
    const ours = h("details", { open: Boolean(kept) }, h("summary", {}, "Our sentence"), fromPython(model.get("means")));
    const compare = () => {
      if (!text.value.trim()) return status.say("Write your sentence first, or open ours.", "problem"), text.focus();
      keep("why", text.value.trim());
      ours.open = true;
      status.say("Kept. Our sentence is open below yours.");
    };
    return h("div", { class: "pv-why" }, h("label", { for: id, class: "pv-ask" }, "In one sentence: why?"), text, h("div", { class: "pv-row" }, h("button", { type: "button", onclick: compare }, "Keep it and compare")), ours);
  }

  const keep = (key, value) => model.send({ do: "keep", key, value });

  const answerTo = (item) => model.get("answers")[item.id];
  const stateOf = (item) => (answerTo(item) ? (answerTo(item).right ? "right" : "wrong") : "open");

  function go(position) {
    current = position;
    draw();
    place.querySelector(".pv-stem")?.focus();
  }

  function drawSteps() {
    heading.textContent = single ? model.get("title") : `${model.get("title")}: question ${current + 1} of ${items.length}`;
    steps.replaceChildren(
      ...items.map((item, position) => {
        const state = stateOf(item);
        const words = { open: "not answered", right: "answered right", wrong: "answered wrong" }[state];
        return h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: `pv-step pv-step-${state}`,
              "aria-label": `Question ${position + 1}, ${words}`,
              "aria-current": position === current ? "step" : null,
              onclick: () => go(position),
            },
            h("span", { "aria-hidden": "true" }, `${position + 1} ${SIGN[state]}`),
          ),
        );
      }),
    );
  }

  function draw() {
    drawSteps();
    const item = items[current];
    const stem = h("p", { class: "pv-stem", tabindex: "-1" }, item.stem);
    place.replaceChildren(stem, answerTo(item) && !drafts[item.id]?.again ? explained(item) : form(item));
    drawRecap();
  }

  function form(item) {
    const draft = (drafts[item.id] ??= { response: null, confidence: null });
    let question;
    if (item.kind === "numeric") {
      const id = uniqueId("number");
      const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: "8", id, oninput: () => (draft.response = input.value) });
      input.value = draft.response ?? "";
      question = h("div", { class: "pv-number" }, h("label", { for: id, class: "pv-ask" }, item.ask), h("div", { class: "pv-row" }, input, h("span", {}, item.unit)));
    } else {
      question = choices({
        legend: item.kind === "multiple" ? `${item.ask} (choose all that apply)` : item.ask,
        labels: item.options,
        many: item.kind === "multiple",
        chosen: draft.response ?? [],
        onchange: (chosen) => (draft.response = chosen),
      });
    }
    const degrees = Object.entries(model.get("confidence"));
    const sure = choices({
      legend: "How sure are you?",
      labels: degrees.map(([, name]) => name),
      chosen: degrees.flatMap(([level], n) => (Number(level) === draft.confidence ? [n] : [])),
      onchange: ([position]) => (draft.confidence = Number(degrees[position][0])),
      className: "pv-inline",
    });
    const commit = lab ? "Commit and open the laboratory" : "Commit and see the picture";
    const check = h("button", { type: "submit", class: "pv-primary" }, single ? commit : "Check answer");
    const locked = single ? h("p", { class: "pv-locked" }, `The ${opens} opens here once you have committed to an answer.`) : null;
    return h(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          waiting = item.id;
          check.setAttribute("aria-busy", "true");
          model.send({ item: item.id, response: draft.response, confidence: draft.confidence });
        },
      },
      question,
      sure,
      check,
      locked,
    );
  }

  function explained(item) {
    const answer = answerTo(item);
    const sure = model.get("confidence")[String(answer.confidence)];
    const part = !answer.right && answer.score > 0 ? `, partly right (${Math.round(100 * answer.score)}%)` : "";
    const verdict = h("p", { class: `pv-result pv-result-${answer.right ? "right" : "wrong"}` }, `${answer.right ? "✓ Right" : `✗ Not right${part}`}; you were ${sure}.`);
    const ask = h("p", { class: "pv-ask" }, item.ask);
    const again = h("button", { type: "button", onclick: () => ((drafts[item.id] = { response: null, confidence: null, again: true }), go(current)) }, single ? "Predict again" : "Try again");
    const next = items.findIndex((other, position) => position > current && !answerTo(other));
    const onward = !single && current < items.length - 1 ? h("button", { type: "button", class: "pv-primary", onclick: () => go(next === -1 ? current + 1 : next) }, "Next question") : null;
    if (single) observed ??= [observation(model.get("kept"), keep), why(item)];
    const guess = answer.key ? guessBesideKey(answer.response, answer.key, item.unit) : null;
    const result = h("div", { class: "pv-feedback", tabindex: "-1" }, ask, verdict, guess, fromPython(answer.html), h("div", { class: "pv-row" }, onward, again), single ? observed : null);
    return result;
  }

  function drawRecap() {
    const done = items.every(answerTo);
    recap.replaceChildren(...(done && !single ? [fromPython(model.get("recap"))] : []));
    notes.replaceChildren(...model.get("notes").map((note) => h("p", { class: "pv-warning" }, note)));
  }

  function judged() {
    const item = items.find(({ id }) => id === waiting);
    waiting = null;
    if (item) delete drafts[item.id];
    draw();
    if (!item) return;
    const answer = answerTo(item);
    const all = items.every(answerTo) && !single ? " All questions are answered; your score by objective is below." : "";
    status.say(`${answer.right ? "Right." : "Not right."} The explanation is above.${all}`);
    place.querySelector(".pv-feedback")?.focus();
  }

  model.on("change:answers", judged);
  model.on("change:recap", drawRecap);
  model.on("change:notes", drawRecap);
  model.on("msg:custom", ({ problem }) => {
    waiting = null;
    place.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    status.say(problem, "problem");
    const group = /how sure/.test(problem) ? ".pv-inline input" : "input";
    place.querySelector(group)?.focus();
  });

  draw();
  el.append(root);
}

export default { render };
