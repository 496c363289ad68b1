// The reader's script. Every page is whole without it; what it adds is below, a part each:
// theme, section in view, header, questions, tables, notes, cards, front door, search.
//
// Nothing in it is global, and an author's own script and HTML cannot change what it means by a name: what the browser
// has is taken from `window`, which a page's `const history` does not change, and from the prototypes, because
// `<img name="body">` takes the place of `document.body`, and `<input name="closest">` that of its form's method.

(({ CSS, Document, Element, Event, Math, ResizeObserver, addEventListener, clearTimeout, decodeURIComponent, dispatchEvent, matchMedia, removeEventListener, requestAnimationFrame, scrollBy, setTimeout }) => {
  const { createElement, querySelector } = Document.prototype;
  const root = querySelector.call(document, 'html');
  const make = (name) => createElement.call(document, name);
  const find = (selector, within = root) => within.querySelector(selector);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const around = (node, selector) => (node instanceof Element ? Element.prototype.closest.call(node, selector) : null);

  // A browser may forbid storage; then nothing is remembered, and that is all.
  const recall = (key) => { try { return window.localStorage.getItem(key) } catch {} };
  const remember = (key, value) => { try { window.localStorage.setItem(key, value) } catch {} };
  // The id that a link points to; an author may have written one that no address can have.
  const idOf = (link) => { try { return decodeURIComponent(link.hash.slice(1)) } catch {} };

  // Theme. The script in the head has set `data-theme` before the first paint, and thereby shown the button.
  const button = find('button.theme');
  const themes = ['auto', 'light', 'dark'];
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    button.title = `${button.dataset.label}: ${button.dataset[theme]}`;
  };
  if (button) {
    setTheme(themes.includes(root.dataset.theme) ? root.dataset.theme : 'auto');
    button.onclick = () => {
      setTheme(themes[(themes.indexOf(root.dataset.theme) + 1) % 3]);
      remember('hs-theme', root.dataset.theme);
    };
  }

  // Images in full size: their script comes when a reader first does something on a page that has such.
  const late = find('template[data-zoom]');
  const signs = ['pointerover', 'focusin', 'scroll'];
  const zoom = () => {
    for (const sign of signs) removeEventListener(sign, zoom);
    const script = make('script');
    script.src = late.dataset.src;
    late.after(script);
  };
  if (late) for (const sign of signs) addEventListener(sign, zoom);

  // Headings lead to themselves, for readers who point at them and copy the address.
  for (const heading of all('.heading h2, .page .text h2[id], .text h3[id]:not(summary *)')) {
    if (find('a', heading)) continue;
    const link = make('a');
    link.href = `#${heading.id || around(heading, 'section').id}`;
    link.tabIndex = -1;
    link.append(...heading.childNodes);
    heading.append(link);
  }

  // Section in view: the last one that has begun above a line just below where links to sections land.
  const LINE = 128;
  const header = find('.masthead');
  const sections = all('section[id][data-kind], .page .text h2[id]');
  const contents = all('.contents a');
  let inView;
  let lastY = window.scrollY;
  const onScroll = () => {
    const { scrollY, innerHeight } = window;
    const atEnd = scrollY > 0 && scrollY + innerHeight > root.scrollHeight - 2;
    const now = sections.findLast((section) => section.getBoundingClientRect().top < (atEnd ? innerHeight / 2 : LINE));
    if (now !== inView) {
      inView = now;
      const hash = now ? `#${now.id}` : '';
      for (const link of all('.languages a[hreflang]')) link.hash = hash;
      // A section without a title belongs to the last one with a title.
      const started = sections.slice(0, sections.indexOf(now) + 1).map(({ id }) => id);
      const current = contents.findLast((link) => started.includes(idOf(link)));
      for (const link of contents) link.ariaCurrent = link === current ? 'true' : null;
    }
    // Header: comes back when the reader scrolls up. A few pixels are no direction.
    if (Math.abs(scrollY - lastY) > 5) {
      header?.classList.toggle('up', scrollY < lastY);
      lastY = scrollY;
    }
  };
  let waiting;
  const soon = () => { waiting ??= requestAnimationFrame(() => { waiting = undefined; onScroll() }) };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  onScroll();

  // Questions: an address that names one, or something inside its answer, opens it.
  const reveal = () => {
    const target = find(':target');
    const item = target?.closest('details:not([open])');
    if (!item) return;
    item.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  addEventListener('load', reveal);

  // Tables that are cards on a phone: some browsers forget there that they are tables.
  const ROLES = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' };
  for (const part of all('.compare table, .compare table :is(thead, tbody, tr, th, td)')) {
    part.role = ROLES[part.tagName] ?? (part.scope === 'col' ? 'columnheader' : 'rowheader');
  }

  // Notes: where there is a margin, each is next to its reference, clear of the one before and of what else is there.
  const hasMargin = matchMedia('(width >= 1200px)');
  const GAP = 12;
  const placeNotes = (notes) => {
    const part = notes.parentElement;
    part.style.minHeight = '';
    if (!hasMargin.matches) return;
    const start = part.getBoundingClientRect().top;
    const taken = all('.twins, .wide, figcaption', part).map((other) => other.getBoundingClientRect());
    let y = 0;
    for (const note of all(':scope > ol > li', notes)) {
      const back = find('.footnote-back', note);
      const reference = back && find(`[id="${CSS.escape(idOf(back))}"]`);
      if (reference) y = Math.max(y, reference.getBoundingClientRect().top - start - GAP / 2);
      for (const { top, bottom } of taken) {
        if (y < bottom - start + GAP && y + note.offsetHeight + GAP > top - start) y = bottom - start + GAP;
      }
      note.style.top = `${y}px`;
      y += note.offsetHeight + GAP;
    }
    part.style.minHeight = `${y}px`;
  };
  const notes = all('.explainer :is(.lead, [data-kind=prose]) > .footnotes, .page .text > .footnotes');
  if (notes[0]) new ResizeObserver(() => notes.forEach(placeNotes)).observe(find('main'));

  // Cards of what a link names: a term of the list at the end, a source, a note, a figure, a table. `popover` brings Esc and a tap
  // elsewhere.
  const LINKS = 'a.term, .cite a, .footnote-ref a, a.ref';
  if (find(LINKS) && root.showPopover) {
    const card = make('div');
    card.id = 'hs-card';
    card.popover = 'auto';
    const more = make('a');
    find('body').append(card);
    const main = find('main');
    let owner; // the link whose card is open
    let pressed; // whose card was open when the press began: the press itself closes it
    let timer;
    const later = (task, delay) => { clearTimeout(timer); timer = setTimeout(task, delay) };
    const close = () => card.hidePopover();
    const linkOf = ({ target }) => around(target, LINKS);
    const entryOf = (link) => {
      if (link.dataset.term) return find(`.terms div:has(> dt > a[href="${CSS.escape(link.getAttribute('href'))}"])`);
      const entry = around(find(`[id="${CSS.escape(idOf(link))}"]`), 'li, figure, table');
      // A note in the margin is there already.
      return entry && !(hasMargin.matches && entry.style.top) && entry;
    };
    // In the margin at its link's height, where there is one with nothing in it.
    const inMargin = (link, top) => {
      card.classList.add('aside');
      const { offsetHeight: height, offsetWidth: width, style } = card;
      const left = (around(link, '.text')?.getBoundingClientRect().right ?? 0) - width;
      const y = Math.max(8, Math.min(top - 16, window.innerHeight - height - 8));
      const free = hasMargin.matches && left > link.getBoundingClientRect().right && all('.row :is(p, li, dl, td, .twins, .wide, figcaption)', main).every((other) => {
        const box = other.getBoundingClientRect();
        return box.right <= left || box.top > y + height || box.bottom < y;
      });
      card.classList.toggle('aside', free);
      if (free) [style.left, style.top] = [`${left}px`, `${window.scrollY + y}px`];
      return free;
    };

    const open = (link, sheet) => {
      clearTimeout(timer);
      const entry = entryOf(link);
      if (!entry || owner === link) return;
      close();
      const copy = entry.cloneNode(true);
      for (const part of [copy, ...all('[id]', copy)]) part.removeAttribute('id');
      const list = make(entry.matches('figure, table') ? 'div' : entry.parentNode.tagName);
      list.className = 'plain sources';
      list.append(copy);
      card.replaceChildren(list);
      // The link itself points there, or to the list where the source's address is: no second stop for the Tab key.
      const { term } = link.dataset;
      for (const inner of all('a', copy)) {
        if (term) inner.removeAttribute('href');
        else inner.tabIndex = -1;
      }
      if (sheet && term) {
        more.href = link.href;
        more.textContent = find('[data-open]').dataset.open;
        card.append(more);
      }
      card.className = sheet ? 'card sheet' : 'card';
      card.showPopover({ source: link });
      owner = link;
      link.setAttribute('aria-describedby', card.id);
      const { top, bottom, left } = link.getBoundingClientRect();
      const { style } = card;
      if (sheet) {
        style.top = style.left = '';
        scrollBy(0, Math.max(0, bottom + 16 - card.getBoundingClientRect().top));
      } else if (!inMargin(link, top)) {
        // Below its link or, where there is no room, above; it scrolls with the page.
        const { scrollY, innerHeight } = window;
        const { offsetHeight: height, offsetWidth: width } = card;
        const above = bottom + height + 8 > innerHeight && top > height + 8;
        style.top = `${scrollY + (above ? top - height - 6 : bottom + 6)}px`;
        style.left = `${Math.max(8, Math.min(left, root.clientWidth - width - 8))}px`;
      }
    };

    card.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'open') return;
      owner?.removeAttribute('aria-describedby');
      owner = undefined;
    });
    main.addEventListener('pointerover', (event) => {
      const link = event.pointerType !== 'touch' && linkOf(event);
      if (link) later(() => open(link), 400);
    });
    main.addEventListener('pointerout', (event) => {
      // The way to the margin is longer.
      if (event.pointerType !== 'touch' && linkOf(event)) later(close, card.matches('.aside') ? 1000 : 250);
    });
    card.onpointerenter = () => clearTimeout(timer);
    card.onpointerleave = ({ pointerType }) => { if (pointerType !== 'touch') later(close, 250) };
    main.addEventListener('focusin', (event) => {
      const link = linkOf(event);
      // A press focuses too, but a press has its own meaning.
      if (link?.matches(':focus-visible')) open(link);
    });
    main.addEventListener('focusout', (event) => {
      if (linkOf(event) && !card.matches('.sheet')) close();
    });
    addEventListener('pointerdown', () => { pressed = owner }, true);
    main.addEventListener('click', (event) => {
      const link = event.pointerType === 'touch' && linkOf(event);
      if (!link || link === pressed || !entryOf(link)) return;
      event.preventDefault();
      open(link, true);
    });
  }

  // Front door: the language chosen last is marked; nobody is sent anywhere.
  addEventListener('click', ({ target }) => {
    const link = around(target, '.languages a, .front main a');
    if (link) remember('hs-lang', link.closest('[lang]').lang);
  });
  const chosen = recall('hs-lang');
  if (chosen) find(`.front .title div[lang="${CSS.escape(chosen)}"] .more a`)?.classList.add('chosen');

  // A result of the search on the page one is on: nothing else would close the dialog over it.
  addEventListener('click', ({ target }) => {
    const link = around(target, 'dialog a');
    if (!link?.hash || link.pathname !== location.pathname) return;
    link.closest('dialog').close();
    // So that the focus goes there.
    const place = find(`[id="${CSS.escape(idOf(link))}"]`);
    if (place) place.tabIndex = -1;
  });

  // Search: its script comes when a reader first asks for it. Without it the link goes to the search page.
  const searching = find('.find[data-search]');
  let script;
  const search = (event) => {
    event.preventDefault();
    // The script, once it runs, cancels this to say that it has opened the search.
    const opened = !dispatchEvent(new Event('haeseol:search', { cancelable: true }));
    if (opened || script) return;
    script = make('script');
    script.src = searching.dataset.search;
    script.onerror = () => { script = undefined; location = searching.href };
    find('head').append(script);
  };
  searching?.addEventListener('click', (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) search(event);
  });
  if (searching) addEventListener('keydown', (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command ? event.code === 'KeyK' && !event.shiftKey : event.key === '/' && !around(event.target, 'input, textarea, select, [contenteditable]')) search(event);
  });
})(window);
