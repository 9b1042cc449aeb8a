import { Failure } from '../failure';

/** Smaller numbers are seconds: as milliseconds they would be before 1973. */
const firstMilliseconds = 1e11;

/**
 * The end of a mute in unix seconds; -1 for unlimited. Clients send ISO texts, seconds and
 * milliseconds, as numbers and as digits.
 *
 * @param nowMs unix milliseconds
 * @throws Failure INVALID_FIELD for a malformed or past time
 */
export function unmuteTime(unmuteDate: string | number | null | undefined, nowMs: number): number {
  const text = String(unmuteDate ?? '').trim();
  if (text === '' || text === '0' || text === '-1') {
    return -1;
  }
  const number = Number(text);
  const ms = Number.isNaN(number)
    ? Date.parse(text)
    : Math.abs(number) < firstMilliseconds
      ? number * 1000
      : number;
  if (Number.isNaN(new Date(ms).getTime())) {
    throw new Failure('INVALID_FIELD', 'unmuteDate: ISO text, unix seconds or milliseconds');
  }
  if (ms <= nowMs) {
    throw new Failure('INVALID_FIELD', 'unmuteDate: is in the past');
  }
  return Math.floor(ms / 1000);
}
