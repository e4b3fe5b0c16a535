// A phrase goes into the reason where the cursor is, its length is told, and a newer version is announced while somebody
// reads. Without it the server does the same.
"use strict";
(() => {
  const told = (field) => {
    const count = document.querySelector(`[data-count="${field.id}"]`);
    if (count) count.textContent = count.textContent.replace(/\d+/, [...field.value].length);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-into]");
    const field = button && document.getElementById(button.dataset.into);
    if (!field) return;
    event.preventDefault();
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const before = field.value.slice(0, from);
    const between = !before || /[。；！？.;!?，、,\s]$/.test(before) ? "" : button.dataset.between;
    const text = between + button.textContent.trim();
    if (field.value.length - (to - from) + text.length <= field.maxLength) field.setRangeText(text, from, to, "end");
    field.focus();
    told(field);
  });
  document.addEventListener("input", (event) => { if (event.target.id) told(event.target); });

  const changed = async (mark) => {
    const here = document.getElementById("arrived");
    if (!here || here.childElementCount || !mark || mark === document.getElementById("main").dataset.seen) return;
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("arrived");
    if (fresh?.childElementCount) here.replaceChildren(...fresh.children);
  };
  document.getElementById("stream")?.addEventListener("mark", (event) => changed(event.detail.data));
  if (window.BroadcastChannel) new BroadcastChannel("starmap").addEventListener("message", (event) => changed(event.data));
})();
