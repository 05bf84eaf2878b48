// What a finger is to hit and does not: lower than the house's target, or lying over another one.
// Links in a sentence are let be, as in WCAG 2.5.8: the line decides their height.
() => {
  const least = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--target")) - .5;
  const seen = (one) => one.checkVisibility({visibilityProperty: true}) && !one.matches(".skip, [type=hidden]");
  const length = (one) => one.textContent.replace(/\s/g, "").length;
  const inSentence = (one) => {
    let block = one;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return block !== one && length(block) > [...block.querySelectorAll("a")].reduce((sum, a) => sum + length(a), 0);
  };
  const box = (one) => {
    const parts = [one, ...(one.matches("[type=checkbox], [type=radio]") ? one.labels : [])];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const most = (side) => Math.max(...boxes.map((b) => b[side])), fewest = (side) => Math.min(...boxes.map((b) => b[side]));
    return {one, left: fewest("left"), top: fewest("top"), right: most("right"), bottom: most("bottom")};
  };
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => seen(one) && !inSentence(one)).map(box);
  const told = ({one, left, top, right, bottom}) =>
    `${Math.round(right - left)} x ${Math.round(bottom - top)} px: ${one.outerHTML.slice(0, 120)}`;
  const floats = (one) => one && (/fixed|sticky/.test(getComputedStyle(one).position) || floats(one.parentElement));
  const still = all.filter(({one}) => !floats(one));
  const over = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 8 && !a.one.contains(b.one) && !b.one.contains(a.one);
  return [
    ...all.filter((a) => a.bottom - a.top < least || a.right - a.left < 24).map(told),
    ...still.filter((a, i) => still.slice(i + 1).some((b) => over(a, b))).map((a) => `lies over another: ${told(a)}`),
  ];
}
