import { define } from '../../loader/define';

/** Random bytes as upper-case hex. */
export function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

define('WARandomHex', { randomHex });
