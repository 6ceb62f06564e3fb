// Answers from the copies on this phone while there is no network. Only pages that somebody chose to keep are copied, only
// as they are for everybody, and only what is marked public: nothing that needs signing in is ever here. Shows one
// neutral sentence when a push message comes, whatever is in it.
"use strict";
const KEPT = "kept", AT = "X-Kept-At", TITLE = "X-Title";
const WORDS = {{ words|tojson }};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const when = (at) =>
  new Intl.DateTimeFormat("{{ language() }}", {
    weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London",
  }).format(new Date(at));

const told = async (copy, words) => {
  const note = words.replace("{when}", when(copy.headers.get(AT)));
  const text = (await copy.text()).replace(/<main[^>]*>/, (main) => `${main}<p class="notice" role="status">${note}</p>`);
  const headers = new Headers(copy.headers);
  headers.set("Cache-Control", "no-store");
  return new Response(text, { headers });
};

// When the server made the answer, which the browser may have had for a minute; some servers say so twice.
const madeAt = (headers) => {
  const said = Date.parse(/^[^G]*GMT/.exec(headers.get("Date") ?? ""));
  return new Date(said || Date.now()).toISOString();
};

const dated = async (answer, copy) => {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.set(AT, madeAt(headers));
  headers.set(TITLE, copy.headers.get(TITLE) ?? "");
  return new Response(await answer.blob(), { headers });
};

const page = async (event) => {
  const kept = await caches.open(KEPT);
  const address = new URL(event.request.url);
  const copy = await kept.match(address.pathname + address.search);
  try {
    const answer = await fetch(event.request);
    const isPublic = (answer.headers.get("Cache-Control") ?? "").includes("public");
    if (copy && answer.ok && isPublic && !answer.redirected) {
      const again = answer.clone();
      event.waitUntil(dated(again, copy).then((fresh) => kept.put(address.pathname + address.search, fresh)));
    }
    return copy && answer.status >= 500 ? told(copy, WORDS.away) : answer;
  } catch (error) {
    if (copy) return told(copy, WORDS.copy);
    const list = await kept.match("/kept");
    if (list) return list;
    throw error;
  }
};

const part = async (request) => {
  const copy = await (await caches.open(KEPT)).match(request);
  return copy ?? fetch(request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(part(request));
});

self.addEventListener("push", (event) =>
  event.waitUntil(self.registration.showNotification(WORDS.push, { tag: "read", lang: "{{ language() }}" })));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/inbox"));
});
