// A learner's progress: read it, take it along as a file, bring a file back.

const BIGGEST = 2000000; // bytes; Python checks again

function render({ model, el }) {
  guardKeys();
  const status = liveRegion();
  const overview = h("div");
  const where = h("p", { class: "pv-foot" });
  const notes = h("div");
  const file = h("input", { type: "file", accept: ".json,application/json", id: uniqueId("file"), onchange: bringBack });
  const save = h("button", { type: "button", class: "pv-primary", onclick: () => model.send({ do: "export" }) }, "Download my progress");
  const again = h("button", { type: "button", onclick: () => model.send({ do: "update" }) }, "Update");

  function bringBack() {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > BIGGEST) return status.say("This file is larger than 2 MB, which no progress file of this course is. Nothing was changed.", "problem");
    chosen.text().then((text) => model.send({ do: "import", text }));
    file.value = "";
  }

  function download(text) {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    h("a", { href: address, download: model.get("file_name") }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    status.say("Your progress file is in your downloads.");
  }

  function draw() {
    overview.replaceChildren(fromPython(model.get("overview")));
    where.textContent = model.get("where");
    notes.replaceChildren(...model.get("notes").map((note) => h("p", { class: "pv-warning" }, note)));
  }

  model.on("change:overview", draw);
  model.on("change:notes", draw);
  model.on("msg:custom", (message) => {
    if (message.export) download(message.export);
    if (message.said) status.say(message.said, message.said.includes("Nothing was changed") ? "problem" : "info");
  });
  draw();
  const bring = h("div", { class: "pv-row" }, h("label", { for: file.id }, "Bring back a progress file"), file);
  el.append(h("section", { class: "pv", "aria-label": "Your progress" }, h("div", { class: "pv-panel" }, h("p", { class: "pv-title" }, "Your progress"), overview, notes, h("div", { class: "pv-row" }, save, again), bring, status, where)));
}

export default { render };
