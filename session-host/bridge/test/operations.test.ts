import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ArgsOf, Context } from '../src/call/context';
import { failureOf } from '../src/failure';
import { noLimits } from '../src/limits/shapes';
import { operations } from '../src/operations';
import { PendingMessages } from '../src/pending/pendingMessages';
import { contentRequirements } from '../src/send/requirements';
import type { Message } from '../src/shapes/types';
import {
  FakeKey,
  FakeModel,
  FakeWid,
  limitedBy,
  MemoryPending,
  nothingLost,
  pageWith,
  pairs,
} from './fakes';

const awa = '111@lid';
const me = FakeWid.of('999@lid');
const messageId = '3EB0AA';
const text: ArgsOf<'clientSendMessage'> = { chatId: awa, contentType: 'string', content: 'hello' };

/** A file in a request as the host leaves it. */
const png = { staged: 0, mimetype: 'image/png' } as unknown as { mimetype: string; data: string };
const media = { chatId: awa, contentType: 'MessageMedia' as const, content: png };

test('sends a text under the id of its command, and nothing that the caller did not ask for', async () => {
  const client = new Client();
  const { message } = await operations.clientSendMessage(text, client.context);
  assert.equal(message?.id._serialized, 'true_111@lid_3EB0AA');
  const [sent] = client.sent;
  assert.equal(String(sent?.options.messageId), 'true_111@lid_3EB0AA');
  assert.equal(sent?.options.detectMentioned, false);
  assert.equal(sent?.options.linkPreview, true);
});

test('answers what was sent before instead of sending it again', async () => {
  const client = new Client();
  client.stored.push(aMessage(true, messageId));
  const { message } = await operations.clientSendMessage(text, client.context);
  assert.equal(message?.id.id, messageId);
  assert.equal(client.sent.length, 0);
});

test('refuses beforehand what WhatsApp would refuse, but not what it has sent', async () => {
  const client = new Client();
  const until = 4_000_000_000;
  const limits = limitedBy({
    ...noLimits,
    reachoutTimelock: { active: true, until, kind: 'DEFAULT' },
  });
  const context = { ...client.context, limits };
  client.token = null;
  const refused = { code: 'RESTRICTED_NEW_CHATS', detail: `until ${until}` };
  await assert.rejects(operations.clientSendMessage(text, context), refused);
  assert.equal(client.sent.length, 0);
  assert.equal(client.seen, 0);
  client.stored.push(aMessage(true, messageId));
  assert.equal((await operations.clientSendMessage(text, context)).message?.id.id, messageId);
});

test('answers a message that was made although sending it failed', async () => {
  const client = new Client();
  client.failsAfterMaking = true;
  const { message } = await operations.clientSendMessage(text, client.context);
  assert.equal(message?.id.id, messageId);
});

test('waits for the server to have the message', async () => {
  const client = new Client();
  client.ack = 0;
  const answer = operations.clientSendMessage(text, client.context);
  await client.isSent;
  client.memory[0]?.set({ ack: 1 });
  assert.equal((await answer).message?.ack, 1);
});

test("passes the server's refusal on", async () => {
  const client = new Client();
  client.ack = -1;
  await assert.rejects(operations.clientSendMessage(text, client.context), {
    code: 'REFUSED_BY_WHATSAPP',
  });
});

test("answers by the number of the server's refusal, where wa-js hands it on", async () => {
  const client = new Client();
  client.ack = -1;
  client.result = { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode: 429 };
  await assert.rejects(operations.clientSendMessage(text, client.context), {
    code: 'TOO_MANY_REQUESTS',
    detail: 'server status 429',
  });
});

test('lets be tried again what failed before a server could refuse it', async () => {
  const client = new Client();
  client.ack = 0;
  client.isSendFailure = true;
  // The page's disk is full: it marks the message, and then its own write fails.
  client.failsAfterMaking = true;
  await assert.rejects(operations.clientSendMessage(text, client.context), {
    code: 'OVERLOADED',
    detail: 'ack 0',
  });
});

const closed = new DOMException('The database connection is closing.', 'InvalidStateError');
const full = new DOMException('No room.', 'QuotaExceededError');
const unforeseen = new TypeError('x is not a function');

for (const [error, code] of [
  [closed, 'OVERLOADED'],
  [full, 'OVERLOADED'],
  [unforeseen, 'PAGE_FAILED'],
] as const) {
  test(`ends as ${code} when no message could be made: ${error.name}`, async () => {
    const client = new Client();
    client.failsBeforeMaking = error;
    await assert.rejects(operations.clientSendMessage(text, client.context), (thrown) => {
      assert.equal(failureOf(thrown).code, code);
      return true;
    });
  });
}

const ends = [
  [-1, 429, 'ERROR_UNKNOWN', 'TOO_MANY_REQUESTS'],
  [-1, 463, 'ERROR_UNKNOWN', 'RESTRICTED_NEW_CHATS'],
  [-1, 475, 'ERROR_UNKNOWN', 'NEW_CHAT_QUOTA_USED_UP'],
  [-1, 479, 'ERROR_UNKNOWN', 'MESSAGE_MALFORMED'],
  [-1, 406, 'ERROR_UNKNOWN', 'REFUSED_BY_WHATSAPP'],
  [0, undefined, 'ERROR_NETWORK', 'OVERLOADED'],
  [0, undefined, 'ERROR_UNKNOWN', 'MESSAGE_MALFORMED'],
] as const;

for (const [ack, ackErrorCode, messageSendResult, code] of ends) {
  test(`takes ${messageSendResult} ${ackErrorCode} with ack ${ack} for ${code}`, async () => {
    const client = new Client();
    client.ack = ack;
    client.isSendFailure = true;
    client.result = { messageSendResult, ackErrorCode };
    const detail = ackErrorCode === undefined ? messageSendResult : `server status ${ackErrorCode}`;
    await assert.rejects(operations.clientSendMessage(text, client.context), { code, detail });
  });
}

test('sends what failed not again to whom a limit keeps it from by now', async () => {
  const client = new Client();
  client.stored.push(aMessage(true, messageId, 0, { ack: -1, isSendFailure: true }));
  client.token = null;
  const reachoutTimelock = { active: true, until: null, kind: 'DEFAULT' };
  const limits = limitedBy({ ...noLimits, reachoutTimelock });
  await assert.rejects(operations.clientSendMessage(text, { ...client.context, limits }), {
    code: 'RESTRICTED_NEW_CHATS',
  });
  assert.equal(client.resent, 0);
  await operations.clientSendMessage(text, client.context);
  assert.equal(client.resent, 1);
});

test('writes to nobody whom the account has blocked', async () => {
  const client = new Client();
  client.blocked.push(FakeWid.of(awa));
  await assert.rejects(operations.clientSendMessage(text, client.context), {
    code: 'CONTACT_BLOCKED',
  });
  assert.equal(client.sent.length, 0);
});

test('says when a text is queued, and of a file nothing before its end', async () => {
  const client = new Client();
  client.ack = 0;
  client.result = new Promise(() => {});
  const answer = operations.clientSendMessage(text, client.context);
  await client.isSent;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(client.queued, 1);
  client.memory[0]?.set({ ack: 1 });
  await answer;

  const file = new Client();
  await operations.clientSendMessage(
    { ...media, options: { sendMediaAsDocument: true } },
    file.context,
  );
  assert.equal(file.queued, 0);
});

test('sends again, once, what an earlier page did not get sent', async () => {
  const client = new Client();
  client.stored.push(aMessage(true, messageId, 0, { ack: 0, isSendFailure: false }));
  const { message } = await operations.clientSendMessage(text, client.context);
  assert.equal(message?.ack, 1);
  assert.deepEqual([client.resent, client.sent.length], [1, 0]);
  await client.context.pending.resume(0);
  assert.equal(client.resent, 1);
});

test('sends after a reload what was answered as pending, and nothing else', async ({ mock }) => {
  const client = new Client();
  await answeredAsPending(client, text, mock.timers);

  const late = client.reloaded();
  await late.context.pending.resume(1_000);
  assert.equal(late.resent, 0);
  assert.equal(client.kept.size, 0);

  await answeredAsPending(client, text, mock.timers);
  const next = client.reloaded();
  await next.context.pending.resume(999);
  assert.equal(next.resent, 1);
  await settled();
  await next.context.pending.resume(999);
  assert.equal(next.resent, 1);
});

test('keeps what an earlier page left unsent until its send has ended', async ({ mock }) => {
  const first = new Client();
  await answeredAsPending(first, text, mock.timers);
  const client = first.reloaded();
  let acknowledge = (): void => {};
  client.resending = new Promise((resolve) => {
    acknowledge = resolve;
  });
  await client.context.pending.resume(999);
  assert.equal(client.resent, 1);
  assert.equal(client.kept.size, 1, 'the next page may have to send it');
  acknowledge();
  await settled();
  assert.equal(client.kept.size, 0);
});

test('sends at the next connection what failed on the way, and nothing that was refused', async ({
  mock,
}) => {
  const first = new Client();
  await answeredAsPending(first, text, mock.timers);
  const client = first.reloaded();
  client.resendsAs = { ack: 0, result: 'ERROR_NETWORK' };
  await client.context.pending.resume(990);
  await settled();
  assert.deepEqual([client.resent, client.kept.size], [1, 1]);

  client.resendsAs = { ack: -1, result: 'ERROR_UNKNOWN', status: 406 };
  await client.context.pending.resume(991);
  await settled();
  assert.deepEqual([client.resent, client.kept.size], [2, 0]);
});

test('leaves to WhatsApp what this page has sent and has not failed', async ({ mock }) => {
  const client = new Client();
  await answeredAsPending(client, text, mock.timers);
  client.giveUp();
  await settled();
  await client.context.pending.resume(990);
  assert.deepEqual([client.resent, client.kept.size], [0, 1]);
  client.memory[0]?.set({ isSendFailure: true });
  await client.context.pending.resume(991);
  await settled();
  assert.deepEqual([client.resent, client.kept.size], [1, 0]);
});

test('sends a file again that was not uploaded when the page was loaded anew', async ({ mock }) => {
  const document = { ...media, options: { sendMediaAsDocument: true } };
  const first = new Client();
  first.made = { filehash: 'hash', mediaObject: 'with bytes' };
  await answeredAsPending(first, document, mock.timers);
  assert.equal(await [...first.kept.values()][0]?.file?.text(), 'prepared');

  const next = first.reloaded();
  await next.context.pending.resume(999);
  await settled();
  assert.deepEqual([...next.bytes.keys()], ['hash']);
  assert.deepEqual([next.resent, next.uploads, next.kept.size], [1, 0, 0]);
});

test('prepares a file anew whose command is given to another page', async () => {
  const client = new Client();
  const unsent = { ack: 0, isSendFailure: false, filehash: 'hash', mediaObject: null };
  client.stored.push(aMessage(true, messageId, 0, { ...unsent, size: 1 }));
  const document = { ...media, options: { sendMediaAsDocument: true } };
  const { message } = await operations.clientSendMessage(document, client.context);
  assert.equal(message?.ack, 1);
  assert.deepEqual([client.resent, client.uploads], [1, 0]);
  assert.equal(client.preparedAs, 'document');
  // It came out otherwise than in the page before.
  assert.equal(client.stored[0]?.get('filehash'), 'prepared hash');
  assert.equal(await client.bytes.get('prepared hash')?.text(), 'prepared');

  const lost = new Client();
  lost.stored.push(aMessage(true, messageId, 0, { ...unsent, size: 1 }));
  lost.resendsAs = { ack: -1, result: undefined };
  await assert.rejects(operations.clientSendMessage(document, lost.context), {
    code: 'OVERLOADED',
  });
});

/** Lets what was begun go on. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

type Timers = TestContext['mock']['timers'];

/** Has a command, which expires at 1 s, answered while its message is on its way. */
async function answeredAsPending(
  client: Client,
  request: ArgsOf<'clientSendMessage'>,
  timers: Timers,
): Promise<void> {
  timers.enable({ apis: ['setTimeout', 'setInterval'] });
  client.ack = 0;
  client.result = new Promise((_resolve, reject) => {
    client.giveUp = () => reject(new Error('closed'));
  });
  const answer = operations.clientSendMessage(request, { ...client.context, expiresAt: 1_000 });
  await client.isSent;
  for (let i = 0; i < 4; i += 1) {
    await settled();
    timers.tick(20_000);
  }
  assert.equal((await answer).message?.ack, 0);
  timers.reset();
}

test('sends again, under its id, what was refused before', async () => {
  const client = new Client();
  client.stored.push(aMessage(true, messageId, 0, { ack: -1 }));
  const { message } = await operations.clientSendMessage(text, client.context);
  assert.equal(message?.ack, 1);
  assert.deepEqual([client.resent, client.sent.length], [1, 0]);
});

test('leaves a quote out that it does not find, unless the caller minds', async () => {
  const client = new Client();
  const options = { quotedMessageId: 'true_111@lid_GONE' };
  await operations.clientSendMessage({ ...text, options }, client.context);
  assert.equal('quotedMsg' in (client.sent[0]?.options ?? {}), false);
  const strict = { ...text, options: { ...options, ignoreQuoteErrors: false } };
  const another = { ...client.context, messageId: '3EB0BB' };
  await assert.rejects(operations.clientSendMessage(strict, another), {
    code: 'MESSAGE_NOT_FOUND',
    detail: 'options.quotedMessageId',
  });
});

test('marks the chat as read before sending, unless told otherwise or nothing is unread', async () => {
  const client = new Client();
  await operations.clientSendMessage({ ...text, options: { sendSeen: false } }, client.context);
  assert.equal(client.seen, 0);
  await operations.clientSendMessage(text, { ...client.context, messageId: '3EB0BB' });
  assert.equal(client.seen, 1);
});

test('fetches from the newest back, and jumps over no gap in memory', async () => {
  const client = new Client();
  const all = Array.from({ length: 120 }, (_, i) => aMessage(i % 2 === 0, `M${i}`, i));
  client.stored.push(...all);
  client.memory.push(...[all[3], all[119]].filter((message) => message !== undefined));
  const fetch = async (searchOptions: object): Promise<string[]> => {
    const { messages } = await operations.chatFetchMessages(
      { chatId: awa, searchOptions },
      client.context,
    );
    return messages.map((message) => message.id.id);
  };
  assert.deepEqual(
    await fetch({ limit: 60 }),
    Array.from({ length: 60 }, (_, i) => `M${60 + i}`),
  );
  assert.deepEqual(await fetch({ limit: 3, fromMe: true }), ['M114', 'M116', 'M118']);
  assert.equal((await fetch({ limit: 500 })).length, 120);
  assert.equal((await fetch({ limit: 3000 })).length, 120);
  assert.equal(client.largestRead, 500, 'each read has a deadline of its own');
  assert.deepEqual(await fetch({}), ['M3', 'M119']);
});

test("fills a chat's messages with those that its history lacks", async () => {
  const client = new Client();
  client.stored.push(...[1, 2, 5, 6].map((t) => aMessage(false, `M${t}`, t)));
  client.lost = [2, 3, 4].map(
    (t) => ({ id: { id: `M${t}` }, timestamp: t, fromMe: t === 4 }) as Message,
  );
  const fetch = async (searchOptions: object): Promise<string[]> => {
    const args = { chatId: awa, searchOptions };
    const { messages } = await operations.chatFetchMessages(args, client.context);
    return messages.map((message) => message.id.id);
  };

  assert.deepEqual(await fetch({ limit: 10 }), ['M1', 'M2', 'M3', 'M4', 'M5', 'M6']);
  assert.deepEqual(await fetch({ limit: 3 }), ['M4', 'M5', 'M6']);
  assert.deepEqual(await fetch({ limit: 10, fromMe: true }), ['M4']);
});

test('sends a file as what it is, with a text as its caption', async () => {
  const client = new Client();
  const options = { media: png, sendMediaAsDocument: true };
  await operations.clientSendMessage({ ...text, options }, client.context);
  const [sent] = client.sent;
  const file = sent?.content as unknown as File;
  assert.deepEqual([file.name, file.type, file.size], ['file.png', 'image/png', 3]);
  assert.equal(sent?.options.type, 'document');
  assert.equal(sent?.options.caption, 'hello');
});

test("says so when a file's upload failed, although its message was made", async () => {
  const client = new Client();
  client.mediaResult = 'ERROR_UPLOAD';
  const request = { ...media, options: { sendMediaAsDocument: true } };
  await assert.rejects(operations.clientSendMessage(request, client.context), {
    code: 'OVERLOADED',
    detail: 'ERROR_UPLOAD',
  });
});

test('joins the upload of its own file that is under way', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const client = new Client();
  let upload = (): void => {};
  client.uploaded = new Promise((resolve) => {
    upload = resolve;
  });
  const request = { ...media, options: { sendMediaAsDocument: true } };
  const first = operations.clientSendMessage(request, client.context);
  await client.isUploading;
  mock.timers.tick(20_000);
  await assert.rejects(first, { code: 'OUTCOME_UNKNOWN' });

  const second = operations.clientSendMessage(request, client.context);
  await new Promise((resolve) => setImmediate(resolve));
  upload();
  assert.equal((await second).message?.id.id, messageId);
  assert.equal(client.uploads, 1);
  assert.equal(client.sent.length, 1);
});

test('names the field that is no image, and the content that the page cannot send', async () => {
  const client = new Client();
  await assert.rejects(operations.clientSendMessage(media, client.context), {
    code: 'INVALID_FIELD',
    detail: 'content: is not an image that can be read',
  });
  delete client.whatsapp.MediaPrep;
  await assert.rejects(operations.clientSendMessage(media, client.context), {
    code: 'UNAVAILABLE_IN_THIS_VERSION',
  });
});

test('counts no notifications as messages', async () => {
  const client = new Client();
  client.memory.push(aMessage(true, 'A'), aMessage(true, 'B', 1, { isNotification: true }));
  const { messages } = await operations.chatFetchMessages({ chatId: awa }, client.context);
  assert.deepEqual(
    messages.map((message) => message.id.id),
    ['A'],
  );
});

test('answers a group that the account has left from what it knows', async () => {
  const id = FakeWid.of('120363000@g.us');
  const refusals = [{ status: 403 }, { status: 503 }];
  const page = pageWith({
    util: { createWid: FakeWid.of },
    whatsapp: {
      ChatStore: { get: () => ({ id, formattedTitle: 'Team', unreadCount: 0 }) },
      GroupMetadataStore: {
        find: async () => {
          throw refusals.shift();
        },
      },
      lidPnCache: pairs(),
    },
  });
  const ask = () => operations.clientGetChatById({ chatId: id.toString() }, { page } as Context);
  assert.equal((await ask()).chat?.name, 'Team');
  await assert.rejects(ask(), { code: 'OVERLOADED' });
});

function aMessage(fromMe: boolean, id: string, t = 0, more: object = {}): FakeModel {
  const remote = FakeWid.of(awa);
  const key = new FakeKey({ fromMe, remote, id });
  return new FakeModel({ id: key, t, ack: 1, from: me, to: remote, type: 'chat', ...more });
}

interface Sent {
  content: string;
  options: Record<string, unknown>;
}

/** A client with one chat, with messages in memory and others only in the database. */
class Client {
  readonly memory: FakeModel[] = [];
  readonly stored: FakeModel[] = [];
  readonly sent: Sent[] = [];
  readonly blocked: FakeWid[] = [];
  queued = 0;
  token: unknown = 'token';
  seen = 0;
  ack = 1;
  isSendFailure = false;
  /** The result of sending a text, as wa-js reports it. */
  result: object | undefined;
  /** Has wa-js wait no more for what was answered as pending. */
  giveUp = (): void => {};
  resent = 0;
  /** The failure of messages that are sent again. */
  resendsAs: { ack: number; result: string | undefined; status?: number } | undefined;
  /** Further attributes of the messages that are made. */
  made: Record<string, unknown> = {};
  /** The page's memory of files, by hash. */
  readonly bytes = new Map<string, Blob>();
  preparedAs: string | undefined;
  readonly kept: MemoryPending['kept'];
  /** When what is sent again is acknowledged. */
  resending: Promise<void> | undefined;
  failsAfterMaking = false;
  failsBeforeMaking: Error | undefined;
  largestRead = 0;
  uploads = 0;
  /** Resolves when uploads end. */
  uploaded: Promise<void> | undefined;
  #uploading = (): void => {};
  readonly isUploading = new Promise<void>((resolve) => {
    this.#uploading = resolve;
  });
  mediaResult = 'OK';
  /** The messages from the host that WhatsApp's history lacks. */
  lost: Message[] = [];
  readonly whatsapp: Record<string, unknown>;
  #told = (): void => {};
  readonly isSent = new Promise<void>((resolve) => {
    this.#told = resolve;
  });
  readonly context: Context;

  /** @param pending what is kept of the profile's earlier pages */
  constructor(private readonly pending = new MemoryPending()) {
    this.kept = pending.kept;
    const key = (message: FakeModel): string => String(message.get('id'));
    const chat = {
      id: FakeWid.of(awa),
      unreadCount: 2,
      getTcToken: () => this.token,
      msgs: { getModelsArray: () => [...this.memory] },
    };
    const make = (content: string, options: Sent['options']): void => {
      this.sent.push({ content, options });
      const { ack, isSendFailure } = this;
      const { id } = options.messageId as FakeKey;
      this.memory.push(aMessage(true, id, 9, { ack, isSendFailure, ...this.made }));
      this.#told();
    };
    const resendMsg = async (message: FakeModel): Promise<string | undefined> => {
      const isFailed = Number(message.get('ack')) < 0 || message.get('isSendFailure') === true;
      if (!isFailed) {
        return undefined;
      }
      this.resent += 1;
      assert.notEqual(message.get('mediaObject'), null);
      await this.resending;
      if (this.resendsAs !== undefined) {
        const { ack, result, status } = this.resendsAs;
        if (result !== undefined) {
          await sendJob.encryptAndSendMsg({ data: { id: message.get('id') } }, status ?? null);
        }
        message.set({ ack, isSendFailure: true });
        return result;
      }
      message.set({ ack: 1, isSendFailure: false });
      return 'OK';
    };
    const sendJob = { encryptAndSendMsg: async (_: object, error: number | null) => ({ error }) };
    const prepare = (as: { asDocument?: boolean }) => {
      this.preparedAs = as.asDocument ? 'document' : undefined;
      const mediaBlob = { forceToBlob: () => new Blob(['prepared']) };
      return { waitForPrep: async () => {}, mediaData: { mediaBlob, filehash: 'prepared hash' } };
    };
    const wpp = {
      util: { createWid: FakeWid.of },
      conn: { getMyUserLid: () => me },
      chat: {
        sendFileMessage: async (_chat: string, content: string, options: Sent['options']) => {
          this.uploads += 1;
          this.#uploading();
          await this.uploaded;
          make(content, options);
          await this.result;
          return { sendMsgResult: { messageSendResult: this.mediaResult } };
        },
        sendTextMessage: async (_chat: string, content: string, options: Sent['options']) => {
          if (this.failsBeforeMaking !== undefined) {
            throw this.failsBeforeMaking;
          }
          make(content, options);
          if (this.failsAfterMaking) {
            throw new Error('socket closed');
          }
          return { sendMsgResult: await this.result };
        },
        find: async () => chat,
      },
      whatsapp: {
        MsgKey: FakeKey,
        MsgModel: FakeModel,
        ChatStore: { get: () => chat },
        MsgStore: {
          get: (wanted: FakeKey) => this.memory.find((message) => wanted.equals(key(message))),
          on: () => {},
          off: () => {},
          getMessagesById: async (ids: string[]) => ({
            messages: this.stored.filter((message) => ids.includes(key(message))),
          }),
        },
        lidPnCache: pairs(),
        BlocklistStore: { getModelsArray: () => this.blocked.map((id) => ({ id })) },
        MediaPrep: { prepRawMedia: (_: object, as: object) => prepare(as) },
        MediaBlobCache: { put: (hash: string, blob: Blob) => this.bytes.set(hash, blob) },
        OpaqueData: { createFromData: async () => ({}) },
        functions: {
          ...Object.fromEntries(
            Object.values(contentRequirements)
              .flat()
              .filter((name) => name.startsWith('functions.'))
              .map((name) => [name.slice('functions.'.length), () => {}]),
          ),
          canReplyMsg: () => true,
          msgFindByDirection: async ({ anchor, count }: { anchor: object; count: number }) => {
            const end =
              anchor instanceof FakeKey ? this.stored.map(key).indexOf(String(anchor)) : undefined;
            const rows = this.stored.slice(0, end).slice(-count);
            this.largestRead = Math.max(this.largestRead, count);
            return { messages: rows.map((message) => message.serialize()) };
          },
          sendSeen: async () => {
            this.seen += 1;
          },
        },
      },
    };
    const page = pageWith(wpp, {
      WAWebResendMsgAction: { resendMsg },
      WAWebSendMsgJob: sendJob,
      WAWebMedia: {
        registerMsg: (message: FakeModel) => {
          assert.equal((message as { local?: boolean }).local, true);
          message.set({ mediaObject: 'without' });
        },
      },
      WAWebMediaMmsV4Upload: {
        getBlobFromMediaObject: (media: unknown) =>
          media === 'with bytes' ? new Blob(['prepared']) : undefined,
      },
    });
    this.whatsapp = page.wpp.whatsapp as unknown as Record<string, unknown>;
    this.context = {
      page,
      lost: { ...nothingLost, ofChat: async () => this.lost },
      messageId,
      files: [new File(['abc'], 'x')],
      limits: limitedBy(),
      pending: new PendingMessages(page, pending, (problem) => assert.fail(problem)),
      named: (id: string) => id,
      expiresAt: Number.MAX_SAFE_INTEGER,
      queued: () => {
        this.queued += 1;
      },
    } as unknown as Context;
  }

  /** Another page of the same profile: what its database has, and nothing in memory. */
  reloaded(): Client {
    const next = new Client(this.pending);
    const rest = this.made.mediaObject === undefined ? {} : { mediaObject: null };
    const row = { ...this.made, ...rest, ack: 0, isSendFailure: false };
    next.stored.push(aMessage(true, messageId, 0, row));
    return next;
  }
}
