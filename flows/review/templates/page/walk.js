// What needs a look: a list to walk with j and k.
const items = [...document.querySelectorAll("#items > li")];
let at = -1, kind = "";
const shown = () => items.filter((item) => !item.hidden);
function visit(item) {
  if (!item) return;
  for (const other of document.querySelectorAll('.item[aria-current="true"]')) other.removeAttribute("aria-current");
  at = items.indexOf(item);
  const press = item.querySelector(".item"), [, places, document_, page, line] = data.items[Number(item.dataset.i)];
  press.setAttribute("aria-current", "true");
  const list = $("items"), a = item.getBoundingClientRect(), b = list.getBoundingClientRect();
  if (a.top < b.top || a.bottom > b.bottom) list.scrollTop += a.top - b.top - b.height / 3;
  if (places.length) choose(places[0], { show: true, focus: true });
  else { press.focus({ preventScroll: true }); if (document_ && page) { openDock(); chosen = null; $("dock-title").textContent = item.querySelector(".title").textContent; drawSheet(document_, page, line); $("place").querySelector("li.here")?.scrollIntoView({ block: "center" }); $("proof").replaceChildren(...[...item.querySelectorAll(".detail")].map((one) => make("p", "", one.textContent))); } }
  const visible = shown();
  $("said").textContent = `${visible.indexOf(item) + 1} of ${visible.length}: ${item.textContent.replace(/\s+/g, " ").trim()}`;
}
function walk(step) {
  const visible = shown();
  if (!visible.length) return;
  const now = visible.indexOf(items[at]);
  visit(visible[now < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, now + step))]);
}
$("items")?.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) visit(item); });
for (const press of document.querySelectorAll(".kind")) press.addEventListener("click", () => {
  kind = press.dataset.kind; at = -1;
  for (const other of document.querySelectorAll(".kind")) other.setAttribute("aria-pressed", String(other === press));
  filter();
});
