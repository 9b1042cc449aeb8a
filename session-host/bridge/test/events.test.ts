import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, type Message } from '../src/channel';
import { Events } from '../src/events';
import { withIdsAsTexts } from '../src/events/idTexts';
import { FakeKey, FakeWid, model, pageWith, pairs } from './fakes';

type Listener = (...args: unknown[]) => void;

/** Emits events for its changes, like WhatsApp's collections. */
class FakeStore {
  readonly #listeners: [event: string, listener: Listener][] = [];

  constructor(private readonly models: object[] = []) {}

  on(events: string, listener: Listener): void {
    for (const event of events.split(' ')) {
      this.#listeners.push([event, listener]);
    }
  }

  happens(event: string, ...args: unknown[]): void {
    for (const [name, listener] of [...this.#listeners]) {
      if (name === event) {
        listener(...args);
      }
    }
  }

  get(): undefined {
    return undefined;
  }

  getModelsArray(): object[] {
    return this.models;
  }
}

interface Told {
  name: string;
  key: string;
  chat: string;
  data: Record<string, unknown>;
  recovered?: true;
}

function setUp(present: object[] = []) {
  const sent: (Message & { n: number })[] = [];
  const channel = new Channel((message) => sent.push(message));
  const messages = new FakeStore(present);
  const chat = { id: peer, t: 10 };
  const chats = new FakeStore([chat]);
  const found: { id: unknown }[] = [];
  const msgFindByDirection = async ({ anchor }: { anchor: unknown }) => ({
    messages: found.includes(anchor as { id: unknown }) || 'id' in (anchor as object) ? [] : found,
  });
  const reactions: object[] = [];
  const table = { bulkUpsert: (_rows: unknown[]) => 'kept' };
  const page = pageWith(
    {
      whatsapp: {
        MsgStore: messages,
        ChatStore: chats,
        MsgModel: class {
          constructor(row: object) {
            Object.assign(this, row);
          }
        },
        lidPnCache: pairs(known),
        functions: { msgFindByDirection },
      },
      on: () => undefined,
      chat: { getReactions: async () => ({ reactions: [{ senders: reactions }] }) },
    },
    { WAWebAddonReactionTableMode: { reactionTableMode: table } },
  );
  const events = new Events(page, channel, {
    tell: (event) => channel.send({ type: 'happened', ...event }),
    found: (event) => channel.send({ type: 'happened', ...event }),
  });
  events.start();
  const told = async (): Promise<Told[]> => {
    await Promise.resolve();
    return sent.flatMap((message) =>
      message.type === 'happened' ? [{ ...message, data: JSON.parse(message.data) }] : [],
    );
  };
  return { events, found, messages, chat, chats, table, reactions, told, sent };
}

const known = ['1@lid', '22670123456@c.us'] as const;
const peer = FakeWid.of('1@lid');

function message(id: string, more: Record<string, unknown> = {}) {
  const key = new FakeKey({ id, remote: peer, fromMe: false });
  return model({ id: key, type: 'chat', body: 'hi', t: 1, isNewMsg: true, ...more });
}

test('tells of new messages, and not of kept ones', async () => {
  const { messages, told } = setUp();
  messages.happens('add', message('NEW'));
  messages.happens('add', message('OLD', { isNewMsg: false }));

  const all = await told();
  assert.deepEqual(
    all.map(({ name, key, chat }) => [name, key, chat]),
    [
      ['message', 'false_NEW', '1@lid'],
      ['message_create', 'false_NEW', '1@lid'],
    ],
  );
});

test('tells of what came before the bridge was there', async () => {
  const { told } = setUp([message('EARLY'), message('OLD', { isNewMsg: false })]);

  assert.deepEqual(
    (await told()).map(({ name }) => name),
    ['message', 'message_create'],
  );
});

test('tells of a message once it can be read', async () => {
  const { messages, told } = setUp();
  const hidden = message('LATE', { type: 'ciphertext', body: undefined });
  messages.happens('add', hidden);
  assert.deepEqual(
    (await told()).map(({ name }) => name),
    ['message_ciphertext'],
  );

  hidden.type = 'chat';
  messages.happens('change:type', hidden, 'chat');
  messages.happens('change:type', hidden, 'chat');
  assert.deepEqual((await told()).map(({ name }) => name).slice(1), ['message', 'message_create']);
});

test('tells of a message whose place an earlier page kept, once it is filled', async () => {
  const place = message('KEPT', { type: 'ciphertext', body: undefined, isNewMsg: false });
  const { messages, told } = setUp([place]);
  assert.deepEqual(await told(), []);

  place.type = 'chat';
  messages.happens('change:type', place, 'chat');
  assert.deepEqual(
    (await told()).map(({ name }) => name),
    ['message', 'message_create'],
  );
});

test('tells nothing new of a message that was taken back before it could be read', async () => {
  const { messages, told } = setUp();
  const hidden = message('GONE', { type: 'ciphertext', body: undefined });
  messages.happens('add', hidden);
  hidden.type = 'revoked';
  messages.happens('change:type', hidden, 'revoked');

  assert.deepEqual((await told()).map(({ name }) => name).sort(), [
    'message_ciphertext',
    'message_revoke_everyone',
  ]);
});

test('names a message the same under the number and the LID of who wrote it', async () => {
  const { messages, told } = setUp();
  const number = FakeWid.of('22670123456@c.us');
  const group = FakeWid.of('5@g.us');
  const keys = [
    { remote: peer },
    { remote: number },
    { remote: group, participant: peer },
    { remote: group, participant: number },
    { remote: group, participant: FakeWid.of('2@lid') },
  ];
  for (const key of keys) {
    const id = new FakeKey({ id: 'A', fromMe: false, ...key });
    messages.happens('add', message('A', { id }));
  }

  const created = (await told()).filter(({ name }) => name === 'message_create');
  assert.deepEqual(
    created.map(({ key, chat }) => [key, chat]),
    [
      ['false_A', '1@lid'],
      ['false_A', '1@lid'],
      ['false_5@g.us_A_1@lid', '5@g.us'],
      ['false_5@g.us_A_1@lid', '5@g.us'],
      ['false_5@g.us_A_2@lid', '5@g.us'],
    ],
  );
});

test('tells acknowledgements and edits apart', async () => {
  const { messages, told } = setUp();
  const own = message('A', { ack: 2 });
  messages.happens('change:ack', own, 1);
  messages.happens('change:ack', own, 2);
  // An edit by its author takes a message's acknowledgement away.
  messages.happens('change:ack', message('B', { ack: undefined }), undefined);
  messages.happens('change:body', own, 'hi', undefined);
  const edited = message('B', { body: 'ho', latestEditMsgKey: 'BE2' });
  messages.happens('change:body', edited, 'ho', 'hi');

  const all = await told();
  assert.deepEqual(
    all.map(({ name, key }) => [name, key]),
    [
      ['message_ack', 'false_A:1'],
      ['message_ack', 'false_A:2'],
      ['message_edit', 'false_B:BE2'],
    ],
  );
  assert.equal(all[2]?.data.newBody, 'ho');
  assert.equal(all[2]?.data.prevBody, 'hi');
});

test('tells what happens in groups by its kind', async () => {
  const { messages, told } = setUp();
  for (const subtype of ['add', 'leave', 'promote', 'membership_approval_request', 'subject']) {
    messages.happens('add', message(subtype, { type: 'gp2', subtype, recipients: [peer] }));
  }

  const all = await told();
  assert.deepEqual(all.map(({ name }) => name).sort(), [
    'group_admin_changed',
    'group_join',
    'group_leave',
    'group_membership_request',
    'group_update',
  ]);
  const [first] = all.filter(({ name }) => name === 'group_join');
  const { recipientIds, recipientNumbers } = first?.data.notification as Record<string, unknown>;
  assert.deepEqual(recipientIds, ['1@lid']);
  assert.deepEqual(recipientNumbers, ['22670123456']);
});

test('tells of reactions, and lets WhatsApp keep them', async () => {
  const { table, told } = setUp();
  const row = {
    id: new FakeKey({ id: 'R', remote: peer }),
    reactionParentKey: new FakeKey({ id: 'A', remote: peer }),
    from: peer,
    reactionText: '👍',
    reactionTimestamp: Date.now(),
  };
  assert.equal(table.bulkUpsert([row, { ...row, reactionTimestamp: 1 }]), 'kept');

  const all = await told();
  assert.equal(all.length, 1);
  assert.equal(all[0]?.name, 'message_reaction');
  const { senderId, phoneNumber, msgId } = all[0]?.data.reaction as Record<string, unknown>;
  assert.equal(senderId, '1@lid');
  assert.equal(phoneNumber, '22670123456');
  assert.equal((msgId as { remote?: unknown }).remote, '1@lid');
});

test('has ids in the models as texts, however deep, and those of chats as objects', async () => {
  const { messages, chats, told } = setUp();
  const author = FakeWid.of('2@lid');
  const quotedMsg = { from: author, mentionedJidList: [peer] };
  const one = message('A', { from: peer, author, quotedMsg, quotedParticipant: author });
  messages.happens('add', one);
  chats.happens('change:unreadCount', { id: peer, unreadCount: 1 });

  const all = await told();
  const shown = all.find(({ name }) => name === 'message')?.data.message;
  const { _data: data } = shown as { _data: Record<string, unknown> };
  assert.equal(data.from, '1@lid');
  assert.equal(data.author, '2@lid');
  assert.equal(data.quotedParticipant, '2@lid');
  assert.deepEqual(data.quotedMsg, { from: '2@lid', mentionedJidList: ['1@lid'] });
  const { chat } = all.find(({ name }) => name === 'unread_count')?.data as {
    chat: { id: unknown };
  };
  assert.deepEqual(chat.id, { server: 'lid', user: '1', _serialized: '1@lid' });
});

test("has the ids in a chat's last message as texts too", () => {
  const id = { server: 'lid', user: '1', _serialized: '1@lid' };
  const lastMessage = { _data: { from: id, list: [id] }, groupMentions: [{ groupJid: id }] };
  assert.deepEqual(withIdsAsTexts({ chat: { id, lastMessage }, currState: true }), {
    chat: {
      id,
      lastMessage: {
        _data: { from: '1@lid', list: ['1@lid'] },
        groupMentions: [{ groupJid: '1@lid' }],
      },
    },
    currState: true,
  });
});

test('says so when an event cannot be told, and lets WhatsApp go on', async () => {
  const { messages, sent } = setUp();
  messages.happens('change:ack', { id: null }, 1);

  assert.deepEqual(
    sent.map((message) => (message.type === 'problem' ? message.problem : message.type)),
    ['event_failed: message_ack TypeError'],
  );
});

test('tells of found messages as recovered', async () => {
  const { events, told, found } = setUp();
  found.push(
    message('OLD', { t: 7, isNewMsg: false }),
    message('HIDDEN', { t: 8, isNewMsg: false, type: 'ciphertext', body: undefined }),
    message('GONE', { t: 9, isNewMsg: false, type: 'revoked' }),
  );
  await events.recall(6_000);

  assert.deepEqual(
    (await told()).map(({ name, key, recovered }) => [name, key, recovered]),
    [
      ['message', 'false_OLD', true],
      ['message_create', 'false_OLD', true],
      ['message_ciphertext', 'false_HIDDEN', true],
      ['message_revoke_everyone', 'false_GONE', true],
    ],
  );
});

test('finds how far own messages came, edits and reactions, each under the id that it has live', async () => {
  const { events, told, found, messages, table, reactions } = setUp();
  const own = new FakeKey({ id: 'OWN', remote: peer, fromMe: true });
  const edit = new FakeKey({ id: 'EDIT', remote: peer, fromMe: true });
  const sent = message('OWN', {
    id: own,
    t: 7,
    isNewMsg: false,
    ack: 3,
    body: 'now',
    latestEditMsgKey: edit,
    hasReaction: true,
  });
  const pending = new FakeKey({ id: 'PENDING', remote: peer, fromMe: true });
  found.push(sent, message('PENDING', { id: pending, t: 8, isNewMsg: false, ack: 0 }));
  const reactionKey = new FakeKey({ id: 'REACTION', remote: peer, fromMe: false });
  const timestamp = Date.now();
  reactions.push({ id: reactionKey, msgId: own, sender: peer, reactionText: '👍', timestamp });
  await events.recall(6_000);
  const recovered = (await told()).filter(({ name }) => name !== 'message_create');

  messages.happens('change:ack', sent, 3);
  messages.happens('change:body', sent, 'now', 'before');
  table.bulkUpsert([
    {
      id: reactionKey,
      reactionParentKey: own,
      author: peer,
      from: peer,
      reactionText: '👍',
      reactionTimestamp: timestamp,
    },
  ]);
  const live = (await told()).slice(-3);
  assert.deepEqual(
    recovered.map(({ name, key }) => [name, key]),
    live.map(({ name, key }) => [name, key]),
  );
  assert.deepEqual(
    recovered.map((one) => one.recovered),
    [true, true, true],
  );
  assert.deepEqual(
    recovered.map(({ data }) => data.ack ?? data.newBody ?? (data.reaction as object)).slice(0, 2),
    [3, 'now'],
  );
});

test('finds a message of the second in which the time begins', async () => {
  const { events, told, found, chat } = setUp();
  found.push(message('NEW', { t: 9, isNewMsg: false }));
  chat.t = 9;
  await events.recall(9_500);

  assert.deepEqual(
    (await told()).map(({ key }) => key),
    ['false_NEW', 'false_NEW'],
  );
});

test('finds no messages of an earlier time', async () => {
  const { events, told, found } = setUp();
  found.push(message('OLD', { t: 7, isNewMsg: false }), message('NEW', { t: 9, isNewMsg: false }));
  await events.recall(9_500);

  assert.deepEqual(
    (await told()).map(({ key }) => key),
    ['false_NEW', 'false_NEW'],
  );
});
