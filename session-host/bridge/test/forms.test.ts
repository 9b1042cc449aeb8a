import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withKnownForms } from '../src/ids/forms';
import type { Page } from '../src/page';
import { FakeWid, pageWith, pairs } from './fakes';

const newForm = '2290197123456@c.us';
const oldForm = '22997123456@c.us';
const asWritten = { '/chatId': [oldForm] };

test('keeps the form that was written when WhatsApp knows it, and does not ask for the other', async () => {
  const server = new Server([newForm, oldForm]);
  assert.deepEqual(await resolved(server.page), { chatId: newForm });
  assert.deepEqual(server.asked, [newForm]);
});

test('takes the other form when WhatsApp does not know the one that was written', async () => {
  for (const [written, other] of [
    [newForm, oldForm],
    [oldForm, newForm],
  ] as const) {
    const server = new Server([other]);
    const { args, named } = await withKnownForms(
      server.page,
      { chatId: written },
      { '/chatId': [other] },
    );
    assert.deepEqual(args, { chatId: other });
    assert.deepEqual(server.asked, [written, other]);
    assert.equal(named(other), written);
  }
});

test('tries all forms in their order, and keeps what was written when WhatsApp knows none', async () => {
  const server = new Server([]);
  const alternatives = { '/chatId': ['24107123456@c.us', '2417123456@c.us'] };
  const { args, named } = await withKnownForms(
    server.page,
    { chatId: '24177123456@c.us' },
    alternatives,
  );
  assert.deepEqual(args, { chatId: '24177123456@c.us' });
  assert.deepEqual(server.asked, ['24177123456@c.us', '24107123456@c.us', '2417123456@c.us']);
  assert.equal(named('24177123456@c.us'), '24177123456@c.us');
});

test('asks once for what it has learned, and again for who was not there', async () => {
  const server = new Server([oldForm]);
  await resolved(server.page);
  await resolved(server.page);
  assert.deepEqual(server.asked, [newForm, oldForm]);
  const empty = new Server([]);
  await resolved(empty.page);
  empty.registered.push(newForm);
  assert.deepEqual(await resolved(empty.page), { chatId: newForm });
});

test('asks nobody about whom this page knows under the form that was written', async () => {
  const withLid = new Server([], { lids: [['111@lid', newForm]] });
  assert.deepEqual(await resolved(withLid.page), { chatId: newForm });
  assert.deepEqual(withLid.asked, []);
  const withChat = new Server([], { chats: [newForm] });
  assert.deepEqual(await resolved(withChat.page), { chatId: newForm });
  assert.deepEqual(withChat.asked, []);
});

test('asks for the form that was written before it takes the other from what this page knows', async () => {
  const server = new Server([], { lids: [['111@lid', oldForm]] });
  assert.deepEqual(await resolved(server.page), { chatId: oldForm });
  assert.deepEqual(server.asked, [newForm]);
});

test('takes the number that the server answers instead of the one it was asked for', async () => {
  const server = new Server([]);
  server.answers.set('5511987654321@c.us', '551187654321@c.us');
  const { args } = await withKnownForms(
    server.page,
    { chatId: '5511987654321@c.us' },
    { '/chatId': ['551187654321@c.us'] },
  );
  assert.deepEqual(args, { chatId: '551187654321@c.us' });
});

test('does not take a slower pace for "not registered"', async () => {
  const server = new Server([oldForm]);
  server.tooFast = true;
  await assert.rejects(resolved(server.page), { status: 429 });
  server.tooFast = false;
  assert.deepEqual(await resolved(server.page), { chatId: oldForm });
});

test('changes the places that name people and nothing else', async () => {
  const server = new Server([oldForm]);
  const request = { chatId: '1@g.us', content: newForm, participantIds: ['2@c.us', newForm] };
  const { args, named } = await withKnownForms(server.page, request, {
    '/participantIds/1': [oldForm],
  });
  assert.deepEqual(args, { ...request, participantIds: ['2@c.us', oldForm] });
  assert.equal(named('2@c.us'), '2@c.us');
  assert.deepEqual(server.asked, [newForm, oldForm]);
});

test('keeps the name of somebody who was named by both forms', async () => {
  const server = new Server([oldForm]);
  const { args, named } = await withKnownForms(
    server.page,
    { participantIds: [newForm, oldForm] },
    { '/participantIds/0': [oldForm], '/participantIds/1': [newForm] },
  );
  assert.deepEqual(args, { participantIds: [oldForm, oldForm] });
  assert.equal(named(oldForm), oldForm);
});

test('lets the text mention the number that WhatsApp knows', async () => {
  const server = new Server([oldForm]);
  const { args } = await withKnownForms(
    server.page,
    {
      chatId: '1@g.us',
      content: 'Hello @2290197123456, not @22901971234567',
      options: { mentions: [newForm], caption: '@2290197123456' },
    },
    { '/options/mentions/0': [oldForm] },
  );
  assert.deepEqual(args, {
    chatId: '1@g.us',
    content: 'Hello @22997123456, not @22901971234567',
    options: { mentions: [oldForm], caption: '@22997123456' },
  });
});

test('leaves a request alone in which no number has another form', async () => {
  const server = new Server([]);
  const request = { chatId: newForm };
  assert.equal((await withKnownForms(server.page, request)).args, request);
  assert.deepEqual(server.asked, []);
});

async function resolved(page: Page): Promise<unknown> {
  return (await withKnownForms(page, { chatId: newForm }, asWritten)).args;
}

/** WhatsApp's server, and the page's knowledge of it. */
class Server {
  readonly asked: string[] = [];
  readonly answers = new Map<string, string>();
  tooFast = false;
  readonly page: Page;

  constructor(
    readonly registered: string[],
    knownHere: { lids?: [string, string][]; chats?: string[] } = {},
  ) {
    this.page = pageWith({
      util: { createWid: FakeWid.of },
      whatsapp: {
        ChatStore: {
          get: (wid: FakeWid) => knownHere.chats?.find((id) => id === wid.toString()),
        },
        lidPnCache: pairs(...(knownHere.lids ?? [])),
        functions: { queryWidExists: async (wid: FakeWid) => this.#answer(wid.toString()) },
      },
    });
  }

  #answer(id: string): { wid: FakeWid } | null {
    if (this.tooFast) {
      throw Object.assign(new Error('rate-overlimit'), { status: 429 });
    }
    this.asked.push(id);
    const other = this.answers.get(id);
    if (other !== undefined) {
      return { wid: FakeWid.of(other) };
    }
    return this.registered.includes(id) ? { wid: FakeWid.of(`${id.split('@')[0]}0@lid`) } : null;
  }
}
