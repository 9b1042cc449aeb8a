// The lines of a conversation: days, notices and messages.

import { contentView, type Deeds } from './content';
import { avatar, h, ticks } from './dom';
import { noticeText } from './groups';
import { type Message, nameOf } from './model';
import { day, hour, words } from './words';

/** A day, or a message; `starts` if its author differs from the one before. */
export type Line =
  | { key: string; day: string }
  | { key: string; message: Message; starts: boolean; inGroup: boolean };

/** The messages with a line before each new day, and the author where it changes. */
export function linesOf(messages: Message[], inGroup: boolean): Line[] {
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
      inGroup,
    });
    last = message;
  }
  return lines;
}

/** The element of a line; `actions` makes the owner's actions on a message. */
export function lineView(
  line: Line,
  deeds: (message: Message) => Deeds,
  actions: (message: Message) => HTMLElement | null,
): HTMLElement {
  if ('day' in line) {
    return h('li.day', {}, h('span', {}, line.day));
  }
  const { message, starts, inGroup } = line;
  const side = message.fromMe ? 'mine' : 'theirs';
  const item = h(
    `li.message.${side}`,
    {},
    bubble(message, inGroup && starts && !message.fromMe, deeds(message)),
    actions(message),
  );
  item.classList.toggle('bare', message.type === 'sticker');
  item.classList.toggle('starts', starts);
  item.classList.toggle('reacted', message.reactions.length > 0);
  return item;
}

function bubble(message: Message, withName: boolean, deeds: Deeds): HTMLElement {
  const isRevoked = message.type === 'revoked';
  const author = withName ? h('span.author', {}, nameOf(message)) : null;
  author?.style.setProperty(
    '--hue',
    avatar(nameOf(message), message.sender).style.getPropertyValue('--hue'),
  );
  const body =
    contentView(message, deeds) ??
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
    message.reactions.length > 0 ? reactions(message) : null,
  );
}

function reactions(message: Message) {
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

/** Sets the colour chosen by the author of a status text: alpha, red, green, blue in one number. */
function paint(element: HTMLElement, colour: unknown) {
  if (typeof colour === 'number') {
    element.classList.add('post');
    element.style.background = `#${(colour >>> 0).toString(16).padStart(8, '0').slice(2)}`;
  }
}
