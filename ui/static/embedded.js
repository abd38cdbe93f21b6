/* The chat inside a hub page: tells the hub when it is ready, Escape was pressed or the reader has cleared it and left,
   and asks what the hub sends.
   Only pages whose origin is allowed are told or heard. Does nothing outside a frame. */
(() => {
  "use strict";
  if (window.parent === window) return;
  if (window.name === "preceptorship-assistant") document.documentElement.classList.add("titled"); // by the loader's bar
  const LONGEST = 2000; // characters of a question that is looked at; the chat itself says when one is too long
  const listed = document.querySelector('meta[name="preceptorship-hubs"]');
  const allowed = [location.origin, ...(listed ? listed.content.split(" ").filter(Boolean) : [])];
  const hub = [location.ancestorOrigins && location.ancestorOrigins[0], origin(document.referrer)]
    .find((each) => allowed.includes(each));
  let waiting = null; // the question to ask next

  function origin(address) {
    try { return new URL(address).origin; } catch { return ""; }
  }

  const box = () => document.querySelector("#box textarea");

  function tell(type) {
    if (hub) window.parent.postMessage({ preceptorship: 1, type }, hub);
  }

  function ask() {
    if (!waiting) return;
    const field = document.querySelector("#hub-question textarea"); // not the box: somebody may be typing there
    const log = document.querySelector("#talk [role=log]");
    if (!field || !log || log.getAttribute("aria-busy") === "true") return void setTimeout(ask, 200);
    field.value = waiting;
    waiting = null;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.querySelector("#hub-ask").click(), 50);
  }

  addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== window.parent || !allowed.includes(from) || !data || data.preceptorship !== 1) return;
    if (data.type === "focus" && box() && innerWidth >= 480 && document.activeElement === document.body) box().focus();
    if (data.type !== "ask" || typeof data.question !== "string" || data.question.length > LONGEST) return;
    const idle = !waiting;
    waiting = data.question;
    if (idle) ask();
  });

  addEventListener("left", () => tell("left"));

  // Escape first closes an open list or leaves a source's card; pressed again it closes the chat.
  let used = false;
  addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape") used = target.getAttribute && target.getAttribute("aria-expanded") === "true" && target.matches("input");
  }, true);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || used) return;
    if (event.target === document.activeElement) tell("close");
  });

  (function begin() {
    if (box()) tell("ready");
    else setTimeout(begin, 100);
  })();
})();
