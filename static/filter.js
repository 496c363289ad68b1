// The filter of the glossary and of the archive, and the order of the glossary. As in theme.js, nothing is global, and no name of a
// page's own script or element matters.
(({ Document, Map, RegExp, String }) => {
  const { createElement, querySelector } = Document.prototype;
  const root = querySelector.call(document, 'html');
  const find = (selector, within = root) => within.querySelector(selector);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const make = (name) => createElement.call(document, name);

  // Filter of the glossary and of the archive. ㅋ finds every syllable that begins so, and 코 finds 콜: what is typed is often half a syllable.
  const filter = find('#hs-filter');
  const FIRST = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
  const syllables = (from, count) => `[${String.fromCharCode(from)}-${String.fromCharCode(from + count - 1)}]`;
  const pattern = (typed) => RegExp([...typed].map((letter) => {
    const first = FIRST.indexOf(letter);
    if (first >= 0) return syllables(0xac00 + first * 588, 588);
    return /[가-힣]/.test(letter) && (letter.charCodeAt() - 0xac00) % 28 === 0
      ? syllables(letter.charCodeAt(), 28)
      : letter.replace(/[^\p{L}\p{N}]/u, '\\$&');
  }).join(''), 'i');
  const list = filter.closest('.text');
  const count = find('output', list);
  const bare = (text) => text.normalize().replace(/\s/g, '');
  const entries = all('.terms > div, .explainers > li', list).map((entry) => [entry, all('dt > *, h3, .folder', entry).map((name) => bare(name.textContent))]);
  const apply = () => {
    const typed = bare(filter.value);
    const wanted = pattern(typed);
    let found = 0;
    for (const [entry, names] of entries) {
      entry.hidden = !names.some((name) => wanted.test(name));
      found += !entry.hidden;
    }
    for (const group of all(':scope > section', list)) group.hidden = !find('li:not([hidden]), .terms > :not([hidden])', group);
    count.value = typed && (!found ? filter.dataset.none : found === 1 ? filter.dataset.one : filter.dataset.many.replace('{n}', found));
  };
  // The order: under first letters, as the page is written, or under categories. An entry is moved, so that it is there once.
  const orders = all('[name=hs-order]', list);
  const letters = new Map(entries.map(([entry]) => [entry, entry.parentNode]));
  const categories = new Map();
  const under = (category) => {
    if (!categories.has(category)) {
      const [group, title, terms] = ['section', 'h2', 'dl'].map(make);
      title.textContent = category;
      terms.className = 'terms';
      group.append(title, terms);
      list.append(group);
      categories.set(category, terms);
    }
    return categories.get(category);
  };
  const order = () => {
    const [, byCategory] = orders;
    const sorted = [...entries].sort(([a], [b]) => {
      const [one, two] = [a, b].map(({ dataset }) => dataset.category);
      return !one - !two || (one ?? '').localeCompare(two ?? '', root.lang);
    });
    for (const [entry] of byCategory.checked ? sorted : entries) {
      (byCategory.checked ? under(entry.dataset.category ?? byCategory.dataset.other) : letters.get(entry)).append(entry);
    }
    apply();
  };
  for (const choice of orders) choice.onchange = order;
  const clear = () => { filter.value = ''; apply() };
  filter.oninput = apply;
  filter.onkeydown = (event) => { if (event.key === 'Escape' && !event.isComposing) clear() };
  // A letter may point to a group that is filtered away, or not there in this order.
  find('.jump')?.addEventListener('click', () => {
    if (orders[1]?.checked) { orders[0].checked = true; order() }
    clear();
  });
})(window);
