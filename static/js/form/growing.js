/* Text fields that grow with what is written, where the browser does not do it by itself (field-sizing in form.css). */

export function startGrowing(form) {
  if (CSS.supports("field-sizing", "content")) return;
  const grow = (field) => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  form.addEventListener("input", (event) => event.target.matches("textarea") && grow(event.target));
  form.addEventListener("focusin", (event) => event.target.matches("textarea") && grow(event.target));
}
