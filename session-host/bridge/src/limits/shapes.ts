import type { components } from '../generated/api';
import type { BanNotice, CappingInfo, TimelockAnswer, TimelockRecord } from '../workarounds';

/** What limits the account, as the API says it: times in unix seconds. */
export type Limits = components['schemas']['AccountLimits'];
type Timelock = Limits['reachoutTimelock'];
type Quota = components['schemas']['NewChatQuota'];
type Ban = components['schemas']['TemporaryBan'];

const noTimelock: Timelock = { active: false, until: null, kind: null };
export const noLimits: Limits = {
  reachoutTimelock: noTimelock,
  newChatQuota: null,
  temporaryBan: null,
};

/** As the client does for a restriction whose end the server does not name: then it is asked again. */
const unnamedEndSeconds = 60;

/** The server's answer: seconds. */
export function timelockOf(answer: TimelockAnswer, now: number): Timelock {
  if (answer.is_active !== true) {
    return noTimelock;
  }
  const until = momentOf(answer.time_enforcement_ends) ?? now + unnamedEndSeconds;
  return { active: true, until, kind: textOf(answer.enforcement_type) ?? 'DEFAULT' };
}

/** The client's record: milliseconds. While there is one, the client takes the restriction to be in force. */
export function timelockOfRecord(record: TimelockRecord | null, now: number): Timelock {
  if (record === null) {
    return noTimelock;
  }
  const ends = momentOf(record.time_enforcement_ends);
  const until = ends === null ? now + unnamedEndSeconds : Math.floor(ends / 1000);
  return { active: true, until, kind: textOf(record.enforcement_type) ?? 'DEFAULT' };
}

/** Null where the server sets no number and says nothing. */
export function quotaOf(info: CappingInfo | null): Quota | null {
  const status = textOf(info?.capping_status) ?? 'NONE';
  const total = numberOf(info?.total_quota) ?? 0;
  if (info === null || (total <= 0 && status === 'NONE')) {
    return null;
  }
  return {
    status,
    used: numberOf(info.used_quota) ?? 0,
    total,
    cycleStart: momentOf(info.cycle_start_timestamp),
    cycleEnd: momentOf(info.cycle_end_timestamp),
  };
}

/** Later than any time in seconds, and earlier than any time of these years in milliseconds. */
const millisFrom = 100_000_000_000;
/** Longer than any ban in seconds, and earlier than any time of these years. */
const timesFrom = 1_000_000_000;
/** The server may say how long is left: two refusals then differ by a little. */
const sameSeconds = 120;

/** Null once the account was let in. A notice that says the same again changes nothing. */
export function banOf(notice: BanNotice, before: Ban | null, now: number): Ban | null {
  if (notice.banned !== true) {
    return null;
  }
  const code = numberOf(notice.code);
  const reason = textOf(notice.message) ?? (code === null ? null : `code ${code}`);
  const until = endOf(numberOf(notice.expire), now);
  const isSame =
    before !== null &&
    before.reason === reason &&
    Math.abs((before.until ?? 0) - (until ?? 0)) < sameSeconds;
  return isSame ? before : { until, reason };
}

/** A moment in milliseconds or seconds, or how many seconds are left: WhatsApp does not say which. */
function endOf(expire: number | null, now: number): number | null {
  if (expire === null || expire <= 0) {
    return null;
  }
  if (expire >= millisFrom) {
    return Math.floor(expire / 1000);
  }
  return expire >= timesFrom ? expire : now + expire;
}

/** What still counts: nothing that WhatsApp keeps goes away by itself when its time is over. */
export function inForce(
  { reachoutTimelock, newChatQuota, temporaryBan }: Limits,
  now: number,
): Limits {
  return {
    reachoutTimelock: isOver(reachoutTimelock.until, now) ? noTimelock : reachoutTimelock,
    newChatQuota: isOver(newChatQuota?.cycleEnd, now) ? null : newChatQuota,
    temporaryBan: isOver(temporaryBan?.until, now) ? null : temporaryBan,
  };
}

/** The moments at which something ends by itself. */
export function endsOf({ reachoutTimelock, newChatQuota, temporaryBan }: Limits): number[] {
  return [reachoutTimelock.until, newChatQuota?.cycleEnd, temporaryBan?.until].filter(
    (end) => typeof end === 'number',
  );
}

/** Whether something is refused for a limit whose end nobody has said: only asking tells that it is over. */
export function isOpenEnded({ newChatQuota }: Limits): boolean {
  return newChatQuota?.status === 'CAPPED' && newChatQuota.cycleEnd === null;
}

export function limitAnything(limits: Limits): boolean {
  const { reachoutTimelock, newChatQuota, temporaryBan } = limits;
  return reachoutTimelock.active || newChatQuota !== null || temporaryBan !== null;
}

function isOver(end: number | null | undefined, now: number): boolean {
  return typeof end === 'number' && end <= now;
}

/** A time; null where there is none. The client makes 0 of one that is not said. */
function momentOf(value: unknown): number | null {
  return numberOf(value) || null;
}

function numberOf(value: unknown): number | null {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
