// What stays on the screen while the page is scrolled, and lies over something to tap or to write into.
// A bar along an edge of the window, as wide as the window and painted, is let be: what passes below it is out of sight
// as behind the window's edge. But it takes little of the window, and what gets the focus stands clear of it.
() => {
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const wide = document.documentElement.clientWidth, high = innerHeight;
  const style = getComputedStyle;
  const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  const floats = all.filter((one) => /fixed|sticky/.test(style(one).position));
  if (!floats.length) return [];
  const floating = (one) => one && floats.find((float) => float.contains(one));
  const targets = all.filter((one) => one.matches(TARGETS) && !floating(one) && !one.closest(".skip"));
  const told = (one) => one.outerHTML.slice(0, 120);
  const isBar = (float) => {
    const {left, right, top, bottom} = float.getBoundingClientRect();
    const painted = !/^(transparent|rgba\(.*, 0\.?\d*\))$/.test(style(float).backgroundColor);
    return painted && left < 1 && right > wide - 1 && (top < 1 || bottom > high - 1) && bottom - top <= high / 5;
  };
  const covered = (target) => [...target.getClientRects()].flatMap((box) => {
    const left = Math.max(box.left, 0), right = Math.min(box.right, wide), top = Math.max(box.top, 0), bottom = Math.min(box.bottom, high);
    if (right - left < 1 || bottom - top < 1) return [];
    const at = (low, far, part) => low + .5 + (far - low - 1) * part;
    return [0, .25, .5, .75, 1].flatMap((x) => [0, .5, 1].map((y) => document.elementFromPoint(at(left, right, x), at(top, bottom, y))));
  }).map(floating).find((float) => float && !isBar(float));
  const wrong = new Set();
  const last = document.documentElement.scrollHeight - high, here = scrollY;
  for (let at = 0; ; at = Math.min(at + high / 3, last)) {
    scrollTo({top: at, behavior: "instant"});
    for (const target of targets) {
      const float = covered(target);
      if (float) wrong.add(`${told(float)} lies over ${told(target)}`);
    }
    if (at >= last) break;
  }
  const focused = document.activeElement;
  for (const way of [[...targets].reverse(), targets])
    for (const target of way) {
      target.focus();
      if (document.activeElement !== target) continue;
      const box = target.getBoundingClientRect();
      for (const float of floats) {
        const bar = float.getBoundingClientRect();
        const free = high - (bar.bottom - bar.top);
        if (box.bottom - box.top < free && Math.min(box.bottom, bar.bottom) - Math.max(box.top, bar.top) > 1 && Math.min(box.right, bar.right) - Math.max(box.left, bar.left) > 1)
          wrong.add(`${told(float)} hides ${told(target)}, which has the focus`);
      }
    }
  focused.focus({preventScroll: true});
  scrollTo({top: here, behavior: "instant"});
  return [...wrong];
}
