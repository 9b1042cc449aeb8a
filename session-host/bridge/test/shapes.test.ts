import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../src/models/plain';
import type { ChatModel, ContactModel, MsgModel, Page } from '../src/page';
import { chatShape } from '../src/shapes/chat';
import { contactShape } from '../src/shapes/contact';
import { messageShape } from '../src/shapes/message';
import { FakeKey, FakeWid, model, pageWith, pairs } from './fakes';

const me = FakeWid.of('999@lid');
const awa = FakeWid.of('111@lid');
const awaNumber = { server: 'c.us', user: '22670123456', _serialized: '22670123456@c.us' };

test('spells ids out, whatever WhatsApp calls their text', () => {
  assert.deepEqual(plain({ from: awa }), {
    from: { server: 'lid', user: '111', _serialized: '111@lid' },
  });
});

test('keeps data only: no functions, no undefined, binary by index', () => {
  const value = { text: 'a', none: undefined, act: () => 1, key: new Uint8Array([7, 8]), no: null };
  assert.deepEqual(plain(value), { text: 'a', key: { 0: 7, 1: 8 }, no: null });
});

test('survives a model that contains itself', () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  assert.doesNotThrow(() => JSON.stringify(plain(loop)));
});

test('shows a text as the original API does, key by key', () => {
  const shape = messageShape(aPage(), aMessage({ body: 'see https://griot.example now' }));
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(shape))), [
    ...['_data', 'id', 'ack', 'hasMedia', 'body', 'type', 'timestamp', 'from', 'fromNumber', 'to'],
    ...[
      'toNumber',
      'authorNumber',
      'deviceType',
      'forwardingScore',
      'isStatus',
      'fromMe',
      'hasQuotedMsg',
      'hasReaction',
      'vCards',
    ],
    ...['mentionedIds', 'mentionedNumbers', 'groupMentions', 'isGif', 'isEphemeral', 'links'],
  ]);
  assert.deepEqual(shape.id, {
    fromMe: true,
    remote: '111@lid',
    id: '3EB0AA',
    _serialized: 'true_111@lid_3EB0AA',
  });
  assert.equal(shape.from, '999@lid');
  assert.deepEqual([shape.fromNumber, shape.toNumber], [null, '22670123456']);
  assert.equal(shape.deviceType, 'web');
  assert.deepEqual(shape.links, [{ link: 'https://griot.example', isSuspicious: false }]);
  assert.deepEqual(shape._data.from, { server: 'lid', user: '999', _serialized: '999@lid' });
  assert.deepEqual((shape._data.id as { remote: string }).remote, '111@lid');
});

test('shows the caption of media, mentions as texts, and what only some types have', () => {
  const shape = messageShape(
    aPage(),
    aMessage({ type: 'image', caption: 'look', directPath: '/v/1', mentionedJidList: [awa] }),
  );
  assert.equal(shape.body, 'look');
  assert.ok(shape.hasMedia);
  assert.deepEqual(shape.mentionedIds, ['111@lid']);
  assert.deepEqual(shape.mentionedNumbers, ['22670123456']);
  const place = messageShape(
    aPage(),
    aMessage({ type: 'location', lat: 12.3, lng: -1.5, loc: 'Ouaga\nRue 1' }),
  );
  assert.deepEqual(place.location, {
    latitude: 12.3,
    longitude: -1.5,
    name: 'Ouaga',
    address: 'Rue 1',
    description: 'Ouaga\nRue 1',
  });
});

test('shows a chat, with the title from the getters where the model has none', () => {
  const page = aPage({
    WAWebFrontendChatGetters: { getFormattedTitle: () => 'Awa' },
  });
  const chat = { id: awa, unreadCount: 2, t: 5, pin: 0, archive: false, muteExpiration: -1 };
  assert.deepEqual(chatShape(page, chat as unknown as ChatModel), {
    id: { server: 'lid', user: '111', _serialized: '111@lid' },
    phoneNumber: '22670123456',
    name: 'Awa',
    isGroup: false,
    isReadOnly: false,
    unreadCount: 2,
    timestamp: 5,
    archived: false,
    pinned: false,
    isLocked: false,
    isMuted: true,
    muteExpiration: -1,
  });
});

test('names nobody by the digits of a hidden id, and wishes for the number of a private chat', () => {
  const page = aPage();
  const wished: string[] = [];
  page.onUnknownNumber = (lid) => wished.push(String(lid));
  const contact = { id: me, pushname: 'N.', isBusiness: false };
  const shape = contactShape(page, contact as unknown as ContactModel, new Set());
  assert.deepEqual([shape.number, shape.phoneNumber], ['999', null]);
  assert.deepEqual(wished, []);
  const chat = { id: me, unreadCount: 0 };
  assert.equal(chatShape(page, chat as unknown as ChatModel).phoneNumber, null);
  const from = new FakeKey({ from: me, to: me, id: '3EB0AA', fromMe: false });
  messageShape(page, aMessage({ id: from, from: me }));
  assert.deepEqual(wished, ['999@lid', '999@lid']);
});

test("shows a group's metadata first, its members by number where it is known", () => {
  const members = [{ id: awa, isAdmin: true }, { id: me }];
  const group = {
    id: FakeWid.of('120363000@g.us'),
    formattedTitle: 'Team',
    groupMetadata: Object.assign(model({ subject: 'Team', announce: true, owner: awa }), {
      participants: { getModelsArray: () => members },
    }),
  };
  const shape = chatShape(aPage(), group as unknown as ChatModel);
  assert.ok('groupMetadata' in shape);
  assert.equal(Object.keys(shape)[0], 'groupMetadata');
  assert.ok(shape.isGroup && shape.isReadOnly);
  assert.equal(shape.groupMetadata.ownerNumber, '22670123456');
  assert.deepEqual(shape.groupMetadata.participants, [
    { id: awaNumber, phoneNumber: '22670123456', isAdmin: true, isSuperAdmin: false },
    {
      id: { server: 'lid', user: '999', _serialized: '999@lid' },
      phoneNumber: null,
      isAdmin: false,
      isSuperAdmin: false,
    },
  ]);
});

test('shows a contact under its phone number, and blocked under either id', () => {
  const contact = { id: awa, name: 'Awa', isBusiness: false, type: 'in' };
  const blocked = new Set(['22670123456@c.us']);
  assert.deepEqual(contactShape(aPage(), contact as unknown as ContactModel, blocked), {
    id: awaNumber,
    number: '22670123456',
    phoneNumber: '22670123456',
    isBusiness: false,
    isEnterprise: false,
    name: 'Awa',
    type: 'in',
    isMe: false,
    isUser: true,
    isGroup: false,
    isWAContact: true,
    isMyContact: true,
    isBlocked: true,
  });
});

function aMessage(more: Record<string, unknown>): MsgModel {
  const id = new FakeKey({ from: me, to: awa, id: '3EB0AA' });
  return model({ id, type: 'chat', t: 9, ack: 1, from: me, to: awa, ...more }) as never;
}

function aPage(modules: Record<string, unknown> = {}): Page {
  const findLinks = (text: string) =>
    (text.match(/https:\S+/g) ?? []).map((href) => ({ href, suspiciousCharacters: new Set() }));
  const functions = {
    getIsMe: () => false,
    getIsWAContact: () => true,
    getIsMyContact: () => true,
  };
  return pageWith(
    { whatsapp: { functions, lidPnCache: pairs(['111@lid', '22670123456@c.us']) } },
    { WALinkify: { findLinks }, ...modules },
  );
}
