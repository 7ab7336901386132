// Filters.
const blocks = [...document.querySelectorAll(".block")].map((block) => {
  const rows = new Map();
  for (const row of block.querySelectorAll("tr[data-k]")) add(rows, row.dataset.k, row);
  return { block, rows: [...rows.values()].map((parts) => ({ parts, heading: parts.every((row) => row.classList.contains("heading") || row.classList.contains("blank")) })) };
});
const textOf = (row) => (row.text ??= row.parts.map((part) => part.textContent).join(" ").normalize("NFKC").toLowerCase());
const classFor = { differing: "differs" };
function filter() {
  const statement = $("f-statement").value, verdict = $("f-verdict").value, text = $("f-text").value.normalize("NFKC").toLowerCase().trim();
  const name = classFor[verdict] || verdict;
  let count = 0;
  for (const { block, rows } of blocks) {
    const inStatement = !statement || block.dataset.statement === statement;
    let any = false, heading = null;
    for (const row of rows) {
      const hit = inStatement && !(row.heading && (verdict || text)) && (!text || textOf(row).includes(text)) && (!verdict || row.parts.some((part) => part.querySelector(`.n.${name}`)));
      for (const part of row.parts) part.hidden = !hit;
      any ||= hit;
      if (hit && !row.heading) count += 1;
    }
    block.hidden = !any;
  }
  let listed = 0;
  for (const item of items) {
    item.hidden = Boolean((kind && item.dataset.kind !== kind) || (statement && item.dataset.statement !== statement) || (verdict && verdict !== "differing" && verdict !== "inferred" && item.dataset.verdict !== verdict) || (verdict === "differing" && item.dataset.kind !== "disagreement") || (verdict === "inferred" && item.dataset.kind !== "inferred") || (text && !item.textContent.normalize("NFKC").toLowerCase().includes(text)));
    if (!item.hidden) listed += 1;
  }
  $("look-count").textContent = listed;
  $("f-count").textContent = statement || verdict || text ? `${count} rows` : "";
}
function clearFilters() { $("f-statement").value = ""; $("f-verdict").value = ""; $("f-text").value = ""; filter(); }
showWords();
for (const id of ["f-statement", "f-verdict"]) $(id).addEventListener("change", filter);
$("f-text").addEventListener("input", filter);
