// Leaving a page that nobody else should find: it gives up its place in the history, and shows nothing on return.
addEventListener("click", (event) => {
  const link = event.target.closest("[data-exit]");
  if (!link) return;
  event.preventDefault();
  document.querySelectorAll("form").forEach((form) => form.reset());
  document.body.hidden = true;
  location.replace(link.href);
});
// A browser that kept the page as it was must fetch it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(location.pathname);
});
// After an error the page is the answer to what was sent: going back must not send, and so show, it again.
history.replaceState(null, "", location.pathname);
