// Keeps pages on this phone after a yes, lists them, and takes them off again. Nothing here tells anybody.
"use strict";
(() => {
  const KEPT = "kept", AT = "X-Kept-At", TITLE = "X-Title", ALWAYS = ["/help-now", "/kept"];
  const isAble = "serviceWorker" in navigator && "caches" in window;
  const find = (choice) => document.querySelector(choice);
  if (isAble) find("[data-unable]").hidden = true;

  const SIGNS = { amp: "&", lt: "<", gt: ">", "#39": "'", "#34": '"' };
  const heading = (text) =>
    (/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1] ?? "")
      .replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|#39|#34);/g, (_all, sign) => SIGNS[sign]).replace(/\s+/g, " ").trim();

  // When the server made the answer, which the browser may have had for a minute; some servers say so twice.
  const madeAt = (headers) => {
    const said = Date.parse(/^[^G]*GMT/.exec(headers.get("Date") ?? ""));
    return new Date(said || Date.now()).toISOString();
  };

  // Without cookies, so that a copy is what a stranger would see.
  const copy = async (kept, address) => {
    const answer = await fetch(address, { credentials: "omit", cache: "reload" });
    if (!answer.ok || !(answer.headers.get("Cache-Control") ?? "").includes("public")) throw new Error(address);
    const text = await answer.text();
    const headers = new Headers(answer.headers);
    headers.delete("Content-Encoding");
    headers.set(AT, madeAt(headers));
    headers.set(TITLE, encodeURIComponent(heading(text)));
    await kept.put(address, new Response(text, { headers }));
  };

  const register = () => {
    const policy = window.trustedTypes?.createPolicy("keep", { createScriptURL: () => "/sw.js" });
    return navigator.serviceWorker.register(policy ? policy.createScriptURL("") : "/sw.js");
  };

  const clear = async () => {
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    await Promise.all((await navigator.serviceWorker.getRegistrations()).map((each) => each.unregister()));
  };

  const asking = find("[data-keep]");
  if (isAble && asking) {
    const [yes, status] = [asking.querySelector("[data-yes]"), asking.querySelector("[role=status]")];
    yes.hidden = false;
    yes.addEventListener("click", async () => {
      status.textContent = status.dataset.wait;
      try {
        const kept = await caches.open(KEPT);
        await Promise.all([...ALWAYS, asking.dataset.keep].map((address) => copy(kept, address)));
        await kept.addAll(asking.dataset.parts.split(" "));
        await register();
        yes.hidden = true;
        status.textContent = status.dataset.done;
      } catch {
        status.textContent = status.dataset.fail;
      }
    });
  }

  const list = find("[data-kept]");
  if (isAble && list) {
    const [rows, status, button] = [list.querySelector("ul"), list.querySelector("[role=status]"), list.querySelector("[data-clear]")];
    const when = (at) =>
      new Intl.DateTimeFormat(document.documentElement.lang, {
        weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London",
      }).format(new Date(at));

    const row = (address, page, kept) => {
      const [item, link, at, off] = ["li", "a", "p", "button"].map((name) => document.createElement(name));
      link.href = address;
      link.className = "alone";
      link.textContent = decodeURIComponent(page.headers.get(TITLE) ?? "") || address;
      at.className = "quiet";
      at.textContent = list.dataset.copied.replace("{when}", when(page.headers.get(AT)));
      off.type = "button";
      off.className = "btn second";
      off.textContent = list.dataset.remove;
      off.setAttribute("aria-label", `${list.dataset.remove}: ${link.textContent}`);
      off.addEventListener("click", async () => {
        await kept.delete(address);
        await show(status.dataset.removed);
        status.tabIndex = -1;
        status.focus();
      });
      item.append(link, at, off);
      return item;
    };

    const show = async (said) => {
      if (!(await caches.has(KEPT))) {
        rows.replaceChildren();
        button.hidden = true;
        status.textContent = said ?? status.dataset.none;
        return;
      }
      const kept = await caches.open(KEPT);
      const addresses = (await kept.keys()).map(({ url }) => url.slice(location.origin.length));
      const pages = addresses.filter((each) => !each.startsWith("/static/") && !ALWAYS.includes(each));
      rows.replaceChildren(...(await Promise.all(pages.map(async (each) => row(each, await kept.match(each), kept)))));
      status.textContent = said ?? (pages.length ? "" : status.dataset.none);
      button.hidden = false;
    };

    button.addEventListener("click", async () => {
      await clear();
      await show(status.dataset.cleared);
    });
    show();
  }
})();
