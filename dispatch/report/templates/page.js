/* The list at the top when it is long, links into folded places, and paper. */
const filters = $$("[data-filter]");
filters.forEach(button => button.addEventListener("click", () => {
  const wanted = button.dataset.filter;
  filters.forEach(other => other.setAttribute("aria-pressed", other === button));
  let shown = 0;
  $$(".group, .claim").forEach(part => {
    part.hidden = Boolean(wanted) && part.dataset.verdict !== wanted;
    if (part.matches(".claim") && !part.hidden) shown++;
    if (part.matches(".group") && wanted && !part.hidden) part.open = true;
  });
  $(".filter .note").textContent = say("shown", { n: shown, total: DATA.claims.length });
}));

let shut = [];
addEventListener("beforeprint", () => {
  halt();
  shut = $$("details:not([open]):not(.noprint)");
  shut.forEach(fold => { fold.open = true; });
});
addEventListener("afterprint", () => shut.forEach(fold => { fold.open = false; }));
})();
