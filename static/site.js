// Adds to pages that work without it: where I am, share, copy, print, fewer map links, and a faster way out.
"use strict";
(() => {
  const each = (name, act) =>
    document.querySelectorAll(`[data-${name}]`).forEach((element) => act(element));

  // Our own words, already in the page's language, in the status line beside a button.
  const say = (button, words) => {
    const line = button.parentElement.querySelector("[role=status]");
    if (line) line.textContent = words;
  };

  const button = (name, isAble, act) =>
    each(name, (element) => {
      if (!isAble) return;
      element.hidden = false;
      element.addEventListener("click", () => act(element));
    });

  // Two decimals are about half a mile: the exact place never leaves the phone.
  button("locate", navigator.geolocation, (element) => {
    say(element, element.dataset.wait);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(`/near/${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`),
      () => say(element, element.dataset.fail),
      { timeout: 10000, maximumAge: 300000 },
    );
  });

  button("share", navigator.share, (element) => {
    navigator.share({ title: element.dataset.share, url: element.dataset.url }).catch(() => {});
  });

  button("copy", navigator.clipboard, (element) => {
    navigator.clipboard.writeText(element.dataset.copy).then(
      () => say(element, element.dataset.done),
      () => say(element, element.dataset.copy),
    );
  });

  // Of the ways to open a map, those that this device has.
  each("device", (way) => {
    way.hidden = !navigator.userAgent.includes(way.dataset.device);
  });

  // A choice that is made, or that the keyboard reaches, may be far along its row: bring it clear of the row's ends.
  const reveal = (choice) => {
    const row = choice.closest(".chips");
    const [at, around] = [choice, row].map((each) => each.getBoundingClientRect());
    row.scrollLeft += Math.max(0, at.right - around.right + 48) - Math.max(0, around.left + 8 - at.left);
  };
  document.querySelectorAll(".chips a").forEach((choice) => {
    choice.addEventListener("focus", () => reveal(choice));
    if (choice.hasAttribute("aria-current")) reveal(choice);
  });

  button("print", window.print, () => window.print());

  // Leaving covers the page at once; home stands in the tab's history in its place. Earlier pages stay there, and the
  // site says so. The form ends the session, if there is one: a page for visitors cannot know.
  let leave;
  each("exit", ({ form }) => {
    leave = () => form.requestSubmit();
    form.addEventListener("submit", () => {
      document.body.hidden = true;
      document.title = "";
      window.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
      history.replaceState(null, "", "/");
      addEventListener("pageshow", () => location.reload()); // kept whole for Back, it would come back covered
    });
  });

  // Three times Shift or three times Escape, with nothing in between.
  let pressed = [];
  addEventListener("pointerdown", () => (pressed = []));
  addEventListener("keydown", ({ key, timeStamp: at, repeat }) => {
    if (repeat) return;
    pressed = ["Shift", "Escape"].includes(key) ? [...pressed.filter((each) => each.key === key).slice(-2), { key, at }] : [];
    if (pressed.length === 3 && at - pressed[0].at < 5000) leave?.();
  });
})();
