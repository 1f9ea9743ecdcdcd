// The timelines of the virtual child: one native group of inputs a step. Steps can be added, moved, changed and removed.

const MONTH = 28; // days, where a step is given an end
const RULES = [["fixed", "same dose"], ["taper", "then taper"], ["follow", "follows the disease"]];
const field = (name, control, wide = false) => h("label", { class: `pv-vc-field${wide ? " pv-vc-wide" : ""}` }, h("span", {}, name), control);
const options = (pairs) => pairs.map(([value, name]) => h("option", { value }, name));

/** `now` gives the state; `mirror` keeps a control at it; `mirrors` are all of these; `changed` asks for a new picture. */
function timelines({ spec, now, mirror, mirrors, changed }) {
  const timeline = h("div");
  let ours = [];
  function draw() {
    const { state } = now();
    ours.forEach((update) => mirrors.delete(update));
    const before = new Set(mirrors);
    const second = h("input", { type: "checkbox", role: "switch", onchange: () => comparing(second.checked) });
    second.checked = state.plans.length > 1;
    timeline.replaceChildren(
      ...state.plans.map(planEditor),
      h("div", { class: "pv-row" }, h("label", { class: "pv-choice" }, second, h("span", {}, "Compare with a second plan")), state.plans.length > 1 ? h("button", { type: "button", onclick: () => copyPlan() }, "Copy plan A into plan B") : null),
    );
    ours = [...mirrors].filter((update) => !before.has(update));
  }

  function comparing(wanted) {
    const { state } = now();
    state.plans = wanted ? [state.plans[0], state.plans[0].map((step) => ({ ...step }))] : [state.plans[0]];
    redraw("[role=switch]");
  }

  function copyPlan() {
    const { state } = now();
    state.plans[1] = state.plans[0].map((step) => ({ ...step }));
    redraw("button:last-child");
  }

  /** Draw the editor anew and give the focus to what matches, counted from the end. */
  function redraw(selector) {
    draw();
    changed(true);
    [...timeline.querySelectorAll(selector)].at(-1)?.focus();
  }

  function planEditor(plan, at) {
    const { state } = now();
    const title = state.plans.length > 1 ? `Timeline of plan ${"AB"[at]}` : "Timeline";
    const kinds = Object.entries(spec.therapies).map(([id, { name }]) => [id, name]);
    const which = h("select", { "aria-label": `Therapy to add, ${title.toLowerCase()}` }, options(kinds));
    const add = () => {
      plan.push(newStep(which.value));
      draw();
      changed(true);
      timeline.querySelectorAll(".pv-vc-steps")[at].lastElementChild.querySelector("input").focus();
    };
    const rows = plan.map((step, n) => stepEditor(plan, step, n, at));
    const steps = h("ol", { class: "pv-vc-steps" }, rows);
    const adding = h("div", { class: "pv-row" }, which, h("button", { type: "button", onclick: add }, "Add this therapy"));
    return h("fieldset", {}, h("legend", {}, title), rows.length ? steps : h("div", {}, steps, h("p", {}, "Nothing is given.")), adding);
  }

  const newStep = (therapy) => ({ therapy, day: 0, dose: spec.therapies[therapy].usual, days: spec.longest, times: 1, every: 14, rule: "fixed" });

  function stepEditor(plan, step, n, at) {
    const { state } = now();
    const kind = spec.therapies[step.therapy];
    const named = `${n + 1} · ${kind.name}`;
    const entry = (key, low, high, by) => {
      const input = h("input", { type: "number", min: low, max: high, step: by, oninput: () => ((step[key] = input.value === "" ? NaN : Number(input.value)), mark(), changed()) });
      const mark = () => (input.validity.valid && input.value !== "" ? input.removeAttribute("aria-invalid") : input.setAttribute("aria-invalid", "true"));
      mirror(() => {
        if (input.getRootNode().activeElement !== input && Number.isFinite(step[key])) input.value = step[key];
        mark();
      });
      return input;
    };
    const slide = h("input", { type: "range", min: 0, max: state.days - 1, step: 1, oninput: () => ((step.day = Number(slide.value)), changed()) });
    mirror(() => {
      slide.max = state.days - 1;
      slide.value = step.day;
    });
    const rule = () => {
      const choose = () => {
        step.rule = select.value;
        if (step.rule === "taper" && step.days === spec.longest) step.days = MONTH;
        redrawStep(at, n);
      };
      const select = h("select", { onchange: choose }, options(RULES));
      select.value = step.rule;
      return field("Rule", select);
    };
    const lasting = () => {
      const ends = step.days < spec.longest;
      const select = h("select", { onchange: () => ((step.days = select.value === "ends" ? MONTH : spec.longest), redrawStep(at, n)) }, options([["on", "to the end"], ["ends", "for some days"]]));
      select.value = ends ? "ends" : "on";
      return [field("How long", select), ends ? field("Days", entry("days", 1, spec.longest, 1)) : null];
    };
    const repeated = () => [field("Times", entry("times", 1, 60, 1)), field("Days between", entry("every", 1, 365, 1))];
    const overTime = () => {
      if (step.rule === "taper") return [rule(), field("Days before the taper", entry("days", 1, spec.longest, 1)), field("Days between cuts", entry("every", 1, 365, 1))];
      if (step.rule === "follow") return [rule(), field("Looks every, days", entry("every", 1, 365, 1))];
      return [step.therapy === "prednisone" ? rule() : null, ...lasting()];
    };
    const times = kind.at_once ? repeated() : overTime();
    const remove = () => {
      plan.splice(n, 1);
      draw();
      changed(true);
      timeline.querySelectorAll(":scope > fieldset")[at].querySelector("select[aria-label]").focus();
    };
    const button = h("button", { type: "button", "aria-label": `Remove ${named}`, onclick: remove }, "Remove");
    const fields = h("div", { class: "pv-vc-fields" }, field("Day", entry("day", 0, state.days - 1, 1)), field("Move along the timeline", slide, true), field(`Dose (${kind.unit})`, entry("dose", 0, kind.most, "any")), times.filter(Boolean), button);
    return h("li", {}, h("fieldset", {}, h("legend", {}, named), fields));
  }

  function redrawStep(at, n) {
    draw();
    changed();
    timeline.querySelectorAll(".pv-vc-steps")[at].children[n].querySelector("select").focus();
  }

  return { timeline, draw };
}
