import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel } from '../src/channel';
import { Connection } from '../src/connection/connection';
import { Presence } from '../src/connection/presence';
import type { Page } from '../src/page';
import { FakeModel, pageWith } from './fakes';

test('is not available, though the page has the focus, unless somebody asks for it', async () => {
  const stored = new Map<string, string>();
  const first = new Client(stored);
  assert.equal(first.document.hasFocus(), false);
  first.connect();
  assert.equal(first.stream.available, false);
  first.stream.markAvailable(); // as WhatsApp's main screen does when its window gets the focus
  assert.equal(first.stream.available, false);

  await first.presence.want(true);
  assert.equal(first.stream.available, true);
  first.stream.markUnavailable(); // as WhatsApp does when the page is not used
  assert.equal(first.stream.available, true);
  assert.deepEqual(first.told, ['available']);
});

test('stays as available as it was asked to be, also in the pages to come', async () => {
  const stored = new Map<string, string>();
  await new Client(stored).connect().presence.want(true);
  const next = new Client(stored);
  assert.equal(next.document.hasFocus(), true);
  next.connect();
  assert.equal(next.stream.available, true);
  await next.presence.want(false);
  assert.equal(next.stream.available, false);
  assert.equal(new Client(stored).connect().stream.available, false);
  assert.deepEqual(next.told, ['unavailable']);
});

class Stream extends FakeModel {
  declare readonly available: boolean;

  markAvailable(): void {
    this.set({ available: true });
  }

  markUnavailable(): void {
    this.set({ available: false });
  }
}

/** A client whose document has the focus, before it connects. */
class Client {
  readonly document = { hasFocus: () => true };
  readonly told: string[] = [];
  readonly socket = new FakeModel({ state: 'OPENING' });
  readonly stream: Stream;
  readonly page: Page;
  readonly connection: Connection;
  readonly presence: Presence;

  constructor(stored: Map<string, string>) {
    const window = {
      document: this.document,
      localStorage: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => stored.set(key, value),
      },
    };
    Presence.prepare(window as unknown as Window);
    this.stream = new Stream({ mode: 'SYNCING', available: this.document.hasFocus() });
    this.page = pageWith({
      conn: {
        isAuthenticated: () => true,
        isRegistered: () => true,
        getStreamData: () => ({ mode: this.stream.get('mode') }),
      },
      whatsapp: {
        Socket: this.socket,
        Stream: this.stream,
        Cmd: { on: () => {} },
        ChatPresence: {
          sendPresenceAvailable: async () => this.told.push('available'),
          sendPresenceUnavailable: async () => this.told.push('unavailable'),
        },
      },
    });
    Object.assign(this.page.window, window);
    this.connection = new Connection(this.page, new Channel(() => {}));
    this.presence = new Presence(this.page, this.connection);
    this.presence.start();
    this.connection.start();
  }

  connect(): this {
    this.socket.set({ state: 'CONNECTED' });
    this.stream.set({ mode: 'MAIN' });
    return this;
  }
}
