// Facing tables stand side by side where both fit; where they don't, each English row stands under its Japanese one.
// What fits then needs no box of its own to scroll in; the heads stay in sight either way.
const facings = [...document.querySelectorAll(".facing")];
const halvesOf = (facing) => [...facing.children];
const overflows = (box) => box.scrollWidth > box.clientWidth + 1;
const headOf = (half) => half.querySelector("thead th").getBoundingClientRect().height;
function arrange(some) {
  const boxes = some.filter((facing) => facing.clientWidth);
  for (const facing of boxes) { for (const box of [facing, ...halvesOf(facing)]) box.classList.remove("stack", "fits", "scrolls"); }
  const wide = boxes.filter((facing) => facing.children.length > 1 && halvesOf(facing).some(overflows));
  for (const facing of wide) facing.classList.add("stack");
  const stacked = new Set(wide);
  const fitting = boxes.flatMap((facing) => (stacked.has(facing) ? [facing] : halvesOf(facing))).map((box) => [box, overflows(box) ? "scrolls" : "fits"]);
  const heads = wide.map((facing) => headOf(facing.children[0]));
  wide.forEach((facing, place) => facing.style.setProperty("--head", `${heads[place]}px`));
  for (const [box, name] of fitting) box.classList.add(name);
}
// How much the head over a cell covers.
function headHeight(cell) {
  const facing = cell.closest(".facing"), stacked = facing.classList.contains("stack"), halves = stacked ? halvesOf(facing) : [cell.closest(".half")];
  return halves.reduce((sum, half) => sum + headOf(half), 0);
}
const blockOf = new Map(facings.map((facing) => [facing.closest(".block"), facing])), widths = new Map();
function arrangeAll() {
  document.documentElement.style.setProperty("--under", `${document.querySelector(".filters").getBoundingClientRect().height}px`);
  arrange(facings);
  for (const block of blockOf.keys()) widths.set(block, block.clientWidth);
}
arrangeAll();
// Windows of another width, and blocks that a filter brings back.
const observer = new ResizeObserver((entries) => requestAnimationFrame(() => {
  const changed = entries.map((entry) => entry.target).filter((block) => block.clientWidth !== widths.get(block));
  if (changed.length === blockOf.size) { arrangeAll(); return; }
  for (const block of changed) widths.set(block, block.clientWidth);
  arrange(changed.map((block) => blockOf.get(block)));
}));
for (const block of blockOf.keys()) observer.observe(block);
