// Theme and size of type: from the address (?theme=dark&type=large), else as chosen before, else as the computer is set. Runs before the
// page is painted. The widgets' dark colors hang on the attribute that JupyterLab uses.
(() => {
  const asked = new URLSearchParams(location.search);
  const system = matchMedia("(prefers-color-scheme: dark)");
  const key = (view) => `pemphigus-${view}`;
  const memory = {
    get: (view) => { try { return localStorage.getItem(key(view)); } catch { return null; } },
    set: (view, value) => { try { localStorage.setItem(key(view), value); } catch { /* a private window: this page only */ } },
  };
  for (const view of ["theme", "type"]) if (asked.get(view)) memory.set(view, asked.get(view));
  const chosen = { theme: asked.get("theme") ?? memory.get("theme"), type: asked.get("type") ?? memory.get("type") };

  function draw() {
    const now = { theme: chosen.theme ?? (system.matches ? "dark" : "light"), type: chosen.type ?? "normal" };
    document.body.dataset.jpThemeLight = String(now.theme !== "dark");
    document.documentElement.dataset.type = now.type;
    document.querySelectorAll("[data-view]").forEach((button) => button.setAttribute("aria-pressed", String(now[button.dataset.view] === button.dataset.on)));
  }

  draw();
  system.addEventListener("change", draw);
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-view]").forEach((button) =>
      button.addEventListener("click", () => {
        const { view, on } = button.dataset;
        chosen[view] = button.getAttribute("aria-pressed") === "true" ? { theme: "light", type: "normal" }[view] : on;
        memory.set(view, chosen[view]);
        draw();
      }),
    );
    draw();
  });
})();
