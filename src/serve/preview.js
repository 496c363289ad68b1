// Keeps a page of the preview as it is in the site now. Served and added by `haeseol serve`, never a part of a site.
//
// 1. `connect` listens to the event stream; a message says which files have changed and what is wrong.
// 2. `refresh` fetches the page anew and `morph`s this one into it, so that all that the reader and the theme's script
//    have done (scroll, focus, open questions, what is typed, listeners) stays.
// 3. `show` brings the block that has changed into view and lets it flash once.
// 4. `panel` shows errors, warnings, or that the page is gone, over the page, in the words that the server has put in.
//
// As in theme.js, nothing is global, and an author's `const URL` or `<img name="body">` changes nothing here.

((native) => {
  const { Array, CustomEvent, DOMParser, Date, Document, Event, EventSource, JSON, Map, Math, Node, Object, Proxy, Reflect, Set } = window;
  const { URL, URLSearchParams, Uint16Array, WeakMap, addEventListener, clearTimeout, decodeURIComponent, encodeURIComponent } = window;
  const { fetch, matchMedia, scrollTo, setTimeout } = window;
  /** A document whose own properties are not hidden by elements of their names. */
  const unhidden = (page) => new Proxy(page, {
    get: (_, name) => {
      const value = Reflect.get(Document.prototype, name, page);
      return typeof value === 'function' ? value.bind(page) : value;
    },
    set: (_, name, value) => Reflect.set(Document.prototype, name, value, page),
  });
  const document = unhidden(native);
  const words = 'WORDS';
  const own = document.currentScript;
  const { page, base, draft } = own.dataset;
  let { version } = own.dataset;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  own.remove();

  // Morphing.
  //
  // `born` has, for each node that came with the page, the node as the server has sent it. That distinguishes what a
  // script or the reader has changed since from what the server changes: the page is touched only where two versions of
  // the server differ. A node without an entry is not the server's, and left alone.

  const born = new WeakMap();
  const remember = (node, sent) => {
    born.set(node, sent);
    sent.childNodes.forEach((child, i) => node.childNodes[i] && remember(node.childNodes[i], child));
  };
  let canMorph = true;
  try {
    remember(document.documentElement, document.documentElement.cloneNode(true));
  } catch {
    canMorph = false; // a form with a field named `childNodes` hides its own: such a page is loaded again
  }

  const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, dt, dd, pre, blockquote, figure, tr, summary, details, table, section, header.title';
  // Parts that the theme's script looks for once, when a page is loaded.
  const HELD = 'section[id], table, .footnotes, form, input, button, dialog, #hs-terms';
  let touched; // elements that have changed
  let held; // whether a part of HELD came or went

  const kind = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.localName : node.nodeType);
  const id = (node) => (node.nodeType === Node.ELEMENT_NODE && node.id) || '';
  const touch = (node) => touched.add(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const holds = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(HELD) || node.querySelector(HELD) !== null);

  const attributes = (node, old, next) => {
    for (const { name } of [...old.attributes]) {
      // The root's are the theme's too, set before this script has run.
      if (!next.hasAttribute(name) && node !== document.documentElement) node.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) === value) continue;
      if (name === 'open' && node.localName === 'details') continue;
      node.setAttribute(name, value);
      if (node.matches('img, source, video, audio')) touch(node);
    }
  };

  /** Makes `node` what `next` is, as far as the server goes. */
  const morph = (node, next) => {
    const old = born.get(node);
    born.set(node, next);
    if (next.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue === next.nodeValue) return;
      node.nodeValue = next.nodeValue;
      touch(node);
      return;
    }
    attributes(node, old, next);
    children(node, [...next.childNodes]);
  };

  /** Which of the new children is which of the old ones: by id, then by what is the same, then by position and kind. */
  const pair = (before, after) => {
    const pairs = new Map();
    const byId = new Map(before.filter(id).map((node) => [id(node), node]));
    const left = new Set(before);
    const join = (next, node) => { pairs.set(next, node); left.delete(node) };
    for (const next of after) {
      const node = id(next) && byId.get(id(next));
      if (node && left.has(node) && kind(node) === kind(next)) join(next, node);
    }
    const free = before.filter((node) => left.has(node) && !id(node));
    const rest = after.filter((next) => !pairs.has(next) && !id(next));
    const same = (i, j) => born.get(free[i]).isEqualNode(rest[j]);
    let start = 0;
    while (start < free.length && start < rest.length && same(start, start)) start += 1;
    let end = 0;
    while (end < Math.min(free.length, rest.length) - start && same(free.length - 1 - end, rest.length - 1 - end)) end += 1;
    for (let i = 0; i < start; i += 1) join(rest[i], free[i]);
    for (let i = 1; i <= end; i += 1) join(rest.at(-i), free.at(-i));
    // What is left in between: the longest list of equal nodes in the same order holds the others in place.
    const [a, b] = [free.slice(start, free.length - end), rest.slice(start, rest.length - end)];
    const anchors = a.length * b.length <= 40000 ? common(a, b) : [];
    let [i, j] = [0, 0];
    for (const [x, y] of [...anchors, [a.length, b.length]]) {
      for (; j < y; j += 1) {
        const at = a.slice(i, x).findIndex((node) => kind(node) === kind(b[j]));
        if (at < 0) continue;
        join(b[j], a[i + at]);
        i += at + 1;
      }
      if (x < a.length) join(b[y], a[x]);
      [i, j] = [x + 1, y + 1];
    }
    return pairs;
  };

  const common = (a, b) => {
    const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    const same = a.map((node) => b.map((next) => born.get(node).isEqualNode(next)));
    for (let i = a.length - 1; i >= 0; i -= 1) {
      for (let j = b.length - 1; j >= 0; j -= 1) {
        length[i][j] = same[i][j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    const found = [];
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (same[i][j]) found.push([i++, j++]);
      else if (length[i + 1][j] >= length[i][j + 1]) i += 1;
      else j += 1;
    }
    return found;
  };

  const children = (parent, after) => {
    const before = [...parent.childNodes].filter((node) => born.has(node));
    const pairs = pair(before, after);
    const kept = new Set(pairs.values());
    for (const node of before) {
      if (kept.has(node)) continue;
      held ||= holds(node);
      if (isSheet(node)) continue; // goes when the new one has come
      touch(parent);
      node.remove();
    }
    let place = before.find((node) => kept.has(node)) ?? null;
    const skip = (node) => {
      do node = node.nextSibling; while (node && !kept.has(node));
      return node;
    };
    for (const next of after) {
      const node = pairs.get(next);
      if (node === undefined) {
        const fresh = document.importNode(next, true);
        remember(fresh, next);
        held ||= holds(fresh);
        parent.insertBefore(fresh, place);
        touch(fresh);
      } else {
        if (node === place) place = skip(node);
        else parent.insertBefore(node, place);
        const old = born.get(node);
        if (isSheet(node) && old.getAttribute('href') !== next.getAttribute('href')) restyle(node, next);
        else if (!old.isEqualNode(next)) morph(node, next);
      }
    }
  };

  const isSheet = (node) => node.localName === 'link' && node.relList.contains('stylesheet');

  /** Puts a style sheet in the place of another, which goes when the new one is there: no moment without style. */
  const restyle = (node, next) => {
    const fresh = document.importNode(next, true);
    born.set(fresh, next);
    fresh.onload = fresh.onerror = () => node.remove();
    born.delete(node);
    node.after(fresh);
  };

  // What has changed.

  const show = () => {
    const main = document.querySelector('main');
    const blocks = [...touched]
      .map((element) => (element.isConnected && main?.contains(element) && element !== main ? element.closest(BLOCKS) ?? element : null))
      .filter((element, i, all) => element && element !== main && !element.closest('nav') && all.indexOf(element) === i);
    // The text before the lists that are made of it; the innermost blocks.
    const inner = blocks.filter((block) => !blocks.some((other) => other !== block && block.contains(other)));
    const text = inner.filter((block) => !block.closest('#hs-terms, #hs-sources'));
    const changed = (text.length ? text : inner)
      .map((block) => block.closest('details:not([open])') ?? block)
      .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    if (changed.length === 0) return;
    const seen = (block) => {
      const { top, bottom } = block.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    };
    if (!changed.some(seen)) {
      changed[0].scrollIntoView({ block: 'center', behavior: calm.matches ? 'instant' : 'smooth' });
    }
    if (calm.matches) return;
    for (const block of changed.slice(0, 20)) {
      block.animate(
        [{ backgroundColor: 'color-mix(in srgb, Highlight 45%, transparent)' }, { backgroundColor: 'transparent' }],
        { duration: 1200, easing: 'ease-in', id: 'haeseol-changed' },
      );
    }
  };

  // A reload that keeps what can be kept.

  const KEPT = 'haeseol-preview';
  const reload = () => {
    const open = [...document.querySelectorAll('details')].map((details) => details.open);
    const typed = [...document.querySelectorAll('input:not([type=hidden])')].map((input) => [input.value, input.checked]);
    try {
      window.sessionStorage.setItem(KEPT, JSON.stringify({ address: location.href, y: window.scrollY, open, typed, focus: document.activeElement?.id }));
    } catch { /* then it is a plain reload */ }
    location.reload();
  };
  const restore = () => {
    let kept;
    try {
      kept = JSON.parse(window.sessionStorage.getItem(KEPT));
      window.sessionStorage.removeItem(KEPT);
    } catch { /* nothing kept */ }
    if (kept?.address !== location.href) return;
    const details = [...document.querySelectorAll('details')];
    if (details.length === kept.open.length) details.forEach((one, i) => { one.open = kept.open[i] });
    const inputs = [...document.querySelectorAll('input:not([type=hidden])')];
    if (inputs.length === kept.typed.length) {
      inputs.forEach((input, i) => {
        if (input.type === 'file') return;
        [input.value, input.checked] = kept.typed[i];
        if (kept.typed[i][0]) input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
    if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
    scrollTo({ top: kept.y, behavior: 'instant' });
  };
  addEventListener('load', restore);

  // Fetching.

  const scripts = (within) =>
    [...within.querySelectorAll('script')]
      .filter((script) => !/json/.test(script.type) && !script.src.includes('/__haeseol/'))
      .map((script) => script.getAttribute('src') ?? script.textContent)
      .join('\n');
  const firstScripts = scripts(document);
  let astray = false; // whether the page has gone from the site
  let busy = false;
  let again = false;

  const refresh = async () => {
    if (busy) { again = true; return }
    busy = true;
    do {
      again = false;
      try {
        await fetchAndMorph();
      } catch { /* the server is gone; there is word when it is back */ }
    } while (again);
    busy = false;
  };

  const fetchAndMorph = async () => {
    const response = await fetch(location.pathname + location.search, { cache: 'no-store' });
    const html = await response.text();
    const next = unhidden(new DOMParser().parseFromString(html, 'text/html'));
    const sent = next.querySelector('script[src="/__haeseol/preview.js"]');
    if (!sent) return;
    const fresh = sent.dataset.version;
    if (fresh && astray) {
      astray = false;
      hide();
    }
    // A page that was missing, or could not be made, is another page now.
    if (!version || response.redirected) { if (fresh) reload(); return }
    if (!fresh || fresh === version) return;
    sent.remove();
    if (!canMorph || scripts(next) !== firstScripts) { reload(); return }
    version = fresh;
    touched = new Set();
    held = false;
    try {
      morph(document.documentElement, next.documentElement);
    } catch {
      held = true; // such a form has come
    }
    document.title = next.title;
    if (held) { reload(); return }
    document.dispatchEvent(new CustomEvent('haeseol:changed', { detail: { elements: [...touched] } }));
    show();
  };

  /** Loads files again that the page shows and whose names have not changed. */
  const renew = (changed) => {
    const paths = new Set(changed.map((path) => base + path));
    const stale = (address) => {
      try {
        const url = new URL(address, location.href);
        return url.origin === location.origin && paths.has(decodeURIComponent(url.pathname));
      } catch {
        return false; // no address of a file
      }
    };
    const newer = (address) => {
      const url = new URL(address, location.href);
      url.searchParams.set('haeseol', Date.now());
      return url.href;
    };
    if ([...document.scripts].some((script) => script.src && stale(script.src))) { reload(); return }
    for (const link of document.querySelectorAll('link[rel~=stylesheet]')) {
      if (!stale(link.href)) continue;
      const fresh = link.cloneNode();
      fresh.href = newer(link.href);
      fresh.onload = fresh.onerror = () => link.remove();
      if (born.has(link)) born.set(fresh, born.get(link));
      born.delete(link);
      link.after(fresh);
    }
    for (const media of document.querySelectorAll('img, source, video, audio, iframe, embed')) {
      if (!media.src || !stale(media.src)) continue;
      // The copies for smaller screens are old too.
      media.removeAttribute('srcset');
      media.src = newer(media.src);
    }
  };

  // What is said over the page. All text goes in as text.

  const host = document.createElement('haeseol-preview');
  host.lang = words.lang;
  host.style.cssText = 'all: initial; display: block';
  const shadow = host.attachShadow({ mode: 'open' });
  const make = (name, parts = [], properties = {}) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...parts);
    return element;
  };
  const style = make('style', [`
    :host { color-scheme: light dark;
      --text: light-dark(#1b1a18, #f1efea); --soft: light-dark(#57534c, #bdb8ae); --ground: light-dark(#fffdfb, #1f1d1c); --shade: light-dark(#f4f0ec, #2b2827);
      --line: light-dark(#e2dcd4, #433f3b); --edge: light-dark(#858075, #8d9199); --link: light-dark(#0a4c8b, #8cbcff);
      --error: light-dark(#b3261e, #ff8a80); --warning: light-dark(#8a5300, #f2b75c); --calm: light-dark(#0b57d0, #a8ccff); --good: light-dark(#1d6b34, #7fd69a) }
    .panel { --tone: var(--error); position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 75vh; overflow: auto;
      padding: 0 clamp(1rem, 4vw, 3rem) 1rem; border-top: 4px solid var(--tone); color: var(--text); background: var(--ground);
      box-shadow: 0 -4px 32px rgb(0 0 0 / .3); overscroll-behavior: contain }
    .panel, .badge, .note { font: 1rem/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere }
    .panel:focus-visible { outline: 3px solid var(--calm); outline-offset: -3px }
    .panel.warnings { --tone: var(--warning) }
    .panel.calm { --tone: var(--calm) }
    .top { position: sticky; top: 0; display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .75rem 0; background: var(--ground) }
    h1 { margin: 0; font-size: 1.15rem; line-height: 1.4 }
    h2 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--tone) }
    button { flex: none; font: inherit; min-width: 44px; min-height: 44px; padding: 0 .9rem; color: inherit; background: none;
      border: 1px solid var(--edge); border-radius: 8px; cursor: pointer; white-space: nowrap }
    button:hover { background: var(--shade) }
    button:focus-visible, a:focus-visible { outline: 3px solid var(--calm); outline-offset: 2px; border-radius: 2px }
    ol { margin: 0; padding: 0; list-style: none }
    p + ol { margin-top: .75rem }
    li { padding: .75rem 0; border-top: 1px solid var(--line) }
    p { margin: .35rem 0 0 }
    .place, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "D2Coding", "Noto Sans Mono CJK KR", monospace; font-size: .875rem }
    .place { color: var(--soft) }
    a.place { display: inline-block; padding: .25rem 0; color: var(--link) }
    pre { margin: .4rem 0 0; padding: .5rem .75rem; overflow-x: auto; line-height: 1.5; color: inherit; background: var(--shade); border-radius: 8px }
    pre mark { color: var(--tone); font-weight: 700; background: none; border-bottom: 2px solid; padding-bottom: 1px }
    pre mark:empty { display: inline-block; width: 1ch; height: 1em; vertical-align: text-bottom }
    pre .cut { color: var(--soft) }
    a { color: var(--link) }
    .corner { position: fixed; z-index: 2147483646; right: .75rem; bottom: .75rem; display: flex; gap: .5rem; align-items: center }
    .mark { font: .875rem/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere;
      padding: 0 1rem; color: var(--text); background: var(--shade); border: 1px solid var(--line); border-left: 3px solid var(--warning) }
    .mark summary { min-height: 44px; line-height: 44px; font-weight: 600; cursor: pointer }
    .mark summary:focus-visible { outline: 3px solid var(--calm) }
    .mark { --tone: var(--warning) }
    del { color: var(--error) } ins { color: var(--good); font-weight: 700; text-decoration: none }
    .badge { padding: .3rem .8rem; border-radius: 8px; color: light-dark(#fff, #1b1a18); background: light-dark(#3a3733, #d8d4cb); font-size: .875rem }
    .badge.good { background: var(--good) }
    .note { min-height: 36px; padding: 0 .8rem; font-size: .875rem; color: var(--text); background: var(--ground); border: 1px solid var(--line); box-shadow: 0 1px 6px rgb(0 0 0 / .2) }
    .note::before { content: ""; display: inline-block; width: .55rem; height: .55rem; margin-right: .45rem; border-radius: 50%; background: var(--warning) }
    @media print { .panel, .corner { display: none } }
  `]);
  // There from the beginning, so that a screen reader announces what is put in.
  const alert = make('div', [], { role: 'alert' });
  const status = make('div', [], { role: 'status' });
  const notes = make('div');
  shadow.append(style, alert, make('div', [status, notes], { className: 'corner' }));
  document.documentElement.append(host);

  const say = (text, n) => text.replace('{n}', n);
  const hide = () => alert.replaceChildren();
  const panel = (title, parts, tone = '') => {
    const heading = make('h1', [title], { id: 'title' });
    const button = make('button', [words.hide], { type: 'button', onclick: hide });
    const box = make('div', [make('div', [heading, button], { className: 'top' }), ...parts], { className: `panel ${tone}`, tabIndex: 0 });
    box.setAttribute('role', 'region');
    box.setAttribute('aria-labelledby', 'title');
    alert.replaceChildren(box);
  };
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && alert.hasChildNodes()) hide();
  }, true);

  const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u;
  const width = (text) => [...text].reduce((sum, c) => sum + (wide.test(c) ? 2 : 1), 0);
  /** As much of a text as has room, from its beginning or up to its end. */
  const fit = (text, room, fromEnd) => {
    let kept = '';
    for (const c of fromEnd ? [...text].reverse() : text) {
      if (width(kept + c) > room) return fromEnd ? ['…', kept] : [kept, '…'];
      kept = fromEnd ? c + kept : kept + c;
    }
    return fromEnd ? ['', kept] : [kept, ''];
  };
  /** The line with the fault marked, cut around it to the width of the window. */
  const excerpt = ([start, marked, rest]) => {
    const margin = Math.min(48, Math.max(16, window.innerWidth * 0.04));
    // A digit of the font is a little over eight pixels wide.
    const room = Math.max(16, Math.floor((window.innerWidth - 2 * margin - 42) / 8.6));
    const before = start.trimStart();
    const after = rest.trimEnd();
    const [fault, more] = fit(marked, room - 4);
    const free = room - width(fault) - 2;
    const half = Math.floor(free / 2);
    const left = Math.min(width(before), Math.max(half, free - width(after)));
    const [cut, shown] = fit(before, left, true);
    const [tail, end] = fit(more ? '' : after, free - left);
    const dots = (text) => make('span', [text], { className: 'cut' });
    return make('pre', [dots(cut), shown, make('mark', [fault]), dots(more), tail, dots(end)]);
  };
  // The files are on the machine that runs the preview.
  const isHere = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  const entry = ({ message, file, line, column, excerpt: text, hint, related, link, count }) => {
    const place = [file, line, column].filter((part) => part !== null).join(':');
    const parts = [make('h2', [count > 1 ? `${message} (×${count})` : message])];
    if (link && isHere) parts.push(make('a', [place], { className: 'place', href: link, title: words.open }));
    else parts.push(make('p', [place], { className: 'place' }));
    if (text) parts.push(excerpt(text));
    if (hint) parts.push(make('p', [hint], { className: 'hint' }));
    for (const other of related) parts.push(make('p', [other], { className: 'place' }));
    return make('li', parts);
  };
  const total = (list) => list.reduce((sum, { count }) => sum + count, 0);
  const counted = (n, one, many) => (n === 1 ? one : say(many, n));

  let wrong = '[]';
  const errors = (list) => {
    const text = JSON.stringify(list);
    if (text === wrong) return;
    const first = wrong === '[]';
    wrong = text;
    if (list.length === 0) {
      hide();
      if (!first) badge(words.fixed, 'good', 3000);
      return;
    }
    const stale = version ? [make('p', [words.stale])] : [];
    panel(counted(total(list), words.error, words.errors), [...stale, make('ol', list.map(entry))]);
  };

  /** A button that opens the list of warnings; an open list is kept as it is now. */
  const warnings = (list) => {
    const show = () => panel(words.warned, [make('ol', list.map(entry))], 'warnings');
    const shown = alert.querySelector('.warnings');
    if (list.length === 0) {
      notes.replaceChildren();
      if (shown) hide();
      return;
    }
    const button = make('button', [counted(total(list), words.warning, words.warnings)], { type: 'button', className: 'note', onclick: show });
    notes.replaceChildren(button);
    if (shown) show();
  };

  let fading;
  const badge = (text, tone = '', time) => {
    clearTimeout(fading);
    status.replaceChildren(make('div', [text], { className: `badge ${tone}` }));
    if (time) fading = setTimeout(() => status.replaceChildren(), time);
  };

  const gone = (successor, file) => {
    astray = true;
    if (file) {
      panel(words.draft, [make('p', [file], { className: 'place' }), make('p', [words.undraft])], 'calm');
      return;
    }
    const parts = [make('p', [words.why])];
    if (successor) {
      const address = base + successor.replace(/(^|\/)index\.html$/, '$1');
      const href = address.split('/').map(encodeURIComponent).join('/');
      const [before, after] = words.moved.split('{address}');
      parts[0] = make('p', [before, make('a', [address], { href }), after]);
    }
    panel(words.gone, parts, 'calm');
  };
  if (draft) gone(undefined, draft);

  // Translations that are behind their originals, each marked at its section. The marks are not of the page, so morphing leaves them.

  let marks = [];
  /** The words of `text`, those that `other` has not at this place in an element of their own. */
  const compared = (text, other, name) => {
    const [a, b] = [text, other ?? text].map((t) => t.split(/(?<=\s)/));
    let [start, end] = [0, 0];
    while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
    const middle = a.slice(start, a.length - end).join('');
    return [a.slice(0, start).join(''), ...(middle ? [make(name, [middle])] : []), a.slice(a.length - end).join('')];
  };
  const mark = ({ id, file, changes }) => {
    const line = (label, parts) => make('p', [make('b', [label]), ' ', ...parts]);
    const items = changes.map(({ what, before, now, translation }) => make('li', [
      make('h2', [what]),
      ...(before && before !== now ? [line(words.before, compared(before, now, 'del'))] : []),
      ...(now ? [line(words.original, compared(now, before, 'ins'))] : []),
      ...(translation ? [line(words.translation, [translation])] : []),
    ]));
    const box = make('details', [make('summary', [say(words.behind, changes.length)]), make('p', [file], { className: 'place' }), make('ol', items)], { className: 'mark' });
    const host = document.createElement('haeseol-behind');
    host.lang = words.lang;
    host.style.cssText = 'all: initial; display: block; margin: .75rem 0';
    host.attachShadow({ mode: 'open' }).append(style.cloneNode(true), box);
    const section = id ? document.getElementById(id) : document.querySelector('main .text, main article');
    const heading = id && section?.querySelector(':scope > .heading');
    if (heading) heading.after(host);
    else section?.prepend(host);
    marks.push(host);
  };
  const markBehind = async (any) => {
    const found = any && version ? await (await fetch(`/__haeseol/behind?${new URLSearchParams({ page })}`, { cache: 'no-store' })).json() : [];
    marks.forEach((host) => host.remove());
    marks = [];
    found.forEach(mark);
  };

  // The event stream.

  let source;
  let lost;
  const connect = () => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    const query = new URLSearchParams(version ? { page, version } : {});
    source = new EventSource(`/__haeseol/events?${query}`);
    source.onopen = () => {
      clearTimeout(lost);
      if (lost) status.replaceChildren();
      lost = undefined;
    };
    source.onerror = () => {
      lost ??= setTimeout(() => badge(words.ended), 1500);
      // Refused for good: a browser does not try again by itself then.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    };
    source.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.base !== base && message.errors.length === 0) {
        location.replace(version ? message.base + location.pathname.slice(base.length) : message.base);
        return;
      }
      errors(message.errors);
      warnings(message.warnings);
      if (message.gone.includes(page) && version) gone(message.moved[page], message.drafts[page]);
      else if (!version || astray || message.changed.includes(page)) refresh();
      renew(message.changed);
      markBehind(message.behind).catch(() => { /* the server is gone; there is word when it is back */ });
    };
  };
  const disconnect = () => source?.close();
  connect();
  // A page that is kept in memory, or a tab that nobody sees for long, holds no connection: browsers allow six.
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  let hidden;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(disconnect, 20000);
    else connect();
  });
})(document);
