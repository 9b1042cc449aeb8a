// A phone's chat list.

import { contentText } from './content';
import { choose } from './dialog';
import { avatar, h, icon, iconButton, required, show, ticks } from './dom';
import { noticeText, startGroup } from './groups';
import { linkDevice } from './link';
import { type Chat, nameOf, type Phone, type Presences, type Route } from './model';
import { moment, number, words } from './words';

const pane = required('#chats');
const title = h('h1');
const subtitle = h('p.sub');
const picture = h('span');
const list = h('ul.list');
const news = h('ul.list.news', { 'aria-label': words.news });
const none = h('p.foot', {}, words.noChats);
const settings = h('a.round.plain', { title: words.settings, 'aria-label': words.settings });
let here: { phone: string; others: Phone[] } = { phone: '', others: [] };

settings.append(icon('laptop'));
pane.append(
  h(
    'header.bar',
    {},
    h(
      'a.round.plain.narrow',
      { href: '#/', title: words.back, 'aria-label': words.back },
      icon('back'),
    ),
    picture,
    h('div.grow', {}, title, subtitle),
    iconButton('pen', words.newChat, newChat),
    iconButton('people', words.groups, () => startGroup(here.phone)),
    settings,
  ),
  h(
    'button.wide',
    { type: 'button', onclick: () => linkDevice(here.phone) },
    icon('plus'),
    words.linkDevice,
  ),
  news,
  list,
  none,
);
pane.setAttribute('aria-label', words.chats);

/** A chat with the state of its row. */
type Shown = Chat & { isSelected: boolean; typing: string | null };

export function showChats(
  phone: Phone | null,
  phones: Phone[],
  chats: Chat[],
  many: Chat[],
  typing: Presences['typing'],
  route: Route,
) {
  pane.hidden = phone === null;
  if (phone === null) {
    return;
  }
  here = { phone: digits(phone), others: phones.filter((p) => p.pn !== phone.pn) };
  title.textContent = phone.pushname;
  subtitle.textContent = number(phone.pn);
  picture.replaceChildren(avatar(phone.pushname, phone.lid));
  settings.href = `#/${here.phone}/settings`;
  settings.toggleAttribute('aria-current', route.view === 'settings');
  none.hidden = chats.length > 0;
  const items = chats.map((chat: Chat) => ({
    ...chat,
    isSelected: chat.id === route.chat,
    when: chat.last ? moment(chat.last.t) : '',
    typing: typing.find((t) => t.chat === chat.id)?.state ?? null,
  }));
  show(
    news,
    many.map((one) => ({ ...one, isSelected: one.id === route.chat, typing: null })),
    (one) => one.id,
    row,
  );
  show(list, items, (chat) => chat.id, row);
}

const digits = (phone: Phone): string => phone.pn.split('@')[0] ?? '';
const link = (chat: string) => `#/${here.phone}/chat/${encodeURIComponent(chat)}`;

function row(chat: Shown) {
  return h(
    'li',
    {},
    h(
      'a.row',
      { href: link(chat.id), 'aria-current': chat.isSelected ? 'true' : null },
      emblem(chat),
      h(
        'span.text',
        {},
        h('span.line', {}, h('span.name', {}, chat.name), h('time.when', {}, chat.when)),
        h(
          'span.line.small',
          {},
          chat.typing
            ? h('span.grow.typing', {}, words[chat.typing === 'recording' ? 'recording' : 'typing'])
            : preview(chat),
          ...marks(chat),
          chat.unreadCount !== 0
            ? h(
                'span.badge',
                { 'aria-label': words.unread(chat.unreadCount) },
                chat.unreadCount > 0 ? String(chat.unreadCount) : '',
              )
            : null,
        ),
      ),
    ),
  );
}

/** A chat's picture: initials, except for status posts and channels. */
export function emblem(chat: Pick<Chat, 'id' | 'name'> & Partial<Chat>) {
  if (chat.isStatus) {
    return h('span.avatar.status', { 'aria-hidden': 'true' }, icon('ring'));
  }
  return avatar(
    chat.name,
    chat.id,
    chat.isGroup || chat.isChannel ? 'group' : '',
    chat.picture ?? null,
  );
}

/** The chat's settings in words, which need no explanation. */
function marks(chat: Chat) {
  const isMuted = chat.muteExpiration === -1 || (chat.muteExpiration ?? 0) * 1000 > Date.now();
  return [chat.pinned && words.pinned, isMuted && words.muted, chat.archived && words.archived]
    .filter((mark) => typeof mark === 'string')
    .map((mark) => h('span.mark', {}, mark));
}

function preview(chat: Chat) {
  const last = chat.last;
  if (chat.hint !== undefined) {
    return h('span.grow', { dir: 'auto' }, chat.hint);
  }
  if (!last) {
    return h('span.grow', {}, chat.isGroup ? words.members(chat.participants) : '');
  }
  const notice = noticeText(last);
  if (notice !== null) {
    return h('span.grow', {}, notice);
  }
  const author = chat.isGroup && !last.fromMe ? `${nameOf(last).split(' ')[0]}${words.colon}` : '';
  const text =
    last.type === 'revoked' ? words.deleted : (contentText(last) ?? last.body) || `[${last.type}]`;
  return h(
    'span.grow',
    {},
    last.fromMe && last.type !== 'revoked' ? ticks(last.ack, words.ack) : null,
    author + text,
  );
}

function newChat() {
  choose({
    title: words.newChat,
    options: here.others.map((other) => ({
      key: other.lid,
      name: other.pushname,
      detail: number(other.pn),
    })),
    run: (lid: string) => {
      location.hash = link(lid);
    },
  });
}
