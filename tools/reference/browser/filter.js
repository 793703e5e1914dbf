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
