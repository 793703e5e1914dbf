/**
 * Runs in a page: every text that can be seen and whose contrast with what it stands on is below 4.5, the least that
 * WCAG 2 allows, by where it is.
 */
export function paleTexts() {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const over = ([red, green, blue, alpha = 1], under) =>
    [red, green, blue].map((value, index) => value * alpha + under[index] * (1 - alpha));
  const ancestors = (element) => (element ? [...ancestors(element.parentElement), element] : []);
  const background = (element) =>
    ancestors(element).reduce(
      (under, each) => over(parse(getComputedStyle(each).backgroundColor), under),
      [255, 255, 255],
    );
  const luminance = (colour) => {
    const [red, green, blue] = colour
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (element) => {
    const under = background(element);
    const opacity = ancestors(element).reduce((all, each) => all * Number(getComputedStyle(each).opacity), 1);
    const [red, green, blue, alpha = 1] = parse(getComputedStyle(element).color);
    const [light, dark] = [
      luminance(over([red, green, blue, alpha * opacity], under)),
      luminance(under),
    ].sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  return [...document.querySelectorAll('body *:not(script, style, noscript, option)')]
    .filter((element) => hasText(element) && element.checkVisibility() && contrast(element) < 4.5)
    .map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`);
}
