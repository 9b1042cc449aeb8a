import { Failure, failureOf } from './failure';
import type {
  ChatModel,
  ContactModel,
  GroupMetadataModel,
  MsgKey,
  MsgModel,
  Page,
  Wid,
} from './page';
import type { ChannelAnswer } from './shapes/channel';
import { muteModel } from './shapes/chat';

/*
 * Everything that goes past wa-js to WhatsApp's own modules, each with its reason. To be reviewed at
 * every upgrade of wa-js: what it does right by then goes away here. (The models' own attributes are
 * read in shapes/.) Names as in WhatsApp Web 2.3000.1044822804, reasons as of wa-js 4.6.0.
 */

/**
 * `WAWebCompanionRegClientUtils.DEVICE_PLATFORM`: the QR code's fifth part, which wa-js's
 * `getAuthCode` leaves out. Null when the page does not have it: phones accept four parts too.
 */
export function devicePlatform(page: Page): string | null {
  const utils = page.module<{ DEVICE_PLATFORM?: string }>('WAWebCompanionRegClientUtils');
  return utils?.DEVICE_PLATFORM ?? null;
}

/**
 * `WAWebLaunchSocketUtils.refreshQR`, or the backend's event for it: wa-js's `conn.refreshQR` calls
 * `Cmd.refreshQR`, which is gone. Without either a reload brings a new code.
 */
export function refreshQr(page: Page): void {
  const launch = page.module<{ refreshQR?: () => unknown }>('WAWebLaunchSocketUtils');
  const bus = page.wpp.whatsapp.BackendEventBus as unknown as
    | { triggerRefreshQR?: () => unknown }
    | undefined;
  if (typeof launch?.refreshQR === 'function') {
    launch.refreshQR();
  } else if (typeof bus?.triggerRefreshQR === 'function') {
    bus.triggerRefreshQR();
  } else {
    page.window.location.reload();
  }
}

/**
 * `WAWebAltDeviceLinkingApi.initializeQRLinking`: back from pairing by code to pairing by QR, as the
 * client does when its user changes over. wa-js only knows the way there.
 */
export async function initializeQrLinking(page: Page): Promise<void> {
  const linking = page.module<{ initializeQRLinking?: () => unknown }>('WAWebAltDeviceLinkingApi');
  await linking?.initializeQRLinking?.();
}

/**
 * `WAComms.getMsSinceLastInboundRx`: how long the server has been silent, the best proof of life there
 * is; wa-js has nothing like it. Null before there is a connection.
 */
export function msSinceServerSpoke(page: Page): number | null {
  const comms = page.module<{ getMsSinceLastInboundRx?: () => unknown }>('WAComms');
  try {
    const ms = comms?.getMsSinceLastInboundRx?.();
    return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
  } catch {
    // It throws as long as there is no connection to ask.
    return null;
  }
}

/**
 * `WAWebUpdateUnreadChatAction.sendSeen`: wa-js's `chat.markIsRead` compares versions first, by a
 * constant that none of the bound modules has, and so fails in the narrowed view.
 */
export async function sendSeen(page: Page, chat: ChatModel): Promise<void> {
  await page.wpp.whatsapp.functions.sendSeen({ chat, afterAvailable: false });
}

/**
 * `Cmd.archiveChat`, which does not say whether it worked: wa-js's `chat.archive` compares versions
 * first, as `chat.markIsRead` does.
 */
export function archiveChat(page: Page, chat: ChatModel, archived: boolean): void {
  const cmd = page.wpp.whatsapp.Cmd as unknown as {
    archiveChat(chat: ChatModel, archived: boolean): void;
  };
  cmd.archiveChat(chat, archived);
}

/**
 * `Mute.mute` of a chat's mute: wa-js's `chat.mute` refuses -1, for ever.
 *
 * @param expiration unix seconds in whole numbers, -1 for ever, 0 for not at all
 */
export async function setMute(page: Page, chat: ChatModel, expiration: number): Promise<void> {
  const mute = muteModel(page, chat);
  if (mute === undefined) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  await (expiration === 0
    ? mute.unmute({ sendDevice: true })
    : mute.mute({ expiration, isAutoMuted: false, sendDevice: true }));
}

/**
 * `WAWebBlockContactAction.blockContact`: wa-js's `blocklist.blockContact` compares versions first, as
 * `chat.markIsRead` does.
 */
export async function blockContact(page: Page, contact: ContactModel): Promise<void> {
  await page.wpp.whatsapp.functions.blockContact({
    contact,
    blockEntryPoint: 'block_list',
    bizOptOutArgs: null,
  });
}

/**
 * `WAWebContactStatusBridge.getStatus`: asks the server, where wa-js's `contact.getStatus` answers from
 * a cache. Null when the text is hidden from the account.
 */
export async function aboutOf(page: Page, wid: Wid): Promise<string | null> {
  const { getStatus } = page.wpp.whatsapp.functions as unknown as {
    getStatus(query: { token: string; wid: Wid }): Promise<{ status?: unknown } | null>;
  };
  const status = (await getStatus({ token: '', wid }))?.status;
  return typeof status === 'string' ? status : null;
}

/**
 * `WAWebContactStatusBridge.setMyStatus`: after it, wa-js's `profile.setMyStatus` loads the account's own
 * text once more, and fails when that does.
 */
export async function setAbout(page: Page, text: string): Promise<void> {
  await page.wpp.whatsapp.functions.setMyStatus(text);
}

/** `WAWebApiDeviceList.getDeviceIds`, which wa-js does not wrap; 0 for who has none. */
export async function deviceCount(page: Page, wid: Wid): Promise<number> {
  const lists = page.module<{
    getDeviceIds(wids: Wid[]): Promise<({ devices?: unknown[] } | null)[]>;
  }>('WAWebApiDeviceList');
  return (await lists?.getDeviceIds([wid]))?.[0]?.devices?.length ?? 0;
}

/** `WAWebPhoneUtils.formattedPhoneNumber`: wa-js formats the numbers of loaded contacts only. */
export function formattedNumber(page: Page, digits: string): string | undefined {
  const utils = page.module<{ formattedPhoneNumber(id: string): string }>('WAWebPhoneUtils');
  return utils?.formattedPhoneNumber(`${digits}@s.whatsapp.net`);
}

/** `WAPhoneFindCC.findCC`: wa-js knows countries by their letters only. */
export function countryCode(page: Page, digits: string): string | undefined {
  const code = page.module<{ findCC(digits: string): unknown }>('WAPhoneFindCC')?.findCC(digits);
  return code ? String(code) : undefined;
}

/**
 * `WAWebUserPrefsGeneral.setAutoDownload…`: wa-js's `conn.setAutoDownloadSettings` reloads the page
 * after it, which would end everything that runs there.
 */
export function setAutoDownload(
  page: Page,
  kind: 'Audio' | 'Documents' | 'Photos' | 'Videos',
  flag: boolean,
): void {
  const preferences = page.module<Record<string, (flag: boolean) => void>>('WAWebUserPrefsGeneral');
  preferences?.[`setAutoDownload${kind}`]?.(flag);
}

/** `Socket.reconnect`, which wa-js does not wrap. */
export function reconnect(page: Page): void {
  (page.wpp.whatsapp.Socket as unknown as { reconnect(): void }).reconnect();
}

/**
 * `Debug.VERSION`, which wa-js sees to where WhatsApp does not; its `conn.getBuildConstants` goes
 * through all modules. Null when neither has set it.
 */
export function webVersion(page: Page): string | null {
  const { Debug } = page.window as unknown as { Debug?: { VERSION?: unknown } };
  return typeof Debug?.VERSION === 'string' ? Debug.VERSION : null;
}

/**
 * `WAWebQueryExistsJob.queryWidExists`: wa-js's `contact.queryWidExists` answers from its contacts and
 * from a cache first, and turns errors into "not registered".
 */
export async function queryExists(page: Page, wid: Wid): Promise<{ wid: Wid } | null> {
  return (await page.wpp.whatsapp.functions.queryWidExists(wid)) ?? null;
}

/**
 * `MsgCollection.getMessagesById`: reads WhatsApp's database by key. wa-js's `getMessageById` loads a
 * stretch of history around the key instead, so it is only the way out when the former is gone: what
 * was sent before must be found, or it would be sent again.
 */
export async function messagesByKeys(page: Page, keys: readonly MsgKey[]): Promise<MsgModel[]> {
  const texts = keys.map((key) => key.toString());
  const store = page.wpp.whatsapp.MsgStore as { getMessagesById?: (ids: string[]) => unknown };
  if (typeof store.getMessagesById !== 'function') {
    return (await Promise.all(texts.map((key) => messageByKey(page, key)))).flat();
  }
  const found = (await store.getMessagesById(texts)) as { messages?: (MsgModel | undefined)[] };
  return (found.messages ?? []).filter(
    (message): message is MsgModel => message !== undefined && texts.includes(String(message.id)),
  );
}

async function messageByKey(page: Page, key: string): Promise<MsgModel[]> {
  try {
    return [await page.wpp.chat.getMessageById(key)];
  } catch (error) {
    if (failureOf(error).code === 'MESSAGE_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}

/**
 * `WAWebGroupModifyInfoJob.setGroupDescription`: takes one object; wa-js's `group.setDescription`
 * still gives it four arguments. An empty text takes the description away.
 */
export async function setGroupDescription(
  page: Page,
  { id, descId }: GroupMetadataModel,
  text: string,
): Promise<void> {
  const { functions } = page.wpp.whatsapp;
  const set = functions.sendSetGroupDescription as unknown as (change: object) => Promise<void>;
  await set({
    desc: text === '' ? null : text,
    groupWid: id,
    newDescId: functions.randomHex(8),
    prevDescId: descId ?? null,
  });
}

/**
 * `WAWebGroupModifyInfoJob.setGroupProperty`: answers a refusal instead of rejecting, and wa-js's
 * `group.setProperty` does not look; it also asks for the wrong right before `announcement`.
 */
export async function setGroupProperty(
  page: Page,
  group: Wid,
  property: 'restrict' | 'announcement',
  isOn: boolean,
): Promise<void> {
  const { functions } = page.wpp.whatsapp;
  const set = functions.sendSetGroupProperty as unknown as (
    group: Wid,
    property: string,
    value: number,
  ) => Promise<{ name?: string } | undefined>;
  const answer = await set(group, property, isOn ? 1 : 0);
  if (answer?.name !== undefined && answer.name !== 'SetPropertyResponseSuccess') {
    throw new Failure('REFUSED_BY_WHATSAPP', `refused_by_whatsapp: ${answer.name}`);
  }
}

/** What `createGroup` answers; `error` is the server's status of who is not in the group. */
export interface CreatedGroup {
  wid: Wid;
  participants: {
    wid: Wid;
    error?: number | null;
    type?: string;
    invite_code?: string | null;
    invite_code_exp?: string | null;
  }[];
}

interface GroupSettings {
  title: string;
  announce: boolean;
  restrict: boolean;
  memberAddMode: boolean;
  membershipApprovalMode: boolean;
  ephemeralDuration: number;
  parentGroupId: string | undefined;
}

/**
 * `WAWebGroupCreateJob.createGroup`: wa-js's `group.create` compares versions by a constant that none
 * of the bound modules has, refuses everybody when one is not on WhatsApp, and knows no settings.
 */
export function createGroup(
  page: Page,
  { parentGroupId, ...settings }: GroupSettings,
  people: readonly { lid?: Wid; phoneNumber?: Wid }[],
): Promise<CreatedGroup> {
  const create = page.wpp.whatsapp.functions.createGroup as unknown as (
    settings: object,
    people: object[],
  ) => Promise<CreatedGroup>;
  const parent = parentGroupId === undefined ? undefined : page.wpp.util.createWid(parentGroupId);
  return create(
    parent === undefined ? settings : { ...settings, parentGroupId: parent },
    people.map(({ lid, phoneNumber }) => ({ lid, phoneNumber })),
  );
}

/** `WAWebGroupQueryBridge.sendQueryGroupInvite`: wa-js takes every error for a wrong code. */
export async function queryInvite(
  page: Page,
  code: string,
): Promise<{ id: Wid; membershipApprovalMode?: boolean }> {
  return (await page.wpp.whatsapp.functions.sendQueryGroupInvite(code)).groupInfo;
}

/**
 * `WAWebGroupInviteJob.joinGroupViaInvite`: as wa-js's `group.join`, which would ask about the code
 * again and take every error for a wrong one. Answers whether an admin has to approve.
 */
export async function joinGroup(page: Page, code: string, approval: boolean): Promise<boolean> {
  try {
    await page.wpp.whatsapp.functions.joinGroupViaInvite(code, approval);
    return approval;
  } catch (error) {
    const unexpected = error as { name?: unknown; membershipApprovalMode?: unknown };
    if (unexpected.name === 'UnexpectedJoinGroupViaInviteResponse') {
      // The group's setting changed in between: it was done in the other way.
      return unexpected.membershipApprovalMode === true;
    }
    throw error;
  }
}

/**
 * `WAWebGroupQueryJob.queryAndUpdateGroupMetadataById`: brings the list of those who ask to be let in
 * up to date; wa-js's `group.getMembershipRequests` reads what was stored when WhatsApp last asked.
 */
export async function updateMembershipRequests(page: Page, group: Wid): Promise<void> {
  const job = page.module<{
    queryAndUpdateGroupMetadataById?: (query: { id: Wid }) => Promise<void>;
  }>('WAWebGroupQueryJob');
  await job?.queryAndUpdateGroupMetadataById?.({ id: group });
}

/**
 * `WAWebGroupMembershipRequestsActionJob.membershipApprovalRequestAction`: wants both ids of a person;
 * wa-js's `group.approve` and `reject` give it one, and turn every error into one of their own.
 */
export function answerMembershipRequests(
  page: Page,
  group: Wid,
  people: readonly { lid?: Wid; phoneNumber?: Wid }[],
  action: 'Approve' | 'Reject',
): Promise<{ wid: Wid; error?: unknown }[]> {
  const answer = page.wpp.whatsapp.functions.membershipApprovalRequestAction as unknown as (
    group: Wid,
    people: object[],
    action: string,
  ) => Promise<{ wid: Wid; error?: unknown }[]>;
  return answer(
    group,
    people.map(({ lid, phoneNumber }) => ({ lid, phoneNumber })),
    action,
  );
}

/**
 * `WAWebFindCommonGroupsContactAction.findCommonGroups`: wa-js's `contact.getCommonGroups` finds none
 * with who is in no address book and no chat; the function itself wants no more than an id.
 */
export async function groupsWith(page: Page, id: Wid): Promise<Wid[]> {
  const { ContactModel, ContactStore, functions } = page.wpp.whatsapp;
  const contact = ContactStore.get(id) ?? new ContactModel({ id });
  const groups = await functions.findCommonGroups(contact);
  return (groups?.getModelsArray() ?? []).map((group) => group.id);
}

/** What WhatsApp's server says of an order; amounts in thousandths of the currency's unit. */
export interface OrderDetails {
  products?: {
    id: string;
    price?: number | null;
    thumbnailUrl?: string | null;
    currency?: string | null;
    name: string;
    quantity?: number | null;
  }[];
  subtotal?: number | null;
  total?: number | null;
  currency?: string | null;
  createdAt?: number | null;
}

const thumbnailPixels = 80;

/**
 * `WAWebBizQueryOrderJob.queryOrder`: takes one object now, and wa-js's `order.get` still gives it
 * four arguments; it also knows only messages in memory. Some versions ask for the seller.
 */
export async function queryOrder(page: Page, message: MsgModel): Promise<OrderDetails | null> {
  const query = page.wpp.whatsapp.functions.queryOrder as unknown as (
    order: object,
  ) => Promise<OrderDetails | null>;
  return query({
    orderId: message.orderId,
    token: message.token,
    sellerJid: message.sellerJid,
    width: thumbnailPixels,
    height: thumbnailPixels,
  });
}

interface Capabilities {
  canSenderRevokeMsg?: (message: MsgModel) => boolean;
  canAdminRevokeMsg?: (message: MsgModel) => boolean;
}

/**
 * `Cmd.sendRevokeMsgs` and `Cmd.sendDeleteMsgs`: wa-js's `chat.deleteMessage` compares versions first,
 * by a constant that none of the bound modules has, and so fails in the narrowed view. Both only tell
 * the interface, which then does it: who needs to know waits for the message to change. What WhatsApp
 * does not allow to be deleted for everybody is deleted for this account.
 */
export function startDeleting(
  page: Page,
  chat: ChatModel,
  message: MsgModel,
  everyone: boolean,
  clearMedia: boolean,
): void {
  const { Cmd } = page.wpp.whatsapp;
  const selection = { type: 'message', list: [message] };
  const can = page.module<Capabilities>('WAWebMsgActionCapability');
  const forAll =
    everyone && Boolean(can?.canSenderRevokeMsg?.(message) || can?.canAdminRevokeMsg?.(message));
  if (forAll) {
    Cmd.sendRevokeMsgs(chat, selection, { clearMedia });
  } else {
    Cmd.sendDeleteMsgs(chat, selection, clearMedia);
  }
}

/** One page of what WhatsApp's own search finds. */
interface Found {
  messages?: MsgModel[];
  canceled?: boolean;
}

/**
 * `MsgCollection.search`: wa-js has no search for texts. WhatsApp ends a search when another one
 * starts, and says so.
 */
export async function search(
  page: Page,
  query: string,
  pageNumber: number | undefined,
  count: number | undefined,
  chat: Wid | undefined,
): Promise<Found> {
  const { MsgStore } = page.wpp.whatsapp;
  return (await MsgStore.search(query, pageNumber, count, chat)) as Found;
}

/**
 * `WAWebNewsletterMetadataQueryJob.queryNewsletterMetadataByInviteCode`: wa-js finds channels by their
 * id only. Null where a code leads nowhere.
 */
export async function channelByInviteCode(page: Page, code: string): Promise<ChannelAnswer | null> {
  const query = exported<(code: string) => Promise<ChannelAnswer | null>>(
    page,
    'WAWebNewsletterMetadataQueryJob',
    'queryNewsletterMetadataByInviteCode',
  );
  try {
    const found = await query(code);
    return found?.idJid ? found : null;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'REFUSED_BY_WHATSAPP') {
      return null;
    }
    throw failure;
  }
}

/** What to look for in the directory. */
interface DirectoryQuery {
  searchText: string;
  countryCodes: string[];
  skipSubscribedNewsletters: boolean;
  view: string | undefined;
}

/**
 * `WAWebNewsletterDirectorySearchAction.fetchNewsletterDirectories`: wa-js's `newsletter.search` wants
 * a text, and knows no countries, views and followed channels.
 */
export async function searchChannels(page: Page, query: DirectoryQuery): Promise<ChatModel[]> {
  const fetchNewsletterDirectories = exported<
    (query: object) => Promise<{ newsletters?: ChatModel[] }>
  >(page, 'WAWebNewsletterDirectorySearchAction', 'fetchNewsletterDirectories');
  const answer = await fetchNewsletterDirectories({ ...query, categories: [], cursorToken: '' });
  return answer.newsletters ?? [];
}

/** A function that no binding of wa-js stands for, so that it is looked for only when it is needed. */
function exported<F>(page: Page, id: string, name: string): F {
  const found = page.module<Record<string, F | undefined>>(id)?.[name];
  if (found === undefined) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  return found;
}

/** `WAWebMexJoinNewsletterJob.mexJoinNewsletter`: wa-js's `newsletter.follow` hides the server's status. */
export async function joinChannel(page: Page, id: Wid): Promise<void> {
  await page.wpp.whatsapp.functions.mexJoinNewsletter(id.toString());
}

/** `WAWebMexLeaveNewsletterJob.mexLeaveNewsletter`: as above, for wa-js's `newsletter.unfollow`. */
export async function leaveChannel(page: Page, id: Wid): Promise<void> {
  await page.wpp.whatsapp.functions.mexLeaveNewsletter(id.toString());
}

/** `WAWebNewsletterDeleteJob.deleteNewsletter`: wa-js's `newsletter.destroy` hides every error. */
export async function deleteChannel(page: Page, id: Wid): Promise<void> {
  await page.wpp.whatsapp.functions.deleteNewsletter(id.toString());
}

/**
 * `WAWebEditNewsletterMetadataAction.editNewsletterMetadataAction`: wa-js's `newsletter.edit` takes the
 * picture away whenever none is given.
 */
export async function editChannel(
  page: Page,
  channel: ChatModel,
  what: object,
  values: object,
): Promise<void> {
  const change = page.wpp.whatsapp.functions.editNewsletterMetadataAction as (
    channel: ChatModel,
    what: object,
    values: object,
  ) => Promise<unknown>;
  await change(channel, what, values);
}

/**
 * `WAWebNewsletterSendMessageJob.sendNewsletterMessageJob`: wa-js's send functions look for a channel
 * among the chats, where it is not, and fail. These are the steps that they take after that.
 */
export async function sendToChannel(
  page: Page,
  channel: ChatModel,
  key: MsgKey,
  text: string,
): Promise<MsgModel> {
  const { functions, MsgModel: Model } = page.wpp.whatsapp;
  const raw = await page.wpp.chat.prepareRawMessage(
    channel,
    { type: 'chat', body: text },
    { messageId: key, detectMentioned: false },
  );
  const message = new Model(raw as ConstructorParameters<typeof Model>[0]);
  await functions.addNewsletterMsgsRecords([await functions.msgDataFromMsgModel(message)]);
  const sent = await functions.sendNewsletterMessageJob({
    type: 'text',
    msgData: raw,
    msg: message,
    newsletterJid: channel.id.toString(),
  });
  if (!sent.success) {
    throw new Failure('REFUSED_BY_WHATSAPP', 'refused_by_whatsapp: the channel takes no message');
  }
  channel.msgs.add(message);
  Object.assign(message, { t: sent.ack.t, serverId: sent.serverId });
  message.updateAck(1, true);
  await functions.updateNewsletterMsgRecord(message);
  return message;
}
