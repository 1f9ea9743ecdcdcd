// Slides where there is room for them; a narrow window keeps the same content as a page to read.
(() => {
  const page = document.querySelector(".page");
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

  // The class poll opens over the slide; what was counted stays while the page is open.
  const poll = document.querySelector("dialog");
  const panels = new Map();
  for (const button of deck.querySelectorAll("[data-ballot]")) {
    button.addEventListener("click", () => {
      const ballot = JSON.parse(button.dataset.ballot);
      if (!panels.has(button)) panels.set(button, h("div", {}, h("p", {}, ballot.stem), pollPanel(ballot)));
      poll.querySelector(".panel").replaceChildren(panels.get(button));
      poll.showModal();
    });
  }

  // A key pressed in a control, or in something that scrolls, belongs to it and does not turn the slide; Escape leaves it.
  page.addEventListener("keydown", (event) => {
    const control = event.target.closest("dialog, select, button, summary, a, [tabindex]");
    if (!control) return;
    if (control.matches("dialog, dialog *, select")) return event.stopPropagation();
    const open = control.closest("details[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (!(control.matches("[tabindex]") ? /^(Arrow|Page|Home|End| )/ : /^(Enter| )$/).test(event.key)) return;
    event.stopPropagation();
  });

  const room = matchMedia("(min-width: 700px)");
  room.addEventListener("change", () => location.reload());
  if (!room.matches) {
    for (const answer of deck.querySelectorAll(".after")) {
      const fold = h("details", {}, h("summary", {}, "Show"));
      answer.before(fold);
      fold.append(answer);
    }
    sections.addEventListener("change", () => deck.querySelectorAll(".slides > section")[sections.value].scrollIntoView());
    return;
  }
  deck.classList.add("reveal");
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    hash: true,
    transition: "none",
    navigationMode: "linear", // left and right, or a clicker, go through every slide
    slideNumber: "c/t",
    scrollActivationWidth: null,
  });
  sections.addEventListener("change", () => Reveal.slide(Number(sections.value)));
  for (const moment of ["ready", "slidechanged"]) {
    Reveal.on(moment, ({ indexh }) => {
      sections.value = indexh;
      // A section is always entered at its first slide; reveal.js would return to the one that was left.
      for (const stack of deck.querySelectorAll("[data-previous-indexv]")) stack.removeAttribute("data-previous-indexv");
    });
  }
})();
