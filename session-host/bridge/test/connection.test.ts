import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, type Message } from '../src/channel';
import { Connection } from '../src/connection/connection';
import { LinkCode } from '../src/connection/linkCode';
import { Logout } from '../src/connection/logout';
import { logoutCause } from '../src/connection/logoutCause';
import { Passkey } from '../src/connection/passkey';
import { QrCode } from '../src/connection/qr';
import type { Page } from '../src/page';
import { FakeModel, pageWith } from './fakes';

test('tells every change once, and is usable only in the main mode with an account', () => {
  const client = new Client();
  client.connection.start();
  client.socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
  client.isLinked = true;
  client.stream.set({ mode: 'SYNCING' });
  client.stream.set({ mode: 'MAIN' });
  client.connection.observe();
  assert.deepEqual(
    client.said('state').map(({ state, mode, usable }) => [state, mode, usable]),
    [
      ['UNPAIRED', 'QR', false],
      ['PAIRING', 'QR', false],
      ['PAIRING', 'SYNCING', false],
      ['CONNECTED', 'MAIN', true],
    ],
  );
});

test('says a linked account is connecting until it can be used', () => {
  const client = new Client();
  client.isLinked = true;
  client.socket.set({ state: 'CONNECTED', stream: 'SYNCING' });
  client.stream.set({ mode: 'SYNCING' });
  assert.equal(client.connection.observe().state, 'OPENING');
  client.stream.set({ mode: 'MAIN' });
  assert.equal(client.connection.observe().state, 'CONNECTED');
});

test('says a connection is being taken up again while its stream is cut off', () => {
  const client = new Client().connected();
  client.connection.start();
  client.socket.set({ stream: 'DISCONNECTED' });
  assert.deepEqual(
    client.said('state').map(({ state, usable }) => [state, usable]),
    [
      ['CONNECTED', true],
      ['OPENING', false],
    ],
  );
});

test('says a connection has stopped when no attempt follows its loss within 8 s', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client().connected();
  client.connection.start();
  client.socket.set({ stream: 'DISCONNECTED' });
  t.mock.timers.tick(7_000);
  client.socket.set({ state: 'OPENING' });
  t.mock.timers.tick(7_000);
  client.socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
  client.socket.set({ stream: 'DISCONNECTED' });
  t.mock.timers.tick(7_000);
  client.stream.set({ mode: 'MAIN' });
  assert.equal(client.connection.observe().stopped, false);
  t.mock.timers.tick(1_000);
  assert.deepEqual(client.said('state').at(-1)?.stopped, true);
});

test('takes a connection for stopped neither without a network nor without an account', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client().connected();
  client.connection.start();
  Object.assign(client.page.window.navigator, { onLine: false });
  client.socket.set({ stream: 'DISCONNECTED' });
  t.mock.timers.tick(60_000);
  assert.equal(client.connection.observe().stopped, false);
  Object.assign(client.page.window.navigator, { onLine: true });
  client.connection.observe();
  t.mock.timers.tick(8_000);
  assert.equal(client.connection.observe().stopped, true);
  Object.assign(client.page.window.navigator, { onLine: false });
  assert.equal(client.connection.observe().stopped, true, 'nothing has mended it');
  const unlinked = new Client();
  unlinked.connection.start();
  unlinked.socket.set({ state: 'CONNECTED', stream: 'DISCONNECTED' });
  t.mock.timers.tick(60_000);
  assert.equal(unlinked.connection.observe().stopped, false);
});

test('takes a page that brings in its data for stopped only once its connection has ended', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  client.isLinked = true;
  client.connection.start();
  client.socket.set({ state: 'OPENING' });
  client.stream.set({ mode: 'SYNCING' });
  // As WhatsApp leaves it until the data is there, which may take minutes.
  client.socket.set({ state: 'CONNECTED', stream: 'DISCONNECTED' });
  t.mock.timers.tick(300_000);
  assert.equal(client.connection.observe().stopped, false);
  client.cutOff();
  t.mock.timers.tick(7_000);
  client.socket.set({ state: 'OPENING' });
  client.socket.set({ state: 'CONNECTED' });
  t.mock.timers.tick(60_000);
  assert.equal(client.connection.observe().stopped, false, 'it has connected anew');
  client.cutOff();
  t.mock.timers.tick(8_000);
  assert.equal(client.said('state').at(-1)?.stopped, true);
});

test('knows a logout for reasons of storage by its name, and afterwards by its number', () => {
  const causeOf = (reason: string, search = ''): string =>
    logoutCause(pageWith({}, {}, search), reason);
  assert.equal(causeOf('web_fail_storage_initialization'), 'storage');
  assert.equal(causeOf('syncd_timeout'), 'storage');
  assert.equal(causeOf('removed_by_server'), 'account');
  assert.equal(causeOf('post_logout', '?post_logout=1&logout_reason=0'), 'storage');
  assert.equal(causeOf('post_logout', '?post_logout=1&logout_reason=1'), 'storage');
  assert.equal(causeOf('post_logout', '?post_logout=1&logout_reason=3'), 'account');
  assert.equal(causeOf('post_logout', '?post_logout=1&logout_reason=9'), 'unknown');
  assert.equal(causeOf('post_logout', '?post_logout=1'), 'unknown');
  assert.equal(causeOf('lid_migration_mismatch'), 'unknown');
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
  client.socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
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
  const linkCode = client.linkCode();
  assert.equal(await linkCode.request('22670123456', true), 'ABCD1234');
  client.isLinked = true;
  await assert.rejects(linkCode.request('22670123456', true), { code: 'CONFLICT' });
});

test('shows no code while WhatsApp asks for a passkey, and a fresh one 120 s later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  const qr = client.qr();
  client.start();
  await qr.look();
  client.askForPasskey();
  await qr.look();
  t.mock.timers.tick(119_000);
  assert.equal(client.pairingType, 'SHORTCAKE_PASSKEY');
  t.mock.timers.tick(1_000);
  await new Promise(setImmediate);
  await qr.look();
  // The one that the phone has read is void until another comes.
  assert.equal(client.said('qr').at(-1)?.qr, null);
  client.conn.set({ ref: 'ref2' });
  await qr.look();
  assert.deepEqual(
    client.said('state').map(({ passkey }) => passkey),
    [false, true, false],
  );
  assert.deepEqual(
    client.said('qr').map((message) => message.qr?.split(',')[0] ?? null),
    ['ref1', null, 'ref2'],
  );
});

test('answers a pairing code also while WhatsApp asks for a passkey', async () => {
  const client = new Client();
  client.start();
  client.askForPasskey();
  assert.equal(await client.linkCode().request('22670123456', true), 'ABCD1234');
  assert.equal(client.connection.observe().passkey, false);
  assert.equal(client.cancelled, 1);
});

test('loads the page anew when the passkey cannot be cancelled', async (t) => {
  // The wait for the passkey goes on: real, it would keep the tests' process for its 120 s.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  client.start();
  client.askForPasskey();
  client.canReset = false;
  await client.passkey.cancel();
  assert.deepEqual(
    client.said('problem').map(({ problem }) => problem),
    ['passkey_not_cancelled'],
  );
  assert.equal(client.reloads, 1);
});

test('logs nothing out where there is no account', async () => {
  const client = new Client();
  client.connection.start();
  const logout = new Logout(client.page, client.connection, client.channel);
  assert.equal(await logout.run(), false);
  assert.deepEqual(client.calls, []);
});

test('unlinks the device before WhatsApp forgets the account, and says at once that it is', async () => {
  const client = new Client();
  client.isLinked = true;
  const logout = new Logout(client.page, client.connection, client.channel);
  assert.equal(await logout.run(), true);
  assert.deepEqual(client.calls, ['unpairDevice user_initiated', 'logout']);
  assert.deepEqual(
    client.said('loggedOut').map(({ reason }) => reason),
    ['user_initiated'],
  );
});

test('does not say that a device is unlinked which the server did not confirm', async () => {
  const client = new Client();
  client.isLinked = true;
  client.unlinked = async () => ({ status: 503 });
  const logout = new Logout(client.page, client.connection, client.channel);
  assert.equal(await logout.run(), false);
  assert.deepEqual(client.calls, ['unpairDevice user_initiated', 'logout']);
  assert.deepEqual(client.said('loggedOut'), []);
});

test('waits 20 s for the server to unlink the device', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  client.isLinked = true;
  client.unlinked = () => new Promise(() => {});
  const answer = new Logout(client.page, client.connection, client.channel).run();
  t.mock.timers.tick(20_000);
  assert.equal(await answer, false);
});

test('says once that WhatsApp logs the account out, and why, before it leaves the page', () => {
  const named = new Client();
  new Logout(named.page, named.connection, named.channel).start();
  named.logoutReason('web_fail_storage_initialization');
  named.loggedOut();
  assert.deepEqual(
    named.said('loggedOut').map(({ reason, cause }) => [reason, cause]),
    [['web_fail_storage_initialization', 'storage']],
  );
  const removed = new Client(); // for this reason WhatsApp asks for no code
  new Logout(removed.page, removed.connection, removed.channel).start();
  removed.loggedOut();
  assert.deepEqual(
    removed.said('loggedOut').map(({ reason, cause }) => [reason, cause]),
    [['removed_by_server', 'account']],
  );
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
  readonly socket = new FakeModel({ state: 'UNPAIRED', stream: 'DISCONNECTED' });
  readonly stream = new FakeModel({ mode: 'QR' });
  readonly conn = new FakeModel({ ref: 'ref1' });
  readonly channel = new Channel((message) => this.sent.push(message));
  readonly page: Page;
  readonly connection: Connection;
  readonly passkey: Passkey;
  isLinked = false;
  refreshed = 0;
  readonly calls: string[] = [];
  unlinked: () => Promise<{ status: number }> = async () => ({ status: 200 });
  pairingType = 'QR_CODE';
  cancelled = 0;
  canReset = true;
  reloads = 0;
  cutOff = (): void => {};
  loggedOut = (): void => {};
  logoutReason = (_reason: string): void => {};
  #asked = (): void => {};

  constructor(search = '') {
    this.page = pageWith(
      {
        on: (event: string, listener: (reason: string) => void) => {
          if (event === 'conn.logout_reason') {
            this.logoutReason = listener;
          }
        },
        conn: {
          isAuthenticated: () => this.isLinked,
          isRegistered: () => this.isLinked,
          getStreamData: () => ({ mode: this.stream.get('mode') }),
          getAuthCode: async () =>
            this.isLinked
              ? null
              : {
                  ref: this.conn.get('ref'),
                  fullCode: `${this.conn.get('ref')},noise,identity,secret`,
                },
          startLinkDeviceCodeForPhoneNumber: async () => 'ABCD1234',
          logout: async () => {
            this.calls.push('logout');
            return true;
          },
          cancelLinkDeviceCode: () => {},
        },
        whatsapp: {
          Socket: this.socket,
          Stream: this.stream,
          Conn: this.conn,
          Cmd: {
            on: (event: string, listener: () => void) => {
              if (event === 'logout_from_bridge') {
                this.loggedOut = listener;
              } else {
                this.cutOff = listener;
              }
            },
          },
          LinkDeviceEvents: {
            on: (_event: string, listener: () => void) => {
              this.#asked = listener;
            },
          },
          BackendEventBus: {
            triggerRefreshQR: () => {
              this.refreshed += 1;
            },
          },
        },
      },
      {
        WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
        WAWebAltDeviceLinkingApi: { getPairingType: () => this.pairingType },
        WAWebShortcakeLinkingAction: {
          cancelShortcakePasskeyPairing: () => {
            this.cancelled += 1;
          },
        },
        WAWebLinkDeviceAction: {
          resetLinkDeviceState: async (to: { linkDeviceMethod: string }) => {
            if (this.canReset) {
              this.pairingType = to.linkDeviceMethod;
            }
          },
        },
        WAWebUnpairDeviceJob: {
          unpairDevice: (reason: string) => {
            this.calls.push(`unpairDevice ${reason}`);
            return this.unlinked();
          },
        },
      },
      search,
    );
    Object.assign(this.page.window.location, {
      reload: () => {
        this.reloads += 1;
      },
    });
    this.connection = new Connection(this.page, this.channel);
    this.passkey = new Passkey(this.page, this.connection, this.channel);
  }

  start(): void {
    this.passkey.start();
    this.connection.start();
  }

  askForPasskey(): void {
    this.pairingType = 'SHORTCAKE_PASSKEY';
    this.#asked();
  }

  linkCode(): LinkCode {
    return new LinkCode(this.page, this.connection, this.channel, this.passkey);
  }

  /** The same, linked and connected. */
  connected(): this {
    this.isLinked = true;
    this.socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
    this.stream.set({ mode: 'MAIN' });
    return this;
  }

  qr(): QrCode {
    return new QrCode(this.page, this.connection, this.channel);
  }

  said<T extends Message['type']>(type: T): Extract<Message, { type: T }>[] {
    return this.sent.filter((message) => message.type === type) as never;
  }
}
