// Dialogs with the person, by the browser's <dialog>, which keeps the focus and closes on Escape.
import { Refused } from './api';
import { avatar, type Child, h, iconButton } from './dom';
import { reason, words } from './words';

/** Opens a dialog with these contents; `close` closes it. A closed dialog is removed. */
export function open(title: string, ...contents: Child[]) {
  const dialog = h('dialog', { 'aria-label': title });
  const close = () => dialog.close();
  dialog.append(
    h('header', {}, h('h2.grow', {}, title), iconButton('close', words.cancel, close)),
    ...contents.filter((one) => one !== null && one !== undefined),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      close();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

/** A field of a form; further members are attributes of its input. */
interface Field<Name extends string> {
  name: Name;
  label: string;
  hint?: string;
  [attribute: string]: unknown;
}

/**
 * Opens a form. `run` gets the typed values; the dialog closes if it succeeds, and shows the reason
 * if not.
 */
export function ask<Name extends string>({
  title,
  fields,
  action,
  run,
}: {
  title: string;
  fields: readonly Field<Name>[];
  action: string;
  run: (typed: Record<Name, string>) => Promise<unknown>;
}) {
  const problem = h('p.problem', { role: 'alert', hidden: true });
  const inputs = fields.map(({ name, label, hint, ...rest }) => {
    const input = h('input', { name, required: true, autocomplete: 'off', ...rest });
    return h('label.question', {}, label, input, hint ? h('span.small', {}, hint) : null);
  });
  const form = h(
    'form',
    {},
    inputs,
    problem,
    h('div.buttons', {}, h('button.primary', { type: 'submit' }, action)),
  );
  const { close } = open(title, form);
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await run(Object.fromEntries(new FormData(form)) as Record<Name, string>);
      close();
    } catch (error) {
      problem.textContent = error instanceof Refused ? reason(error) : words.lost;
      problem.hidden = false;
    }
  };
}

/** Opens a list to choose from. */
export function choose({
  title,
  options,
  run,
}: {
  title: string;
  options: readonly { key: string; name: string; detail: string }[];
  run: (key: string) => unknown;
}) {
  const list = h(
    'ul.list',
    {},
    options.map(({ key, name, detail }) =>
      h(
        'li',
        {},
        h(
          'button.row',
          {
            type: 'button',
            onclick: () => {
              close();
              run(key);
            },
          },
          avatar(name, key),
          h('span.text', {}, h('span.name', {}, name), h('span.small', {}, detail)),
        ),
      ),
    ),
  );
  const { close } = open(title, list);
}

/** Asks for a confirmation. */
export function confirmed(question: string, action: string): Promise<boolean> {
  return new Promise((resolve) => {
    const yes = h('button.primary.bad', { type: 'button' }, action);
    const no = h('button.text-button', { type: 'button' }, words.cancel);
    const { dialog, close } = open(question, h('div.buttons', {}, no, yes));
    no.onclick = close;
    yes.onclick = () => {
      resolve(true);
      close();
    };
    dialog.addEventListener('close', () => resolve(false));
    no.focus();
  });
}
