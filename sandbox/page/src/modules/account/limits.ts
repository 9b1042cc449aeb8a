import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireCapping, WireTimelock } from '../../protocol';
import type { Chat } from '../chat/chat';
import { cmd } from './cmd';
import { isMeAccount } from './userPrefs';

const PREFIX = 'userPrefsIdb:';

/** The client's storage is IndexedDB, cached in memory; here it can be read at once too. */
const userPrefsIdb = {
  get<T>(key: string): T | null {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  },
  set(key: string, value: unknown): void {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  },
  remove(key: string): void {
    localStorage.removeItem(PREFIX + key);
  },
};

define('WAWebUserPrefsIndexedDBStorage', { userPrefsIdb });

/** The client's record of the restriction towards new people; times in milliseconds. */
interface TimelockRecord {
  /** Whether the client's own dialogue was shown, which never happens here. */
  state: 'HIDDEN' | 'VISIBLE';
  time_enforcement_ends: number;
  enforcement_type: string;
}

/** The client's record of the quota of new chats; times in seconds. */
interface CappingRecord {
  capping_status: string;
  total_quota: number;
  used_quota: number;
  cycle_start_timestamp: number | null;
  cycle_end_timestamp: number | null;
  server_sent_timestamp: number;
  ote_status: string;
  mv_status: string;
}

const REACHOUT_TIMELOCK_IDB_KEY = 'WAReachoutTimelockState';
const NEW_CHAT_MESSAGE_CAPPING_IDB_KEY = 'WANewChatMessageCappingData';

/** The duration of a restriction whose end the server does not name. */
const UNNAMED_END_MS = 60_000;

/** The AB property `wa_individual_new_chat_thread_capping_limit`: its default, which is off. */
const THREAD_CAPPING_LIMIT = 0;

const timelock = (): TimelockRecord | null => userPrefsIdb.get(REACHOUT_TIMELOCK_IDB_KEY);

/** No timer removes the record: it stays true after its end. */
const isUserReachoutTimelocked = (): boolean => timelock() !== null;

interface Target {
  chat: Chat;
}

/** Whether a chat is restricted: only chats with people who have given the account no token are. */
function isRestricted({ chat }: Target): boolean {
  return (
    chat.id.isUser() && !isMeAccount(chat.id) && !chat.id.isBot() && chat.getTcToken() === null
  );
}

define('WAWebReachoutTimelockUtils', {
  REACHOUT_TIMELOCK_IDB_KEY,
  isUserReachoutTimelocked,
  isUserReachoutTimelockedAndHidden: () => timelock()?.state === 'HIDDEN',
  isUserReachoutTimelockedAndVisible: () => timelock()?.state === 'VISIBLE',
  canSendMsgWhileTimelocked: (target: Target) =>
    !isUserReachoutTimelocked() || !isRestricted(target),
  isCPVEnforcement: (type: string) => type.startsWith('BIZ_COMMERCE_VIOLATION'),
});

const getCappingData = (): CappingRecord | null =>
  userPrefsIdb.get(NEW_CHAT_MESSAGE_CAPPING_IDB_KEY);

const getCappingStatus = (): string => getCappingData()?.capping_status ?? 'NONE';

const isUserCapped = (): boolean => THREAD_CAPPING_LIMIT > 0 && getCappingStatus() === 'CAPPED';

define('WAWebIndividualNewChatMessageCappingLimitUtils', {
  NEW_CHAT_MESSAGE_CAPPING_IDB_KEY,
  getCappingData,
  getCappingStatus,
  isUserCapped,
  isUserWarned: () => getCappingStatus().endsWith('_WARNING'),
  getUsagePercentage: () => {
    const { used_quota, total_quota } = getCappingData() ?? { used_quota: 0, total_quota: 0 };
    return total_quota === 0 ? 0 : (100 * used_quota) / total_quota;
  },
  canSendMsgWhileCapped: (target: Target) => !isUserCapped() || !isRestricted(target),
});

/** Asks the server, and stores nothing. */
const timelockJob = define('WAWebMexFetchReachoutTimelockJob', {
  mexFetchReachoutTimelock: () => link.request('reachoutTimelock', {}),
});

const cappingJob = define('WAWebMexFetchNewChatMessageCappingInfoJob', {
  mexFetchNewChatMessageCapping: () => link.request('newChatCapping', {}),
});

function keepTimelock(answer: WireTimelock): void {
  if (!answer.is_active) {
    userPrefsIdb.remove(REACHOUT_TIMELOCK_IDB_KEY);
  } else {
    const ends = answer.time_enforcement_ends;
    userPrefsIdb.set(REACHOUT_TIMELOCK_IDB_KEY, {
      state: 'HIDDEN',
      time_enforcement_ends: ends === null ? Date.now() + UNNAMED_END_MS : Number(ends) * 1000,
      enforcement_type: answer.enforcement_type ?? 'DEFAULT',
    } satisfies TimelockRecord);
  }
  cmd.trigger('reachout_timelock_state_change');
}

function keepCapping(answer: WireCapping, sentAt: number): void {
  const kept = getCappingData();
  if (kept !== null && kept.server_sent_timestamp >= sentAt) {
    return;
  }
  const seconds = (text: string | null) => (text === null ? null : Number(text));
  userPrefsIdb.set(NEW_CHAT_MESSAGE_CAPPING_IDB_KEY, {
    ...answer,
    cycle_start_timestamp: seconds(answer.cycle_start_timestamp),
    cycle_end_timestamp: seconds(answer.cycle_end_timestamp),
    server_sent_timestamp: sentAt,
  } satisfies CappingRecord);
  cmd.trigger('new_chat_message_capping_state_change');
}

const fetchReachoutTimelock = async (): Promise<void> =>
  keepTimelock(await timelockJob.mexFetchReachoutTimelock());

define('WAWebGetReachoutTimelockJob', { fetchReachoutTimelock });

/** No effect while the AB property is off, as by default. */
const fetchOrUpdateCapStatus = async (): Promise<void> => {
  if (THREAD_CAPPING_LIMIT > 0) {
    keepCapping(await cappingJob.mexFetchNewChatMessageCapping(), Date.now());
  }
};

define('WAWebGetNewChatMessageCappingInfoJob', { fetchOrUpdateCapStatus });

/** Handles the server's report of a changed restriction or quota. */
export function limitsChanged(restriction: WireTimelock, quota: WireCapping, sentAt: number): void {
  keepTimelock(restriction);
  keepCapping(quota, sentAt);
}

let isFetched = false;

/** Runs once per page, after the backlog, as in the client. */
export async function fetchLimitsOnce(): Promise<void> {
  if (!isFetched) {
    isFetched = true;
    await Promise.allSettled([fetchReachoutTimelock(), fetchOrUpdateCapStatus()]);
  }
}

/** Records whether the account is temporarily banned. */
export function banned(notice: { code: number; message: string; expire: number } | null): void {
  const event = 'account_temporarily_banned_from_bridge';
  cmd.trigger(event, notice === null ? { banned: false } : { banned: true, url: '', ...notice });
}

/** Deletes the records when the device is unlinked. */
export function forgetLimits(): void {
  userPrefsIdb.remove(REACHOUT_TIMELOCK_IDB_KEY);
  userPrefsIdb.remove(NEW_CHAT_MESSAGE_CAPPING_IDB_KEY);
}
