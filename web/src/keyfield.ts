/** A field for a private key file that is read on this machine only, put before the field of the page that its result goes into. */
export function keyField(into: HTMLElement, id: string, text: string, words: string): { file: HTMLInputElement; hint: HTMLElement } {
  const field = document.createElement("div"), label = document.createElement("label"), hint = document.createElement("p"), file = document.createElement("input");
  field.className = "f";
  label.htmlFor = file.id = `${id}-key`;
  label.textContent = text;
  hint.className = "hint";
  hint.id = `${id}-hint`;
  hint.setAttribute("role", "status");
  hint.textContent = words;
  file.type = "file";
  file.setAttribute("aria-describedby", hint.id);
  field.append(label, hint, file);
  (into.closest(".f") ?? into).before(field);
  return { file, hint };
}
