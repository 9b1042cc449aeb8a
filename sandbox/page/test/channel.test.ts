import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Channel, DisconnectedError } from '../src/net/channel';
import { RefusedError } from '../src/net/refused';
import type { Push } from '../src/protocol';

/** Stands for the browser's WebSocket: the test plays the server. */
class TestSocket {
  static OPEN = 1;
  static last: TestSocket;
  readyState = 1;
  sent: { call: number; type: string }[] = [];
  onmessage: (event: { data: string }) => void = () => {};
  onclose: (event: { code: number }) => void = () => {};
  onerror: () => void = () => {};

  constructor() {
    TestSocket.last = this;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  say(frame: object): void {
    this.onmessage({ data: JSON.stringify(frame) });
  }
}

Object.assign(globalThis, { WebSocket: TestSocket });

function connect() {
  const pushes: Push[] = [];
  const codes: number[] = [];
  const channel = new Channel('ws://test/ws', {
    push: (push) => pushes.push(push),
    closed: (code) => codes.push(code),
  });
  return { channel, socket: TestSocket.last, pushes, codes };
}

describe('a channel', () => {
  it('brings each answer to its own question, whatever their order', async () => {
    const { channel, socket } = connect();
    const one = channel.request('group', { group: '1@g.us' });
    const two = channel.request('group', { group: '2@g.us' });
    const [first, second] = socket.sent;
    socket.say({ call: second?.call, ok: true, result: { group: null } });
    socket.say({ call: first?.call, ok: false, error: 'no_such_group' });
    assert.deepEqual(await two, { group: null });
    await assert.rejects(one, (error) => {
      assert.ok(error instanceof RefusedError);
      const { name, status, statusCode, reason } = error;
      assert.deepEqual(
        { name, status, statusCode, reason },
        { name: 'ServerStatusCodeError', status: 404, statusCode: 404, reason: 'no_such_group' },
      );
      return true;
    });
    channel.close();
  });

  it('passes pushes on', () => {
    const { channel, socket, pushes } = connect();
    socket.say({ push: 'offlineDone' });
    assert.deepEqual(pushes, [{ push: 'offlineDone' }]);
    channel.close();
  });

  it('fails what is unanswered when the connection ends, and says so once', async () => {
    const { channel, socket, codes } = connect();
    const asked = channel.request('logout', {});
    socket.onclose({ code: 4409 });
    channel.close();
    await assert.rejects(asked, (error) => error instanceof DisconnectedError);
    await assert.rejects(channel.request('logout', {}), DisconnectedError);
    assert.deepEqual(codes, [4409]);
  });

  it('hears nothing more after it was closed', () => {
    const { channel, socket, pushes } = connect();
    channel.close();
    socket.say({ push: 'offlineDone' });
    assert.deepEqual(pushes, []);
  });
});
