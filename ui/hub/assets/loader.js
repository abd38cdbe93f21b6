/* Preceptorship Assistant for hub pages, version 1; see /embed. Stores nothing. */
(() => {
const NAME = "preceptorship-assistant", TITLE = "Preceptorship Assistant";
if (customElements.get(NAME)) return;
const CHAT = new URL("../../chat/", document.currentScript.src);
const STYLE = new CSSStyleSheet(); // needs no 'unsafe-inline'
STYLE.replaceSync(`
:host { all: initial; color-scheme: light dark; }
* { box-sizing: border-box; font: 1rem/1.4 system-ui; }
button, a { padding: .5rem .75rem; border: 2px solid #0000; border-radius: 4px; background: none; color: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid #ffeb3b; box-shadow: 0 0 0 6px #212b32; }
#l, dialog { position: fixed; inset: auto 1rem 1rem auto; z-index: 9999; box-shadow: 0 2px 9px #0006; }
#l, div { background: var(--accent, #005eb8); color: var(--accent-text, #fff); }
:host([position=left]) :is(#l, dialog) { inset: auto auto 1rem 1rem; }
:host([position=inline]) #l { position: static; box-shadow: none; }
dialog { flex-direction: column; width: min(30rem, 100vw - 2rem); height: min(46rem, 100vh - 2rem);
  max-width: none; max-height: none; margin: 0; padding: 0; border: 1px solid #768692; }
dialog[open] { display: flex; }
div { display: flex; flex-wrap: wrap; align-items: center; padding: .5rem .75rem; }
#l, strong { font-weight: 600; }
strong, iframe { flex: 1; border: 0; }
p { margin: 1rem; }
@media (width < 640px) { dialog { inset: 0 !important; width: 100%; height: 100%; border: 0; } }
@media print { :host { display: none; } }`);

const make = (tag, properties, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

customElements.define(NAME, class extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const get = (name) => this.getAttribute(name);
    for (const token of ["accent", "accent-text"]) {
      const value = get("data-" + token);
      if (CSS.supports("color", value)) this.style.setProperty("--" + token, value);
    }
    this.address = new URL(CHAT);
    const set = (name, value) => value && this.address.searchParams.set(name, value);
    for (const name of ["role", "nation", "profession"]) set(name, get(name));
    const theme = get("theme");
    if (/^(light|dark)$/.test(theme)) set("__theme", this.style.colorScheme = theme);
    this.launcher = make("button", { id: "l", ariaHasPopup: "dialog", onclick: () => this.open() },
      get("label") || "Ask about preceptorship");
    this.waiting = make("p", {}, "Loading. If nothing appears, open it in a new tab.");
    this.dialog = make("dialog", { ariaLabel: TITLE, tabIndex: -1, oncancel: () => this.close() },
      make("div", {}, make("strong", {}, TITLE),
        make("a", { href: this.address, target: "_blank" }, "Open in new tab"),
        make("button", { onclick: () => this.close() }, "Close")),
      this.waiting);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [STYLE];
    const onkeydown = ({ key }) => key === "Escape" && this.close();
    this.shadowRoot.append(make("section", { ariaLabel: TITLE, onkeydown }, this.launcher, this.dialog));
    addEventListener("message", (e) => this.hear(e));
  }

  open(opener = this.launcher) {
    this.opener = opener;
    if (!this.frame) {
      this.frame = make("iframe", {
        name: NAME, title: TITLE, src: this.address, allow: "clipboard-write", referrerPolicy: "origin",
        sandbox: "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox",
      });
      this.dialog.append(this.frame);
    }
    if (!this.dialog.open) {
      this.launcher.hidden = true;
      this.dialog[innerWidth < 640 ? "showModal" : "show"]();
      this.dialog.focus();
    }
    this.tell();
  }

  close() {
    if (!this.dialog.open) return;
    this.dialog.close();
    this.launcher.hidden = false;
    (this.opener.isConnected ? this.opener : this.launcher).focus();
  }

  tell() {
    if (!this.ready) return;
    const { frame, question } = this;
    this.question = null;
    frame.focus();
    frame.contentWindow.postMessage({ preceptorship: 1, type: question ? "ask" : "focus", question }, CHAT.origin);
  }

  hear({ source, origin, data }) {
    if (source !== this.frame?.contentWindow || origin !== CHAT.origin || data?.preceptorship !== 1) return;
    if (/^(close|left)$/.test(data.type)) this.close();
    if (data.type === "left") {
      this.frame.remove();
      this.frame = this.ready = this.waiting.hidden = false;
    }
    if (data.type === "ready") {
      this.ready = this.waiting.hidden = true;
      if (this.dialog.open) this.tell();
    }
  }
});

document.addEventListener("click", (e) => {
  const from = e.target.closest("[data-ask]");
  const widget = document.querySelector(NAME);
  if (!from || !widget || e.ctrlKey) return;
  e.preventDefault(); // a link works without this script
  widget.question = from.dataset.ask;
  widget.open(from);
});
})();
