// Only on the page that is shown where there is none: the language of the address first, and the pages whose names are
// nearest to the one asked for. As in theme.js, nothing is global, and no name of a page's own script or element matters.
(({ Boolean, DOMParser, Document, Object, Set, URL, decodeURIComponent, fetch }) => {
  const { createElement, querySelector } = Document.prototype;
  const root = querySelector.call(document, 'html');
  const find = (selector, within = root) => within.querySelector(selector);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const make = (name, properties, ...inside) => {
    const element = Object.assign(createElement.call(document, name), properties);
    element.append(...inside);
    return element;
  };

  // An address may be anything: what cannot be decoded (`/%`) is taken as it is.
  const decode = (text) => { try { return decodeURIComponent(text).normalize() } catch { return text } };
  const names = (address) => address.split('/').filter(Boolean).map(decode);
  const path = names(location.pathname);

  const here = all('main .pair > div').find(({ lang }) => path.includes(lang));
  if (here) {
    const own = `:scope > [lang="${here.lang}"]`;
    root.lang = here.lang;
    for (const pair of all('main .pair')) pair.prepend(find(own, pair));
    find('title').textContent = find('h1 > *').textContent;
  }

  // Pairs of letters: how many two names have in common, of all they have. Names of pages are not longer than 200 bytes.
  const pairs = (name = '') => new Set([...name.slice(0, 200).toLowerCase()].map((letter, i, letters) => letter + (letters[i + 1] ?? '')));
  const likeness = (a, b) => (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
  const ALIKE = 0.4;

  // The page to search lists everything there is.
  const suggest = async (link) => {
    const list = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
    const asked = pairs(path.at(-1));
    const near = all('main h3 > a, main dt > a', list)
      .map((a) => [new URL(a.getAttribute('href'), link.href), a.textContent])
      .map(([{ pathname, href }, name]) => [likeness(asked, pairs(names(pathname).at(-1))), href, name])
      .filter(([like]) => like > ALIKE)
      .sort(([a], [b]) => b - a)
      .slice(0, 3)
      .map(([, href, textContent]) => make('li', {}, make('a', { href, textContent })));
    if (near[0]) {
      link.closest('div').append(make('p', { textContent: link.dataset.near }), make('ul', { className: 'plain near' }, ...near));
    }
  };
  const link = find('[data-near]', here);
  // Without a network, or from a file, there is nothing to suggest.
  if (link) suggest(link).catch(() => {});
})(window);
