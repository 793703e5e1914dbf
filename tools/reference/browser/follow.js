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
