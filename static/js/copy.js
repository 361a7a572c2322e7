/* Copying a text on the page with one tap. */

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    source.select();
    await navigator.clipboard.writeText(source.value);
    const [before, after] = button.querySelectorAll("span");
    before.hidden = true;
    after.hidden = false;
  });
}
