// Asks this browser to show that there is something to read, after a tap and never before it; and says of a phone that is
// told already that it is still there. [data-push]: data-csrf; where there is a button: data-key, -wait, -denied, -fail
"use strict";
(async () => {
  const part = document.querySelector("[data-push]");
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;
  const { csrf, key, wait, denied, fail } = part.dataset;
  const ask = async (address, said) => {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
    return (await fetch(address, { method: "POST", headers, body: JSON.stringify(said) })).json();
  };
  const register = () => {
    const policy = window.trustedTypes?.createPolicy("push", { createScriptURL: () => "/sw.js" });
    return navigator.serviceWorker.register(policy ? policy.createScriptURL("") : "/sw.js");
  };

  const subscribe = async () => {
    if ((await Notification.requestPermission()) !== "granted") return denied;
    await register();
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe(); // one that the site does not know, or with an older key
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { next, error } = await ask("/account/reach/phone", made);
    if (!next) await made.unsubscribe();
    return next ? location.assign(next) : error;
  };

  const isTold = async () => {
    const here = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
    return here && Notification.permission === "granted" && (await ask("/account/reach/phone/seen", here)).known;
  };

  const known = await isTold().catch(() => false);
  const [button, status, unable] = ["button", "[role=status]", "[data-unable]"].map((each) => part.querySelector(each));
  if (!button) return;
  unable.hidden = true;
  part.querySelector("[data-here]").hidden = !known;
  button.hidden = known;
  button.addEventListener("click", async () => {
    status.textContent = wait;
    status.textContent = (await subscribe().catch(() => fail)) ?? "";
  });
})();
