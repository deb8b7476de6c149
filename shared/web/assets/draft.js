// What was typed survives a closed window: it is kept in this browser, one draft per kind of right, until it is
// filed or discarded. Nothing secret is kept.
"use strict";
(() => {
  const KEY = "goodfaith.draft.";
  const DAY = 86_400_000;
  // A draft that nobody came back to; and files that the store has forgotten, which it does after a day.
  const OLD = 30 * DAY;
  const FILES_OLD = 0.8 * DAY;
  const NEVER_KEPT = ["challenge", "claim", "evidence", "account_secret", "files", "lang", "solution"];

  let store;
  try {
    store = window.localStorage;
  } catch {
    return; // The browser is told to keep nothing.
  }

  const filed = document.querySelector("[data-filed]");
  if (filed) store.removeItem(KEY + filed.dataset.filed);
  const form = document.getElementById("complaint");
  if (!form) return;
  const texts = form.dataset;
  const notice = document.getElementById("draft-notice");
  const { element } = window.Goodfaith;
  let kind = form.elements.claim.value;
  let discarded = false;

  const read = (claim) => {
    try {
      const draft = JSON.parse(store.getItem(KEY + claim));
      if (draft && Date.now() - draft.at < OLD) return { ...draft, claim };
    } catch {
      // Not ours, or cut short.
    }
    store.removeItem(KEY + claim);
    return null;
  };
  const drafts = () => [...form.elements.claim].map((choice) => read(choice.value)).filter(Boolean);

  const save = () => {
    const claim = form.elements.claim.value;
    if (discarded || !claim) return;
    // Changing the kind goes on with the same complaint.
    if (kind && kind !== claim) store.removeItem(KEY + kind);
    kind = claim;
    const sent = new FormData(form);
    const values = Object.fromEntries([...sent].filter(([name, value]) => value && !NEVER_KEPT.includes(name)));
    const evidence = sent.getAll("evidence");
    if (!Object.keys(values).length && !evidence.length) return store.removeItem(KEY + claim);
    try {
      store.setItem(KEY + claim, JSON.stringify({ at: Date.now(), values, evidence }));
    } catch {
      // The browser's store is full: the form works all the same.
    }
  };

  const empty = () => [...form.querySelectorAll("input[type=text], input[type=email], input[type=tel], textarea")]
    .every((control) => !control.value);

  const restore = ({ at, claim, values, evidence }) => {
    const choice = document.getElementById(`claim-${claim}`);
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    for (const [name, value] of Object.entries(values)) {
      const control = form.elements[name];
      if (control?.type === "checkbox") control.checked = true;
      else if (control) control.value = value;
    }
    const fresh = Date.now() - at < FILES_OLD;
    if (fresh) document.querySelector("[data-files]").dispatchEvent(new CustomEvent("goodfaith:attach", { detail: evidence }));
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(at);
    const what = document.querySelector(`label[for="claim-${claim}"]`).firstChild.textContent;
    const discard = element("button", { type: "button", className: "button light", textContent: texts.textDiscard });
    discard.addEventListener("click", () => {
      discarded = true;
      store.removeItem(KEY + claim);
      window.location.assign(`/?lang=${document.documentElement.lang}`);
    });
    const lost = !fresh && evidence.length ? ` ${texts.textRestoredFiles}` : "";
    notice.replaceChildren(
      element("p", {}, element("strong", { textContent: texts.textRestored.replace("{what}", what).replace("{when}", when) })),
      element("p", { textContent: texts.textKept + lost }),
      element("p", {}, discard),
    );
    notice.hidden = false;
    form.dispatchEvent(new Event("goodfaith:restored"));
  };

  // What the server sent, rejected or filled in by a link, goes before what the browser kept.
  if (!document.querySelector(".summary") && empty()) {
    const found = kind ? read(kind) : drafts().sort((a, b) => b.at - a.at)[0];
    if (found) restore(found);
    kind = form.elements.claim.value;
  }

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  window.addEventListener("pagehide", save);
})();
