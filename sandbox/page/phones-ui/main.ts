// The phones' page: shows the phone and chat that the address names.

import * as api from './api';
import { showChats } from './chats';
import { Conversation } from './conversation';
import { h, notice, required } from './dom';
import type { Chat, Device, Message, Phone, Presences, Route } from './model';
import { channelChat, statusChat } from './news';
import { showPhones } from './phones';
import { showSettings } from './settings';
import { language, reason, words } from './words';

const RETRY_MS = 2000;

const app = required('#app');
const place = required('#place');

/** Parses the address: `#/<digits>`, `#/<digits>/settings`, `#/<digits>/chat/<id>`. */
function route(): Route {
  const [, phone, view, chat] = location.hash.split('/').map(decodeURIComponent);
  return { phone: phone || null, view: view || null, chat: chat || null };
}

let conversation: Conversation | null = null;
let round = 0;

/**
 * Shows the current state of the address's view. Of two concurrent calls only the later one is
 * shown.
 */
async function refresh() {
  const mine = ++round;
  const here = route();
  const phones = await api.phones();
  const [chats, news, { typing, online }] = here.phone
    ? await Promise.all([api.chats(here.phone), newsOf(here.phone), api.presences(here.phone)])
    : [[], [], { typing: [], online: [] }];
  const messages = here.phone && here.chat ? await api.messages(here.phone, here.chat) : [];
  const devices = here.phone && here.view === 'settings' ? await api.devices(here.phone) : [];
  if (mine !== round) {
    return;
  }
  app.dataset.depth = here.view ? '2' : here.phone ? '1' : '0';
  const phone = phones.find((p) => p.pn === `${here.phone}@c.us`) ?? null;
  showPhones(phones, phone);
  showChats(phone, phones, chats, news, typing, here);
  showPlace(here, phone, {
    chats: [...chats, ...news],
    messages,
    devices,
    presences: { typing, online },
  });
  const unread = phone && phone.unreadCount > 0 ? `(${phone.unreadCount}) ` : '';
  document.title = `${unread}${phone ? `${phone.pushname} · ` : ''}${words.title}`;
}

/** The entries besides the chats: the status posts, and the owner's channels. */
async function newsOf(phone: string): Promise<Chat[]> {
  const [posts, channels] = await Promise.all([api.statuses(phone), api.channels(phone)]);
  return [statusChat(posts), ...channels.map(channelChat)];
}

/** The data for the view beside the lists. */
interface Content {
  chats: Chat[];
  messages: Message[];
  devices: Device[];
  presences: Presences;
}

function showPlace(here: Route, phone: Phone | null, content: Content): void {
  if (here.phone && here.chat && phone) {
    const key = `${here.phone}/${here.chat}`;
    if (conversation?.key !== key) {
      conversation = new Conversation(key, here.phone, here.chat);
      place.replaceChildren(conversation.element);
    }
    const chat = content.chats.find((c) => c.id === here.chat || c.pn === here.chat) ?? null;
    conversation.show(chat, content.messages, content.presences);
    return;
  }
  conversation = null;
  if (here.view === 'settings' && phone) {
    showSettings(place, phone, content.devices);
    return;
  }
  const [title, hint] = phone
    ? [words.pickChat, words.pickChatHint]
    : [words.pickPhone, words.pickPhoneHint];
  place.replaceChildren(h('div.empty', {}, h('h2', {}, title), h('p', {}, hint)));
}

/** Shows every change while the page is open. */
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
