import { define } from '../../loader/define';

/** Seconds since 1970. */
export function unixTime(): number {
  return Math.floor(Date.now() / 1000);
}

define('WATimeUtils', {
  unixTime,
  unixTimeMs: () => Date.now(),
  futureUnixTime: (seconds: number) => unixTime() + seconds,
  pastUnixTime: (seconds: number) => unixTime() - seconds,
  MINUTE_SECONDS: 60,
  HOUR_SECONDS: 3600,
  DAY_SECONDS: 86_400,
  WEEK_SECONDS: 604_800,
});
