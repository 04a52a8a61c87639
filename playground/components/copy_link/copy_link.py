"""A button that copies a link."""

import streamlit as st

from engine.language.words import N_, _

_copy = st.components.v2.component(
    "atelier.copy_link",
    html='<button type="button"><span class="icon" aria-hidden="true"></span><span class="words"></span></button>',
    css="""
button {
  display: inline-flex; align-items: center; gap: 0.4rem; cursor: pointer; white-space: nowrap;
  min-height: 2.5rem; padding: 0.25rem 0.75rem; border-radius: var(--st-button-radius);
  border: 1px solid var(--st-border-color); background: var(--st-background-color); color: var(--st-text-color);
  font: 400 0.875rem var(--st-font); transition: border-color 0.2s, color 0.2s;
}
button:hover, button.done { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
svg { width: 1.1em; height: 1.1em; display: block; }
""",
    js="""
const CHAIN = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">'
  + '<path d="M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1.2 1.2"/>'
  + '<path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 0 0 11 19.4l1.2-1.2"/></svg>';
const TICK = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round">'
  + '<path d="M5 13l4.5 4.5L19 7"/></svg>';

// Outside https and localhost a browser has no clipboard for scripts: there the old way still works.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("refused");
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const show = (icon, words, done) => {
    button.querySelector(".icon").innerHTML = icon;
    button.querySelector(".words").textContent = words;
    button.classList.toggle("done", done);
  };
  const say = () => show(CHAIN, data.words, false);
  if (button.dataset.words !== data.words) { say(); button.dataset.words = data.words; }
  button.onclick = async () => {
    const link = new URL(window.location.origin + window.location.pathname.replace(/[^/]*$/, data.page));
    link.search = new URLSearchParams(data.query).toString();
    try { await copy(link.href); show(TICK, data.done, true); }
    catch { window.prompt(data.prompt, link.href); }
    setTimeout(say, 4000);
  };
}
""",
)


def copy(label: str, page: str, query: dict[str, str], *, key: str, done: str = N_("Copied")) -> None:
    """A button that puts the address of a page with this query on the clipboard."""
    _copy(
        key=key,
        data={"page": page, "query": query, "words": label, "done": _(done), "prompt": _("Copy this link:")},
        width="content",
    )
