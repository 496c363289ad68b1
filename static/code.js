// Blocks of code get a button that copies them.

(({ Document, navigator }) => {
  const of = Document.prototype;
  const find = (selector) => of.querySelectorAll.call(document, selector);
  const { copy, copied } = find('script[data-copied]')[0].dataset;

  // Only what was asked for safely may write to the clipboard.
  if (!navigator.clipboard) return;
  for (const code of find('main pre > code')) {
    const pre = code.parentNode;
    let box = pre.closest('.code');
    if (!box) {
      box = of.createElement.call(document, 'div');
      box.className = 'code';
      pre.replaceWith(box);
      box.append(pre);
    }
    const button = of.createElement.call(document, 'button');
    const say = (word) => {
      const title = box.querySelector('figcaption')?.textContent;
      button.textContent = word;
      button.ariaLabel = title ? `${word}: ${title}` : word;
    };
    button.type = 'button';
    button.ariaLive = 'polite';
    say(copy);
    button.onclick = async () => {
      try {
        // A line feed at the end would run the command where it is pasted.
        await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ''));
        say(copied);
        setTimeout(say, 2000, copy);
      } catch {
        // It may not: then the reader can.
        getSelection().selectAllChildren(code);
      }
    };
    box.append(button);
  }
})(window);
