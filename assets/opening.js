// The strip at the top of a notebook, with the glossary behind a disclosure.

function render({ model, el }) {
  guardKeys();
  const terms = model.get("terms");
  const found = h("div", { class: "pv-terms" });
  const count = liveRegion();
  const id = uniqueId("search");
  const search = h("input", { type: "search", id, autocomplete: "off", oninput: () => filter(true) });

  function filter(announce) {
    const wanted = search.value.trim().toLowerCase();
    const shown = terms.filter(({ names }) => names.some((name) => name.toLowerCase().includes(wanted)));
    found.replaceChildren(...shown.map(({ html }) => fromPython(html)));
    if (announce) count.say(`${shown.length} of ${terms.length} terms`);
  }

  const glossary = h("details", { class: "pv-glossary" }, h("summary", {}, `Glossary (${terms.length} terms)`), h("div", { class: "pv-row" }, h("label", { for: id }, "Find a term"), search), count, found);
  const done = h("p", { class: "pv-done" });
  const line = h("div", { class: "pv-row pv-spread" }, h("p", { class: "pv-title" }, model.get("title")), done);
  const notes = h("div");

  function draw() {
    done.textContent = model.get("done");
    notes.replaceChildren(...model.get("notes").map((note) => h("p", { class: "pv-warning" }, note)));
  }

  function lasting() {
    const { save, bring, status } = progressFile(model);
    return h("div", { class: "pv-lasting" }, h("p", { class: "pv-warning" }, model.get("lasting")), h("div", { class: "pv-row" }, save, bring), status);
  }

  model.on("change:done", draw);
  model.on("change:notes", draw);
  draw();
  filter(false);
  el.append(h("section", { class: "pv pv-opening", "aria-label": "This notebook" }, line, h("p", { class: "pv-caution" }, model.get("caution")), model.get("lasting") ? lasting() : null, notes, glossary));
}

export default { render };
