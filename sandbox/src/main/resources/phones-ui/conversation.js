// One chat on one phone: its messages, and what the phone's owner does there.
import * as api from './api.js';
import { emblem } from './chats.js';
import { contentText, contentView } from './content.js';
import { avatar, h, icon, iconButton, notice, show, ticks } from './dom.js';
import { confirmed } from './dialog.js';
import { join, noticeText, showGroup } from './groups.js';
import { day, hour, number, reason, words } from './words.js';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const TYPING_MS = 3000;
const NEAR_END_PX = 120;
const PICKER_PX = 56;

/** A status text stands on the colour that its author chose: alpha, red, green, blue in one number. */
function paint(element, colour) {
  if (typeof colour === 'number') {
    element.classList.add('post');
    element.style.background = `#${(colour >>> 0).toString(16).padStart(8, '0').slice(2)}`;
  }
}

export class Conversation {
  constructor(key, phone, chat) {
    this.key = key;
    this.phone = phone;
    this.id = chat;
    this.chat = null;
    this.quoted = null;
    this.typingTimer = null;
    this.build();
  }

  build() {
    this.name = h('h2');
    this.state = h('p.sub', { 'aria-live': 'polite' });
    this.picture = h('span');
    this.leaveButton = iconButton('exit', words.leave, () => this.leave());
    this.infoButton = iconButton('people', words.groupInfo, () => showGroup(this.phone, this.id));
    this.list = h('ol.messages', { role: 'log', 'aria-label': words.message });
    this.scroller = h('div.scroller', { tabIndex: 0 }, this.list);
    this.input = h('textarea', {
      rows: 1,
      placeholder: words.message,
      'aria-label': words.message,
      maxLength: 65536,
      oninput: () => this.typed(),
      onkeydown: (event) => this.pressed(event),
    });
    this.file = h('input', { type: 'file', hidden: true, onchange: () => this.sendFile() });
    this.quote = h('div.quoting', { hidden: true });
    this.composer = h(
      'form.composer',
      { onsubmit: (event) => this.submit(event) },
      this.quote,
      this.file,
      h('div.field', {}, iconButton('clip', words.attach, () => this.file.click()), this.input, h('button.round.send', { type: 'submit', title: words.send, 'aria-label': words.send }, icon('send'))),
    );
    this.leftNote = h('p.left', { hidden: true }, words.left);
    this.element = h(
      'div.conversation',
      {},
      h(
        'header.bar',
        {},
        h('a.round.plain.narrow', { href: `#/${this.phone}`, title: words.back, 'aria-label': words.back }, icon('back')),
        this.picture,
        h('div.grow', {}, this.name, this.state),
        this.infoButton,
        this.leaveButton,
      ),
      this.scroller,
      this.leftNote,
      this.composer,
    );
  }

  /** Shows the chat (null before its first message) as it is now. */
  show(chat, messages, presences) {
    const first = this.list.childElementCount === 0;
    const near = this.isNearEnd();
    const before = this.list.lastElementChild?.dataset.key;
    this.chat = chat;
    this.header(chat, presences);
    show(this.list, this.lines(messages), (line) => line.key, (line) => this.line(line));
    const mine = messages.at(-1)?.fromMe && this.list.lastElementChild?.dataset.key !== before;
    if (first || near || mine) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    }
    if (first && matchMedia('(hover: hover)').matches) {
      this.input.focus();
    }
    this.markRead();
  }

  isNearEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  header(chat, { typing, online }) {
    const name = chat?.name ?? number(this.id);
    this.name.textContent = name;
    this.picture.replaceChildren(emblem(chat ?? { name, id: this.id }));
    const active = typing.find((t) => t.chat === this.id);
    this.state.classList.toggle('typing', active !== undefined);
    if (active) {
      this.state.textContent = active.state === 'recording' ? words.recording : words.typing;
    } else if (chat?.isGroup) {
      this.state.textContent = words.members(chat.participants);
    } else if (chat?.isChannel) {
      this.state.textContent = words.followers(chat.participants);
    } else if (chat?.isStatus) {
      this.state.textContent = words.statusesHint;
    } else {
      const isOnline = online.includes(chat?.id);
      this.state.textContent = isOnline ? words.online : chat?.pn ? number(chat.pn) : '';
    }
    const isMember = chat === null || chat.isMember;
    this.infoButton.hidden = !chat?.isGroup;
    this.leaveButton.hidden = !chat?.isGroup || !isMember;
    this.composer.hidden = !isMember;
    this.leftNote.hidden = isMember;
    this.leftNote.textContent = chat?.isChannel ? words.readOnly : words.left;
  }

  /** The messages with a line before each new day; who writes shows where it changes. */
  lines(messages) {
    const lines = [];
    let last = null;
    for (const message of messages) {
      const today = day(message.t);
      if (last === null || day(last.t) !== today) {
        lines.push({ key: `day ${today}`, day: today });
        last = null;
      }
      if (message.notice) {
        lines.push({ key: `${message.sender}/${message.id}`, day: noticeText(message) });
        last = { ...message, sender: null };
        continue;
      }
      const starts = last === null || last.sender !== message.sender;
      lines.push({ key: `${message.sender}/${message.id}`, message, starts, inGroup: this.chat?.isGroup || this.chat?.isStatus || false });
      last = message;
    }
    return lines;
  }

  line({ day: date, message, starts, inGroup }) {
    if (date) {
      return h('li.day', {}, h('span', {}, date));
    }
    const side = message.fromMe ? 'mine' : 'theirs';
    const item = h(`li.message.${side}`, {}, this.bubble(message, inGroup && starts && !message.fromMe), this.actions(message));
    item.classList.toggle('bare', message.type === 'sticker');
    item.classList.toggle('starts', starts);
    item.classList.toggle('reacted', message.reactions.length > 0);
    return item;
  }

  bubble(message, withName) {
    const isRevoked = message.type === 'revoked';
    const author = withName ? h('span.author', {}, message.senderName) : null;
    author?.style.setProperty('--hue', avatar(message.senderName, message.sender).style.getPropertyValue('--hue'));
    const body =
      contentView(message, this.does(message)) ??
      h('span.body', { dir: 'auto' }, isRevoked ? words.deleted : message.body || `[${message.type}]`);
    body.classList.toggle('revoked', isRevoked);
    paint(body, message.attributes.backgroundColor);
    return h(
      'div.bubble',
      {},
      author,
      message.quoted
        ? h('blockquote', {}, h('span.author', {}, message.quoted.senderName), h('span', { dir: 'auto' }, message.quoted.body))
        : null,
      body,
      h(
        'span.meta',
        {},
        message.timesReceived > 1
          ? h('span.times', { title: words.receivedTimes(message.timesReceived) }, `×${message.timesReceived}`)
          : null,
        message.edited ? h('span', {}, words.edited) : null,
        h('time', {}, hour(message.t)),
        message.fromMe && !isRevoked ? ticks(message.ack, words.ack) : null,
      ),
      message.reactions.length > 0 ? this.reactions(message) : null,
    );
  }

  /** What the owner can do with what a message shows. */
  does(message) {
    return {
      url: api.mediaUrl(this.phone, this.id, message),
      vote: (options) => this.vote(message, options),
      join: (code) => this.attempt(() => join(this.phone, code)),
      accept: (channel) => this.attempt(() => api.acceptChannel(this.phone, channel)),
      chatWith: (digits) => `#/${this.phone}/chat/${encodeURIComponent(`${digits}@c.us`)}`,
    };
  }

  reactions(message) {
    const texts = [...new Set(message.reactions.map((r) => r.text))].join('');
    const count = message.reactions.length > 1 ? String(message.reactions.length) : '';
    const who = message.reactions.map((r) => `${r.senderName} ${r.text}`).join(', ');
    return h('span.reactions', { title: who, 'aria-label': who }, texts, count ? h('small', {}, count) : null);
  }

  actions(message) {
    if (message.type === 'revoked' || this.chat?.isChannel || this.chat?.isStatus) {
      return null;
    }
    const picker = h(
      'span.picker',
      { role: 'group', 'aria-label': words.react },
      EMOJI.map((emoji) => h('button', { type: 'button', onclick: () => this.react(message, emoji) }, emoji)),
    );
    const open = iconButton('smile', words.react, () => {
      const room = actions.closest('.message').getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      actions.classList.toggle('below', room < PICKER_PX);
      actions.classList.toggle('open');
      if (actions.classList.contains('open')) {
        picker.firstChild.focus();
      }
    });
    const actions = h('span.actions', {}, iconButton('reply', words.reply, () => this.quoteIt(message)), open, picker);
    actions.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && actions.classList.contains('open')) {
        actions.classList.remove('open');
        open.focus();
      }
    });
    actions.addEventListener('focusout', (event) => {
      if (!actions.contains(event.relatedTarget)) {
        actions.classList.remove('open');
      }
    });
    return actions;
  }

  async react(message, emoji) {
    const isTakenBack = message.reactions.some((r) => r.fromMe && r.text === emoji);
    await this.attempt(() => api.react(this.phone, this.id, message, isTakenBack ? '' : emoji));
  }

  async vote(message, options) {
    await this.attempt(() => api.vote(this.phone, this.id, message, options));
  }

  quoteIt(message) {
    this.quoted = message;
    this.quote.hidden = message === null;
    if (message !== null) {
      this.quote.replaceChildren(
        h('blockquote', {}, h('span.author', {}, message.fromMe ? words.you : message.senderName), h('span', {}, (contentText(message) ?? message.body) || '')),
        iconButton('close', words.cancelReply, () => this.quoteIt(null)),
      );
    }
    this.input.focus();
  }

  pressed(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.composer.requestSubmit();
    } else if (event.key === 'Escape' && this.quoted) {
      this.quoteIt(null);
    }
  }

  typed() {
    this.fit();
    if (this.typingTimer === null) {
      api.presence(this.phone, this.id, 'composing').catch(() => undefined);
    }
    clearTimeout(this.typingTimer);
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
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text === '') {
      return;
    }
    const quoted = this.quoted;
    this.input.value = '';
    this.quoteIt(null);
    this.fit();
    this.paused();
    const sent = await this.attempt(() => api.send(this.phone, this.id, text, quoted?.id));
    if (!sent && this.input.value === '') {
      this.input.value = text;
      this.fit();
    }
  }

  /** Sends the file that was chosen; what is written already becomes its caption. */
  async sendFile() {
    const [file] = this.file.files;
    this.file.value = '';
    if (file) {
      const caption = this.input.value.trim();
      const isSent = await this.attempt(() => api.sendFile(this.phone, this.id, file, caption));
      if (isSent) {
        this.input.value = '';
        this.fit();
      }
    }
  }

  /** As on a phone: a chat that is looked at is read. */
  markRead() {
    if (this.chat !== null && this.chat.unreadCount !== 0 && document.visibilityState === 'visible') {
      this.attempt(() => api.read(this.phone, this.id));
    }
  }

  async leave() {
    if (await confirmed(words.confirmLeave, words.leave)) {
      await this.attempt(() => api.leave(this.phone, this.id));
    }
  }

  async attempt(action) {
    try {
      await action();
      return true;
    } catch (error) {
      notice(reason(error), 'bad');
      return false;
    }
  }
}
