// Fills in the sign-in form for one of the invented people; without this script the names can be typed.
const list = document.querySelector(".example-people");
const form = document.querySelector("form[action$='/sign-in/']");

for (const button of form ? list.querySelectorAll("button") : []) {
  button.hidden = false;
  button.addEventListener("click", () => {
    form.elements.namedItem("login").value = button.dataset.email;
    form.elements.namedItem("password").value = list.dataset.password;
    form.querySelector("button.primary").focus();
  });
}
