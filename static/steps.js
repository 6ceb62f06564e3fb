// The steps of a form whose answers travel in it: each is fetched into this page, so that the phone's own Back and
// Forward lead from step to step and lose nothing. Without this script the buttons of the form do the same. After “Send”
// the way back leads to an empty form, and not to the question whether to send it again.
"use strict";
(() => {
  const action = location.pathname;
  const here = () => document.querySelector("main [name=step]")?.value;
  const seen = () => `${here()} ${document.title}`;
  let turn = 0;

  const fetched = (fields) =>
    new Promise((done, fail) => {
      const asked = new XMLHttpRequest();
      asked.open("POST", action);
      asked.responseType = "document"; // read as a page, in which no script runs
      asked.onload = () => done(asked);
      asked.onerror = fail;
      asked.send(fields);
    });

  const show = ({ response, responseURL }) => {
    const main = response?.querySelector("main");
    if (!main || new URL(responseURL).pathname !== action) return location.assign(responseURL || action);
    document.title = response.title;
    document.querySelector("main").replaceWith(main);
    scrollTo(0, 0);
    const first = main.querySelector("[autofocus], h1");
    if (first && !first.hasAttribute("tabindex")) first.tabIndex = -1;
    first?.focus({ preventScroll: true });
  };

  const go = async (form, name, value, after) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.set(name, value);
    const mine = ++turn;
    const answer = await fetched(fields);
    if (mine !== turn) return;
    show(answer);
    after?.();
  };

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.getAttribute("action") !== action) return;
    if (submitter?.value === "send") {
      history.replaceState(null, "", action);
      return;
    }
    event.preventDefault();
    const from = seen();
    const keep = () => history[seen() === from ? "replaceState" : "pushState"]({ step: here() }, "", action);
    go(form, "go", submitter?.value ?? "next", keep).catch(() => form.submit());
  });

  addEventListener("popstate", ({ state }) => {
    const form = document.querySelector(`main form[action="${action}"]`);
    if (!state?.step || !form) return location.reload();
    go(form, "to", state.step).catch(() => location.reload());
  });

  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  history.replaceState({ step: here() }, "", location.href);
})();
