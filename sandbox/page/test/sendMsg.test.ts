import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

// Browser globals that modules read while loading.
Object.assign(globalThis, { addEventListener: () => undefined });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

const { cmd } = await import('../src/modules/account/cmd');
const { setMe } = await import('../src/modules/account/userPrefs');
const { ensureChat } = await import('../src/modules/chat/inbox');
const { createWid } = await import('../src/modules/ids/widFactory');
const { MsgKey } = await import('../src/modules/ids/msgKey');
const { definedModules } = await import('../src/loader/define');
await import('../src/modules/message/sendMsg');
await import('../src/modules/media/prep');
const { MediaData } = await import('../src/modules/media/mediaData');
const { OpaqueData } = await import('../src/modules/media/opaqueData');
const { inMemory } = await import('../src/modules/media/stores');
const { msgCollection } = await import('../src/modules/message/msg');
const { blocklistCollection } = await import('../src/modules/contact/blocklist');
const { deliverUnacknowledged } = await import('../src/modules/message/outbox');
const { link } = await import('../src/net/link');
const { DisconnectedError } = await import('../src/net/channel');
const { RefusedError } = await import('../src/net/refused');
const { closeStorage, openStorage, records } = await import('../src/store/storage');
const { closeSignalRows } = await import('../src/store/signal');

type Chat = Awaited<ReturnType<typeof ensureChat>>;
type Sent = [
  Promise<{ id: object; ack: number; isSendFailure?: boolean; errorCode?: string }>,
  Promise<{ messageSendResult: string; ackErrorCode?: number }>,
];

const BOB = createWid('200000000000002@lid');

/** The line to the server, as the test wants it: counts sends, answers or fails them. */
const line = { sent: [] as string[], answer: async () => ({ t: 2_000_000_000 }) };

/**
 * Waits until the message is sent. It is sealed first in the database, so it leaves the page a
 * little later.
 */
async function sentToServer(): Promise<void> {
  while (line.sent.length === 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function attach(): void {
  link.attach({
    request: async (type: string, { message }: { message: { id: string } }) => {
      if (type === 'preKeys') {
        return {};
      }
      line.sent.push(message.id);
      return line.answer();
    },
  } as never);
  link.open();
  cmd.onOfflineDeliveryEndFromBridge();
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

  after(async () => {
    closeStorage();
    await closeSignalRows();
  });

  it('keeps it before the server has it', async () => {
    let answer: (value: { t: number }) => void = () => undefined;
    line.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const [message, result] = send(`KEPT${count}`);
    await message;
    const { id } = await message;
    assert.equal((await records().message(id.toString()))?.ack, 0);
    await sentToServer();
    answer({ t: 2_000_000_000 });
    assert.equal((await result).messageSendResult, 'OK');
    assert.equal((await message).ack, 1);
    assert.equal((await records().message(id.toString()))?.ack, 1);
  });

  it('waits for the connection and goes out once with the same id', async () => {
    line.answer = () => Promise.reject(new DisconnectedError('gone'));
    const [message, result] = send(`WAIT${count}`);
    assert.equal((await message).ack, 0);
    await sentToServer();
    await new Promise((resolve) => setImmediate(resolve));
    line.answer = async () => ({ t: 2_000_000_001 });
    deliverUnacknowledged();
    assert.equal((await result).messageSendResult, 'OK');
    assert.deepEqual(new Set(line.sent), new Set([`WAIT${count}`]));
  });

  it('sends a status post through a reconnect', async () => {
    const { encryptAndSendStatusMsg } = definedModules().get('WAWebEncryptAndSendStatusMsg') as {
      encryptAndSendStatusMsg(post: object): Promise<void>;
    };
    let tries = 0;
    const transmit = async () => {
      tries++;
      if (tries === 1) {
        throw new DisconnectedError('gone');
      }
    };
    await encryptAndSendStatusMsg({ sendMsgRecord: { data: {}, transmit } });
    assert.equal(tries, 2);
  });

  it('waits for the end of the backlog and goes out once', async () => {
    cmd.onOfflineDeliveryStateResetFromBridge();
    const [message, result] = send(`HELD${count}`);
    assert.equal((await message).ack, 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(line.sent, []);
    cmd.onOfflineDeliveryEndFromBridge();
    deliverUnacknowledged();
    assert.equal((await result).messageSendResult, 'OK');
    assert.deepEqual(line.sent, [`HELD${count}`]);
  });

  it('refuses a message whose key is there, and sends nothing', async () => {
    const [, first] = send(`SAME${count}`);
    await first;
    const [message, second] = send(`SAME${count}`);
    await assert.rejects(second, { name: 'DuplicateMessageError' });
    await assert.rejects(message, { name: 'DuplicateMessageError' });
    assert.equal(line.sent.length, 1);
  });

  it('shows what the server refused as failed, and lets it rest', async () => {
    line.answer = () => Promise.reject(new RefusedError('no'));
    const [message, result] = send(`NO${count}`);
    assert.equal((await result).messageSendResult, 'ERROR_UNKNOWN');
    assert.equal((await message).ack, -1);
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

  const failures = [
    ['nack_463', -1, { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode: 463 }],
    ['nack_475', -1, { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode: 475 }],
    ['status_503', 0, { messageSendResult: 'ERROR_NETWORK' }],
    ['invalid_message', 0, { messageSendResult: 'ERROR_UNKNOWN' }],
  ] as const;
  for (const [reason, ack, expected] of failures) {
    it(`shows a message as the client does that fails with ${reason}`, async () => {
      line.answer = () => Promise.reject(new RefusedError(reason));
      const [message, result] = send(`FAIL${count}`);
      assert.deepEqual(await result, expected);
      const msg = await message;
      assert.equal(msg.ack, ack);
      assert.equal(msg.isSendFailure, true);
      assert.equal(
        msg.errorCode,
        reason === 'nack_475' ? 'UserReachedMaxMonthlyLimitForNewMessages' : undefined,
      );
    });
  }

  it('keeps a file before it is uploaded, and sends it again only with its bytes', async () => {
    const { MediaPrep, registerMsg } = definedModules().get('WAWebMedia') as {
      registerMsg(msg: object): void;
      MediaPrep: new (type: string, data: Promise<object>) => { sendToChat(to: object): unknown };
    };
    const blob = new Blob(['a page']);
    const mediaBlob = await OpaqueData.createFromData(blob, 'application/pdf');
    const mediaData = new MediaData({ type: 'document', filehash: 'hash', size: 6, mediaBlob });
    const { transfers } = await import('../src/modules/media/transfer');
    const { uploadMedia } = transfers;
    transfers.uploadMedia = () => new Promise(() => undefined);
    const id = new MsgKey({ fromMe: true, remote: BOB, id: `FILE${count}` });
    const prep = new MediaPrep('media', Promise.resolve(mediaData));
    void prep.sendToChat({ chat, options: { productMsgOptions: { id } } });
    while ((await records().message(id.toString())) === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }

    // Another page has the message, and not the file.
    msgCollection.remove(id);
    const msg = (await msgCollection.getMessagesById([id])).messages[0];
    assert.ok(msg);
    assert.deepEqual([msg.ack, msg.directPath, msg.mediaObject], [0, undefined, undefined]);
    const entry = { directPath: '/media/1', filehash: 'hash', encFilehash: 'hash' };
    transfers.uploadMedia = async (file) => {
      assert.equal(file.blob, blob);
      return { ...entry, mediaKey: 'key', mediaKeyTimestamp: 1 };
    };
    const { resendMsg } = definedModules().get('WAWebResendMsgAction') as {
      resendMsg(msg: object): Promise<string | undefined>;
    };
    msg.isSendFailure = true;
    assert.equal(await resendMsg(msg), undefined, 'it counts as the phone\u2019s');
    msg.set({ local: true, isSendFailure: true });
    registerMsg(msg);
    assert.equal(msg.mediaObject?.filehash, 'hash');
    assert.equal(await resendMsg(msg), undefined);
    assert.deepEqual([msg.ack, line.sent.length], [-1, 0]);
    inMemory.put('hash', blob);
    assert.equal(await resendMsg(msg), 'OK');
    assert.deepEqual([msg.ack, line.sent], [1, [`FILE${count}`]]);
    assert.equal((await records().message(id.toString()))?.attributes.directPath, '/media/1');
    transfers.uploadMedia = uploadMedia;
  });

  it('sends nothing to somebody whom the account has blocked', async () => {
    blocklistCollection.add({ id: BOB });
    const [message, result] = send(`BLOCKED${count}`);
    await assert.rejects(result, { name: 'ContactBlocked' });
    assert.equal((await message).ack, 0);
    assert.deepEqual(line.sent, []);
    blocklistCollection.remove(BOB);
  });
});
