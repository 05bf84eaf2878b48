// Starts the security key ceremony named by each button; the form is posted when the key has answered.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("security-key-error").hidden = false;
});
for (const button of document.querySelectorAll("[data-security-key]")) {
  const id = button.id;
  const ids = { credential: button.dataset.credential, data: button.dataset.options };
  window.allauth.webauthn.forms[button.dataset.securityKey]({ ids: { ...ids, add: id, authenticate: id } });
}
