// The complaint form asks one kind of right only what that kind needs. Without this script everything is there
// at once.
"use strict";
(() => {
  const form = document.getElementById("complaint");
  const rest = document.getElementById("rest");
  // What is missing is said at the top of the page in its language, all at once, not by the browser one by one.
  form.noValidate = true;
  const rejected = Boolean(document.querySelector(".summary"));

  // What is hidden keeps its value, but is not sent.
  const fit = () => {
    const chosen = form.elements.claim.value;
    rest.hidden = !chosen && !rejected;
    if (!chosen) return;
    for (const part of form.querySelectorAll("[data-only], [data-not]")) {
      const { only, not } = part.dataset;
      const fits = only ? only.split(" ").includes(chosen) : !not.split(" ").includes(chosen);
      // What only some laws ask the linter shows: it knows where the listings are.
      if (!fits || !part.dataset.byLaw) part.hidden = !fits;
      for (const control of part.querySelectorAll("input, textarea")) control.disabled = part.hidden;
    }
    for (const hint of form.querySelectorAll("[data-general]")) {
      hint.hidden = Boolean(hint.parentElement.querySelector(`[data-only="${chosen}"]`));
    }
    for (const note of form.querySelectorAll("[data-unchosen]")) note.hidden = true;
  };
  form.addEventListener("change", (event) => { if (event.target.name === "claim") fit(); });
  window.addEventListener("pageshow", fit);
  fit();
})();
