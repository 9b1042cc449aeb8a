import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, type Message } from '../src/channel';
import { Connection } from '../src/connection/connection';
import { LinkCode } from '../src/connection/linkCode';
import { Logout } from '../src/connection/logout';
import { QrCode } from '../src/connection/qr';
import { Renewal } from '../src/connection/renewal';
import type { Page } from '../src/page';
import { FakeModel, pageWith } from './fakes';

test('tells every change once, and is usable only in the main mode with an account', () => {
  const client = new Client();
  client.connection.start();
  client.socket.set({ state: 'CONNECTED' });
  client.isLinked = true;
  client.stream.set({ mode: 'SYNCING' });
  client.stream.set({ mode: 'MAIN' });
  client.connection.observe();
  assert.deepEqual(
    client.said('state').map(({ state, mode, usable }) => [state, mode, usable]),
    [
      ['UNPAIRED', 'QR', false],
      ['CONNECTED', 'QR', false],
      ['CONNECTED', 'SYNCING', false],
      ['CONNECTED', 'MAIN', true],
    ],
  );
});

test('loads the page anew when WhatsApp has turned it away for a minute', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  let reloads = 0;
  const reload = (): void => {
    reloads += 1;
  };
  new Renewal(client.connection, client.channel, reload).start();
  client.connection.start();
  client.socket.set({ state: 'CONFLICT' });
  t.mock.timers.tick(50_000);
  client.socket.set({ state: 'CONNECTED' });
  t.mock.timers.tick(50_000);
  client.socket.set({ state: 'CONFLICT' });
  t.mock.timers.tick(50_000);
  client.stream.set({ mode: 'CONFLICT' });
  assert.equal(reloads, 0);
  t.mock.timers.tick(10_000);
  assert.equal(reloads, 1);
});

test('numbers what it says', () => {
  const client = new Client();
  client.connection.start();
  client.socket.set({ state: 'OPENING' });
  assert.deepEqual(
    client.sent.map(({ n }) => n),
    [1, 2],
  );
});

test('waits for a linked account to connect, and not for one that is not linked', async () => {
  const client = new Client();
  client.connection.start();
  await assert.rejects(client.connection.usable(), { code: 'SESSION_NOT_CONNECTED' });
  client.isLinked = true;
  const usable = client.connection.usable();
  client.socket.set({ state: 'CONNECTED' });
  client.stream.set({ mode: 'MAIN' });
  await usable;
});

test('stops waiting when the account is logged out', async () => {
  const client = new Client();
  client.isLinked = true;
  client.connection.start();
  const usable = client.connection.usable();
  client.isLinked = false;
  client.socket.set({ state: 'UNPAIRED' });
  client.connection.observe();
  await assert.rejects(usable, { code: 'SESSION_NOT_CONNECTED' });
});

test('waits no longer than 10 s', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  client.isLinked = true;
  client.connection.start();
  const usable = client.connection.usable();
  mock.timers.tick(10_000);
  await assert.rejects(usable, { code: 'SESSION_NOT_CONNECTED' });
});

test('follows the QR code with its fifth part, until none is needed', async () => {
  const client = new Client();
  const qr = client.qr();
  client.connection.start();
  await qr.look();
  client.conn.set({ ref: 'ref2' });
  await qr.look();
  client.isLinked = true;
  await qr.look();
  assert.deepEqual(
    client.said('qr').map((message) => message.qr),
    ['ref1,noise,identity,secret,1', 'ref2,noise,identity,secret,1', null],
  );
});

test('asks for a fresh QR code each time the old ones ran out', async () => {
  const client = new Client();
  const qr = client.qr();
  client.connection.start();
  for (const state of ['UNPAIRED_IDLE', 'UNPAIRED', 'UNPAIRED_IDLE', 'UNPAIRED']) {
    client.socket.set({ state });
    await qr.look();
  }
  assert.equal(client.refreshed, 2);
});

test('answers a pairing code, and a conflict when there is an account', async () => {
  const client = new Client();
  client.connection.start();
  const linkCode = new LinkCode(client.page, client.connection, client.channel);
  assert.equal(await linkCode.request('22670123456', true), 'ABCD1234');
  client.isLinked = true;
  await assert.rejects(linkCode.request('22670123456', true), { code: 'CONFLICT' });
});

test('logs nothing out where there is no account', async () => {
  const client = new Client();
  client.connection.start();
  const logout = new Logout(client.page, client.connection, client.channel);
  assert.equal(await logout.run(), false);
  client.isLinked = true;
  assert.equal(await logout.run(), true);
});

test('says in the next document that the account was logged out, unless it is back', () => {
  const client = new Client('?post_logout=1');
  new Logout(client.page, client.connection, client.channel).start();
  assert.deepEqual(client.said('loggedOut').length, 1);
  const back = new Client('?post_logout=1');
  back.isLinked = true;
  new Logout(back.page, back.connection, back.channel).start();
  assert.deepEqual(back.said('loggedOut').length, 0);
});

/** A client on the QR screen. */
class Client {
  readonly sent: (Message & { n: number })[] = [];
  readonly socket = new FakeModel({ state: 'UNPAIRED' });
  readonly stream = new FakeModel({ mode: 'QR' });
  readonly conn = new FakeModel({ ref: 'ref1' });
  readonly channel = new Channel((message) => this.sent.push(message));
  readonly page: Page;
  readonly connection: Connection;
  isLinked = false;
  refreshed = 0;

  constructor(search = '') {
    this.page = pageWith(
      {
        on: () => {},
        conn: {
          isAuthenticated: () => this.isLinked,
          isRegistered: () => this.isLinked,
          getStreamData: () => ({ mode: this.stream.get('mode') }),
          getAuthCode: async () =>
            this.isLinked ? null : { fullCode: `${this.conn.get('ref')},noise,identity,secret` },
          startLinkDeviceCodeForPhoneNumber: async () => 'ABCD1234',
          logout: async () => true,
        },
        whatsapp: { Socket: this.socket, Stream: this.stream, Conn: this.conn },
      },
      {
        WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
        WAWebLaunchSocketUtils: {
          refreshQR: () => {
            this.refreshed += 1;
          },
        },
      },
      search,
    );
    this.connection = new Connection(this.page, this.channel);
  }

  qr(): QrCode {
    return new QrCode(this.page, this.connection, this.channel);
  }

  said<T extends Message['type']>(type: T): Extract<Message, { type: T }>[] {
    return this.sent.filter((message) => message.type === type) as never;
  }
}
