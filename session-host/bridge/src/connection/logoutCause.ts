import type { LogoutCause } from '../channel';
import type { Page } from '../page';

const byAccount: readonly string[] = [
  'user_initiated',
  'not_confirmed', // ours: logged out here, without the server's word for it
  'device_removed',
  'unknown_companion',
];

const byStorage: readonly string[] = [
  'web_fail_storage_initialization',
  'storage_quota_exceeded',
  'cache_storage_open_failed',
  'web_fail_offline_resume',
];

/** The names of the client's timeouts are not known one by one. */
const storageWords = /storage|quota|timeout|timed_out/;

/**
 * What a logout's reason says. WhatsApp names it before it reloads the page (`conn.logout_reason`). The
 * next document knows it by the address at most, which has `logout_reason` as a number.
 */
export function logoutCause(page: Page, reason: string): LogoutCause {
  const named = causeOfName(reason);
  return named === 'unknown' ? causeOfAddress(page) : named;
}

function causeOfName(reason: string): LogoutCause {
  if (byAccount.includes(reason)) {
    return 'account';
  }
  return byStorage.includes(reason) || storageWords.test(reason) ? 'storage' : 'unknown';
}

/** Unknown too where reasons of both kinds have that number. */
function causeOfAddress(page: Page): LogoutCause {
  const code = new URLSearchParams(page.window.location.search).get('logout_reason');
  const module = page.module<{ getErrorCodeFromLogoutReason?: (reason: string) => unknown }>(
    'WAWebLogoutReason',
  );
  const has = (reason: string): boolean =>
    String(module?.getErrorCodeFromLogoutReason?.(reason)) === code;
  if (code === null) {
    return 'unknown';
  }
  const isStorage = byStorage.some(has);
  return isStorage === byAccount.some(has) ? 'unknown' : isStorage ? 'storage' : 'account';
}
