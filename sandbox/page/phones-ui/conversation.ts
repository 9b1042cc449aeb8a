// A chat on a phone: its messages and the owner's actions.

import * as api from './api';
import { attempt } from './attempt';
import { emblem } from './chats';
import { Composer } from './composer';
import type { Deeds } from './content';
import { confirmed } from './dialog';
import { h, icon, iconButton, show } from './dom';
import { join, showGroup } from './groups';
import { linesOf, lineView } from './lines';
import { messageActions } from './messageActions';
import type { Chat, Message, Presences } from './model';
import { number, words } from './words';

const NEAR_END_PX = 120;

/** The elements of a conversation; `owner` handles their events. */
function view(owner: Conversation) {
  const name = h('h2');
  const state = h('p.sub', { 'aria-live': 'polite' });
  const picture = h('span');
  const leaveButton = iconButton('exit', words.leave, () => owner.leave());
  const infoButton = iconButton('people', words.groupInfo, () => showGroup(owner.phone, owner.id));
  const list = h('ol.messages', { role: 'log', 'aria-label': words.message });
  const scroller = h('div.scroller', { tabIndex: 0 }, list);
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
    owner.composer.element,
  );
  return {
    name,
    state,
    picture,
    leaveButton,
    infoButton,
    list,
    scroller,
    leftNote,
    element,
  };
}

export class Conversation {
  private readonly view: ReturnType<typeof view>;
  /** Null before its first message. */
  private chat: Chat | null = null;
  readonly composer: Composer;

  constructor(
    readonly key: string,
    readonly phone: string,
    readonly id: string,
  ) {
    this.composer = new Composer(phone, id);
    this.view = view(this);
  }

  get element(): HTMLElement {
    return this.view.element;
  }

  /** Shows the chat's current state; null before its first message. */
  show(chat: Chat | null, messages: Message[], presences: Presences) {
    const first = this.view.list.childElementCount === 0;
    const near = this.isNearEnd();
    const before = this.view.list.lastElementChild?.getAttribute('data-key');
    this.chat = chat;
    this.header(chat, presences);
    show(
      this.view.list,
      linesOf(messages, this.chat?.isGroup || this.chat?.isStatus || false),
      (line) => line.key,
      (line) =>
        lineView(
          line,
          (message) => this.deeds(message),
          (message) => this.actions(message),
        ),
    );
    const mine =
      messages.at(-1)?.fromMe &&
      this.view.list.lastElementChild?.getAttribute('data-key') !== before;
    if (first || near || mine) {
      this.view.scroller.scrollTop = this.view.scroller.scrollHeight;
    }
    if (first && matchMedia('(hover: hover)').matches) {
      this.composer.focus();
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
    this.composer.element.hidden = !isMember;
    this.view.leftNote.hidden = isMember;
    this.view.leftNote.textContent = chat?.isChannel ? words.readOnly : words.left;
  }

  /** The owner's actions on a message. */
  deeds(message: Message): Deeds {
    return {
      url: api.mediaUrl(this.phone, this.id, message),
      vote: (options: string[]) => this.vote(message, options),
      join: (code: string) => attempt(() => join(this.phone, code)),
      accept: (channel: string) => attempt(() => api.acceptChannel(this.phone, channel)),
      chatWith: (digits: string) => `#/${this.phone}/chat/${encodeURIComponent(`${digits}@c.us`)}`,
    };
  }

  actions(message: Message) {
    if (message.type === 'revoked' || this.chat?.isChannel || this.chat?.isStatus) {
      return null;
    }
    return messageActions(
      this.view.scroller,
      () => this.composer.quoteIt(message),
      (emoji) => this.react(message, emoji),
    );
  }

  async react(message: Message, emoji: string) {
    const isTakenBack = message.reactions.some((r) => r.fromMe && r.text === emoji);
    await attempt(() => api.react(this.phone, this.id, message, isTakenBack ? '' : emoji));
  }

  async vote(message: Message, options: string[]) {
    await attempt(() => api.vote(this.phone, this.id, message, options));
  }

  /** Marks the chat as read while it is visible, as on a phone. */
  markRead() {
    if (
      this.chat !== null &&
      this.chat.unreadCount !== 0 &&
      document.visibilityState === 'visible'
    ) {
      attempt(() => api.read(this.phone, this.id));
    }
  }

  async leave() {
    if (await confirmed(words.confirmLeave, words.leave)) {
      await attempt(() => api.leave(this.phone, this.id));
    }
  }
}
