// Only on the page that is shown where there is none: the language of the address first, and the pages whose names are
// nearest to the one asked for.

const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, properties, ...inside) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
};

const path = decodeURI(location.pathname).split('/').filter(Boolean);

const here = all('main .pair > div').find(({ lang }) => path.includes(lang));
if (here) {
  document.documentElement.lang = here.lang;
  for (const pair of all('main .pair')) pair.prepend(find(`:scope > [lang="${here.lang}"]`, pair));
  document.title = find('h1 > *').textContent;
}

// Pairs of letters: how many two names have in common, of all they have.
const pairs = (name) => new Set([...name.toLowerCase()].map((letter, i, letters) => letter + (letters[i + 1] ?? '')));
const likeness = (a, b) => (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
const ALIKE = 0.4;

// The page to search lists everything there is.
const suggest = async (link) => {
  const list = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
  const asked = pairs(path.at(-1) ?? '');
  const near = all('main h3 > a, main dt > a', list)
    .map((a) => [new URL(a.getAttribute('href'), link.href), a.textContent])
    .map(([url, name]) => [likeness(asked, pairs(decodeURI(url.pathname).split('/').at(-2))), url.href, name])
    .filter(([like]) => like > ALIKE)
    .sort(([a], [b]) => b - a)
    .slice(0, 3)
    .map(([, href, textContent]) => make('li', {}, make('a', { href, textContent })));
  if (near[0]) {
    link.closest('div').append(make('p', { textContent: link.dataset.near }), make('ul', { className: 'plain near' }, ...near));
  }
};
const search = find('[data-near]', here);
// Without a network, or from a file, there is nothing to suggest.
if (search) suggest(search).catch(() => {});
