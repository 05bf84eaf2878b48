// The elements of which the contrast must be worked out, as [element, what its contrast hangs on], given what is known.
// Contrast hangs on the letters' colour, size and weight and on what is painted behind them. Where the letters lie inside
// every painted box around them and touch no other painted box, that is the computed style of the element and of those
// around it: the same again has the same contrast, on whatever page and in whatever look. All others have "" for it.
// What only a screen reader finds (a box of one pixel, or left of the page) has none.
(known) => {
  const FIELD = "input:not([type=hidden]), select, textarea, button", PICTURE = "img, svg, video, canvas, object, iframe";
  const seen = new Set(known), ground = new WeakMap(), found = [], range = document.createRange();
  const behind = (one) => {
    if (!one) return {own: null, boxes: [], words: ""};
    if (!ground.has(one)) {
      const style = getComputedStyle(one), under = behind(one.parentElement);
      const paint = `${style.backgroundColor} ${style.backgroundImage}`, bare = paint === "rgba(0, 0, 0, 0) none";
      const effects = [style.opacity, style.filter, style.backdropFilter, style.mixBlendMode].join();
      const own = bare && !one.matches(PICTURE) ? null : one.getBoundingClientRect();
      ground.set(one, {
        own,
        boxes: own ? [...under.boxes, own] : under.boxes,
        words: under.words + (effects === "1,none,none,normal" ? "" : `|${effects}`) + (bare ? "" : `|${paint}`),
      });
    }
    return ground.get(one);
  };
  const inside = (part, box) => part.left > box.left - 1 && part.right < box.right + 1 && part.top > box.top - 1 && part.bottom < box.bottom + 1;
  const touches = (part, box) => part.left < box.right && part.right > box.left && part.top < box.bottom && part.bottom > box.top;
  const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  const painted = all.map((one) => behind(one).own).filter((box) => box);
  for (const one of all) {
    const letters = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!letters.length && !one.matches(FIELD)) continue;
    const {boxes, words} = behind(one), style = getComputedStyle(one), whole = one.getBoundingClientRect();
    if (whole.right + scrollX <= 0 || (style.overflow !== "visible" && whole.width <= 1 && whole.height <= 1)) continue;
    const parts = letters.flatMap((node) => { range.selectNodeContents(node); return [...range.getClientRects()]; });
    if (!parts.length) parts.push(whole);
    const alone = parts.every((part) => boxes.every((box) => inside(part, box))
      && painted.every((box) => boxes.includes(box) || !touches(part, box)));
    const hangs = alone ? `${style.color} ${style.fontSize} ${style.fontWeight} ${style.textShadow}${words}` : "";
    if (hangs && seen.has(hangs)) continue;
    if (hangs) seen.add(hangs);
    found.push([one, hangs]);
  }
  return found;
}
