import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../src/call/context';
import { operations } from '../src/operations';
import { FakeModel, FakeWid, pageWith, pairs } from './fakes';

const chatId = '120363000@g.us';
const awa = '111@lid';
const binta = '222@lid';
const chidi = '333@lid';

test('answers with the change that the server tells of after its answer', async () => {
  const group = new Group();
  const changing = operations.groupChatSetSubject({ chatId, subject: 'New' }, group.context);
  await group.isChanged();
  group.metadata.set({ subject: 'New' });
  const { chat } = await changing;
  assert.equal((chat.groupMetadata as { subject?: string }).subject, 'New');
});

test('asks the server for what it does not tell by itself', async () => {
  const group = new Group();
  group.onQuery = () => group.metadata.set({ restrict: true });
  const answer = await operations.groupChatSetInfoAdminsOnly({ chatId }, group.context);
  assert.equal(answer.result, true);
  assert.equal(group.queries, 1);
});

test('answers a change that it never hears of: it was made', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const group = new Group();
  const changing = operations.groupChatSetDescription({ chatId, description: 'x' }, group.context);
  await group.isChanged();
  t.mock.timers.tick(5_000);
  assert.equal((await changing).success, true);
});

test('answers without those who were removed', async () => {
  const group = new Group();
  const request = { chatId, participantIds: [awa] };
  const removing = operations.groupChatRemoveParticipants(request, group.context);
  await group.isChanged();
  group.members.length = 0;
  assert.deepEqual((await removing).participants, []);
});

test('takes it for a refusal when WhatsApp says that the group was not left', async () => {
  const group = new Group();
  const leaving = operations.groupChatLeave({ chatId }, group.context);
  await assert.rejects(leaving, { code: 'REFUSED_BY_WHATSAPP' });
});

test('finds the status of a leaving that was refused where WhatsApp keeps it', async () => {
  const group = new Group();
  group.exit = Promise.reject({ status: 429 });
  const leaving = operations.groupChatLeave({ chatId }, group.context);
  await assert.rejects(leaving, { code: 'TOO_MANY_REQUESTS' });
});

test('finds the status of a setting that was refused in the answer', async () => {
  const group = new Group();
  group.settingAnswer = {
    name: 'SetPropertyResponseClientError',
    value: { errorSetPropertyClientErrors: { value: { code: '429', text: 'rate-overlimit' } } },
  };
  const setting = operations.groupChatSetInfoAdminsOnly({ chatId }, group.context);
  await assert.rejects(setting, { code: 'TOO_MANY_REQUESTS' });
});

test('adds who has no number that is known by the LID, and by the username with it', async () => {
  const group = new Group();
  const [nobody, named] = ['444@lid', '555@lid'];
  group.codes = { [binta]: 200, [nobody]: 200, [named]: 200 };
  group.usernames = { [named]: 'fatou' };
  const participantIds = [binta, nobody, named];
  await operations.groupChatAddParticipants({ chatId, participantIds }, group.context);
  assert.deepEqual(JSON.parse(JSON.stringify(group.asked)), [
    { lid: binta, phoneNumber: '22670123457@c.us' },
    { lid: nobody },
    { lid: named, username: 'fatou' },
  ]);
});

test('says of whom WhatsApp does not take in that they can be invited only', async () => {
  const group = new Group();
  const phoneNumberWid = FakeWid.of(binta);
  group.outside = [{ phoneNumberWid, code: '200', invite_code: null, invite_code_exp: null }];
  const request = { chatId, participantIds: [binta], options: { autoSendInviteV4: false } };
  const { result } = await operations.groupChatAddParticipants(request, group.context);
  assert.equal(Object.values(result)[0]?.code, 403);
});

test('adds by number where a group goes by numbers', async () => {
  const group = new Group();
  group.metadata.set({ isLidAddressingMode: false });
  group.codes = { [binta]: 200 };
  await operations.groupChatAddParticipants({ chatId, participantIds: [binta] }, group.context);
  assert.deepEqual(JSON.parse(JSON.stringify(group.asked)), [{ phoneNumber: '22670123457@c.us' }]);
});

test('fails when the server wants a slower pace for each who was to be added', async () => {
  const group = new Group();
  const add = (participantIds: string[]) =>
    operations.groupChatAddParticipants({ chatId, participantIds }, group.context);
  group.codes = { [binta]: 429 };
  // Awa is a member already: the server is not asked about her.
  await assert.rejects(add([awa, binta]), { code: 'TOO_MANY_REQUESTS' });
  group.codes = { [binta]: 429, [chidi]: 419 };
  const { result } = await add([binta, chidi]);
  assert.deepEqual(
    Object.values(result).map(({ code }) => code),
    [429, 419],
  );
});

test('fails when the server wants a slower pace for each who asks to be let in', async () => {
  const group = new Group();
  const options = { requesterIds: [binta, chidi] };
  const request = { chatId, options };
  const { groupChatApproveGroupMembershipRequests: approve } = operations;
  const { groupChatRejectGroupMembershipRequests: reject } = operations;
  group.codes = { [binta]: 429, [chidi]: 429 };
  await assert.rejects(approve(request, group.context), { code: 'TOO_MANY_REQUESTS' });
  await assert.rejects(reject(request, group.context), { code: 'TOO_MANY_REQUESTS' });
  group.codes = { [binta]: 429, [chidi]: 404 };
  const { result } = await approve(request, group.context);
  assert.deepEqual(
    result.map(({ error }) => error),
    [429, 404],
  );
});

/**
 * A group with one other member; the account is its admin. A change becomes visible only after a
 * query.
 */
class Group {
  queries = 0;
  onQuery = (): void => {};
  /** The server's status of each person that it is asked about. */
  codes: Readonly<Record<string, number>> = {};
  settingAnswer: object | undefined;
  /** The people whom the server was asked to add, in WhatsApp's form. */
  readonly asked: object[] = [];
  /** The people who are not added to the group, and can be invited. */
  outside: object[] = [];
  usernames: Readonly<Record<string, string>> = {};
  readonly promises: { sendExit?: Promise<unknown> } = {};
  exit: Promise<unknown> | undefined;
  readonly members = [{ id: FakeWid.of(awa), isAdmin: false }];
  readonly metadata = new FakeModel({
    id: FakeWid.of(chatId),
    subject: 'Old',
    desc: '',
    restrict: false,
    isLidAddressingMode: true,
    participants: {
      getModelsArray: () => this.members,
      iAmMember: () => true,
      iAmAdmin: () => true,
      on: () => {},
      off: () => {},
    },
  });
  readonly context: Context;
  #changes = 0;

  constructor() {
    const { promises, metadata: groupMetadata } = this;
    const chat = { id: FakeWid.of(chatId), groupMetadata, promises };
    const change = async (): Promise<void> => {
      this.#changes += 1;
    };
    const answers = async (): Promise<object[]> => {
      await change();
      return [{ code: 200 }];
    };
    const added = async (_group: unknown, people: object[]): Promise<object> => {
      this.asked.push(...people);
      const participants = Object.entries(this.codes).map(([id, code]) => ({
        userWid: FakeWid.of(id),
        code: String(code),
      }));
      return { status: 207, participants, invitedOutContacts: this.outside };
    };
    const decided = async (): Promise<object[]> =>
      Object.entries(this.codes).map(([id, error]) => ({
        wid: FakeWid.of(id),
        error: { name: 'ParticipantError', value: { error } },
      }));
    const page = pageWith(
      {
        util: { createWid: FakeWid.of },
        conn: { getMyUserLid: () => FakeWid.of('999@lid'), getMyUserWid: () => undefined },
        group: { setSubject: change, removeParticipants: answers },
        whatsapp: {
          ChatStore: { get: () => chat },
          ContactStore: {
            get: (wid: FakeWid) =>
              this.usernames[String(wid)] && { id: wid, username: this.usernames[String(wid)] },
          },
          GroupMetadataStore: { update: async () => {}, get: () => this.metadata },
          lidPnCache: pairs(
            [awa, '22670123456@c.us'],
            [binta, '22670123457@c.us'],
            [chidi, '22670123458@c.us'],
          ),
          functions: {
            membershipApprovalRequestAction: decided,
            queryWidExists: async (wid: FakeWid) => ({ wid }),
            sendAddParticipants: added,
            randomHex: () => 'AB',
            sendSetGroupDescription: change,
            sendExitGroup: async () => {
              if (this.exit !== undefined) {
                promises.sendExit = this.exit;
              }
              return false;
            },
            sendSetGroupProperty: async () => {
              await change();
              return this.settingAnswer;
            },
          },
        },
      },
      {
        WAWebGroupQueryJob: {
          queryAndUpdateGroupMetadataById: async () => {
            this.queries += 1;
            this.onQuery();
          },
        },
      },
    );
    this.context = { page, named: (id: string) => id } as Context;
  }

  /** Resolves when WhatsApp was asked for a change and the code that waits for it has continued. */
  async isChanged(): Promise<void> {
    for (let turn = 0; turn < 100 && this.#changes === 0; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
