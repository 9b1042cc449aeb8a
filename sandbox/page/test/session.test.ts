import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, mock } from 'node:test';

/** Stands for the browser's WebSocket: the test plays the server. */
class TestSocket {
  static OPEN = 1;
  static made: TestSocket[] = [];
  readyState = 1;
  onmessage: (event: { data: string }) => void = () => {};
  onclose: (event: { code: number }) => void = () => {};
  onerror: () => void = () => {};

  constructor() {
    TestSocket.made.push(this);
  }

  send(): void {}

  close(): void {}
}

// Browser globals that modules read while loading.
Object.assign(globalThis, { addEventListener: () => undefined, WebSocket: TestSocket });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

const { cmd } = await import('../src/modules/account/cmd');
const { socket } = await import('../src/modules/account/socket');
const { stream } = await import('../src/modules/account/stream');
await import('../src/modules');
const { closeStorage } = await import('../src/store/storage');
const { Session } = await import('../src/session/session');

describe("a session's connection", () => {
  const heard: string[] = [];

  before(() => {
    cmd.on('socket_stream_disconnected_from_bridge', () => heard.push('disconnected'));
  });

  afterEach(() => mock.timers.reset());

  after(() => closeStorage());

  async function connected(): Promise<TestSocket> {
    await new Session('ws://test/ws').start({ slowStorage: false });
    socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
    stream.set({ mode: 'MAIN', info: 'NORMAL' });
    heard.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    return TestSocket.made.at(-1) as TestSocket;
  }

  it('stops for good when it was replaced, and says so by its stream alone', async () => {
    const line = await connected();

    line.onclose({ code: 4409 });
    mock.timers.tick(60_000);
    socket.reconnect();

    assert.equal(socket.state, 'CONNECTED');
    assert.equal(stream.mode, 'MAIN');
    assert.equal(socket.stream, 'DISCONNECTED');
    assert.deepEqual(heard, ['disconnected']);
    assert.equal(TestSocket.made.at(-1), line);
  });

  it('says nothing by its stream before its data has been there once', async () => {
    await new Session('ws://test/ws').start({ slowStorage: false });
    stream.set({ mode: 'SYNCING', info: 'OPENING' });
    const line = TestSocket.made.at(-1) as TestSocket;
    const account = { pn: '491701@c.us', lid: '9001@lid', pushname: 'Awa', isBusiness: false };
    const ready = { push: 'ready', account, labels: [], blocked: [], channels: [] };

    line.onmessage({ data: JSON.stringify(ready) });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { state, stream: said } = socket;
    line.onclose({ code: 4409 });

    assert.deepEqual([state, said, stream.mode], ['CONNECTED', 'DISCONNECTED', 'SYNCING']);
  });

  it('is opening again only from the next attempt on when it was lost', async () => {
    const line = await connected();

    line.onclose({ code: 1006 });
    assert.equal(socket.state, 'CONNECTED');
    assert.equal(socket.stream, 'DISCONNECTED');
    mock.timers.tick(1_000);

    assert.equal(socket.state, 'OPENING');
    assert.notEqual(TestSocket.made.at(-1), line);
  });
});
