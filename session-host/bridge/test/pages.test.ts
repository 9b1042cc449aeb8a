import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatPage, chatPage } from '../src/operations/chatPages';
import { contactPage } from '../src/operations/contactPages';
import type { ChatModel, ContactModel } from '../src/page';
import { FakeWid, pageWith, pairs } from './fakes';

interface Chat {
  id: FakeWid;
  t: number;
  pin?: number;
}

const page = pageWith({
  whatsapp: {
    lidPnCache: pairs(['500@lid', '237500@c.us']),
    BlocklistStore: { getModelsArray: () => [] },
    functions: { getIsMe: () => false, getIsMyContact: () => true, getIsWAContact: () => true },
  },
});
const chat = (id: string, t: number, pin?: number): Chat => ({
  id: FakeWid.of(`${id}@lid`),
  t,
  ...(pin === undefined ? {} : { pin }),
});

function listed(chats: Chat[], limit?: number, cursor?: string): ChatPage {
  return chatPage(page, chats as unknown as ChatModel[], { limit, cursor });
}

const ids = ({ chats }: ChatPage): string[] => chats.map(({ id }) => id.user);

test('answers all chats as they stand without a limit', () => {
  const all = listed([chat('1', 5), chat('2', 9)]);
  assert.deepEqual(ids(all), ['1', '2']);
  assert.equal(all.cursor, undefined);
});

test('pages with pinned chats first, then by last activity, each chat once', () => {
  const chats = [chat('1', 5), chat('2', 9), chat('3', 1, 3), chat('4', 5), chat('5', 2)];
  const first = listed(chats, 2);
  const second = listed(chats, 2, first.cursor);
  const third = listed(chats, 2, second.cursor);
  assert.deepEqual([first, second, third].map(ids), [['3', '2'], ['1', '4'], ['5']]);
  assert.equal(third.cursor, undefined);
});

test('misses no chat that moves up while a caller pages', () => {
  const chats = [chat('1', 9), chat('2', 8), chat('3', 7), chat('4', 6)];
  const first = listed(chats, 2);
  const moved = [chat('4', 20), chat('1', 9), chat('2', 8), chat('3', 7), chat('5', 21)];
  const second = listed(moved, 2, first.cursor);
  const third = listed(moved, 2, second.cursor);
  assert.deepEqual([second, third].map(ids), [['3', '4'], ['5']]);
});

test('takes the time of a pin in seconds or milliseconds', () => {
  const now = 1_780_000_000;
  const chats = [
    chat('1', now - 50),
    chat('2', now - 90, (now - 40) * 1000),
    chat('3', now - 80, now - 60),
  ];
  const first = listed(chats, 2);
  assert.deepEqual(ids(first), ['2', '3']);
  const moved = [...chats.slice(1), chat('1', now - 50, (now + 5) * 1000)];
  assert.deepEqual(ids(listed(moved, 2, first.cursor)), ['1']);
});

test('refuses a cursor that is none', () => {
  assert.throws(() => listed([], 2, 'next'), { code: 'INVALID_FIELD' });
});

test('pages contacts by id, each person once, under the entry with a name', () => {
  const contact = (id: string, name?: string): unknown => ({ id: FakeWid.of(id), name });
  const models = [
    contact('500@lid'),
    contact('237500@c.us', 'Awa'),
    contact('700@lid', 'Moussa'),
    contact('120@newsletter'),
  ] as ContactModel[];
  const first = contactPage(page, models, { limit: 1 });
  const second = contactPage(page, models, { limit: 1, cursor: first.cursor });
  assert.deepEqual(
    [...first.contacts, ...second.contacts].map(({ name }) => name),
    ['Awa', 'Moussa'],
  );
  assert.equal(second.cursor, undefined);
});
