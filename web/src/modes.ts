/** Reading modes without a reload: the form still works without this module, the server then draws the page anew. */
const on: Record<string, string> = { theme: "dark", contrast: "high", size: "large" };

function isOn(root: HTMLElement, mode: string): boolean {
  const value = root.getAttribute(`data-${mode}`);
  return value ? value === on[mode] : mode === "theme" && matchMedia("(prefers-color-scheme: dark)").matches;
}

export function readingModes(root: HTMLElement): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-mode]")];
  const show = (): void => buttons.forEach((b) => b.setAttribute("aria-pressed", String(isOn(root, b.dataset.mode!))));
  show();
  buttons.forEach((button) =>
    button.addEventListener("click", (event) => {
      const form = button.form, mode = button.dataset.mode!;
      if (!form) return;
      event.preventDefault();
      const value = isOn(root, mode) ? (mode === "theme" ? "light" : "") : on[mode]!;
      if (value) root.setAttribute(`data-${mode}`, value);
      else root.removeAttribute(`data-${mode}`);
      show();
      const body = new URLSearchParams({ [mode]: value || "normal", stay: "1" });
      void fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    }),
  );
}
