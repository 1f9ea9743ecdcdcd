// The learner's progress as a file: take it along, bring one back. Python answers (pemphigus/widgets/progress_file.py).

const BIGGEST = 2000000; // bytes; Python checks again

/** The two controls, and the live region that says what happened. */
function progressFile(model) {
  const status = liveRegion();
  const save = h("button", { type: "button", class: "pv-primary", onclick: () => model.send({ do: "export" }) }, "Download my progress");
  const file = h("input", { type: "file", accept: ".json,application/json", id: uniqueId("file"), onchange: bringBack });
  const bring = h("div", { class: "pv-row" }, h("label", { for: file.id }, "Bring back a progress file"), file);

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

  model.on("msg:custom", (message) => {
    if (message.export) download(message.export);
    if (message.said) status.say(message.said, message.said.includes("Nothing was changed") ? "problem" : "info");
  });
  return { save, bring, status };
}
