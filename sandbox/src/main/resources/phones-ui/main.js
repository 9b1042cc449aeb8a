// The phones' page: which phone and chat the address names, and what they show right now.
import * as api from './api.js';
import { showChats } from './chats.js';
import { Conversation } from './conversation.js';
import { h, notice } from './dom.js';
import { channelChat, statusChat } from './news.js';
import { showPhones } from './phones.js';
import { showSettings } from './settings.js';
import { language, reason, words } from './words.js';

const RETRY_MS = 2000;

const app = document.querySelector('#app');
const place = document.querySelector('#place');

/** What the address says: `#/<digits>`, `#/<digits>/settings`, `#/<digits>/chat/<id>`. */
function route() {
  const [, phone, view, chat] = location.hash.split('/').map(decodeURIComponent);
  return { phone: phone || null, view: view || null, chat: chat || null };
}

let conversation = null;
let round = 0;

/** Shows what the address names as it is now. Of two rounds at once only the later one is shown. */
async function refresh() {
  const mine = ++round;
  const here = route();
  const phones = await api.phones();
  const [chats, news, { typing, online }] = here.phone
    ? await Promise.all([api.chats(here.phone), newsOf(here.phone), api.presences(here.phone)])
    : [[], [], { typing: [], online: [] }];
  const content = here.chat
    ? await api.messages(here.phone, here.chat)
    : here.view === 'settings'
      ? await api.devices(here.phone)
      : null;
  if (mine !== round) {
    return;
  }
  app.dataset.depth = here.view ? '2' : here.phone ? '1' : '0';
  const phone = phones.find((p) => p.pn === `${here.phone}@c.us`) ?? null;
  showPhones(phones, phone);
  showChats(phone, phones, chats, news, typing, here);
  showPlace(here, phone, [...chats, ...news], { typing, online }, content);
  const unread = phone && phone.unreadCount > 0 ? `(${phone.unreadCount}) ` : '';
  document.title = `${unread}${phone ? `${phone.pushname} · ` : ''}${words.title}`;
}

/** Beside the chats: the status posts, and the channels that the owner has or follows. */
async function newsOf(phone) {
  const [posts, channels] = await Promise.all([api.statuses(phone), api.channels(phone)]);
  return [statusChat(posts), ...channels.map(channelChat)];
}

function showPlace(here, phone, chats, presences, content) {
  if (here.chat && phone) {
    const key = `${here.phone}/${here.chat}`;
    if (conversation?.key !== key) {
      conversation = new Conversation(key, here.phone, here.chat);
      place.replaceChildren(conversation.element);
    }
    const chat = chats.find((c) => c.id === here.chat || c.pn === here.chat) ?? null;
    conversation.show(chat, content, presences);
    return;
  }
  conversation = null;
  if (here.view === 'settings' && phone) {
    showSettings(place, phone, content);
    return;
  }
  const [title, hint] = phone
    ? [words.pickChat, words.pickChatHint]
    : [words.pickPhone, words.pickPhoneHint];
  place.replaceChildren(h('div.empty', {}, h('h2', {}, title), h('p', {}, hint)));
}

/** Shows every change as it comes, for as long as the page is open. */
async function follow() {
  let version = -1;
  let lost = false;
  for (;;) {
    try {
      version = await api.changes(version);
      await refresh();
      lost = false;
    } catch (error) {
      if (error instanceof api.Refused) {
        notice(reason(error), 'bad');
        location.hash = '#/';
      } else if (!lost) {
        lost = true;
        notice(words.lost, 'bad');
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

document.documentElement.lang = language;
document.title = words.title;
addEventListener('hashchange', () => {
  document.querySelector('dialog')?.close();
  refresh().catch((error) => notice(reason(error), 'bad'));
});
document.addEventListener('visibilitychange', () => conversation?.markRead());
follow();
