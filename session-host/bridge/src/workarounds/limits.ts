import type { ChatModel, ContactModel, Page } from '../page';
import { asked } from './asked';
import { exported } from './exported';

/** The server's answer about the restriction towards new people; its times are seconds, as text. */
export interface TimelockAnswer {
  is_active?: unknown;
  time_enforcement_ends?: unknown;
  enforcement_type?: unknown;
}

/**
 * The client's record of it: the time is in milliseconds. Without a record there is no restriction.
 */
export interface TimelockRecord {
  time_enforcement_ends?: unknown;
  enforcement_type?: unknown;
}

/** The quota of new chats in the server's answer and in the client's record: seconds in both. */
export interface CappingInfo {
  capping_status?: unknown;
  total_quota?: unknown;
  used_quota?: unknown;
  cycle_start_timestamp?: unknown;
  cycle_end_timestamp?: unknown;
}

const timelockUtils = 'WAWebReachoutTimelockUtils';
const cappingUtils = 'WAWebIndividualNewChatMessageCappingLimitUtils';

/**
 * `WAWebMexFetchReachoutTimelockJob`: asks the server and stores nothing; wa-js has no limits at
 * all.
 */
export function askTimelock(page: Page): Promise<TimelockAnswer> {
  const job = 'WAWebMexFetchReachoutTimelockJob';
  return asked(exported<() => Promise<TimelockAnswer>>(page, job, 'mexFetchReachoutTimelock')());
}

/** `WAWebMexFetchNewChatMessageCappingInfoJob`: the same for the quota. */
export function askCapping(page: Page): Promise<CappingInfo> {
  const job = 'WAWebMexFetchNewChatMessageCappingInfoJob';
  return asked(exported<() => Promise<CappingInfo>>(page, job, 'mexFetchNewChatMessageCapping')());
}

/**
 * The client's record after the server reported a change. Its `state` only says whether the
 * client's own dialogue was shown.
 */
export function timelockRecord(page: Page): TimelockRecord | null {
  return recordOf<TimelockRecord>(page, timelockUtils, 'REACHOUT_TIMELOCK_IDB_KEY');
}

export function cappingRecord(page: Page): CappingInfo | null {
  return recordOf<CappingInfo>(page, cappingUtils, 'NEW_CHAT_MESSAGE_CAPPING_IDB_KEY');
}

/** Reads a record. `userPrefsIdb` is in memory. */
function recordOf<T>(page: Page, utils: string, keyName: string): T | null {
  const key = page.module<Record<string, unknown>>(utils)?.[keyName];
  const storage = page.module<{ userPrefsIdb?: { get?: (key: unknown) => T | null | undefined } }>(
    'WAWebUserPrefsIndexedDBStorage',
  );
  return (key === undefined ? null : storage?.userPrefsIdb?.get?.(key)) ?? null;
}

type Check = (about: { chat: ChatModel; contact: ContactModel | undefined }) => unknown;

/**
 * Whether the client itself has a limit in force and makes an exception for a chat: it knows more
 * exceptions than the chat shows. Only its interface checks this; its send functions do not.
 */
export function excepts(page: Page, limit: 'timelock' | 'quota', chat: ChatModel): boolean {
  const [id, isLimited, mayWrite] =
    limit === 'timelock'
      ? [timelockUtils, 'isUserReachoutTimelocked', 'canSendMsgWhileTimelocked']
      : [cappingUtils, 'isUserCapped', 'canSendMsgWhileCapped'];
  const utils = page.module<Record<string, unknown>>(id);
  const isInForce = utils?.[isLimited] as (() => unknown) | undefined;
  const check = utils?.[mayWrite] as Check | undefined;
  const { contact } = chat as { contact?: ContactModel };
  return isInForce?.() === true && check?.({ chat, contact }) === true;
}

/**
 * Whether the other side of a chat has given this account a valid trusted-contact token: the person
 * was in contact with it within some weeks. Null if the page does not know.
 */
export function hasToken(chat: ChatModel): boolean | null {
  const { getTcToken } = chat as { getTcToken?: () => unknown };
  return typeof getTcToken === 'function' ? Boolean(getTcToken.call(chat)) : null;
}

type Getter = (contact: ContactModel) => unknown;

/** Whether anybody may write to the contact: enterprises, WhatsApp's own support and bots. */
export function isOpenToAll(page: Page, contact: ContactModel): boolean {
  const getters = page.module<Record<string, Getter | undefined>>('WAWebContactGetters');
  return ['getIsEnterprise', 'getIsSupportAccount', 'getIsBot'].some(
    (name) => getters?.[name]?.(contact) === true,
  );
}

/** `WAWebUserPrefsMeUser.isMeAccount`: by number and by LID. */
export function isOwnAccount(page: Page, wid: unknown): boolean {
  const me = page.module<{ isMeAccount?: (wid: unknown) => unknown }>('WAWebUserPrefsMeUser');
  return me?.isMeAccount?.(wid) === true;
}

/**
 * The reason for which WhatsApp's server temporarily refuses the connection; the unit of `expire`
 * is unknown.
 */
export interface BanNotice {
  banned?: unknown;
  code?: unknown;
  message?: unknown;
  expire?: unknown;
}

/**
 * Events of `Cmd` about limits, without arguments except for the ban; wa-js listens to none of
 * them.
 */
export function onLimits(
  page: Page,
  listeners: {
    timelock: () => void;
    quota: () => void;
    ban: (notice: BanNotice) => void;
    backlogEnded: () => void;
  },
): void {
  const cmd = page.wpp.whatsapp.Cmd as unknown as {
    on(event: string, listener: (notice: BanNotice) => void): void;
  };
  cmd.on('reachout_timelock_state_change', listeners.timelock);
  cmd.on('new_chat_message_capping_state_change', listeners.quota);
  cmd.on('account_temporarily_banned_from_bridge', listeners.ban);
  cmd.on('offline_delivery_end_from_bridge', listeners.backlogEnded);
}
