// The elements that may be too small to hit or lie under another one: what axe must work out for itself. All others are
// right by its own rule (WCAG 2.5.8): as large as it asks, and nothing else that takes a tap reaches into their box. What
// is not shown (what lies in a closed <details> has a box all the same) it leaves alone.
() => {
  const TAPPED = "a, area, button, input, select, textarea, summary, option, "
    + "[role]:not([role=search], [role=region], [role=group], [role=img], [role=status], [role=alert], [role=list])";
  const LEAST = 24;
  const shown = (one) => one.checkVisibility({visibilityProperty: true});
  const all = [...document.querySelectorAll(TAPPED)].filter(shown).map((one) => ({one, box: one.getBoundingClientRect()}));
  const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  return all.filter(({one, box}) => box.width < LEAST || box.height < LEAST
    || all.some((other) => other.one !== one && meet(box, other.box))).map(({one}) => one);
}
