document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape") { if (typing) typing.blur(); else closeDock(); return; }
  if (typing) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "/") { event.preventDefault(); $("f-text").focus(); }
  else if (!$("dock").hidden && ["c", "d", "a", "r"].includes(event.key)) $("proof").querySelector(`[data-key="${event.key}"]`)?.click();
  else return;
  if (event.key !== "/") event.preventDefault();
});
