// The input for messages and files, with the quoted message.

import * as api from './api';
import { attempt } from './attempt';
import { contentText } from './content';
import { h, icon, iconButton } from './dom';
import { type Message, nameOf } from './model';
import { words } from './words';

const TYPING_MS = 3000;

export class Composer {
  readonly #input = h('textarea', {
    rows: 1,
    placeholder: words.message,
    'aria-label': words.message,
    maxLength: 65536,
    oninput: () => this.#typed(),
    onkeydown: (event: KeyboardEvent) => this.#pressed(event),
  });
  readonly #file = h('input', { type: 'file', hidden: true, onchange: () => this.#sendFile() });
  readonly #quote = h('div.quoting', { hidden: true });
  readonly element = h(
    'form.composer',
    { onsubmit: (event: SubmitEvent) => this.#submit(event) },
    this.#quote,
    this.#file,
    h(
      'div.field',
      {},
      iconButton('clip', words.attach, () => this.#file.click()),
      this.#input,
      h(
        'button.round.send',
        { type: 'submit', title: words.send, 'aria-label': words.send },
        icon('send'),
      ),
    ),
  );
  #quoted: Message | null = null;
  #typingTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly phone: string,
    private readonly chat: string,
  ) {}

  focus() {
    this.#input.focus();
  }

  /** Sets the quoted message; null for none. */
  quoteIt(message: Message | null) {
    this.#quoted = message;
    this.#quote.hidden = message === null;
    if (message !== null) {
      this.#quote.replaceChildren(
        h(
          'blockquote',
          {},
          h('span.author', {}, message.fromMe ? words.you : nameOf(message)),
          h('span', {}, (contentText(message) ?? message.body) || ''),
        ),
        iconButton('close', words.cancelReply, () => this.quoteIt(null)),
      );
    }
    this.#input.focus();
  }

  #pressed(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.element.requestSubmit();
    } else if (event.key === 'Escape' && this.#quoted) {
      this.quoteIt(null);
    }
  }

  #typed() {
    this.#fit();
    if (this.#typingTimer === null) {
      api.presence(this.phone, this.chat, 'composing').catch(() => undefined);
    }
    clearTimeout(this.#typingTimer ?? undefined);
    this.#typingTimer = setTimeout(() => this.#paused(), TYPING_MS);
  }

  #paused() {
    if (this.#typingTimer !== null) {
      clearTimeout(this.#typingTimer);
      this.#typingTimer = null;
      api.presence(this.phone, this.chat, 'paused').catch(() => undefined);
    }
  }

  #fit() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }

  async #submit(event: Event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (text === '') {
      return;
    }
    const quoted = this.#quoted;
    this.#input.value = '';
    this.quoteIt(null);
    this.#fit();
    this.#paused();
    const sent = await attempt(() => api.send(this.phone, this.chat, text, quoted?.id));
    if (!sent && this.#input.value === '') {
      this.#input.value = text;
      this.#fit();
    }
  }

  /** Sends the chosen file, with the typed text as its caption. */
  async #sendFile() {
    const [file] = this.#file.files ?? [];
    this.#file.value = '';
    if (file) {
      const caption = this.#input.value.trim();
      const isSent = await attempt(() => api.sendFile(this.phone, this.chat, file, caption));
      if (isSent) {
        this.#input.value = '';
        this.#fit();
      }
    }
  }
}
