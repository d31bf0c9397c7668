/* An editor's own decision, with its reason: beside the verdict, never instead of it. */
$$(".claim").forEach(card => {
  const claim = DATA.claims[+card.dataset.claim], fold = $(".decide", card), body = fold && $(".body", fold);
  if (!body) return;
  fold.addEventListener("toggle", () => {
    if (!fold.open || body.childElementCount) return;
    const [decisionLabel, decision] = field("input", WORDS.decision, "", card.id + "-decision");
    const [reasonLabel, reason] = field("textarea", WORDS.reason, "", card.id + "-reason");
    const [nameLabel, name] = field("input", WORDS.name, "", card.id + "-name");
    const keep = make("button", "b", WORDS.keep), save = make("button", "b export", WORDS.export), status = make("p", "note");
    const bar = make("div", "blind");
    keep.type = save.type = "button";
    save.hidden = !DECISIONS.length && !LISTENINGS.length;
    save.addEventListener("click", exported);
    bar.append(keep, save);
    status.setAttribute("role", "status");
    keep.addEventListener("click", () => {
      const entry = { claim_id: claim.id, quote: claim.quote, name: name.value.trim(), time: new Date().toISOString(),
        decision: decision.value.trim(), reason: reason.value.trim() };
      if (!entry.name || !entry.decision || !entry.reason) { status.textContent = WORDS.incomplete; return; }
      const before = DECISIONS.findIndex(other => other.claim_id === claim.id);
      if (before >= 0) DECISIONS.splice(before, 1);
      DECISIONS.push(entry);
      const box = $(".editor", card), note = make("p"), by = make("span", "by");
      by.append(isolated(entry.name));
      note.append(make("b", "", entry.decision), document.createTextNode(" "), isolated(entry.reason), by);
      $$("p", box).forEach(old => old.remove());
      box.append(note);
      box.hidden = false;
      status.textContent = WORDS.kept;
      offerExport();
    });
    body.append(decisionLabel, decision, reasonLabel, reason, nameLabel, name, bar, status);
  });
});
