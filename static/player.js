// Videos of other sites. A paragraph that links to one gets a button; nothing is asked of the other site before it is pressed.

(({ Document }) => {
  const make = (name) => Document.prototype.createElement.call(document, name);

  for (const box of Document.prototype.querySelectorAll.call(document, '.video[data-player]')) {
    const { player, play, title = box.textContent } = box.dataset;
    const button = make('button');
    button.type = 'button';
    button.textContent = play;
    button.ariaLabel = `${play}: ${title}`;
    button.onclick = () => {
      const frame = make('iframe');
      frame.src = player;
      frame.title = title;
      frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
      // A site may ask who shows its video.
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      button.replaceWith(frame);
      frame.focus();
    };
    box.prepend(button);
  }
})(window);
