// Files go straight to the store while the rest of the form is still being written, each under a ticket that
// names type, size and place. Without this script they are sent with the form.
"use strict";
(() => {
  const { element, beforeSending } = window.Goodfaith;
  // What some browsers have no media type for.
  const OFFICE = "application/vnd.openxmlformats-officedocument.";
  const TYPES = {
    csv: "text/csv",
    txt: "text/plain",
    docx: `${OFFICE}wordprocessingml.document`,
    xlsx: `${OFFICE}spreadsheetml.sheet`,
  };
  const typeOf = (file) => file.type || TYPES[file.name.split(".").pop().toLowerCase()] || "";
  const sizeOf = (bytes) => bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

  for (const field of document.querySelectorAll("[data-files]")) prepare(field);

  function prepare(field) {
    const texts = field.dataset;
    const chooser = field.querySelector("input[type=file]");
    const list = field.querySelector(".files");
    const drop = field.querySelector(".drop");
    const said = field.querySelector("[role=status]");
    const { form } = chooser;
    const types = chooser.accept.split(",");
    const underWay = new Set();
    chooser.removeAttribute("name");
    form.enctype = "application/x-www-form-urlencoded";

    const row = (name) => element("li", { className: "file" }, element("span", { className: "file-name", textContent: name }));
    const changed = () => field.dispatchEvent(new Event("input", { bubbles: true }));

    const removal = (item, name, undo) => {
      const button = element("button", { type: "button", className: "link", textContent: texts.textRemove });
      button.setAttribute("aria-label", `${texts.textRemove}: ${name}`);
      button.addEventListener("click", () => {
        undo?.();
        item.remove();
        said.textContent = `${name}: ${texts.textRemoved}`;
        chooser.focus();
        changed();
      });
      return button;
    };

    const attached = (item, name, value) => {
      item.className = "file done";
      item.replaceChildren(
        element("input", { type: "hidden", name: "evidence", value }),
        element("span", { className: "file-name", textContent: name }),
        element("span", { className: "file-state", textContent: texts.textAttached }),
        removal(item, name),
      );
    };

    const failed = (item, name, message, again) => {
      item.className = "file failed";
      const parts = [
        element("span", { className: "file-name", textContent: name }),
        element("span", { className: "error", textContent: message }),
      ];
      if (again) {
        const button = element("button", { type: "button", className: "link", textContent: texts.textRetry });
        button.addEventListener("click", () => { item.remove(); again(); });
        parts.push(button);
      }
      item.replaceChildren(...parts, removal(item, name));
      said.textContent = `${name}: ${message}`;
    };

    const ticket = async (file) => {
      const answer = await fetch(texts.tickets, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ name: file.name, media: typeOf(file), size: file.size }),
      });
      if (answer.ok) return answer.json();
      const problem = await answer.json().catch(() => ({}));
      throw new Error(problem.message || texts.textFailed);
    };

    const send = (file, { url, fields }, request, progress, share) => new Promise((done, stop) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      body.append("file", file);
      const broken = () => stop(new Error(texts.textFailed));
      request.open("POST", url);
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        progress.value = event.loaded / event.total;
        share.textContent = `${Math.floor(100 * progress.value)} %`;
      });
      request.addEventListener("load", () => request.status < 300 ? done() : broken());
      request.addEventListener("error", broken);
      request.addEventListener("abort", broken);
      request.send(body);
    });

    const upload = async (file) => {
      const item = row(file.name);
      list.append(item);
      if (list.children.length > Number(texts.mostFiles)) return failed(item, file.name, texts.textMany);
      if (!types.includes(typeOf(file))) return failed(item, file.name, texts.textMedia);
      if (file.size > Number(texts.mostBytes)) return failed(item, file.name, texts.textLarge);
      const request = new XMLHttpRequest();
      const progress = element("progress", { value: 0, max: 1 });
      progress.setAttribute("aria-label", `${texts.textUploading} ${file.name}`);
      const share = element("span", { className: "file-state", textContent: sizeOf(file.size) });
      let removed = false;
      item.append(progress, share, removal(item, file.name, () => { removed = true; request.abort(); }));
      try {
        const granted = await ticket(file);
        if (removed) return;
        await send(file, granted, request, progress, share);
        attached(item, file.name, `${granted.key} ${file.name}`);
        said.textContent = `${file.name}: ${texts.textAttached}`;
        changed();
      } catch (problem) {
        if (removed) return;
        const unreachable = problem instanceof TypeError;
        failed(item, file.name, unreachable ? texts.textFailed : problem.message, () => take([file]));
        throw problem;
      }
    };

    const take = (files) => {
      for (const file of files) {
        const work = upload(file);
        underWay.add(work);
        // The code that waits for it hears of a failure; no other has to.
        work.catch(() => {}).finally(() => underWay.delete(work));
      }
    };

    for (const item of list.children) {
      attached(item, item.textContent.trim(), item.querySelector("input").value);
    }
    field.addEventListener("goodfaith:attach", ({ detail }) => {
      for (const value of detail) {
        const name = value.slice(value.indexOf(" ") + 1);
        const item = row(name);
        list.append(item);
        attached(item, name, value);
      }
    });
    chooser.addEventListener("change", () => {
      take([...chooser.files]);
      chooser.value = "";
    });
    for (const kind of ["dragenter", "dragover"]) {
      drop.addEventListener(kind, (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      take([...event.dataTransfer.files]);
    });
    beforeSending(form, texts.textUploading, () => underWay.size ? Promise.all(underWay) : null);
  }
})();
