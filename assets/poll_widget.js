// The class poll in a notebook: choose a question, then count. The votes on each question stay until the cell is run again.

function render({ model, el }) {
  guardKeys();
  const polls = model.get("polls");
  const panels = []; // made when first opened
  const place = h("div");
  const list = h("select", { id: uniqueId("poll"), onchange: () => open(Number(list.value)) }, polls.map(({ name, question }, n) => h("option", { value: n }, `${name}: ${question}`)));
  const choice = polls.length > 1 ? h("div", { class: "pv-poll-choice" }, h("label", { for: list.id }, "Question"), list) : null;

  function open(number) {
    panels[number] ??= h("div", {}, h("p", { class: "pv-stem" }, polls[number].stem), pollPanel(polls[number]));
    place.replaceChildren(panels[number]);
  }

  open(0);
  el.append(h("section", { class: "pv", "aria-label": "Class poll" }, h("div", { class: "pv-panel" }, h("p", { class: "pv-title" }, "Class poll"), choice, place)));
}

export default { render };
