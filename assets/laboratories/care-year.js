// A year around one child: choose drugs, see which check is due when and on whose authority; print the calendar or take it along as a file.

function bench({ place, data, status, kept, keep }) {
  const YEAR = 52;
  const BEFORE = -4;
  const DAY = 864e5;
  const nameOf = Object.fromEntries([...data.drugs, { id: data.any, name: "Every child" }].map(({ id, name }) => [id, name]));
  const checkOf = Object.fromEntries(data.checks.map((check) => [check.id, check]));
  const order = data.bases.map(({ id }) => id);
  const state = { chosen: new Set(kept.drugs ?? data.drugs.filter((drug) => drug.chosen).map(({ id }) => id)), visits: kept.visits ?? data.usual_visits, start: nextMonday() };

  // The calendar, as in pemphigus/clinic/calendar.py.
  function phasesOf({ at, rhythm }) {
    const visited = rhythm.filter(({ every }) => every === "visit").flatMap(({ from, to }) => visitsBetween(from, to));
    const spans = rhythm.filter(({ every }) => every !== "visit").map(({ from, to, every }) => ({ first: from, last: to, every }));
    return [...[...at, ...visited].map((week) => ({ first: week, last: week, every: 1 })), ...spans];
  }
  function visitsBetween(from, to) {
    const weeks = [];
    for (let week = Math.ceil(from / state.visits) * state.visits; week <= to; week += state.visits) weeks.push(week);
    return weeks;
  }

  function nextDue(phases, after) {
    const first = Math.min(...phases.map((phase) => phase.first));
    if (phases.length && after < first) return first;
    return Math.min(...phases.map(({ first, last, every }) => (Math.max(first, after + every) <= last ? Math.max(first, after + every) : Infinity)));
  }

  function weeksOf(requests) {
    const rhythms = requests.map(phasesOf);
    const found = [];
    let week = Math.min(...rhythms.flat().map((phase) => phase.first));
    while (week <= YEAR) {
      found.push(week);
      week = Math.min(...rhythms.map((phases) => nextDue(phases, week)));
    }
    return found;
  }

  /** The lines of the year: check, weeks, who asks, and the basis of the request that asks most often. */
  function planned() {
    const wanted = data.requests.filter(({ drug }) => drug === data.any || state.chosen.has(drug));
    return data.checks.flatMap((check) => {
      const requests = wanted.filter((request) => request.check === check.id);
      if (!requests.length) return [];
      const often = (request) => weeksOf([request]).length;
      const most = Math.max(...requests.map(often));
      const leading = requests.filter((request) => often(request) === most).map(({ basis }) => order.indexOf(basis));
      return [{ ...check, requests: requests.sort((a, b) => often(b) - often(a)), weeks: weeksOf(requests), ready: requests.some(({ ready }) => ready), visit: requests.some(({ rhythm }) => rhythm.some(({ every }) => every === "visit")), basis: data.bases[Math.min(...leading)] }];
    });
  }

  // What the plan leaves open, in words.
  const asks = (request) => `${nameOf[request.drug]} asks for it ${times(weeksOf([request]).length)} (${data.authorities[request.source]})`;
  const times = (count) => (count === 1 ? "once" : `${count} times`);
  const list = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

  function shared(lines) {
    return lines.flatMap(({ name, requests, weeks }) => {
      const repeated = requests.filter((request) => weeksOf([request]).length > 1);
      const same = new Set(repeated.map((request) => String(weeksOf([request])))).size < 2;
      return same ? [] : [`${name}: ${repeated.map(asks).join("; ")}. One plan serves all, as strict as the strictest at any time: ${times(weeks.length)}.`];
    });
  }

  function gaps(lines) {
    const drugs = data.drugs.filter(({ id, group }) => group !== "child" && state.chosen.has(id));
    const silent = drugs.filter(({ id }) => !data.requests.some((request) => request.drug === id && request.basis === order[0] && request.at.length + request.rhythm.length));
    const undated = lines.filter(({ weeks, ready }) => !weeks.length && !ready);
    const ours = lines.filter(({ basis, ready, weeks }) => order.indexOf(basis.id) > 1 && !ready && weeks.length);
    return [
      silent.length && `${list(silent.map(({ name }) => name))}: no source that was read states how often any check is due.`,
      ...undated.map(({ name, requests }) => `${name}: named for ${nameOf[requests[0].drug]}, but nobody says when.`),
      ours.length && `No source states even the check itself, only a reason or nothing: ${list(ours.map(({ name }) => name))}.`,
      !drugs.length && "No drug is chosen: these are the checks of every child of this course.",
    ].filter(Boolean);
  }

  const disagreements = () => data.conflicts.filter(({ needs }) => needs.every((id) => state.chosen.has(id))).map(({ text }) => text);

  // Dates.
  function nextMonday() {
    const today = new Date();
    const ahead = (8 - today.getDay()) % 7 || 7;
    return new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + ahead));
  }
  const dateOf = (week) => new Date(state.start.getTime() + 7 * week * DAY);
  const iso = (date) => date.toISOString().slice(0, 10);
  const said = (date) => date.toLocaleDateString("en-US", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const monthOf = (week) => (week < 0 ? "Before" : week === 0 ? "Start" : `Month ${Math.ceil((week * 12) / YEAR)}`);

  /** The weeks in which something is due, each with its lines. */
  function agenda(lines) {
    const weeks = [...new Set(lines.flatMap((line) => line.weeks))].sort((a, b) => a - b);
    return weeks.map((week) => ({ week, date: dateOf(week), lines: lines.filter((line) => line.weeks.includes(week)) }));
  }

  // The picture: one row for a check, one ring for a week, filled as far as sources go.
  function draw(root, width) {
    const narrow = width < 480;
    const [left, right, row, head] = [narrow ? 10 : 190, width - 12, narrow ? 38 : 23, 30];
    const x = scale([BEFORE, YEAR], [left, right]);
    const lines = planned();
    let y = 4;
    const body = svg("g");
    for (const basis of data.bases) {
      const own = lines.filter((line) => line.basis === basis);
      if (!own.length) continue;
      body.append(ring(9, y + head / 2 + 3, 5.5, basis.sign), svg("text", { x: 21, y: y + head / 2 + 8, "font-weight": 700 }, `${basis.words} (${own.length})`));
      y += head;
      for (const line of own) {
        const middle = y + (narrow ? 27 : row / 2);
        body.append(svg("path", { class: "grid", d: `M${left} ${middle}H${right}` }), svg("text", { x: 2, y: narrow ? y + 14 : middle + 4 }, line.name));
        const words = line.ready ? "at any illness" : line.weeks.length ? "" : "nobody says when";
        if (words) body.append(svg("rect", { x: left, y: middle - 9, width: right - left, height: 18, rx: 9, class: "pv-lab-band" }), svg("text", { x: (left + right) / 2, y: middle + 4, "text-anchor": "middle" }, words));
        for (const week of line.weeks) body.append(ring(x(week), middle, narrow ? 3.6 : 4.6, basis.sign));
        y += row;
      }
    }
    const ticks = [0, 13, 26, 39, 52];
    axes(root, { x, left, right, top: 4, bottom: y + 6, xticks: ticks, xlabel: "weeks after the first dose" });
    root.append(body);
  }

  function ring(x, y, r, sign) {
    const circle = svg("circle", { cx: x.toFixed(1), cy: y, r, class: `pv-lab-ring${sign === "●" ? " full" : ""}`, "stroke-dasharray": sign === "◌" ? "2 2" : null });
    return sign === "◐" ? svg("g", {}, circle, svg("path", { class: "pv-lab-half", d: `M${x.toFixed(1)} ${y - r}A${r} ${r} 0 0 0 ${x.toFixed(1)} ${y + r}Z` })) : circle;
  }

  /** The year month by month, as a real table with a list in each month: it reads on a phone and on paper. Visits stand once, on top. */
  function byMonth(lines) {
    const told = ({ name, who, basis }) => `${basis.sign} ${name} (${who})`;
    const atVisits = lines.filter(({ visit }) => visit);
    const dated = lines.map((line) => (line.visit ? { ...line, weeks: line.weeks.filter((week) => week % state.visits) } : line));
    const months = Object.entries(Object.groupBy(agenda(dated), ({ week }) => monthOf(week)));
    const when = ({ week, date }) => `${said(date)}${week < 0 ? `, ${-week} ${week === -1 ? "week" : "weeks"} before` : week ? `, week ${week}` : ", first dose"}: `;
    const row = (name, cell) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, cell));
    const ready = lines.filter(({ ready }) => ready);
    return h(
      "table",
      { class: "pv-table pv-lab-months" },
      h("caption", {}, "Month by month: what is due, and who looks"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "When"), h("th", { scope: "col" }, "Checks"))),
      h(
        "tbody",
        {},
        ready.length ? row("Any illness", ready.map(told).join("; ")) : null,
        atVisits.length ? row("Each visit", [h("p", {}, `Every ${state.visits} weeks from ${said(state.start)} on: ${atVisits.map(told).join("; ")}.`)]) : null,
        months.map(([month, dates]) => row(month, [h("ul", {}, dates.map((date) => h("li", {}, h("strong", {}, when(date)), date.lines.map(told).join("; "))))])),
      ),
    );
  }

  function words(lines) {
    const part = (title, sentences) => (sentences.length ? h("div", {}, h("p", { class: "pv-label" }, title), h("ul", {}, sentences.map((text) => h("li", {}, text)))) : null);
    return [part("Where authorities disagree", disagreements()), part("Where drugs share a check", shared(lines)), part("Gaps", gaps(lines))].filter(Boolean);
  }

  // Taking it along: a page to print, and a calendar file (RFC 5545).
  function print() {
    const lines = planned();
    const frame = h("iframe", { "aria-hidden": "true", tabindex: "-1", title: "Calendar to print", class: "pv-lab-print" });
    document.body.append(frame);
    const page = frame.contentDocument;
    page.title = "A year around one child";
    const legend = h("p", {}, data.bases.map(({ sign, words: text }) => `${sign} ${text}`).join("   "));
    page.head.append(h("style", {}, "body { font: 10.5pt/1.35 system-ui, sans-serif; color: #000; } table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 700; } td, th { border: 1px solid #999; padding: 3px 6px; vertical-align: top; text-align: left; } tr { break-inside: avoid; } ul { margin: 0; padding-left: 14px; } .pv-label { font-weight: 700; margin: 10px 0 2px; }"));
    page.body.append(h("h1", {}, page.title), h("p", {}, h("strong", {}, data.warning)), h("p", {}, `Chosen: ${drugsSaid()}. A visit every ${state.visits} weeks.`), legend, byMonth(lines), ...words(lines));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.focus();
    frame.contentWindow.print();
    status.say("The calendar is ready to print.");
  }

  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

  /** Fold a line after at most 75 octets, between characters. */
  function folded(line) {
    const parts = [""];
    let octets = 0;
    for (const letter of line) {
      const size = new TextEncoder().encode(letter).length;
      if (octets + size > 75) {
        parts.push(" ");
        octets = 1;
      }
      parts[parts.length - 1] += letter;
      octets += size;
    }
    return parts.join("\r\n");
  }

  function calendarFile(now = new Date()) {
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    const events = agenda(planned()).flatMap(({ week, date, lines }) => [
      "BEGIN:VEVENT",
      `UID:${iso(state.start)}-week-${week}-care-year@childhood-pemphigus.invalid`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${iso(date).replaceAll("-", "")}`,
      `SUMMARY:${escaped(`Checks of week ${week} (learning example)`)}`,
      `DESCRIPTION:${escaped([...lines.map(({ name, who, basis, requests }) => `${name}: ${who}. ${basis.words}: ${[...new Set(requests.map(({ source }) => data.authorities[source]))].join("; ")}.`), data.warning].join("\n"))}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]);
    return [...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Childhood pemphigus course//A year around one child//EN", ...events, "END:VCALENDAR"].map(folded), ""].join("\r\n");
  }

  function download() {
    const address = URL.createObjectURL(new Blob([calendarFile()], { type: "text/calendar;charset=utf-8" }));
    h("a", { href: address, download: "a-year-around-one-child.ics" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    status.say(`The calendar file, from ${said(state.start)} on, is in your downloads.`);
  }

  // Controls.
  const drugsSaid = () => list(data.drugs.filter(({ id }) => state.chosen.has(id)).map(({ name }) => name)) || "no drug";
  function group(name, legend) {
    const own = data.drugs.filter((drug) => drug.group === name);
    const onchange = (positions) => {
      own.forEach(({ id }, n) => (positions.includes(n) ? state.chosen.add(id) : state.chosen.delete(id)));
      keep("drugs", [...state.chosen]);
      changed();
    };
    return choices({ legend, labels: own.map((drug) => drug.name), many: true, chosen: own.flatMap(({ id }, n) => (state.chosen.has(id) ? [n] : [])), onchange, className: "pv-inline pv-lab-drugs" });
  }
  const drugs = group("first", "Drugs of this child");
  drugs.inputs[0].dataset.main = "";
  const visits = pick({ label: "A visit (an assumption)", options: data.visits.map((weeks) => [weeks, `every ${weeks} weeks`]), value: state.visits, onchange: (weeks) => ((state.visits = Number(weeks)), keep("visits", state.visits), changed()) });
  const dateId = uniqueId("start");
  const start = h("input", { type: "date", id: dateId, value: iso(state.start), onchange: () => startOn(start.value) });

  function startOn(text) {
    const date = new Date(`${text}T00:00:00Z`);
    const year = date.getUTCFullYear();
    if (!(year >= 2000 && year <= 2100)) return status.say("First dose: that is no date from 2000 to 2100; choose the day again.", "problem");
    state.start = date;
    changed();
  }

  const open = h("div", { class: "pv-lab-year-open" });
  const months = h("div");
  const table = dataTable("Each check of the year", ["Check", "Weeks", "Who", "Authority", "What it rests on"]);
  const drawn = picture({ height: (width) => heightOf(width), draw });

  function heightOf(width) {
    const lines = planned();
    const heads = new Set(lines.map(({ basis }) => basis)).size;
    return 4 + heads * 30 + lines.length * (width < 480 ? 38 : 23) + 48;
  }

  function sentence(lines) {
    const counts = data.bases.map((basis) => `${lines.filter((line) => line.basis === basis).length} ${basis.words.toLowerCase()}`);
    return `${drugsSaid()}: ${lines.length} checks, ${agenda(lines).length} dates in the year. ${counts.join(", ")}.`;
  }

  const told = resting(() => {
    const lines = planned();
    const sum = sentence(lines);
    drawn.describe(sum);
    status.say(sum);
    open.replaceChildren(...words(lines));
    months.replaceChildren(byMonth(lines));
    table.fill(lines.map(({ name, weeks, who, requests, basis, ready }) => [name, weeks.join(", ") || (ready ? "at any illness" : "nobody says when"), who, requests.map(({ drug, source }) => `${nameOf[drug]}: ${data.authorities[source]}`).join("; "), basis.words]));
  }, 120);
  const changed = () => (drawn.redraw(), told());

  place.append(
    drugs,
    h("details", {}, h("summary", {}, "More"), group("more", "Further drugs"), group("child", "This child"), h("div", { class: "pv-lab-controls" }, visits, h("div", { class: "pv-lab-pick" }, h("label", { for: dateId }, "First dose on"), start))),
    drawn,
    h("p", { class: "pv-foot" }, `All drugs are taken to begin in the same week. A month is taken as 4 weeks, a quarter as 13; who looks is judgment. The table names the sources. ${data.warning}`),
    h("div", { class: "pv-row" }, h("button", { type: "button", onclick: print }, "Print the calendar"), h("button", { type: "button", onclick: download }, "Calendar file (.ics)")),
    open,
    h("details", {}, h("summary", {}, "Month by month"), months),
    table,
  );
  told();
}
