import type { Sent } from './client';

/** A text as a shell takes it for one word. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * A request as a line for a shell. The key stands in a variable: lines are pasted into messages, and keys
 * must not be.
 */
export function curl({ method, path, body, headers = {} }: Sent, origin: string): string {
  const parts = ['curl', '-H "x-api-key: $KEY"'];
  if (method !== 'GET' && !(method === 'POST' && body !== undefined)) {
    parts.push(`-X ${method}`);
  }
  for (const [name, value] of Object.entries(headers)) {
    parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  }
  if (body !== undefined) {
    parts.push("-H 'content-type: application/json'", `-d ${quoted(body)}`);
  }
  return [...parts, quoted(origin + path)].join(' ');
}
