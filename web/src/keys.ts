/** "/" goes to the search box; the arrows walk a column of the score grid. */
export function keys(): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const box = document.querySelector<HTMLInputElement>("[type=search]");
    if (event.key === "/" && box && !/INPUT|TEXTAREA|SELECT/.test(target.tagName)) {
      event.preventDefault();
      box.focus();
    }
    const cell = target.closest<HTMLTableCellElement>(".score td");
    const step = event.key === "ArrowUp" ? "previousElementSibling" : event.key === "ArrowDown" ? "nextElementSibling" : undefined;
    if (!cell || !step) return;
    for (let row = cell.parentElement![step]; row; row = row[step]) {
      const next = (row as HTMLTableRowElement).cells[cell.cellIndex]?.querySelector("input");
      if (next) {
        event.preventDefault();
        next.focus();
        next.select();
        return;
      }
    }
  });
}
