// The owner's actions on a message: reply and react.

import { h, iconButton } from './dom';
import { words } from './words';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const PICKER_PX = 56;

/** The buttons beside a message. The picker opens below if there is no space above. */
export function messageActions(
  scroller: HTMLElement,
  reply: () => void,
  react: (emoji: string) => void,
): HTMLElement {
  const picker = h(
    'span.picker',
    { role: 'group', 'aria-label': words.react },
    EMOJI.map((emoji) => h('button', { type: 'button', onclick: () => react(emoji) }, emoji)),
  );
  const open = iconButton('smile', words.react, () => {
    const room =
      (actions.closest('.message') ?? actions).getBoundingClientRect().top -
      scroller.getBoundingClientRect().top;
    actions.classList.toggle('below', room < PICKER_PX);
    actions.classList.toggle('open');
    if (actions.classList.contains('open')) {
      picker.querySelector('button')?.focus();
    }
  });
  const actions = h('span.actions', {}, iconButton('reply', words.reply, reply), open, picker);
  actions.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && actions.classList.contains('open')) {
      actions.classList.remove('open');
      open.focus();
    }
  });
  actions.addEventListener('focusout', (event) => {
    if (!actions.contains(event.relatedTarget as Node | null)) {
      actions.classList.remove('open');
    }
  });
  return actions;
}
