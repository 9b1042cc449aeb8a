import type { components } from '../generated/api';
import type { BanNotice, CappingInfo, TimelockAnswer, TimelockRecord } from '../workarounds';

/** WhatsApp's limits of the account in the API's form: times in unix seconds. */
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

/** As in the client, for a restriction whose end the server does not name: it then asks again. */
const unnamedEndSeconds = 60;

/** The timelock in the server's answer, in seconds. */
export function timelockOf(answer: TimelockAnswer, now: number): Timelock {
  if (answer.is_active !== true) {
    return noTimelock;
  }
  const until = momentOf(answer.time_enforcement_ends) ?? now + unnamedEndSeconds;
  return { active: true, until, kind: textOf(answer.enforcement_type) ?? 'DEFAULT' };
}

/**
 * The timelock in the client's record, in milliseconds. While there is a record, the client treats
 * the restriction as in force.
 */
export function timelockOfRecord(record: TimelockRecord | null, now: number): Timelock {
  if (record === null) {
    return noTimelock;
  }
  const ends = momentOf(record.time_enforcement_ends);
  const until = ends === null ? now + unnamedEndSeconds : Math.floor(ends / 1000);
  return { active: true, until, kind: textOf(record.enforcement_type) ?? 'DEFAULT' };
}

/** The quota; null if the server sets and reports none. */
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

/** Larger than any time in seconds, and smaller than any current time in milliseconds. */
const millisFrom = 100_000_000_000;
/** Larger than any ban in seconds, and smaller than any current time. */
const timesFrom = 1_000_000_000;
/** The server may report the remaining time: two refusals then differ slightly. */
const sameSeconds = 120;

/** The ban; null once the account was let in. An equal notice changes nothing. */
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

/**
 * The end of a ban from a moment in milliseconds or seconds, or from the remaining seconds:
 * WhatsApp does not say which.
 */
function endOf(expire: number | null, now: number): number | null {
  if (expire === null || expire <= 0) {
    return null;
  }
  if (expire >= millisFrom) {
    return Math.floor(expire / 1000);
  }
  return expire >= timesFrom ? expire : now + expire;
}

/** The limits in force: WhatsApp's records do not disappear when their time is over. */
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

/** The times at which limits end. */
export function endsOf({ reachoutTimelock, newChatQuota, temporaryBan }: Limits): number[] {
  return [reachoutTimelock.until, newChatQuota?.cycleEnd, temporaryBan?.until].filter(
    (end) => typeof end === 'number',
  );
}

/** Whether a limit without a known end is in force: only a request shows that it is over. */
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

/** A time; null if there is none. The client writes 0 for an unknown one. */
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
