/* Generated from tools/: npm run openapi */

/** Shows of the navigation only what has every word that was typed. */
function filterNavigation() {
  const input = document.getElementById('filter');
  const nav = document.getElementById('contents');
  const status = nav.querySelector('.filter [role=status]');
  const entries = [...nav.querySelectorAll('li[data-words]')];

  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of entries) entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
    for (const group of nav.querySelectorAll('.links-of-group'))
      group.hidden = group.querySelector('li:not([hidden])') === null;
    for (const other of nav.querySelectorAll('.static')) other.hidden = words.length > 0;
    const found = entries.filter(({ hidden }) => !hidden).length;
    status.textContent = words.length === 0 ? '' : `${found} of ${entries.length} operations`;
  };

  input.addEventListener('input', show);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') nav.querySelector('li[data-words]:not([hidden]) a')?.click();
    if (event.key !== 'Escape' || input.value === '') return;
    event.preventDefault();
    input.value = '';
    show();
  });
  input.closest('.filter').hidden = false;
  // a browser that goes back fills in what was typed before
  show();
}

filterNavigation();

/** Marks in the navigation where the reader was sent to, and makes sure that it can be seen. */
function follow() {
  const nav = document.getElementById('contents');
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const link of nav.querySelectorAll('a[aria-current]')) link.removeAttribute('aria-current');
  nav.querySelector(`a[href="${CSS.escape(location.hash)}"]`)?.setAttribute('aria-current', 'location');
  const folded = target?.closest('details:not([open])');
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

window.addEventListener('hashchange', follow);
follow();

// on a narrow screen the navigation covers the page: it goes when something was chosen
document.getElementById('contents').addEventListener('click', (event) => {
  const nav = event.currentTarget;
  if (event.target.closest('a') && nav.matches(':popover-open')) nav.hidePopover();
});

/** Puts a button on every block of code that copies it. */
function addCopyButtons() {
  for (const block of document.querySelectorAll('pre')) {
    const frame = document.createElement('div');
    const button = document.createElement('button');
    frame.className = 'copyable';
    button.type = 'button';
    button.textContent = 'Copy';
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

/** The clipboard is only for pages from https or from this machine; elsewhere the old command still works. */
async function copy(block) {
  if (navigator.clipboard) return navigator.clipboard.writeText(block.textContent);
  getSelection().selectAllChildren(block);
  if (!document.execCommand('copy')) throw new Error('The browser does not copy.');
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('.copyable > button');
  if (!button) return;
  button.textContent = await copy(button.previousElementSibling).then(
    () => 'Copied',
    () => 'Not copied',
  );
  setTimeout(() => (button.textContent = 'Copy'), 2000);
});

addCopyButtons();
