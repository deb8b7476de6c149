// Tells while someone types what would be missing or wrong, by the same rules that decide when it is sent.
"use strict";
(() => {
  const form = document.getElementById("complaint");
  const texts = form.dataset;
  const { element } = window.Goodfaith;
  const left = { text: document.getElementById("left-text"), fields: document.getElementById("left-fields") };
  const count = document.getElementById("listings-count");
  const lines = document.getElementById("listings-lines");
  // Fields that were left once: before that nothing is said of them.
  const seen = new Set();
  let timer;
  let running;

  const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  // Where the problems of a field are said: beside it, and politely.
  const place = (name) => {
    const id = `${name}-found`;
    const there = document.getElementById(id);
    if (there) return there;
    const control = document.getElementById(name);
    if (!control) return null;
    const made = element("p", { id, className: "found" });
    made.setAttribute("aria-live", "polite");
    const field = control.closest(".field") ?? control;
    if (control.type === "checkbox") field.append(made);
    else field.insertBefore(made, field.querySelector("input, textarea, .drop"));
    control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    return made;
  };

  // What the server found when it was sent is out of date once the field was changed.
  const forgive = (name) => {
    document.getElementById(`${name}-error`)?.remove();
    const control = document.getElementById(name);
    control?.removeAttribute("aria-invalid");
    control?.closest(".field")?.classList.remove("invalid");
  };

  const showFields = (problems) => {
    for (const name of seen) {
      // Listings that are none are said line by line.
      const own = problems.filter((it) => it.field === name && it.code !== "not_a_listing");
      const node = place(name);
      if (!node) continue;
      node.classList.toggle("stops", own.some((it) => it.weight === "stops"));
      say(node, own.map((it) => it.text).join(" "));
    }
  };

  // What no law asks for these listings is hidden, and not sent.
  const showAsked = (asked) => {
    for (const part of form.querySelectorAll("[data-by-law]")) {
      const law = asked.find((it) => it.field === part.dataset.byLaw);
      part.hidden = !law && !part.querySelector(".error");
      for (const control of part.querySelectorAll("input, textarea")) control.disabled = part.hidden;
      const remark = part.querySelector(".optional");
      if (law && remark) say(remark, law.remark);
    }
  };

  const showLines = ({ text, unknown_addresses, more }) => {
    say(count, text);
    const typed = document.getElementById("listings").value.split("\n").map((line) => line.trim());
    const items = unknown_addresses.map((address) => {
      const line = typed.findIndex((it) => it.split(/\s+/).includes(address)) + 1;
      return element("li", { textContent: texts.textUnknownAddress.replace("{line}", line).replace("{address}", address) });
    });
    if (more > 0) items.push(element("li", { textContent: texts.textUnknownAddressesMore.replace("{n}", more) }));
    lines.replaceChildren(...items);
  };

  const showLeft = (problems) => {
    const stopping = problems.filter((it) => it.weight === "stops");
    const order = [...form.elements].map((control) => control.name || control.id);
    const fields = [...new Map(stopping.map((it) => [it.field, it])).values()]
      .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
    const ready = fields.length === 0;
    say(left.text, ready ? texts.textReady : texts.textMissing);
    document.getElementById("left").classList.toggle("ready", ready);
    left.fields.replaceChildren(...fields.map(({ field, label }) =>
      element("li", {}, element("a", { href: `#${field}`, textContent: label }))));
  };

  const check = async () => {
    if (!form.elements.claim.value) return;
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      // What proves who files is tried only when it is filed.
      if (!["challenge", "account_secret", "solution"].includes(name) && typeof value === "string") body.append(name, value);
    }
    try {
      const answer = await fetch(texts.lint, { method: "POST", body, signal: running.signal });
      if (!answer.ok) return;
      const { problems, listings, asked } = await answer.json();
      showAsked(asked);
      showFields(problems);
      showLines(listings);
      showLeft(problems);
    } catch {
      // Not reachable, or asked again meanwhile: it is checked again when it is sent.
    }
  };
  const soon = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(check, milliseconds);
  };

  form.addEventListener("input", ({ target }) => {
    if (target.name && target.name !== "claim") forgive(target.name);
    soon(600);
  });
  form.addEventListener("change", () => soon(100));
  form.addEventListener("focusout", ({ target }) => {
    if (!target.name || target.name === "claim" || target.type === "file") return;
    if (target.value || target.required) seen.add(target.name);
    soon(100);
  });
  form.addEventListener("goodfaith:restored", () => soon(0));
  soon(0);
})();
