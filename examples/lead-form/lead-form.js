// Sends the form as JSON and says what came of it. Without this script, the browser sends the form itself.
const form = document.querySelector('form');
const button = form.querySelector('button');
const problem = document.querySelector('.problem');
const thanks = document.querySelector('.thanks');

form.action = webhook(new URLSearchParams(location.search)) ?? form.action;
// what is wrong is said beside the fields, in one way, whoever found it
form.noValidate = true;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});

/** Where leads go by the address of this page; `undefined` where that does not say, or says nonsense. */
function webhook(query) {
  const [url, channel] = [query.get('url'), query.get('channel')];
  if (!url && !channel) return undefined;
  const [, ofForm] = /channels\/([^/]+)\/webhook$/.exec(form.action);
  const text = url ?? new URL(form.action).origin;
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (!/^https?:$/.test(base?.protocol)) return undefined;
  return `${base.href.replace(/\/$/, '')}/leads/channels/${encodeURIComponent(channel ?? ofForm)}/webhook`;
}

async function send() {
  clear();
  const missing = faultsSeenHere();
  if (missing.length > 0) return tell(missing);
  button.disabled = true;
  try {
    await read(
      await fetch(form.action, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(lead()) }),
    );
  } catch {
    problem.textContent = 'We cannot be reached at the moment. Please try again in a minute.';
  } finally {
    button.disabled = false;
  }
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

function lead() {
  const data = new FormData(form);
  const tag = data.getAll('tag[]');
  data.delete('tag[]');
  const page = /^https?:/.test(location.href) ? { referer_url: location.href } : {};
  return { ...Object.fromEntries(data), tag, ...page };
}

async function read(response) {
  if (response.ok) {
    form.hidden = true;
    thanks.textContent = 'Thank you. We will be in touch.';
    thanks.focus();
    return;
  }
  const { details = [] } = await response.json().catch(() => ({}));
  if (response.status === 400 && details.length > 0) return tell(details);
  const seconds = response.headers.get('Retry-After');
  problem.textContent = seconds
    ? `Too many people are asking. Please try again in ${seconds} seconds.`
    : 'That did not work. Please call us instead.';
}

/** What needs no server to be seen. */
function faultsSeenHere() {
  const value = (name) => form.elements[name].value.trim();
  return [
    ...(value('first_name') ? [] : [{ path: 'first_name', message: 'is needed' }]),
    ...(value('email') || value('phone_number')
      ? []
      : [{ path: 'email', message: 'or a phone number is needed' }]),
  ];
}

/** Puts each fault beside its field; what has none goes above the button. */
function tell(faults) {
  const fields = faults.map(({ path, message }) => {
    const field = form.elements.namedItem(path);
    if (!(field instanceof HTMLElement)) {
      problem.textContent = `${path} ${message}`.trim();
      return undefined;
    }
    const note = document.createElement('span');
    note.className = 'wrong';
    note.id = `${path}-wrong`;
    note.textContent = `${field.labels[0].textContent} ${message}`;
    field.after(note);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', note.id);
    return field;
  });
  fields.find(Boolean)?.focus();
}

function clear() {
  problem.textContent = '';
  for (const note of form.querySelectorAll('.wrong')) note.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
}
