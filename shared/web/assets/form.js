// Makes the forms more comfortable. Everything but attaching files works without it.
"use strict";
(() => {
  // Long forms tell at the top what is wrong: bring the reader there.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A form is sent once, however often its button is pressed.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
      const button = form.querySelector("button[type=submit]");
      if (button && form.dataset.textSending) button.textContent = form.dataset.textSending;
    });
  }
  // A page that comes back by the browser's "back" can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  const form = document.getElementById("complaint");
  if (!form) return;
  const texts = form.dataset;

  // Only what belongs to the chosen claim is shown. What is hidden keeps its value, but is not sent.
  const fit = () => {
    const chosen = form.elements.claim.value;
    for (const part of form.querySelectorAll("[data-only], [data-not]")) {
      const hidden = Boolean(chosen) &&
        (part.dataset.only ? part.dataset.only !== chosen : part.dataset.not === chosen);
      part.hidden = hidden;
      for (const control of part.querySelectorAll("input, textarea")) control.disabled = hidden;
    }
  };
  form.addEventListener("change", (event) => { if (event.target.name === "claim") fit(); });
  window.addEventListener("pageshow", fit);
  fit();

  const listings = document.getElementById("listings");
  const count = document.getElementById("listings-count");
  const tally = () => {
    const number = listings.value.split("\n").filter((line) => line.trim()).length;
    count.textContent = number ? texts.textCount.replace("{n}", number) : "";
    count.classList.toggle("error", number > 1000);
  };
  listings.addEventListener("input", tally);
  tally();

  // Evidence goes straight to the store, under a ticket that names type, size and place.
  const MOST_BYTES = 10 * 1024 * 1024;
  const chooser = document.getElementById("evidence");
  const list = document.getElementById("evidence-files");
  const types = chooser.accept.split(",");
  let number = list.children.length;
  let underWay = 0;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const ticket = async (file) => {
    const answer = await fetch(form.dataset.uploads, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ name: file.name, media: file.type, size: file.size }),
    });
    if (answer.ok) return answer.json();
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.message || texts.textFailed);
  };

  const send = (file, { url, fields }, progress) => new Promise((done, failed) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.addEventListener("load", () =>
      request.status < 300 ? done() : failed(new Error(texts.textFailed)));
    request.addEventListener("error", () => failed(new Error(texts.textFailed)));
    request.send(body);
  });

  const upload = async (file) => {
    const id = `evidence-file-${(number += 1)}`;
    const progress = element("progress", { value: 0, max: 1 });
    progress.setAttribute("aria-label", `${texts.textUploading} ${file.name}`);
    const item = element("li", { className: "file" }, element("span", { textContent: file.name }), progress);
    list.append(item);
    const fail = (message, retry) => {
      const parts = [element("span", { textContent: file.name }),
        element("span", { className: "error", textContent: message })];
      if (retry) {
        const again = element("button", { type: "button", className: "link", textContent: texts.textRetry });
        again.addEventListener("click", () => { item.remove(); upload(file); });
        parts.push(again);
      }
      item.className = "file failed";
      item.replaceChildren(...parts);
    };
    if (!types.includes(file.type)) return fail(texts.textMedia, false);
    if (file.size > MOST_BYTES) return fail(texts.textLarge, false);
    underWay += 1;
    try {
      const granted = await ticket(file);
      await send(file, granted, progress);
      item.className = "file done";
      item.replaceChildren(
        element("input", {
          type: "checkbox", name: "evidence", id, checked: true, value: `${granted.key} ${file.name}`,
        }),
        element("label", { htmlFor: id, textContent: file.name }),
        element("span", { className: "file-state", textContent: texts.textDone }),
      );
    } catch (problem) {
      fail(problem instanceof TypeError ? texts.textFailed : problem.message, true);
    } finally {
      underWay -= 1;
    }
  };
  chooser.addEventListener("change", () => {
    for (const file of chooser.files) upload(file);
    chooser.value = "";
  });

  const waiting = document.getElementById("send-error");
  form.addEventListener("submit", (event) => {
    waiting.hidden = underWay === 0;
    if (underWay === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.textContent = texts.textWait;
  }, { capture: true });
})();
