// What every page does by itself. Everything on the pages works without it.
"use strict";
window.Goodfaith = (() => {
  // Long forms tell at the top what is wrong: bring the reader there.
  document.querySelector("[data-focus]")?.focus();
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;

  // A page on which something is under way renews itself, but not under the hands of who reads or writes.
  const renewing = document.querySelector("[data-renews]");
  if (renewing) {
    let touched = false;
    document.addEventListener("input", () => { touched = true; });
    setInterval(() => {
      if (!touched && !document.querySelector("details[open]")) window.location.reload();
    }, 1_000 * Number(renewing.dataset.renews));
  }

  const waits = new Map();

  const label = (form, text) => {
    const button = form.querySelector("button[type=submit]");
    if (!button) return;
    button.dataset.label ??= button.textContent;
    button.textContent = text ?? button.dataset.label;
  };

  const release = (form) => {
    delete form.dataset.sent;
    label(form, null);
    for (const { said } of waits.get(form) ?? []) said.textContent = "";
  };

  // A form is sent once, however often its button is pressed; and only when nothing is on its way that
  // belongs to it.
  const sending = async (event) => {
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    if (form.dataset.textSending) label(form, form.dataset.textSending);
    const pending = [];
    for (const { said, text, unfinished } of waits.get(form) ?? []) {
      const work = unfinished();
      if (!work) continue;
      said.textContent = text;
      pending.push(work);
    }
    if (!pending.length) return;
    event.preventDefault();
    try {
      await Promise.all(pending);
      form.submit();
    } catch {
      release(form);
    }
  };
  for (const form of document.querySelectorAll("form[method=post]")) form.addEventListener("submit", sending);
  // A page that comes back by the browser's "back" can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) release(form);
  });

  return {
    // Lets a form wait for the promise that `unfinished` returns, saying `text`. Where it is rejected, the form
    // is not sent.
    beforeSending(form, text, unfinished) {
      const said = element("p", { className: "hint" });
      said.setAttribute("role", "status");
      form.querySelector("button[type=submit]").closest("p").after(said);
      waits.set(form, [...(waits.get(form) ?? []), { said, text, unfinished }]);
    },
    element,
  };

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }
})();
