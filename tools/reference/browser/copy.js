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
