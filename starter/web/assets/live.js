// One stream for this browser: when something of the reader's changes, the page asks the server for itself again and
// htmx puts in what differs. Nothing is decided here, and everything works without it.
"use strict";
(() => {
  const stream = document.getElementById("stream");
  if (!stream || !window.htmx || !window.BroadcastChannel) return;
  const words = stream.dataset;
  const between = new BroadcastChannel("starmap");
  const MINUTE = 60000;

  const clock = () => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format();
  let latest = "", madeAt = clock();

  function isFilled(field) {
    if (field.type === "hidden" || field.readOnly) return false;
    if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const given = [...field.options].findIndex((each) => each.defaultSelected);
      return field.selectedIndex !== Math.max(given, 0);
    }
    return field.type === "file" ? field.files.length > 0 : field.value !== field.defaultValue;
  }
  const FIELDS = "input, textarea, select";
  const isWriting = () =>
    document.activeElement?.matches(`main :is(${FIELDS})`) || [...document.querySelectorAll(`main :is(${FIELDS})`)].some(isFilled);
  const withdraw = (name) => document.getElementById(`live-${name}`)?.remove();
  function tell(name, tone) {
    if (document.getElementById(`live-${name}`)) return;
    const note = document.createElement("p");
    note.id = `live-${name}`;
    note.className = "note offline";
    note.setAttribute("role", "status");
    if (tone) note.dataset.tone = tone;
    note.textContent = name === "lost" ? `${words.lost} ${words.asof} ${madeAt}` : words[name];
    if (name === "changed") {
      const link = document.createElement("a");
      Object.assign(link, { href: location.href, target: "_blank", textContent: words.open });
      note.append(" ", link);
    }
    document.body.append(note);
  }

  const seen = () => document.getElementById("main").dataset.seen; // none on the answer to a form: that stays

  function refresh() {
    if (!seen()) return;
    if (isWriting()) return latest && seen() !== latest && tell("changed"); // what somebody writes is never taken away
    withdraw("changed");
    return htmx.ajax("GET", location.href, { target: "#main", select: "#main", swap: "outerMorph", selectOOB: "#nav" });
  }
  document.addEventListener("htmx:after:swap", () => { madeAt = clock(); });
  addEventListener("offline", () => tell("lost", "soon"));
  addEventListener("online", () => { withdraw("lost"); refresh(); });
  // A page that leads elsewhere is another page: whoever was signed out keeps what is on the screen.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement !== document.body || !ctx.response.raw.redirected) return;
    event.preventDefault();
    tell("ended", "soon");
  });
  function marked(mark) {
    latest = mark;
    if (seen() !== mark) refresh();
  }
  // Who listens tells the others, also the one that has just been opened.
  between.onmessage = ({ data }) => (data ? marked(data) : latest && between.postMessage(latest));
  // What is left of a clock is told anew each minute, by the server.
  setInterval(() => { if (!document.hidden) refresh(); }, MINUTE);

  let lost = 0, again = 0;
  const connected = () => { clearTimeout(lost); lost = 0; withdraw("lost"); };
  const broken = () => {
    lost ||= setTimeout(() => tell("lost", "soon"), 10000);
    clearTimeout(again);
    again = setTimeout(() => htmx.trigger(stream, "reconnect"), 5000); // only where the stream has given up
  };
  stream.addEventListener("htmx:sse:after:connection", connected);
  for (const name of ["htmx:sse:close", "htmx:error"]) stream.addEventListener(name, broken);
  stream.addEventListener("htmx:sse:error", (event) => (event.detail.status === 401 ? tell("ended", "soon") : broken()));
  stream.addEventListener("mark", (event) => { between.postMessage(event.detail.data); marked(event.detail.data); });

  // Of ten tabs one listens: whoever holds the lock.
  const listen = () => new Promise(() => { stream.setAttribute("hx-sse:connect", words.address); htmx.process(stream); });
  if (navigator.locks) navigator.locks.request("starmap-live", listen);
  else listen();
  between.postMessage("");
})();
