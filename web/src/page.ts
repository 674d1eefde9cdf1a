/** Small conveniences of a page: the error summary takes focus, printing, folded filters, one submission per press. */
export function page(): void {
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-print]")) window.print();
  });
  if (matchMedia("(max-width: 60rem)").matches) document.querySelectorAll<HTMLDetailsElement>("details[data-fold]").forEach((d) => (d.open = false));

  // A second press does nothing while the first is under way; the hidden key makes even two arrivals one act.
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((f) => delete f.dataset.sent));
}
