// One stream for this browser: when something of the reader's changes, the page asks the server for itself again.
// Nothing is decided here, and everything works without it.
"use strict";
(() => {
  const address = document.body.dataset.live;
  if (!address || !window.EventSource || !window.BroadcastChannel) return;
  const between = new BroadcastChannel("starmap");
  let lost = 0;

  const isTyping = () => {
    const at = document.activeElement;
    return at && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  };
  const hasText = () =>
    [...document.querySelectorAll("main textarea:not([readonly]), main input.input")].some((each) => each.value !== each.defaultValue);

  async function refresh() {
    if (isTyping() || hasText()) return; // what somebody writes is never taken away
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = fresh.querySelector("main");
    const nav = fresh.querySelector(".nav");
    if (main) document.querySelector("main").replaceWith(main);
    if (nav && document.querySelector(".nav")) document.querySelector(".nav").replaceWith(nav);
    document.title = fresh.title;
  }
  between.onmessage = refresh;

  // Of ten tabs one listens: whoever holds the lock.
  const listen = () => new Promise(() => {
    const stream = new EventSource(address);
    stream.onmessage = () => { refresh(); between.postMessage("changed"); };
    stream.onopen = () => { document.querySelector(".offline")?.remove(); if (lost) refresh(); lost = 0; };
    stream.onerror = () => {
      lost ||= Date.now();
      if (Date.now() - lost > 10000 && !document.querySelector(".offline")) {
        const note = document.createElement("p");
        note.className = "note offline";
        note.dataset.tone = "soon";
        note.setAttribute("role", "status");
        note.textContent = document.body.dataset.lost;
        document.body.append(note);
      }
    };
  });
  if (navigator.locks) navigator.locks.request("starmap-live", listen);
  else listen();
})();
