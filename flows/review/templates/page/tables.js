// Marks: the partner in the other language and the members of the identities, in the tables and on the page.
let chosen = null, lit = [];
const spots = new Map();
function light(reading) {
  for (const [one, name] of lit) { cells[one]?.classList.remove(name); cells[one]?.closest("tr").classList.remove("near"); for (const spot of spots.get(one) || []) spot.classList.remove(name, "hot"); }
  lit = [];
  if (reading === null) return;
  const mark = (one, name) => { lit.push([one, name]); cells[one]?.classList.add(name); for (const spot of spots.get(one) || []) spot.classList.add(name); };
  membersOf(reading).forEach((one) => mark(one, "member"));
  partnersOf(reading).forEach((one) => { mark(one, "partner"); cells[one]?.closest("tr").classList.add("near"); });
  for (const one of besides(reading)) { lit.push([one, "beside"]); cells[one]?.closest("tr").classList.add("near"); }
  for (const spot of spots.get(reading) || []) spot.classList.add("hot");
  lit.push([reading, "hot"]);
}

function choose(reading, { show = false, focus = false } = {}) {
  if (chosen !== null) { cells[chosen]?.removeAttribute("aria-current"); for (const spot of spots.get(chosen) || []) spot.removeAttribute("aria-current"); }
  chosen = reading;
  const cell = cells[reading];
  if (cell) {
    const row = cell.closest("tr"), block = cell.closest(".block");
    if (row.hidden || block.hidden) clearFilters();
    cell.setAttribute("aria-current", "true");
    settle(cell);
    if (show) openDock();
    if (focus) cell.focus({ preventScroll: true });
    if (focus || show) reveal(cell);
  }
  if (!$("dock").hidden) { showPlace(reading); showProof(reading); }
  light(reading);
}
// Keeps a cell in sight: in the box that it scrolls in, above the dock, under the head, right of the label column.
function reveal(cell) {
  const box = cell.closest(".stack") || cell.closest(".half"), label = cell.closest("tr").querySelector("th"), dock = $("dock");
  const scrolls = box.classList.contains("scrolls"), head = headHeight(cell), bar = document.querySelector(".filters").getBoundingClientRect().height;
  const foot = !dock.hidden && dock.getBoundingClientRect().top > 40 ? dock.getBoundingClientRect().top : innerHeight;
  let at = cell.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  if (scrolls && (at.top < frame.top + head || at.bottom > frame.top + box.clientHeight)) box.scrollTop += at.top - frame.top - (head + box.clientHeight) / 2;
  at = cell.getBoundingClientRect();
  const top = bar + (scrolls ? 0 : head);
  if (at.top < top + 10 || at.bottom > foot - 10) scrollBy(0, at.top - (top + foot) / 2);
  at = cell.getBoundingClientRect();
  const left = label.getBoundingClientRect().right, right = box.getBoundingClientRect().right;
  if (at.left < left) box.scrollLeft -= left - at.left + 8;
  else if (at.right > right) box.scrollLeft += at.right - right + 8;
}
// One stop for the Tab key in each table; arrows move inside.
function settle(cell) {
  for (const other of cell.closest(".half").querySelectorAll('.n[tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
}
for (const half of document.querySelectorAll(".half")) { const first = half.querySelector(".n"); if (first) first.tabIndex = 0; else half.tabIndex = 0; }

const tables = $("tables");
tables.addEventListener("click", (event) => { const cell = event.target.closest("button[data-r]"); if (cell) choose(Number(cell.dataset.r), { show: true }); });
tables.addEventListener("focusin", (event) => { const cell = event.target.closest("button[data-r]"); if (cell && Number(cell.dataset.r) !== chosen) choose(Number(cell.dataset.r)); });
tables.addEventListener("mouseover", (event) => { const cell = event.target.closest("button[data-r]"); if (cell) light(Number(cell.dataset.r)); });
tables.addEventListener("mouseout", (event) => { if (event.target.closest("button[data-r]")) light(chosen); });
tables.addEventListener("keydown", (event) => {
  const cell = event.target.closest("button[data-r]");
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  if (!cell || !moves[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const [down, right] = moves[event.key];
  const next = down ? neighbourBelow(cell, down) : neighbourBeside(cell, right);
  if (next) choose(Number(next.dataset.r), { focus: true });
});
// Sideways, past the last column of the Japanese table into the English one.
function neighbourBeside(cell, step) {
  const row = cell.closest("tr"), inRow = [...row.querySelectorAll(".n")], next = inRow[inRow.indexOf(cell) + step];
  if (next) return next;
  const half = row.closest(".half"), other = step > 0 ? half.nextElementSibling : half.previousElementSibling;
  const there = other ? [...other.querySelectorAll(`tr[data-k="${row.dataset.k}"] .n`)] : [];
  return step > 0 ? there[0] : there[there.length - 1];
}
function neighbourBelow(cell, step) {
  const at = [...cell.closest("tr").children].indexOf(cell.parentElement);
  let row = cell.closest("tr");
  for (;;) {
    row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (!row) return null;
    const next = !row.hidden && row.children[at]?.querySelector(".n");
    if (next) return next;
  }
}
