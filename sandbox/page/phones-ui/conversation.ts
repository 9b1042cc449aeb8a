// One chat on one phone: its messages, and what the phone's owner does there.

import * as api from './api';
import { emblem } from './chats';
import { contentText, contentView } from './content';
import { confirmed } from './dialog';
import { avatar, h, icon, iconButton, notice, show, ticks } from './dom';
import { join, noticeText, showGroup } from './groups';
import { type Chat, type Message, nameOf, type Presences } from './model';
import { day, hour, number, reason, words } from './words';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const TYPING_MS = 3000;
const NEAR_END_PX = 120;
const PICKER_PX = 56;

/** A status text stands on the colour that its author chose: alpha, red, green, blue in one number. */
function paint(element: HTMLElement, colour: unknown) {
  if (typeof colour === 'number') {
    element.classList.add('post');
    element.style.background = `#${(colour >>> 0).toString(16).padStart(8, '0').slice(2)}`;
  }
}

/** A day, or a message; `starts` where its author is another than before. */
type Line =
  | { key: string; day: string }
  | { key: string; message: Message; starts: boolean; inGroup: boolean };

/** The elements of a conversation; what is done with them is the owner's. */
function view(owner: Conversation) {
  const name = h('h2');
  const state = h('p.sub', { 'aria-live': 'polite' });
  const picture = h('span');
  const leaveButton = iconButton('exit', words.leave, () => owner.leave());
  const infoButton = iconButton('people', words.groupInfo, () => showGroup(owner.phone, owner.id));
  const list = h('ol.messages', { role: 'log', 'aria-label': words.message });
  const scroller = h('div.scroller', { tabIndex: 0 }, list);
  const input = h('textarea', {
    rows: 1,
    placeholder: words.message,
    'aria-label': words.message,
    maxLength: 65536,
    oninput: () => owner.typed(),
    onkeydown: (event: KeyboardEvent) => owner.pressed(event),
  });
  const file = h('input', { type: 'file', hidden: true, onchange: () => owner.sendFile() });
  const quote = h('div.quoting', { hidden: true });
  const composer = h(
    'form.composer',
    { onsubmit: (event: SubmitEvent) => owner.submit(event) },
    quote,
    file,
    h(
      'div.field',
      {},
      iconButton('clip', words.attach, () => file.click()),
      input,
      h(
        'button.round.send',
        { type: 'submit', title: words.send, 'aria-label': words.send },
        icon('send'),
      ),
    ),
  );
  const leftNote = h('p.left', { hidden: true }, words.left);
  const element = h(
    'div.conversation',
    {},
    h(
      'header.bar',
      {},
      h(
        'a.round.plain.narrow',
        { href: `#/${owner.phone}`, title: words.back, 'aria-label': words.back },
        icon('back'),
      ),
      picture,
      h('div.grow', {}, name, state),
      infoButton,
      leaveButton,
    ),
    scroller,
    leftNote,
    composer,
  );
  return {
    name,
    state,
    picture,
    leaveButton,
    infoButton,
    list,
    scroller,
    input,
    file,
    quote,
    composer,
    leftNote,
    element,
  };
}

export class Conversation {
  private readonly view: ReturnType<typeof view>;
  /** Null before its first message. */
  private chat: Chat | null = null;
  private quoted: Message | null = null;
  private typingTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly key: string,
    readonly phone: string,
    readonly id: string,
  ) {
    this.view = view(this);
  }

  get element(): HTMLElement {
    return this.view.element;
  }

  /** Shows the chat (null before its first message) as it is now. */
  show(chat: Chat | null, messages: Message[], presences: Presences) {
    const first = this.view.list.childElementCount === 0;
    const near = this.isNearEnd();
    const before = this.view.list.lastElementChild?.getAttribute('data-key');
    this.chat = chat;
    this.header(chat, presences);
    show(
      this.view.list,
      this.lines(messages),
      (line) => line.key,
      (line) => this.line(line),
    );
    const mine =
      messages.at(-1)?.fromMe &&
      this.view.list.lastElementChild?.getAttribute('data-key') !== before;
    if (first || near || mine) {
      this.view.scroller.scrollTop = this.view.scroller.scrollHeight;
    }
    if (first && matchMedia('(hover: hover)').matches) {
      this.view.input.focus();
    }
    this.markRead();
  }

  isNearEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.view.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  header(chat: Chat | null, { typing, online }: Presences): void {
    const name = chat?.name ?? number(this.id);
    this.view.name.textContent = name;
    this.view.picture.replaceChildren(emblem(chat ?? { name, id: this.id }));
    const active = typing.find((t) => t.chat === this.id);
    this.view.state.classList.toggle('typing', active !== undefined);
    if (active) {
      this.view.state.textContent = active.state === 'recording' ? words.recording : words.typing;
    } else if (chat?.isGroup) {
      this.view.state.textContent = words.members(chat.participants);
    } else if (chat?.isChannel) {
      this.view.state.textContent = words.followers(chat.participants);
    } else if (chat?.isStatus) {
      this.view.state.textContent = words.statusesHint;
    } else {
      const isOnline = chat !== null && online.includes(chat.id);
      this.view.state.textContent = isOnline ? words.online : chat?.pn ? number(chat.pn) : '';
    }
    const isMember = chat === null || chat.isMember;
    this.view.infoButton.hidden = !chat?.isGroup;
    this.view.leaveButton.hidden = !chat?.isGroup || !isMember;
    this.view.composer.hidden = !isMember;
    this.view.leftNote.hidden = isMember;
    this.view.leftNote.textContent = chat?.isChannel ? words.readOnly : words.left;
  }

  /** The messages with a line before each new day; who writes shows where it changes. */
  lines(messages: Message[]): Line[] {
    const lines: Line[] = [];
    let last: (Pick<Message, 't'> & { sender: string | null }) | null = null;
    for (const message of messages) {
      const today = day(message.t);
      if (last === null || day(last.t) !== today) {
        lines.push({ key: `day ${today}`, day: today });
        last = null;
      }
      const notice = noticeText(message);
      if (notice !== null) {
        lines.push({ key: `${message.sender}/${message.id}`, day: notice });
        last = { ...message, sender: null };
        continue;
      }
      const starts = last === null || last.sender !== message.sender;
      lines.push({
        key: `${message.sender}/${message.id}`,
        message,
        starts,
        inGroup: this.chat?.isGroup || this.chat?.isStatus || false,
      });
      last = message;
    }
    return lines;
  }

  line(line: Line): HTMLElement {
    if ('day' in line) {
      return h('li.day', {}, h('span', {}, line.day));
    }
    const { message, starts, inGroup } = line;
    const side = message.fromMe ? 'mine' : 'theirs';
    const item = h(
      `li.message.${side}`,
      {},
      this.bubble(message, inGroup && starts && !message.fromMe),
      this.actions(message),
    );
    item.classList.toggle('bare', message.type === 'sticker');
    item.classList.toggle('starts', starts);
    item.classList.toggle('reacted', message.reactions.length > 0);
    return item;
  }

  bubble(message: Message, withName: boolean) {
    const isRevoked = message.type === 'revoked';
    const author = withName ? h('span.author', {}, nameOf(message)) : null;
    author?.style.setProperty(
      '--hue',
      avatar(nameOf(message), message.sender).style.getPropertyValue('--hue'),
    );
    const body =
      contentView(message, this.does(message)) ??
      h(
        'span.body',
        { dir: 'auto' },
        isRevoked ? words.deleted : message.body || `[${message.type}]`,
      );
    body.classList.toggle('revoked', isRevoked);
    paint(body, message.attributes.backgroundColor);
    return h(
      'div.bubble',
      {},
      author,
      message.quoted
        ? h(
            'blockquote',
            {},
            h('span.author', {}, nameOf(message, message.quoted.participant)),
            h('span', { dir: 'auto' }, message.quoted.body),
          )
        : null,
      body,
      h(
        'span.meta',
        {},
        message.timesReceived > 1
          ? h(
              'span.times',
              { title: words.receivedTimes(message.timesReceived) },
              `×${message.timesReceived}`,
            )
          : null,
        message.edited ? h('span', {}, words.edited) : null,
        h('time', {}, hour(message.t)),
        message.fromMe && !isRevoked ? ticks(message.ack, words.ack) : null,
      ),
      message.reactions.length > 0 ? this.reactions(message) : null,
    );
  }

  /** What the owner can do with what a message shows. */
  does(message: Message) {
    return {
      url: api.mediaUrl(this.phone, this.id, message),
      vote: (options: string[]) => this.vote(message, options),
      join: (code: string) => this.attempt(() => join(this.phone, code)),
      accept: (channel: string) => this.attempt(() => api.acceptChannel(this.phone, channel)),
      chatWith: (digits: string) => `#/${this.phone}/chat/${encodeURIComponent(`${digits}@c.us`)}`,
    };
  }

  reactions(message: Message) {
    const texts = [...new Set(message.reactions.map((r) => r.text))].join('');
    const count = message.reactions.length > 1 ? String(message.reactions.length) : '';
    const who = message.reactions.map((r) => `${nameOf(message, r.sender)} ${r.text}`).join(', ');
    return h(
      'span.reactions',
      { title: who, 'aria-label': who },
      texts,
      count ? h('small', {}, count) : null,
    );
  }

  actions(message: Message) {
    if (message.type === 'revoked' || this.chat?.isChannel || this.chat?.isStatus) {
      return null;
    }
    const picker = h(
      'span.picker',
      { role: 'group', 'aria-label': words.react },
      EMOJI.map((emoji) =>
        h('button', { type: 'button', onclick: () => this.react(message, emoji) }, emoji),
      ),
    );
    const open = iconButton('smile', words.react, () => {
      const room =
        (actions.closest('.message') ?? actions).getBoundingClientRect().top -
        this.view.scroller.getBoundingClientRect().top;
      actions.classList.toggle('below', room < PICKER_PX);
      actions.classList.toggle('open');
      if (actions.classList.contains('open')) {
        picker.querySelector('button')?.focus();
      }
    });
    const actions = h(
      'span.actions',
      {},
      iconButton('reply', words.reply, () => this.quoteIt(message)),
      open,
      picker,
    );
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

  async react(message: Message, emoji: string) {
    const isTakenBack = message.reactions.some((r) => r.fromMe && r.text === emoji);
    await this.attempt(() => api.react(this.phone, this.id, message, isTakenBack ? '' : emoji));
  }

  async vote(message: Message, options: string[]) {
    await this.attempt(() => api.vote(this.phone, this.id, message, options));
  }

  quoteIt(message: Message | null) {
    this.quoted = message;
    this.view.quote.hidden = message === null;
    if (message !== null) {
      this.view.quote.replaceChildren(
        h(
          'blockquote',
          {},
          h('span.author', {}, message.fromMe ? words.you : nameOf(message)),
          h('span', {}, (contentText(message) ?? message.body) || ''),
        ),
        iconButton('close', words.cancelReply, () => this.quoteIt(null)),
      );
    }
    this.view.input.focus();
  }

  pressed(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.view.composer.requestSubmit();
    } else if (event.key === 'Escape' && this.quoted) {
      this.quoteIt(null);
    }
  }

  typed() {
    this.fit();
    if (this.typingTimer === null) {
      api.presence(this.phone, this.id, 'composing').catch(() => undefined);
    }
    clearTimeout(this.typingTimer ?? undefined);
    this.typingTimer = setTimeout(() => this.paused(), TYPING_MS);
  }

  paused() {
    if (this.typingTimer !== null) {
      clearTimeout(this.typingTimer);
      this.typingTimer = null;
      api.presence(this.phone, this.id, 'paused').catch(() => undefined);
    }
  }

  fit() {
    this.view.input.style.height = 'auto';
    this.view.input.style.height = `${this.view.input.scrollHeight}px`;
  }

  async submit(event: Event) {
    event.preventDefault();
    const text = this.view.input.value.trim();
    if (text === '') {
      return;
    }
    const quoted = this.quoted;
    this.view.input.value = '';
    this.quoteIt(null);
    this.fit();
    this.paused();
    const sent = await this.attempt(() => api.send(this.phone, this.id, text, quoted?.id));
    if (!sent && this.view.input.value === '') {
      this.view.input.value = text;
      this.fit();
    }
  }

  /** Sends the file that was chosen; what is written already becomes its caption. */
  async sendFile() {
    const [file] = this.view.file.files ?? [];
    this.view.file.value = '';
    if (file) {
      const caption = this.view.input.value.trim();
      const isSent = await this.attempt(() => api.sendFile(this.phone, this.id, file, caption));
      if (isSent) {
        this.view.input.value = '';
        this.fit();
      }
    }
  }

  /** As on a phone: a chat that is looked at is read. */
  markRead() {
    if (
      this.chat !== null &&
      this.chat.unreadCount !== 0 &&
      document.visibilityState === 'visible'
    ) {
      this.attempt(() => api.read(this.phone, this.id));
    }
  }

  async leave() {
    if (await confirmed(words.confirmLeave, words.leave)) {
      await this.attempt(() => api.leave(this.phone, this.id));
    }
  }

  async attempt(action: () => unknown) {
    try {
      await action();
      return true;
    } catch (error) {
      notice(reason(error), 'bad');
      return false;
    }
  }
}
