// After “Send” the way back leads to an empty form, and not to the question whether to send it again.
"use strict";
document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.value === "send") history.replaceState(null, "", location.pathname);
});
