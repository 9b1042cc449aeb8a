import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

// Browser globals that modules read while loading.
Object.assign(globalThis, { addEventListener: () => undefined });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

const { setMe } = await import('../src/modules/account/userPrefs');
const { ensureChat } = await import('../src/modules/chat/inbox');
const { createWid } = await import('../src/modules/ids/widFactory');
const { MsgKey } = await import('../src/modules/ids/msgKey');
const { definedModules } = await import('../src/loader/define');
await import('../src/modules/message/sendMsg');
const { deliverUnsent } = await import('../src/modules/message/outbox');
const { link } = await import('../src/net/link');
const { DisconnectedError } = await import('../src/net/channel');
const { RefusedError } = await import('../src/net/refused');
const { closeStorage, openStorage, records } = await import('../src/store/storage');

type Chat = Awaited<ReturnType<typeof ensureChat>>;
type Sent = [
  Promise<{ ack: number; isSendFailure?: boolean }>,
  Promise<{ messageSendResult: string; ackErrorCode?: number }>,
];

const BOB = createWid('200000000000002@lid');

/** The line to the server, as the test wants it: counts sends, answers or fails them. */
const line = { sent: [] as string[], answer: async () => ({ t: 2_000_000_000 }) };

function attach(): void {
  link.attach({
    request: (_type: string, { message }: { message: { id: string } }) => {
      line.sent.push(message.id);
      return line.answer();
    },
  } as never);
  link.open();
}

describe('sending a message', () => {
  let chat: Chat;
  let count = 0;

  const send = (id: string): Sent => {
    const { addAndSendMsgToChat } = definedModules().get('WAWebSendMsgChatAction') as {
      addAndSendMsgToChat(chat: Chat, composed: object): Sent;
    };
    return addAndSendMsgToChat(chat, {
      id: new MsgKey({ fromMe: true, remote: BOB, id }),
      type: 'chat',
      body: 'hello',
      t: 1_700_000_000,
      ack: 0,
    });
  };

  before(async () => {
    await openStorage();
    setMe(
      {
        pn: '221770000001@c.us',
        lid: '100000000000001@lid',
        pushname: 'Me',
        platform: 'android',
        isBusiness: false,
      },
      'device',
    );
    chat = await ensureChat(BOB, 1_700_000_000);
  });

  beforeEach(() => {
    line.sent = [];
    line.answer = async () => ({ t: 2_000_000_000 });
    count++;
    attach();
  });

  after(() => closeStorage());

  it('keeps it before the server has it', async () => {
    let answer: (value: { t: number }) => void = () => undefined;
    line.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const [message, result] = send(`KEPT${count}`);
    await message;
    const [unsent] = await records().unsentMessages();
    assert.equal(unsent?.id, `KEPT${count}`);
    answer({ t: 2_000_000_000 });
    assert.equal((await result).messageSendResult, 'OK');
    assert.equal((await message).ack, 1);
    assert.deepEqual(await records().unsentMessages(), []);
  });

  it('waits for the connection and goes out once with the same id', async () => {
    line.answer = () => Promise.reject(new DisconnectedError('gone'));
    const [message, result] = send(`WAIT${count}`);
    assert.equal((await message).ack, 0);
    await new Promise((resolve) => setImmediate(resolve));
    line.answer = async () => ({ t: 2_000_000_001 });
    await deliverUnsent();
    assert.equal((await result).messageSendResult, 'OK');
    assert.deepEqual(new Set(line.sent), new Set([`WAIT${count}`]));
    assert.deepEqual(await records().unsentMessages(), []);
  });

  it('does not send again what was sent under the same id', async () => {
    const [, first] = send(`SAME${count}`);
    await first;
    const [message, second] = send(`SAME${count}`);
    assert.equal((await second).messageSendResult, 'OK');
    assert.equal((await message).ack, 1);
    assert.equal(line.sent.length, 1);
  });

  it('shows what the server refused as failed, and lets it rest', async () => {
    line.answer = () => Promise.reject(new RefusedError('no'));
    const [message, result] = send(`NO${count}`);
    assert.equal((await result).messageSendResult, 'ERROR_UNKNOWN');
    assert.equal((await message).ack, -1);
    assert.deepEqual(await records().unsentMessages(), []);
  });

  it('says with which number the server refused, and sends again under the same id', async () => {
    line.answer = () => Promise.reject(new RefusedError('rate_overlimit'));
    const [message, result] = send(`FAST${count}`);
    const msg = await message;
    assert.equal((await result).ackErrorCode, 429);
    assert.equal(msg.isSendFailure, true);
    line.answer = async () => ({ t: 2_000_000_002 });
    const { resendMsg } = definedModules().get('WAWebResendMsgAction') as {
      resendMsg(msg: object): Promise<string | undefined>;
    };
    assert.equal(await resendMsg(msg), 'OK');
    assert.equal(msg.ack, 1);
    assert.equal(await resendMsg(msg), undefined);
    assert.deepEqual(line.sent, [`FAST${count}`, `FAST${count}`]);
  });
});
