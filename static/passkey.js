// form[data-passkey=enrol|sign-in]: data-options, -finish, -csrf, -next, -fail
const bytes = (it) => Uint8Array.from(atob(it.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt());
const text = (it) =>
  btoa(String.fromCharCode(...new Uint8Array(it))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

const go = async ({ passkey, options, finish, csrf, next }) => {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  const ask = async (url, it) => (await fetch(url, { method: "POST", headers, body: JSON.stringify(it) })).json();
  const { error, ceremony, publicKey: key } = await ask(options, {});
  if (error) return error;
  key.challenge = bytes(key.challenge);
  for (const part of [key.user, key.excludeCredentials].flat()) if (part) part.id = bytes(part.id);
  const { id, type, response: made } = await navigator.credentials[passkey == "enrol" ? "create" : "get"]({ publicKey: key });
  const response = {};
  for (const name in made) if (made[name] instanceof ArrayBuffer) response[name] = text(made[name]);
  const end = await ask(finish, { next, ceremony, credential: { id, rawId: id, type, response } });
  return end.error || location.assign(end.next);
};

if (self.PublicKeyCredential)
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      form.querySelector("[role=alert]").textContent = await go(form.dataset).catch(() => form.dataset.fail);
    };
  }
