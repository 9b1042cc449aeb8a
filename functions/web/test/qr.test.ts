import { expect, it } from 'vitest';
import { modules } from '../src/pair/qr';

it('draws the finder pattern within its margin', () => {
  const { side, path } = modules('2@Zm9v,bm9pc2U=,aWRlbnRpdHk=,c2VjcmV0,1');

  expect(side).toBe(29 + 8);
  expect(path.startsWith('M4 4h7v1h-7z')).toBe(true);
});

it('grows with its text', () => {
  expect(modules('x'.repeat(240)).side).toBeGreaterThan(modules('x').side);
});
