import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unmuteTime } from '../src/operations/unmuteTime';

const now = Date.parse('2026-08-01T12:00:00Z');
const later = Date.parse('2033-01-01T00:00:00Z');

test('takes ISO texts, seconds and milliseconds, as numbers and as digits', () => {
  for (const date of [
    '2033-01-01T00:00:00Z',
    later,
    later / 1000,
    String(later),
    String(later / 1000),
  ]) {
    assert.equal(unmuteTime(date, now), later / 1000);
  }
});

test('is for ever without a date', () => {
  for (const date of [undefined, null, '', 0, -1, '-1']) {
    assert.equal(unmuteTime(date, now), -1);
  }
});

test('refuses what is no date, too far away, or past', () => {
  for (const date of [
    'tomorrow',
    '2020-01-01T00:00:00Z',
    1_500_000_000,
    -7,
    1e16,
    1e29,
    Infinity,
  ]) {
    assert.throws(() => unmuteTime(date, now), { code: 'INVALID_FIELD' });
  }
});
