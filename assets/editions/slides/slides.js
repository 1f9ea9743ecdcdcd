// Slides where there is room for them; a narrow window keeps the same content as a page to read.
(() => {
  const room = matchMedia("(min-width: 700px)");
  const deck = document.querySelector(".deck");
  const sections = document.getElementById("sections");

  const theme = document.getElementById("theme");
  function paint(dark) {
    document.body.dataset.jpThemeLight = String(!dark); // the name JupyterLab gives it; the style of the course listens to it
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
    theme.textContent = dark ? "Light" : "Dark";
  }
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  paint(prefersDark.matches);
  prefersDark.addEventListener("change", () => paint(prefersDark.matches));
  theme.addEventListener("click", () => paint(document.body.dataset.jpThemeLight === "true"));

  // A key pressed in a control or in something that scrolls belongs to it and does not turn the slide; Escape leaves it.
  document.addEventListener(
    "keydown",
    (event) => {
      const control = event.target.closest?.("button, select, summary, a, input, [tabindex]");
      if (!control) return;
      const own = control.matches("select, input") || (control.matches("[tabindex]") ? /^(Arrow|Page|Home|End| )/ : /^(Enter| )$/).test(event.key);
      if (event.key === "Escape" && !control.closest("dialog")) {
        control.closest("details[open]")?.removeAttribute("open");
        control.blur();
      } else if (!own) return;
      event.stopPropagation();
    },
    true,
  );

  room.addEventListener("change", () => location.reload());
  if (!room.matches) {
    sections.addEventListener("change", () => deck.querySelectorAll(".slides > section")[sections.value].scrollIntoView());
    return;
  }
  deck.classList.add("reveal");
  Reveal.initialize({ width: 1280, height: 720, margin: 0, center: false, hash: true, transition: "none", navigationMode: "linear", slideNumber: "c/t", scrollActivationWidth: null });
  sections.addEventListener("change", () => Reveal.slide(Number(sections.value)));
  Reveal.on("slidechanged", ({ indexh }) => (sections.value = indexh));
  Reveal.on("ready", ({ indexh }) => (sections.value = indexh));
})();
