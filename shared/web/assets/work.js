// Has the form's challenge solved in the background, from the first key on: see solver.js.
"use strict";
(() => {
  const form = document.getElementById("complaint");
  const { challenge, solution, account_secret: code } = form.elements;
  let solved;

  const start = () => {
    solved ??= new Promise((done) => {
      const worker = new Worker(form.dataset.solver);
      worker.addEventListener("message", ({ data }) => {
        solution.value = data;
        worker.terminate();
        done();
      });
      // A form without a solution is taken as well, within narrower limits.
      worker.addEventListener("error", done);
      worker.postMessage({ token: challenge.value, bits: Number(form.dataset.bits) });
    });
    return solved;
  };
  if (!challenge.value || !window.Worker) return;
  form.addEventListener("input", start, { once: true });
  window.Goodfaith.beforeSending(form, form.dataset.textWaitWork, () =>
    solution.value || code.value.trim() ? null : start());
})();
