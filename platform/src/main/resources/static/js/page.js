// Comforts of every page. Each page works without them: a form sends itself, a disclosure opens by itself.

const words = document.body.dataset;

/** Makes a part of the page ready; called again for what htmx swaps in. */
function ready(root) {
  root.querySelector('[data-focus]')?.focus();
  for (const button of root.querySelectorAll('[data-copy]')) {
    button.hidden = false;
  }
  // a table that scrolls sideways can be reached and scrolled by keyboard
  for (const table of root.querySelectorAll('.table-wrap:not([tabindex])')) {
    if (table.scrollWidth > table.clientWidth) {
      table.tabIndex = 0;
      table.setAttribute('role', 'region');
      table.setAttribute('aria-label', (table.querySelector('caption') ?? document.querySelector('h1')).textContent.trim());
    }
  }
  const board = root.querySelector('[data-board=true]');
  if (board) {
    import('./board.js').then((module) => module.drag(board));
  }
  const pictures = root.querySelectorAll('[data-picture]');
  if (pictures.length > 0) {
    import('./picture.js').then((module) => pictures.forEach(module.draw));
  }
}

// ---- a question before what cannot be undone: <button data-confirm="What happens then">

function ask(text, yesText) {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  dialog.setAttribute('aria-label', text);
  const question = document.createElement('p');
  question.textContent = text;
  const actions = document.createElement('form');
  actions.method = 'dialog';
  actions.className = 'actions';
  const no = document.createElement('button');
  no.className = 'btn';
  no.value = 'no';
  no.textContent = words.wordNo;
  const yes = document.createElement('button');
  yes.className = 'btn btn-danger';
  yes.value = 'yes';
  yes.textContent = yesText || words.wordYes;
  actions.append(yes, no);
  dialog.append(question, actions);
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    }),
  );
}

document.addEventListener('click', async (event) => {
  const asked = event.target.closest('[data-confirm]');
  if (!asked || asked.dataset.confirmed) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(asked.dataset.confirm, asked.tagName === 'BUTTON' ? asked.textContent.trim() : null)) {
    asked.dataset.confirmed = 'yes';
    asked.click();
    delete asked.dataset.confirmed;
  }
}, true);

document.addEventListener('htmx:confirm', (event) => {
  if (event.detail.question) {
    event.preventDefault();
    ask(event.detail.question).then((yes) => yes && event.detail.issueRequest(true));
  }
});

// ---- copy buttons: <button data-copy="text" hidden>

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) {
    return;
  }
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.textContent;
  button.textContent = words.wordCopied;
  setTimeout(() => { button.textContent = before; }, 2000);
});

// ---- what is typed is not lost by leaving: <form data-keep>

const changed = new Set();
document.addEventListener('input', (event) => {
  const form = event.target.form;
  if (form?.hasAttribute('data-keep')) {
    changed.add(form);
  }
});
document.addEventListener('submit', (event) => changed.delete(event.target));
window.addEventListener('beforeunload', (event) => {
  for (const form of changed) {
    if (form.isConnected) {
      event.preventDefault(); // the browser asks in its own words
      return;
    }
  }
});

// ---- a disclosure of the masthead closes when one looks away

function closeFolds(except) {
  for (const fold of document.querySelectorAll('.fold[open]')) {
    if (!fold.contains(except)) {
      fold.open = false;
    }
  }
}

document.addEventListener('click', (event) => closeFolds(event.target));
document.addEventListener('focusin', (event) => closeFolds(event.target));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const fold = document.querySelector('.fold[open]');
    closeFolds(null);
    fold?.querySelector('summary').focus();
  }
});

// ---- htmx: a fault of the server leads to the page that explains it

document.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) {
    location.reload();
  }
});

document.addEventListener('htmx:afterSwap', (event) => ready(event.detail.elt));

ready(document);
