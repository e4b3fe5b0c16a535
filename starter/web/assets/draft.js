// What somebody writes stays on this device until it is sent: under the commission and its round, offered back, and taken
// away once it has gone. Without it nothing is kept, and everything else works.
"use strict";
(() => {
  const PREFIX = "starmap-draft:", MONTH = 30 * 24 * 3600 * 1000;
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* nothing is kept here */ } };
  const keys = () => { try { return Object.keys(localStorage).filter((each) => each.startsWith(PREFIX)); } catch { return []; } };

  const sent = document.querySelector("[data-draft-over]")?.dataset.draftOver;
  for (const key of keys()) {
    const old = Date.now() - (read(key)?.at ?? 0) > MONTH;
    if (old || (sent && key.startsWith(`${PREFIX}${sent}/`))) drop(key);
  }

  const form = document.querySelector("[data-draft]");
  if (!form) return;
  const key = PREFIX + form.dataset.draft;
  const fields = [...form.querySelectorAll("[data-kept]")];
  const note = form.querySelector("[data-restore]");
  const said = () => Object.fromEntries(fields.map((each) => [each.name, each.value]));
  const told = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  const kept = read(key);
  if (kept && fields.some((each) => (kept.said?.[each.name] ?? each.value) !== each.value)) {
    const at = note.querySelector("[data-saved]");
    at.dateTime = new Date(kept.at).toISOString();
    at.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Shanghai" }).format(kept.at);
    note.hidden = false;
  }
  note.addEventListener("click", (event) => {
    const does = event.target.closest("[data-does]")?.dataset.does;
    if (!does) return;
    if (does === "restore") for (const each of fields) if (each.name in kept.said) { each.value = kept.said[each.name]; told(each); }
    if (does === "discard") drop(key);
    note.hidden = true;
    fields[0]?.focus();
  });

  let wait = 0;
  form.addEventListener("input", (event) => {
    if (!fields.includes(event.target)) return;
    clearTimeout(wait);
    wait = setTimeout(() => {
      const mark = form.querySelector("[data-kept-note]");
      if (write(key, { at: Date.now(), said: said() }) && mark) mark.hidden = false;
    }, 400);
  });
})();
