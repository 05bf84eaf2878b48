// What axe must be asked again of a page that it found right in another look (another width, dark, larger letters):
// null for everything; else the elements that it sees otherwise now, and whether its rules about the page as a whole
// (its headings, its landmarks, what lies outside of these) may say something else. Beside what hangs on colours and sizes,
// axe asks an element for itself, what is in it, what is around it, and what it points to: whether that is shown, or lies
// beside the page, or is cut away. `remember` is for the look that was found right.
() => {
  const STYLES = ["visibility", "opacity", "position", "clip", "clipPath", "overflowX", "overflowY"];
  const POINTING = "input, select, textarea, [role], [headers], [aria-labelledby], [aria-describedby], [aria-controls], [aria-owns], [aria-errormessage]";
  const FRAME = "h1, h2, h3, h4, h5, h6, header, main, nav, footer, aside, form, section, iframe, [role], [aria-live], a[href^='#']";
  const all = [...document.querySelectorAll("body, body *")];
  const states = all.map((one) => {
    if (!one.checkVisibility()) return "";
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const beside = box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
    return `${STYLES.map((name) => style[name])} ${beside} ${box.width <= 1} ${box.height <= 1}`;
  });
  const words = [document.title, document.documentElement.lang, document.body.outerHTML].join("|");
  const kept = window.axeFoundRight?.words === words ? window.axeFoundRight : {words, looks: []};
  const remember = () => { kept.looks.push(states); window.axeFoundRight = kept; };
  if (!kept.looks.length) return {again: null, remember};
  const changed = kept.looks.map((look) => all.filter((_one, i) => look[i] !== states[i])).sort((a, b) => a.length - b.length)[0];
  const again = new Set(changed);
  if (changed.length) for (const one of document.querySelectorAll(POINTING)) again.add(one);
  for (const one of changed) for (let around = one.parentElement; around; around = around.parentElement) again.add(around);
  const names = new Set([...document.querySelectorAll("[aria-labelledby]")].flatMap((one) => one.getAttribute("aria-labelledby").split(/\s+/)));
  const isFrame = (one) => one.matches(FRAME) || !one.closest("main, header, nav, footer")
    || [...names].some((name) => document.getElementById(name)?.contains(one));
  return {again: [...again], frame: changed.some(isFrame), remember};
}
