import assert from 'node:assert/strict';
import { test } from 'node:test';
import { existingChat, openChat, writtenTo } from '../src/ids/chats';
import { fullKey, messageIn, ownKey, ownMessage } from '../src/ids/messages';
import { numberId } from '../src/ids/numbers';
import type { ChatModel, Page } from '../src/page';
import { FakeKey, FakeWid, pageWith, pairs } from './fakes';

const lid = '111@lid';
const number = '22670123456@c.us';
const group = '120363000@g.us';

test('finds a chat by LID and by phone number', () => {
  const page = pageOf([lid]);
  assert.equal(existingChat(page, lid)?.id.toString(), lid);
  assert.equal(existingChat(page, number)?.id.toString(), lid);
  assert.equal(existingChat(pageOf([number]), lid)?.id.toString(), number);
});

test('finds no chat where there is none', () => {
  assert.equal(existingChat(pageOf([lid]), group), null);
});

test('refuses what is no id, and names the field', () => {
  for (const text of ['22670123456', '+226@c.us', '', 'a b@c.us', 'x@example.org']) {
    assert.throws(() => existingChat(pageOf([]), text), {
      code: 'INVALID_FIELD',
      detail: 'chatId: not a WhatsApp id',
    });
  }
});

test('opens a chat with a person whom the server knows', async () => {
  const page = pageOf([], (wid) => ({ wid }));
  assert.equal((await openChat(page, number)).id.toString(), number);
});

test('finds nobody where the server knows nobody', async () => {
  const page = pageOf([], () => null);
  await assert.rejects(openChat(page, number), { code: 'CHAT_NOT_FOUND' });
});

test('takes a group that the server does not show for one that is not there', async () => {
  const page = pageOf([]);
  await assert.rejects(openChat(page, group), { code: 'CHAT_NOT_FOUND' });
});

test('answers a number with a number', async () => {
  const page = pageOf([], () => ({ wid: FakeWid.of(lid) }));
  assert.deepEqual(await numberId(page, '22670123456'), {
    server: 'c.us',
    user: '22670123456',
    _serialized: number,
  });
  await assert.rejects(numberId(page, '+226 70'), { code: 'INVALID_FIELD' });
});

test("builds the key of one's own message with the id that fits the chat", () => {
  const page = pageOf([lid, number, group]);
  const keyIn = (chat: string): string => ownKey(page, existing(page, chat), '3EB0AA').toString();
  assert.equal(keyIn(lid), 'true_111@lid_3EB0AA');
  assert.equal(keyIn(group), 'true_120363000@g.us_3EB0AA_999@lid');
});

test('takes full keys apart and leaves bare ids', () => {
  assert.deepEqual(fullKey('false_120363000@g.us_3EB0AA_111@lid'), {
    fromMe: false,
    remote: group,
    id: '3EB0AA',
    participant: lid,
  });
  assert.equal(fullKey('3EB0AA'), null);
});

test('finds a message by bare id and by a key with the phone number', async () => {
  const page = pageOf([lid]);
  const message = { id: new FakeKey({ fromMe: false, remote: FakeWid.of(lid), id: 'AB' }) };
  existing(page, lid).msgs = { getModelsArray: () => [message] } as never;
  assert.equal(await messageIn(page, number, 'AB'), message);
  assert.equal(await messageIn(page, number, `false_${number}_AB`), message);
});

test('finds what was stored under the number before the chat went by the LID', async () => {
  const page = pageOf([lid, group]);
  const store = (key: FakeKey): void => {
    const getMessagesById = async (keys: string[]) => ({
      messages: keys.includes(String(key)) ? [{ id: key }] : [],
    });
    Object.assign(page.wpp.whatsapp.MsgStore, { getMessagesById });
  };
  const own = new FakeKey({ fromMe: true, remote: FakeWid.of(number), id: 'AB' });
  store(own);
  assert.equal((await messageIn(page, lid, 'AB')).id, own);
  const key = ownKey(page, existing(page, lid), 'AB');
  assert.equal((await ownMessage(page, key))?.id, own);
  const participant = FakeWid.of('22600000000@c.us');
  const inGroup = new FakeKey({ fromMe: true, remote: FakeWid.of(group), id: 'EF', participant });
  store(inGroup);
  assert.equal((await messageIn(page, group, 'EF')).id, inGroup);
});

test('writes to a person where wa-js would, to a group where it is', async () => {
  const page = pageOf([lid, group]);
  const latest = aChat(number);
  Object.assign(page.wpp.chat, { find: async () => latest });
  assert.equal(await writtenTo(page, existing(page, lid)), latest);
  assert.equal((await writtenTo(page, existing(page, group))).id.toString(), group);
});

test('says which message it did not find', async () => {
  const page = pageOf([lid]);
  await assert.rejects(messageIn(page, lid, 'CD'), { code: 'MESSAGE_NOT_FOUND' });
  await assert.rejects(messageIn(page, lid, `true_${group}_CD`), { code: 'MESSAGE_NOT_FOUND' });
});

function existing(page: Page, id: string): ChatModel {
  const chat = existingChat(page, id);
  assert.ok(chat);
  return chat;
}

/**
 * A page with chats, one pair of LID and number, and an answer to whether people are on WhatsApp.
 */
function pageOf(chats: string[], registered: (wid: FakeWid) => object | null = () => null): Page {
  const made = new Map(chats.map((id) => [id, aChat(id)]));
  return pageWith({
    chat: {
      find: async (wid: string) => aChat(wid),
    },
    conn: {
      getMyUserLid: () => FakeWid.of('999@lid'),
      getMyUserWid: () => FakeWid.of('22600000000@c.us'),
    },
    util: { createWid: FakeWid.of },
    whatsapp: {
      MsgKey: FakeKey,
      MsgStore: { get: () => undefined, getMessagesById: async () => ({ messages: [] }) },
      ChatStore: { get: (wid: FakeWid) => made.get(wid.toString()) },
      lidPnCache: pairs([lid, number]),
      GroupMetadataStore: {
        find: async () => {
          throw Object.assign(new Error('item-not-found'), { statusCode: 404 });
        },
      },
      functions: {
        queryWidExists: async (wid: FakeWid) => registered(wid),
        msgFindByDirection: async () => ({ messages: [] }),
      },
    },
  });
}

function aChat(id: string): object {
  return { id: FakeWid.of(id), msgs: { getModelsArray: () => [] } };
}
