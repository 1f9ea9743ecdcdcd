// A class poll without a network: hands are counted in the room, typed here, shown as bars, and held against the key; for a question whose
// answer is a number, the numbers called out become dots. A second vote, after the room has talked, stands beside the first.
// All of it happens in the browser, so the same panel serves a notebook, a page and a slide; kit.js is the only other script it needs.

const MOST = 1000; // people or numbers in one vote: more is a slip of the fingers
const VOTES = ["First vote", "Second vote"];
const LETTERS = "ABCDEF";
const percent = (part, whole) => Math.round((100 * part) / whole);
const outOf = (part, whole) => `${part} of ${whole} (${percent(part, whole)}%)`;
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const signed = (number) => `${number > 0 ? "+" : number < 0 ? "\u2212" : "\u00b1"}${Math.abs(number)}`;
const inEach = (votes, words) => votes.map((vote, round) => `${words(vote)}${votes.length > 1 ? ` in the ${VOTES[round].toLowerCase()}` : ""}`).join(", ");
const joined = (words) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

/**
 * The panel. `options` are the texts to vote on and `key` the positions of the right ones; without options the answer is a number and
 * `key` is { value, low, high, minimum, maximum } in `unit`. `why` is the explanation as HTML made by Python. `keyName` is what stands on
 * the button that shows the key, `beyond` an element that appears together with it, `onkey` is called when that happens.
 */
function pollPanel({ question, options = [], many = false, key, why = "", unit = "", keyName = "Show the key", beyond = null, onkey = () => {} }) {
  const ballot = options.length ? handsBallot(options, key, many, changed) : numbersBallot(key, unit, changed);
  let votes = []; // those on display: none, one, or the first and the second
  let first = null; // the first vote, once a second one is taken
  const count = h("legend", {});
  const total = h("p", { class: "pv-poll-total", role: "status" });
  const outcome = h("div", { class: "pv-poll-outcome", hidden: true });
  const status = liveRegion();
  const button = (words, onclick, extra = {}) => h("button", { type: "button", onclick, ...extra }, words);
  const show = button("", () => (votes.length ? hide() : display()), { class: "pv-primary" });
  const again = button("Ask again", askAgain);
  const reveal = button("", () => (outcome.hidden ? openKey() : closeKey()));
  const over = button("Start over", startOver);

  function read() {
    for (const input of ballot.inputs) input.removeAttribute("aria-invalid");
    return ballot.read((sentence, input) => {
      status.say(sentence, "problem");
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return null;
    });
  }

  function draw() {
    count.textContent = `${first ? "Second vote. " : ""}${ballot.legend}`;
    total.textContent = ballot.total() + (first ? ` (${ballot.size(first)} in the first vote)` : "");
    show.textContent = votes.length ? "Hide the distribution" : "Show the distribution";
    show.setAttribute("aria-expanded", String(votes.length > 0));
    reveal.textContent = outcome.hidden ? keyName : "Hide the key";
    reveal.setAttribute("aria-expanded", String(!outcome.hidden));
    again.hidden = votes.length !== 1 || !outcome.hidden;
    reveal.hidden = !votes.length;
    ballot.display(votes, !outcome.hidden);
    if (!outcome.hidden) outcome.replaceChildren(...ballot.outcome(votes), fromPython(why), ...(beyond ? [beyond] : []));
  }

  function display() {
    const vote = read();
    if (!vote) return;
    votes = first ? [first, vote] : [vote];
    draw();
    status.say(ballot.summary(votes));
  }

  function hide() {
    votes = [];
    outcome.hidden = true;
    draw();
    status.say("");
  }

  function openKey() {
    outcome.hidden = false;
    draw();
    status.say(`The key is below. ${outcome.querySelector(".pv-result-right") ? "The room was right." : "The room was not right."}`);
    onkey();
  }

  function closeKey() {
    outcome.hidden = true;
    draw();
    status.say("");
  }

  /** What is on display no longer fits what stands in the fields. */
  function changed() {
    if (votes.length) hide();
    else draw();
  }

  function askAgain() {
    [first] = votes;
    ballot.clear();
    hide();
    status.say("Let neighbors talk, then count again; the first vote is kept.");
    ballot.inputs[0].focus();
  }

  function startOver() {
    first = null;
    ballot.clear();
    hide();
    ballot.inputs[0].focus();
  }

  const panel = h(
    "div",
    { class: "pv-poll", role: "group", "aria-label": `Class poll: ${question}`, onkeydown: (event) => [" ", "Enter"].includes(event.key) && event.stopPropagation() }, // they would turn a slide
    h("p", { class: "pv-ask" }, question),
    h("fieldset", {}, count, ballot.element),
    total,
    h("div", { class: "pv-row" }, show, again, reveal, over),
    status,
    outcome,
  );
  draw();
  return panel;
}

/** Hands for each option. With `many`, a hand may go up for several options, and the people in the room are counted as well. */
function handsBallot(options, key, many, changed) {
  const field = (name, label, more) => {
    const id = uniqueId("hands");
    const input = h("input", { type: "number", inputmode: "numeric", min: "0", max: String(MOST), step: "1", placeholder: "0", id, oninput: changed, onwheel: () => input.blur() }); // scrolling must not change a count
    const step = (sign, word, by) =>
      h("button", { type: "button", class: "pv-poll-step", "aria-label": `One ${word}: ${name}`, onclick: () => ((input.value = String(Math.min(MOST, Math.max(0, Number(input.value) + by)))), changed()) }, sign);
    const [verdict, bars] = [h("span", { class: "pv-verdict" }), h("div", { class: "pv-poll-bars" })];
    const row = h("div", { class: "pv-poll-count" }, h("label", { for: id }, label, verdict), h("span", { class: "pv-poll-steps" }, step("\u2212", `${more} fewer`, -1), input, step("+", `${more} more`, 1)), bars);
    return { name, input, row, verdict, bars };
  };
  const answers = options.map((text, n) => field(LETTERS[n], [h("strong", {}, LETTERS[n]), ` ${text} `], "hand"));
  const room = field("People in the room", "People in the room", "person");
  const fields = many ? [room, ...answers] : answers;
  const sum = (numbers) => numbers.reduce((whole, number) => whole + number, 0);
  const quoted = (n) => `${LETTERS[n]} (${options[n]})`;
  const letters = (positions) => joined(positions.map((n) => LETTERS[n]));

  function read(refuse) {
    for (const { name, input } of fields) {
      const [count, typed] = [Number(input.value), input.validity.badInput ? "this" : input.value];
      if (input.validity.badInput || !Number.isInteger(count) || count < 0 || count > MOST) return refuse(`${name}: ${typed} is not a count; type a whole number from 0 to ${MOST}.`, input);
    }
    const counts = answers.map(({ input }) => Number(input.value));
    const people = many ? Number(room.input.value) : sum(counts);
    if (!people) return refuse(many ? "Type how many people are in the room first." : "Type at least one count first.", fields[0].input);
    const over = many ? counts.findIndex((count) => count > people) : -1;
    if (over >= 0) return refuse(`${LETTERS[over]}: ${counts[over]} hands are more than the ${people} people in the room; correct one of the two.`, answers[over].input);
    return { counts, people };
  }

  /** What the room answered: the option with most hands (several when split), or every option with more than half of the room. */
  function answerOf({ counts, people }) {
    const most = Math.max(...counts);
    return counts.flatMap((count, n) => ((many ? count > people / 2 : count === most) ? [n] : []));
  }

  function summary(votes) {
    const vote = votes.at(-1);
    const said = answerOf(vote);
    const named = said.map((n) => `${LETTERS[n]}, ${outOf(vote.counts[n], vote.people)}`).join("; ");
    if (many) return said.length ? `More than half of the room: ${named}.` : "No answer has more than half of the room.";
    return `${said.length > 1 ? "Most hands, equally many" : "Most hands"}: ${named}.`;
  }

  function display(votes, open) {
    const bar = (vote, round, n) => {
      const share = percent(vote.counts[n], vote.people);
      const shift = round ? `, ${signed(share - percent(votes[0].counts[n], votes[0].people))} points` : "";
      return h(
        "div",
        { class: `pv-poll-bar ${votes.length > round + 1 ? "pv-poll-before" : ""}` },
        votes.length > 1 ? h("span", { class: "pv-poll-vote" }, `${VOTES[round]}: `) : null,
        h("span", { class: "pv-poll-track", "aria-hidden": "true" }, h("span", { style: `width: ${share}%` })),
        h("span", { class: "pv-poll-number" }, h("strong", {}, plural(vote.counts[n], "hand")), ` (${share}%)${shift}`),
      );
    };
    answers.forEach(({ row, verdict, bars }, n) => {
      row.classList.toggle("pv-is-right", open && key.includes(n));
      verdict.textContent = open ? (key.includes(n) ? "\u2713 right" : "\u2717 not right") : "";
      bars.replaceChildren(...votes.map((vote, round) => bar(vote, round, n)));
    });
  }

  function outcome(votes) {
    const said = answerOf(votes.at(-1));
    const right = said.length === key.length && said.every((n) => key.includes(n));
    const words = !said.length ? "No answer had more than half of the room." : said.length > 1 && !many ? `The room was split between ${letters(said)}.` : `The room said ${joined(said.map(quoted))}.`;
    const had = key.map((n) => h("p", {}, `${many ? quoted(n) : "Had it"}: ${inEach(votes, ({ counts, people }) => outOf(counts[n], people))}.`));
    return [verdictOf(right, words, `the key is ${letters(key)}`), ...had];
  }

  return {
    element: fields.map(({ row }) => row),
    inputs: fields.map(({ input }) => input),
    legend: many ? "Hands for each answer (a hand may go up for several)" : "Hands for each answer",
    total: () => plural(sum(answers.map(({ input }) => Number(input.value) || 0)), "hand"),
    size: ({ counts }) => plural(sum(counts), "hand"),
    clear: () => fields.forEach(({ input }) => (input.value = "")),
    ...{ read, summary, display, outcome },
  };
}

/** Numbers called out by the room, held against a key with its accepted range. */
function numbersBallot(key, unit, changed) {
  const id = uniqueId("numbers");
  const input = h("textarea", { id, rows: "2", inputmode: "text", autocomplete: "off", spellcheck: "false", placeholder: "12 30 30 45", oninput: changed });
  const strips = h("div");
  const words = () => input.value.split(/[\s,;]+/).filter(Boolean);
  const median = (numbers) => Number(((numbers[(numbers.length - 1) >> 1] + numbers[numbers.length >> 1]) / 2).toPrecision(6)); // they are sorted
  const accepted = (number) => number >= key.low && number <= key.high;
  const range = key.low === key.high ? "" : ` (accepted: ${key.low} to ${key.high})`;

  function read(refuse) {
    const typed = words();
    if (!typed.length) return refuse("Type the numbers called out first, for example 12 30 30 45.", input);
    if (typed.length > MOST) return refuse(`These are ${typed.length} numbers, and a poll holds ${MOST}; leave some out.`, input);
    const bad = typed.find((word) => !/^[-\u2212+]?\d+(\.\d+)?%?$/.test(word));
    if (bad) return refuse(`\u201c${bad.slice(0, 20)}\u201d is not a number; type digits, with a point for decimals.`, input);
    const numbers = typed.map((word) => parseFloat(word.replace("\u2212", "-"))).sort((a, b) => a - b);
    const beyond = numbers.find((number) => number < key.minimum || number > key.maximum);
    if (beyond !== undefined) return refuse(`${beyond} cannot be right here; type numbers from ${key.minimum} to ${key.maximum} (${unit}).`, input);
    return { numbers };
  }

  const described = ({ numbers }) => `${plural(numbers.length, "number")} from ${numbers[0]} to ${numbers.at(-1)}; the middle one is ${median(numbers)} ${unit}.`;
  const summary = (votes) => (votes.length === 1 ? described(votes[0]) : `The middle number: ${inEach(votes, ({ numbers }) => median(numbers))}.`);

  function display(votes, open) {
    if (!votes.length) return strips.replaceChildren();
    const all = [...votes.flatMap(({ numbers }) => numbers), ...(open ? [key.low, key.high] : [])];
    const { place, ticks } = numberLine(all, key);
    const strip = (vote, round) => {
      const last = []; // where the last dot of each level lies
      const dots = vote.numbers.map((number) => {
        const left = place(number);
        const free = last.findIndex((other) => left - other >= 2.6);
        const level = free < 0 ? last.length : free;
        last[level] = left;
        return { number, left, level };
      });
      const step = Math.min(2.6, 26 / last.length); // a tall pile is squeezed, so that the strip stays on the screen
      return h(
        "div",
        { class: "pv-poll-strip" },
        votes.length > 1 ? h("p", { class: "pv-label" }, `${VOTES[round]}: ${described(vote)}`) : null,
        h(
          "div",
          { class: "pv-poll-dots", "aria-hidden": "true", style: `--high: ${(last.length - 1) * step + 3}` },
          open ? h("span", { class: "pv-poll-band", style: `left: ${place(key.low)}%; right: ${100 - place(key.high)}%` }) : null,
          open ? h("span", { class: "pv-poll-line", style: `left: ${place(key.value)}%` }) : null,
          dots.map(({ number, left, level }) => h("span", { class: `pv-poll-dot ${open && !accepted(number) ? "pv-poll-hollow" : ""}`, style: `left: ${left}%; --level: ${level * step}` })),
        ),
        h("div", { class: "pv-poll-axis", "aria-hidden": "true" }, ticks.map((tick) => h("span", { style: `left: ${place(tick)}%` }, tick.toLocaleString("en-US")))),
      );
    };
    const legend = open ? h("p", { class: "pv-label" }, `Line: the key, ${key.value} ${unit}.${range && " Band and filled dots: accepted."}`) : null;
    const told = votes.map(({ numbers }, round) => h("p", {}, `${votes.length > 1 ? `${VOTES[round]}: ` : ""}${numbers.join(", ")}`));
    strips.replaceChildren(...votes.map(strip), h("p", { class: "pv-label pv-poll-unit", "aria-hidden": "true" }, unit), ...(legend ? [legend] : []), h("details", {}, h("summary", {}, "The numbers"), told));
  }

  function outcome(votes) {
    const middle = median(votes.at(-1).numbers);
    const had = inEach(votes, ({ numbers }) => outOf(numbers.filter(accepted).length, numbers.length));
    return [verdictOf(accepted(middle), `The room said ${middle} ${unit} (its middle number).`, `the key is ${key.value} ${unit}${range}`), h("p", {}, `Had it: ${had}.`)];
  }

  return {
    element: [h("label", { for: id, class: "pv-poll-called" }, `Numbers called out (${unit}), with spaces or commas between`), input, strips],
    inputs: [input],
    legend: "Numbers from the room",
    total: () => plural(words().length, "number"),
    size: ({ numbers }) => plural(numbers.length, "number"),
    clear: () => (input.value = ""),
    ...{ read, summary, display, outcome },
  };
}

/** One person's number beside the key, drawn; both also stand in words in the explanation, so that the drawing is for the eye only. */
function guessBesideKey(guess, key, unit) {
  const { place, ticks } = numberLine([guess, key.low, key.high], key);
  const named = (name, number, className) => h("span", { class: `pv-guess-name ${className} ${place(number) > 50 ? "pv-guess-left" : ""}`, style: `left: ${place(number)}%` }, name);
  return h(
    "div",
    { class: "pv-poll-strip pv-guess", "aria-hidden": "true" },
    named(`your guess: ${guess}`, guess, "pv-guess-yours"),
    h(
      "div",
      { class: "pv-poll-dots", style: "--high: 3" },
      h("span", { class: "pv-poll-band", style: `left: ${place(key.low)}%; right: ${100 - place(key.high)}%` }),
      h("span", { class: "pv-poll-line", style: `left: ${place(key.value)}%` }),
      h("span", { class: `pv-poll-dot ${guess < key.low || guess > key.high ? "pv-poll-hollow" : ""}`, style: `left: ${place(guess)}%; --level: 0` }),
    ),
    h("div", { class: "pv-poll-axis" }, ticks.map((tick) => h("span", { style: `left: ${place(tick)}%` }, tick.toLocaleString("en-US")))),
    named(`outcome: ${key.value}`, key.value, "pv-guess-key"),
    h("p", { class: "pv-label pv-poll-unit" }, unit),
  );
}

/** Where numbers lie from 0 to 100, and which ones to write: the whole possible range when it is short, steps of ten times when it is wide. */
function numberLine(numbers, { minimum, maximum }) {
  const [low, high] = maximum - minimum <= 100 ? [minimum, maximum] : [Math.min(minimum, ...numbers), Math.max(...numbers, minimum + 10)];
  const wide = low >= 0 && high - low > 1000;
  const bend = wide ? (number) => Math.log10(1 + number) : (number) => number;
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250].find((size) => (high - low) / size <= 6);
  const ticks = wide ? [0, 1, 10, 100, 1000, 10000, 100000] : Array.from({ length: 8 }, (_, n) => Math.ceil(low / step) * step + n * step);
  return { place: (number) => 4 + (92 * (bend(number) - bend(low))) / (bend(high) - bend(low)), ticks: ticks.filter((tick) => tick >= low && tick <= high) };
}

const verdictOf = (right, words, keyWords) => h("p", { class: `pv-result pv-result-${right ? "right" : "wrong"}` }, `${words} ${right ? "\u2713 Right" : "\u2717 Not right"}: ${keyWords}.`);

/** For a page or slide without a kernel: fill every element whose data-poll attribute holds what pollPanel takes, as JSON. */
function fillPolls(within = document) {
  for (const place of within.querySelectorAll("[data-poll]:empty")) place.append(pollPanel(JSON.parse(place.dataset.poll)));
}
