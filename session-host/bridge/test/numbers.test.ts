import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnknownNumbers } from '../src/ids/unknownNumbers';
import { phoneNumberOf, usernameOf } from '../src/ids/wids';
import type { Page, Wid } from '../src/page';
import { numbered, who, whoAs } from '../src/shapes/numbers';
import { FakeWid, pageWith, pairs } from './fakes';

const awa = '111@lid';
const awaNumber = '22670123456';

test('knows the number behind an id, whatever form it has', () => {
  const page = knowing([awa, `${awaNumber}@c.us`]);
  for (const id of [
    awa,
    '111:3@lid',
    FakeWid.of(awa),
    `${awaNumber}@c.us`,
    `${awaNumber}:2@c.us`,
  ]) {
    assert.equal(phoneNumberOf(page, id), awaNumber, String(id));
  }
  assert.equal(phoneNumberOf(page, { server: 'lid', user: '111', _serialized: awa }), awaNumber);
});

test('has no number for who has none, and for what is nobody', () => {
  const page = knowing();
  for (const id of [
    '222@lid',
    '0@c.us',
    '120363000@g.us',
    'status@broadcast',
    '',
    null,
    undefined,
    7,
  ]) {
    assert.equal(phoneNumberOf(page, id), null, String(id));
  }
});

test("knows the account's own number, which the cache need not have", () => {
  const getPhoneNumber = (lid: FakeWid) =>
    lid.toString() === '999@lid' ? FakeWid.of('22676543210@c.us') : undefined;
  const page = knowingWith({ WAWebApiContact: { getPhoneNumber } });
  assert.equal(phoneNumberOf(page, '999@lid'), '22676543210');
});

test('answers null where this version of WhatsApp has no pairs', () => {
  assert.equal(phoneNumberOf(pageWith({ whatsapp: {} }), awa), null);
});

test('knows people by their username who show no number', () => {
  const contacts: Record<string, object> = { '222@lid': { username: 'ama.kone' }, '333@lid': {} };
  const ContactStore = { get: (id: FakeWid) => contacts[id.toString()] };
  const getUsername = (contact: object) =>
    contact === contacts['333@lid'] ? 'by.getter' : undefined;
  const page = pageWith(
    { whatsapp: { ContactStore, lidPnCache: pairs() } },
    { WAWebFrontendContactGetters: { getUsername } },
  );

  assert.equal(usernameOf(page, '222:4@lid'), 'ama.kone');
  assert.equal(usernameOf(page, '333@lid'), 'by.getter');
  for (const id of ['444@lid', '120363000@g.us', '', null, undefined, 7]) {
    assert.equal(usernameOf(page, id), undefined, String(id));
  }
  assert.deepEqual(who(page, '222@lid'), { phoneNumber: null, username: 'ama.kone' });
  assert.deepEqual(who(page, '444@lid'), { phoneNumber: null });
  assert.deepEqual(whoAs(page, 'from', FakeWid.of('222@lid')), {
    fromNumber: null,
    fromUsername: 'ama.kone',
  });
  const lid = { server: 'lid', user: '222', _serialized: '222@lid' };
  assert.deepEqual(numbered(page, { id: lid, owner: lid }), {
    id: lid,
    phoneNumber: null,
    username: 'ama.kone',
    owner: lid,
    ownerNumber: null,
    ownerUsername: 'ama.kone',
  });
});

test('adds numbers beside all people in raw data, and nowhere else', () => {
  const page = knowing([awa, `${awaNumber}@c.us`]);
  const lid = { server: 'lid', user: '111', _serialized: awa };
  const group = { server: 'g.us', user: '120363000', _serialized: '120363000@g.us' };
  const stranger = { server: 'lid', user: '222', _serialized: '222@lid' };
  assert.deepEqual(numbered(page, { id: group, owner: lid, requests: [{ id: stranger, t: 1 }] }), {
    id: group,
    owner: lid,
    ownerNumber: awaNumber,
    requests: [{ id: stranger, phoneNumber: null, t: 1 }],
  });
});

test('asks for each number once, one after another', async () => {
  const { numbers, asked, tick, waits } = questions();
  numbers.want(wid('1@lid'));
  numbers.want(wid('2@lid'));
  numbers.want(wid('1@lid'));
  assert.deepEqual(asked, []);
  await tick();
  numbers.want(wid('1@lid'));
  assert.deepEqual(asked, ['1@lid']);
  await tick();
  await tick();
  assert.deepEqual(asked, ['1@lid', '2@lid']);
  assert.deepEqual(waits, [1, 2, 2]);
});

test('does not ask for what became known by itself', async () => {
  const { numbers, asked, tick } = questions([awa, `${awaNumber}@c.us`]);
  numbers.want(wid(awa));
  await tick();
  assert.deepEqual(asked, []);
});

test('waits long after a refusal, and asks again', async () => {
  const { numbers, asked, tick, waits, server } = questions();
  server.refuses = true;
  numbers.want(wid('1@lid'));
  await tick();
  server.refuses = false;
  await tick();
  assert.deepEqual(asked, ['1@lid', '1@lid']);
  assert.deepEqual(waits, [1, 3, 2]);
});

test('gives up on a number about which it was refused twice', async () => {
  const { numbers, asked, tick, server } = questions();
  server.refuses = true;
  numbers.want(wid('1@lid'));
  await tick();
  await tick();
  await tick();
  numbers.want(wid('1@lid'));
  await tick();
  assert.deepEqual(asked, ['1@lid', '1@lid']);
});

test('asks nothing while the server cannot be asked', async () => {
  const { numbers, asked, tick, server } = questions();
  server.usable = false;
  numbers.want(wid('1@lid'));
  await tick();
  assert.deepEqual(asked, []);
  server.usable = true;
  await tick();
  assert.deepEqual(asked, ['1@lid']);
});

function questions(...known: readonly (readonly [lid: string, phoneNumber: string])[]) {
  const asked: string[] = [];
  const due: (() => void)[] = [];
  const waits: number[] = [];
  const server = { usable: true, refuses: false };
  const query = async (lid: Wid): Promise<void> => {
    asked.push(lid.toString());
    if (server.refuses) {
      throw new Error('rate-overlimit');
    }
  };
  const numbers = new UnknownNumbers(
    knowing(...known),
    query,
    () => server.usable,
    { firstMs: 1, betweenMs: 2, failedMs: 3 },
    (work, ms) => {
      due.push(work);
      waits.push(ms);
    },
  );
  const tick = async (): Promise<void> => {
    due.shift()?.();
    await new Promise((settled) => setImmediate(settled));
  };
  return { numbers, asked, tick, waits, server };
}

function wid(text: string): Wid {
  return FakeWid.of(text) as unknown as Wid;
}

function knowing(...known: readonly (readonly [lid: string, phoneNumber: string])[]): Page {
  return pageWith({ whatsapp: { lidPnCache: pairs(...known) } });
}

function knowingWith(modules: Record<string, unknown>): Page {
  return pageWith({ whatsapp: { lidPnCache: pairs() } }, modules);
}
