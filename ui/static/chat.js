/* Repairs what Gradio leaves to the page: busy state, focus, names, citation links. Needs no eval, stores nothing. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  let asked = null; // how the conversation stood when a question was sent, until its answer is there
  let citing = null; // the citation link that was followed last
  let told = null; // what was pressed in the feedback until the page shows what came of it
  let fetching = null; // a file that was asked for and is not there yet, beside the address of the one made before
  let held = null; // a press to clear the conversation that waits until the question can be called off
  let cleared = null; // a press to clear the conversation, until something is asked again: what comes after it all the same is cleared too
  let sharing = false; // whether a question is being shared whose outcome is not there yet
  let leaving = 0; // until when the cleared conversation is waited for before the page is left; 0: it is not left
  const SENDING = 3000; // milliseconds for which such a press waits at most
  const PATIENCE = 20000; // milliseconds until a question that nothing came of no longer counts as asked

  const box = () => one("#box textarea");
  const log = () => one("#talk [role=log]");
  const answers = () => document.querySelectorAll("#talk .bot-row").length;

  function before() {
    copied.remove();
    set(log(), "aria-busy", "true");
    return { answers: answers(), worked: false, since: performance.now() };
  }

  // Words for a screen reader only: nothing else on the page is announced but the answers.
  const said = document.createElement("p");
  said.id = "said";
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.body.append(said);
  function say(words) {
    said.textContent = "";
    setTimeout(() => { said.textContent = words; }, 50);
  }

  const copied = document.createElement("pre"); // shown and selected where the browser does not let the page copy
  copied.id = "copied-text";

  async function copy() {
    const button = one("#copy");
    copied.textContent = one("#copied textarea").value;
    try {
      await navigator.clipboard.writeText(copied.textContent);
    } catch {
      button.after(copied);
      getSelection().selectAllChildren(copied);
      if (!document.execCommand("copy")) {
        say("The browser does not let this page copy. The text is selected: press Ctrl and C.");
        return;
      }
    }
    copied.remove();
    say("Copied");
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 3000);
  }

  const outcome = () => (one("#outcome .prose") || { innerHTML: "" }).innerHTML.trim();

  // To the first reason after No; to the thanks, or to what is missing, after Yes and Send: never to what was said before.
  function answerFeedback() {
    const first = one("#ticked input");
    if (told.at === "no" && first) {
      first.focus();
      told = null;
    } else if (told.at !== "no" && outcome() && outcome() !== told.was) {
      one("#outcome").focus();
      told = null;
    }
  }

  const file = () => one("#download a[href^='/download/']");

  function follow(link) {
    fetching = null;
    if (window.top === window) { // a frame may not be allowed to save: there the link opens a tab
      link.target = "_self";
      link.download = "";
    }
    link.click();
    say("The file is ready.");
  }

  // Once the conversation is gone, or cannot be reached, the page gives way in the history to one that says so.
  function leave() {
    if (one("#talk .message-row") && performance.now() < leaving) return;
    leaving = 0;
    dispatchEvent(new Event("left")); // embedded.js tells the hub
    document.body.textContent = ""; // nothing is left to be shown by going back, even if it could not be cleared
    location.replace("/left");
  }

  // Only a question that has reached the service can be called off: pressed before, it would be answered all the same.
  const sending = () => asked && !asked.worked && answers() === asked.answers && performance.now() - asked.since < SENDING;

  function passOn() {
    if (!held || sending()) return;
    const button = held;
    held = null;
    button.click();
  }

  function asking() {
    cleared = null;
    asked = before();
  }

  function clearing() {
    if (!cleared || performance.now() > cleared.until) {
      cleared = { until: performance.now() + PATIENCE };
      setTimeout(clearAgain, SENDING);
    }
    cleared.gone = false;
    asked = before();
  }

  // The last part of an answer may be on its way when the conversation is cleared.
  function clearAgain() {
    if (cleared && performance.now() < cleared.until && one("#talk .message-row") && one("#clear")) one("#clear").click();
  }

  // From a card back to the number that was followed: by its button, Escape or the browser's own Back, which would
  // otherwise leave the page and lose the conversation.
  const back = document.createElement("button");
  back.type = "button";
  back.id = "back";
  back.className = "quiet";
  back.textContent = "Back to the answer";
  const atCard = () => Boolean(history.state && history.state.cited);

  function toAnswer() {
    if (citing && citing.isConnected) citing.focus();
  }

  function goBack() {
    toAnswer(); // at once: embedded.js looks where the focus is after Escape
    if (atCard()) history.back();
  }

  addEventListener("popstate", () => { if (!atCard()) toAnswer(); });

  function focusCard(link) {
    const card = document.getElementById(link.getAttribute("href").slice(1));
    if (!card) return false;
    const folded = card.closest("details");
    if (folded) folded.open = true;
    citing = link;
    if (!atCard()) history.pushState({ ...history.state, cited: true }, "");
    card.append(back);
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#cite-"]');
    if (link && focusCard(link)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const button = event.target.closest && event.target.closest("button");
    if (!button) return;
    if (button.matches("#clear, #leave") && sending()) {
      event.preventDefault();
      event.stopPropagation();
      held = button;
      setTimeout(passOn, SENDING);
      return;
    }
    if (button === back) goBack();
    if (button.matches("#ask button, .ask-this, #hub-ask")) asking();
    if (button.matches("#clear")) clearing();
    if (button.matches("#copy")) copy();
    if (button.matches(".download")) fetching = { was: (file() || {}).href };
    if (button.matches("#share")) sharing = true;
    if (button.matches("#yes, #no, #send")) told = { at: button.id, was: outcome() };
    if (button.matches("#leave")) {
      if (atCard()) history.back(); // so that the page itself gives way in the history
      leaving = performance.now() + 5000;
      setTimeout(() => leaving && leave(), 5000);
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box()) asking();
    const card = event.key === "Escape" && event.target.closest && event.target.closest(".card");
    if (card && citing && citing.isConnected) goBack();
  }, true);

  function set(element, name, value) {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  function repair() {
    const busy = Boolean(one("#talk .working"));
    if (asked && performance.now() - asked.since > PATIENCE && !busy) asked = null;
    const begun = asked && !asked.worked && answers() === asked.answers;
    set(log(), "aria-busy", String(busy || Boolean(begun)));
    set(log(), "aria-label", "Conversation");
    set(log(), "tabindex", "0");
    // Gradio labels each message with its raw Markdown: the words themselves are read better.
    document.querySelectorAll("#talk [data-testid][aria-label]").forEach((message) => {
      message.removeAttribute("aria-label");
    });
    // Gradio's label holds the button too, which is no part of the box's name.
    set(box(), "aria-label", "Your question");
    set(one("#box .info-text"), "id", "box-info");
    set(box(), "aria-describedby", "box-info");
    set(one("#sources"), "role", "region");
    set(one("#sources"), "aria-label", "Sources");
    set(document.documentElement, "lang", "en-GB");
    document.querySelectorAll("#talk a[href^='#cite-']").forEach((link) => {
      set(link, "aria-label", "Source " + link.textContent);
      set(link, "target", "_self");
    });
    document.querySelectorAll("#panel a:not([href^='#']), #talk a[href^='/'], #about a").forEach((link) => {
      set(link, "target", "_blank");
      set(link, "rel", "noopener");
    });
    document.querySelectorAll("#talk a:is([href^='tel:'], [href^='mailto:'])").forEach((link) => set(link, "target", "_self"));
    set(one("#about"), "role", "navigation");
    set(one("#about"), "aria-label", "About this service");
    set(one("#feedback"), "role", "group");
    set(one("#feedback"), "aria-label", "Was this helpful?");
    set(one("#outcome"), "tabindex", "-1");
    set(one("#question-outcome"), "role", "status");
    if (leaving) leave();
    document.querySelectorAll(".toast-message-text").forEach(tellLost);
    if (told) answerFeedback();
    set(one("#sharing-outcome"), "tabindex", "-1");
    if (sharing && one("#sharing-outcome p")) { // the button that was pressed goes away
      sharing = false;
      one("#sharing-outcome").focus();
    }
    if (fetching && file() && file().href !== fetching.was) follow(file());
    if (asked) asked.worked = asked.worked || busy;
    if (cleared && !one("#talk .message-row")) cleared.gone = true;
    if (cleared && cleared.gone) clearAgain();
    passOn();
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

  // Gradio says that it connects again; it can only load the page anew, which loses the conversation: the reader decides.
  function tellLost(toast) {
    if (!toast.textContent.includes("reconnection")) return;
    toast.textContent = "The connection was lost. Copy what you need, then load the page again to ask on.";
    asked = null;
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; repair(); });
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  repair();
})();
