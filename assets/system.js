// The system check: what Python found, and whether browser and Python hear each other.

function render({ model, el }) {
  guardKeys();
  const list = h("ul", { class: "pv-checks" });
  const verdict = liveRegion();
  const row = ([passed, what, found]) => h("li", { class: passed ? "pv-passed" : "pv-failed" }, h("span", { class: "pv-sign", "aria-hidden": "true" }, passed ? "✓" : "✗"), h("span", {}, h("strong", {}, what), `: ${found}`));
  const started = performance.now();
  let heard = null;

  function draw() {
    const rows = [...model.get("rows"), [heard !== null, "Browser and Python", heard === null ? "waiting for an answer" : `answer in ${Math.round(heard)} ms`]];
    list.replaceChildren(...rows.map(row));
    const failed = rows.filter(([passed]) => !passed).length;
    if (heard !== null) verdict.say(failed ? `${failed} of ${rows.length} checks need attention.` : "Everything works here.", failed ? "problem" : "right");
  }

  model.on("msg:custom", () => {
    heard ??= performance.now() - started;
    draw();
  });
  draw();
  model.send({ do: "answer" });
  el.append(h("section", { class: "pv", "aria-label": "System check" }, h("div", { class: "pv-panel" }, h("p", { class: "pv-title" }, "System check"), list, verdict)));
}

export default { render };
