/* Repairs what Gradio leaves to the page: busy state, focus, names, citation links. Needs no eval, stores nothing. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  let asked = null; // how the conversation stood when a question was sent, until its answer is there
  let citing = null; // the citation link that was followed last

  const box = () => one("#box textarea");
  const answers = () => document.querySelectorAll("#talk .bot-row").length;
  const before = () => ({ answers: answers(), worked: false });

  function focusCard(link) {
    const card = document.getElementById(link.getAttribute("href").slice(1));
    if (!card) return false;
    const folded = card.closest("details");
    if (folded) folded.open = true;
    citing = link;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#cite-"]');
    if (link && focusCard(link)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.target.closest && event.target.closest("#ask button, .ask-this, #clear")) {
      asked = before();
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box()) asked = before();
    const card = event.key === "Escape" && event.target.closest && event.target.closest(".card");
    if (card && citing && citing.isConnected) citing.focus();
  }, true);

  function set(element, name, value) {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  function repair() {
    const log = one("#talk [role=log]");
    const busy = Boolean(one("#talk .working"));
    set(log, "aria-busy", String(busy));
    set(log, "aria-label", "Conversation");
    set(log, "tabindex", "0");
    // Gradio labels each message with its raw Markdown: the words themselves are read better.
    document.querySelectorAll("#talk [data-testid][aria-label]").forEach((message) => {
      message.removeAttribute("aria-label");
    });
    set(one("#sources"), "role", "region");
    set(one("#sources"), "aria-label", "Sources");
    set(document.documentElement, "lang", "en-GB");
    document.querySelectorAll("#talk a[href^='#cite-']").forEach((link) => {
      set(link, "aria-label", "Source " + link.textContent);
      set(link, "target", "_self");
    });
    document.querySelectorAll("#panel a:not([href^='#'])").forEach((link) => {
      set(link, "target", "_blank");
      set(link, "rel", "noopener");
    });
    if (!asked || !box()) return;
    asked.worked = asked.worked || busy;
    const done = !busy && (asked.worked || answers() !== asked.answers);
    if (done || document.activeElement === document.body) box().focus({ preventScroll: true });
    if (done) {
      asked = null;
      showLast();
    }
  }

  // The question box stands below the conversation: bring the last question to the top if its answer is out of sight.
  function showLast() {
    const question = [...document.querySelectorAll("#talk .user-row")].pop();
    const answer = [...document.querySelectorAll("#talk .bot-row")].pop();
    if (!question || !answer) return;
    one("#sources").scrollTop = 0;
    const seen = question.getBoundingClientRect().top >= 0 && answer.getBoundingClientRect().bottom <= innerHeight;
    if (!seen) question.scrollIntoView({ block: "start" });
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; repair(); });
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  repair();
})();
