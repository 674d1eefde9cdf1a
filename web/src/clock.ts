/** Server time: the page says what the server's clock read when it was written; the local clock only measures what has passed. */
const two = (n: number): string => String(n).padStart(2, "0");
const spokenAt = [60, 30, 10, 5, 1];

export function clocks(root: HTMLElement): void {
  const served = Date.parse(root.dataset.now ?? ""), factor = Number(root.dataset.factor ?? "1"), began = performance.now();
  if (!served || "still" in root.dataset) return;
  const said = new Map<Element, number>();

  const tick = (): void => {
    const now = served + (performance.now() - began) * factor, beijing = new Date(now + 288e5);
    document.querySelectorAll("[data-clock]").forEach((e) => {
      e.textContent = `${two(beijing.getUTCHours())}:${two(beijing.getUTCMinutes())}:${two(beijing.getUTCSeconds())}`;
    });
    document.querySelectorAll<HTMLElement>("[data-until]").forEach((e) => {
      const left = Math.max(0, Math.floor((Date.parse(e.dataset.until!) - now) / 1000));
      const parts: Record<string, string> = {
        d: String(Math.floor(left / 86400)), h: two(Math.floor((left % 86400) / 3600)), m: two(Math.floor((left % 3600) / 60)), s: two(left % 60),
      };
      for (const [key, text] of Object.entries(parts)) {
        const cell = e.querySelector(`[data-${key}]`);
        if (cell) cell.textContent = text;
      }
      // Spoken only at 60, 30, 10, 5 and 1 minutes.
      const minutes = Math.ceil(left / 60), live = document.querySelector("[data-say]");
      if (live && spokenAt.includes(minutes) && said.get(e) !== minutes) {
        said.set(e, minutes);
        live.textContent = `距截止还有 ${minutes} 分钟`;
      }
    });
  };
  tick();
  setInterval(tick, 1000);
}
