// The kit beneath every widget: native elements, one live region per widget, and the key guard. No network, no dependency.

/** Build an element. Text is always text: nothing given here is ever read as HTML. */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Put HTML made by the Python side into a new element; Python has escaped every text in it. */
function fromPython(html, attributes = {}) {
  const element = h("div", attributes);
  element.innerHTML = html;
  return element;
}

/** An element that screen readers announce when its text changes. It must be in the page before the change. */
function liveRegion() {
  const element = h("p", { role: "status", "aria-live": "polite", class: "pv-status" });
  element.say = (text, kind = "info") => {
    element.className = `pv-status pv-status-${kind}`;
    element.textContent = ""; // the same sentence twice is announced twice
    requestAnimationFrame(() => (element.textContent = text));
  };
  return element;
}

let counter = 0;
/** A name for linking a label to its control, unique in the page however many widgets are open. */
function uniqueId(prefix) {
  counter += 1;
  return `pv-${prefix}-${counter}-${Math.random().toString(36).slice(2, 7)}`;
}

/** A group of native radio buttons or checkboxes. `onchange` gets the chosen positions. */
function choices({ legend, labels, many = false, chosen = [], onchange = () => {}, className = "" }) {
  const group = uniqueId("choice");
  const inputs = labels.map((_, position) =>
    h("input", {
      type: many ? "checkbox" : "radio",
      name: group,
      value: String(position),
      onchange: () => onchange(inputs.flatMap((input, n) => (input.checked ? [n] : []))),
    }),
  );
  inputs.forEach((input, position) => (input.checked = chosen.includes(position)));
  const rows = labels.map((label, position) => h("label", { class: "pv-choice" }, inputs[position], h("span", {}, label)));
  const fieldset = h("fieldset", { class: `pv-choices ${className}` }, h("legend", {}, legend), rows);
  fieldset.inputs = inputs;
  return fieldset;
}

/**
 * The key guard. JupyterLab and Notebook read single keys as commands even while a control inside an output has the focus: x cuts the
 * cell, arrows leave it. Listening on the window in the capture phase comes before both; default actions (typing, arrows in a radio
 * group, Tab) are untouched. Escape still returns to the notebook, and plain Ctrl or Cmd with a letter stays with the application.
 */
function guardKeys() {
  if (window.pemphigusKeyGuard) return;
  window.pemphigusKeyGuard = true;
  const controls = "input, select, textarea, button, summary, a, [tabindex]";
  window.addEventListener(
    "keydown",
    (event) => {
      const control = event.target instanceof Element ? event.target.closest(controls) : null;
      if (!control?.parentElement?.closest(".jp-OutputArea-output")) return; // the notebook's own focus, not a control of ours
      if (event.key === "Escape") return control.closest(".jp-Cell")?.focus(); // back to the notebook, whose keys work again
      const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && /^[a-z]$/i.test(event.key);
      if (!command) event.stopPropagation();
    },
    true,
  );
}
