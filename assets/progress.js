// A learner's progress: read it, take it along as a file, bring a file back.

function render({ model, el }) {
  guardKeys();
  const { save, bring, status } = progressFile(model);
  const overview = h("div");
  const where = h("p", { class: "pv-foot" });
  const notes = h("div");
  const again = h("button", { type: "button", onclick: () => model.send({ do: "update" }) }, "Update");

  function draw() {
    overview.replaceChildren(fromPython(model.get("overview")));
    where.textContent = model.get("where");
    notes.replaceChildren(...model.get("notes").map((note) => h("p", { class: "pv-warning" }, note)));
  }

  model.on("change:overview", draw);
  model.on("change:notes", draw);
  draw();
  el.append(h("section", { class: "pv", "aria-label": "Your progress" }, h("div", { class: "pv-panel" }, h("p", { class: "pv-title" }, "Your progress"), overview, notes, h("div", { class: "pv-row" }, save, again), bring, status, where)));
}

export default { render };
