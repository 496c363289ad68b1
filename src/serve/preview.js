// Keeps a page of the preview as it is in the site now. Served and added by `haeseol serve`, never a part of a site.
//
// 1. `connect` listens to the event stream; a message says which files have changed and what is wrong.
// 2. `refresh` fetches the page anew and `morph`s this one into it, so that all that the reader and the theme's script
//    have done (scroll, focus, open questions, what is typed, listeners) stays.
// 3. `show` brings the block that has changed into view and lets it flash once.
// 4. `panel` shows errors, or that the page is gone, over the page.
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
  const own = document.currentScript;
  const { page, base } = own.dataset;
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
      if (media.src && stale(media.src)) media.src = newer(media.src);
    }
  };

  // What is said over the page. All text goes in as text.

  const host = document.createElement('haeseol-preview');
  host.lang = 'en';
  host.style.cssText = 'all: initial; display: block';
  const shadow = host.attachShadow({ mode: 'open' });
  const make = (name, parts = [], properties = {}) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...parts);
    return element;
  };
  const style = make('style', [`
    :host { color-scheme: light dark }
    .panel { position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 75vh; overflow: auto;
      padding: 1rem clamp(1rem, 4vw, 3rem) 1.25rem; border-top: 4px solid light-dark(#b3261e, #ff8a80);
      color: light-dark(#1b1a18, #f1efea); background: light-dark(#fffaf9, #201d1d); box-shadow: 0 -4px 32px rgb(0 0 0 / .35);
      font: 1rem/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
      overscroll-behavior: contain }
    .panel:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8ccff); outline-offset: -3px }
    .calm { border-color: light-dark(#0b57d0, #a8ccff) }
    .top { display: flex; gap: 1rem; align-items: start; justify-content: space-between }
    h1 { margin: .2rem 0 0; font-size: 1.15rem; line-height: 1.4 }
    h2 { margin: 0; font-size: 1rem; color: light-dark(#9c1c1c, #ffb4ab); overflow-wrap: anywhere }
    button { flex: none; font: inherit; min-width: 44px; min-height: 44px; margin: -.25rem 0 0; padding: 0 .9rem; color: inherit; background: none;
      border: 1px solid light-dark(#858075, #8d9199); border-radius: 6px; cursor: pointer; white-space: nowrap }
    button:focus-visible, a:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8ccff); outline-offset: 2px }
    ol { margin: .5rem 0 0; padding: 0; list-style: none }
    li { padding: .75rem 0; border-top: 1px solid light-dark(#e5d9d7, #45403f) }
    p { margin: .25rem 0 0; overflow-wrap: anywhere }
    .place, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "D2Coding", "Noto Sans Mono CJK KR", monospace; font-size: .875rem }
    .place { color: light-dark(#57534c, #bdb8ae) }
    pre { margin: .5rem 0 0; padding: .5rem .75rem; overflow-x: auto; line-height: 1.4; color: inherit; background: light-dark(#f2ecea, #2b2727); border-radius: 6px }
    pre .ghost { visibility: hidden }
    pre .caret, pre mark { color: light-dark(#b3261e, #ff8a80); font-weight: 700; background: none }
    a { color: light-dark(#0a4c8b, #8cbcff) }
    .badge { position: fixed; z-index: 2147483647; right: .75rem; bottom: .75rem; padding: .3rem .7rem; border-radius: 6px;
      color: light-dark(#fff, #1b1a18); background: light-dark(#3a3733, #d8d4cb); font: .875rem/1.4 system-ui, sans-serif }
    @media print { .panel, .badge { display: none } }
  `]);
  // There from the beginning, so that a screen reader announces what is put in.
  const alert = make('div', [], { role: 'alert' });
  const status = make('div', [], { role: 'status' });
  shadow.append(style, alert, status);
  document.documentElement.append(host);

  const hide = () => alert.replaceChildren();
  const panel = (title, parts, calmly) => {
    const heading = make('h1', [title], { id: 'title' });
    const button = make('button', ['Hide (Esc)'], { type: 'button', onclick: hide });
    const box = make('div', [make('div', [heading, button], { className: 'top' }), ...parts], { className: calmly ? 'panel calm' : 'panel', tabIndex: 0 });
    box.setAttribute('role', 'region');
    box.setAttribute('aria-labelledby', 'title');
    alert.replaceChildren(box);
  };
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && alert.hasChildNodes()) hide();
  }, true);

  /** A caret below the fault: what stands before it is there twice, once unseen, so that any font lines up. */
  const excerpt = ([before, marked, after]) => {
    const wide = [...marked].reduce((sum, c) => sum + (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(c) ? 2 : 1), 0);
    return make('pre', [
      before, make('mark', [marked]), after, '\n',
      make('span', [before], { className: 'ghost', ariaHidden: 'true' }),
      make('span', ['^'.repeat(Math.max(1, wide))], { className: 'caret' }),
    ]);
  };
  let wrong = '';
  const errors = (list) => {
    const text = JSON.stringify(list);
    if (text === wrong) return;
    wrong = text;
    if (list.length === 0) { hide(); return }
    const entry = (error) => {
      const place = [error.file, error.line, error.column].filter((part) => part !== null).join(':');
      const parts = [make('h2', [error.message]), make('p', [place], { className: 'place' })];
      if (error.excerpt) parts.push(excerpt(error.excerpt));
      if (error.hint) parts.push(make('p', [error.hint], { className: 'hint' }));
      for (const other of error.related) parts.push(make('p', [other], { className: 'place' }));
      return make('li', parts);
    };
    const count = list.length === 1 ? 'The site has an error' : `The site has ${list.length} errors`;
    panel(version ? `${count}; this is the last good page` : count, [make('ol', list.map(entry))]);
  };

  const gone = (successor) => {
    astray = true;
    const parts = [make('p', ['It was deleted, renamed or made a draft.'])];
    if (successor) {
      const address = base + successor.replace(/(^|\/)index\.html$/, '$1');
      const href = address.split('/').map(encodeURIComponent).join('/');
      parts[0] = make('p', ['It is now at ', make('a', [address], { href })]);
    }
    panel('This page is no longer in the site', parts, true);
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
      lost = undefined;
      status.replaceChildren();
    };
    source.onerror = () => {
      lost ??= setTimeout(() => {
        status.replaceChildren(make('div', ['The preview has ended; waiting for it to come back'], { className: 'badge' }));
      }, 1500);
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
      if (message.gone.includes(page) && version) gone(message.moved[page]);
      else if (!version || astray || message.changed.includes(page)) refresh();
      renew(message.changed);
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
