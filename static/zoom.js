// An image that is shown smaller than it is opens in a dialog by a click, or the keys of a button. Only on pages with such
// images, and when a reader first scrolls, points at something or moves the focus (theme.js): the first load does not bring it.
// As in theme.js, nothing is global, and an author's HTML changes nothing here.
(({ Document, Element, ResizeObserver }) => {
  const { createElement, querySelector } = Document.prototype;
  const root = querySelector.call(document, 'html');
  const make = (name, style) => {
    const element = createElement.call(document, name);
    element.style.cssText = style;
    return element;
  };
  const words = root.querySelector('template[data-zoom]').dataset;
  const dialog = make('dialog', 'box-sizing:border-box;width:100%;height:100%;max-width:none;max-height:none;padding:3rem 1rem 1rem;border:0;background:var(--paper);color:inherit;cursor:zoom-out');
  const close = make('button', 'position:absolute;top:0;right:1rem;min-width:2.75rem;min-height:2.75rem;font:inherit');
  const whole = make('img', 'width:100%;height:100%;object-fit:scale-down');
  close.textContent = words.close;
  dialog.append(close, whole);
  dialog.onclick = () => dialog.close();

  const open = (image) => {
    whole.src = image.src;
    whole.alt = image.alt;
    dialog.ariaLabel = image.alt || words.zoom;
    root.querySelector('body').append(dialog);
    dialog.showModal();
  };
  // A screen may be turned, and a window made wider.
  const observer = new ResizeObserver((seen) => {
    for (const { target: image } of seen) {
      const smaller = image.dataset.zoom > image.clientWidth * 1.1;
      image.style.cursor = smaller ? 'zoom-in' : '';
      image.role = smaller ? 'button' : null;
      image.ariaLabel = smaller ? `${image.alt} – ${words.zoom}` : null;
      image.toggleAttribute('tabindex', smaller);
      if (smaller) image.tabIndex = 0;
      image.onclick = smaller ? () => open(image) : null;
      image.onkeydown = smaller ? (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open(image);
      } : null;
    }
  });
  for (const image of root.querySelectorAll('main img[data-zoom]')) {
    if (!Element.prototype.closest.call(image, 'a, button, summary')) observer.observe(image);
  }
})(window);
