// Says how far the live parts are, to the eye and to screen readers, and whether Python is still there.
(() => {
  const state = document.getElementById("state");
  const parts = [...document.querySelectorAll("[cell-index]")];
  const errors = '[data-mime-type="application/vnd.jupyter.stderr"]'; // as which Voila shows them; warnings are off
  const patience = 60_000, look = 20_000, quiet = 6_000; // ms
  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const ready = () => parts.every((part) => part.querySelector(".jp-OutputArea-output"));

  document.querySelectorAll("main a[href^=http]").forEach((link) => Object.assign(link, { target: "_blank", rel: "noopener" }));
  setTimeout(() => say("You can read already. Questions and pictures become live in a few seconds."), 100); // changed after loading, it is announced

  const late = setTimeout(() => say("The live parts did not start. Reload this page; if that does not help, start the course again."), patience);
  const watch = new MutationObserver(() => {
    if (!ready()) return;
    watch.disconnect();
    clearTimeout(late);
    const failed = document.querySelectorAll(errors).length;
    say(failed ? `${failed} of ${parts.length} live parts could not be shown; each says why.` : "Questions and pictures are live.");
    if (!failed) setTimeout(() => say(""), quiet);
    const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const lost = () => say("Python no longer answers, so questions and controls are still. Saved answers are kept: reload this page.");
    const check = () => fetch(`${baseUrl}api/kernels/${kernelId}`).then(({ ok }) => ok || lost(), lost);
    setInterval(check, look);
    addEventListener("focus", check); // a laptop that was closed
  });
  watch.observe(document.querySelector("main"), { childList: true, subtree: true });
})();
