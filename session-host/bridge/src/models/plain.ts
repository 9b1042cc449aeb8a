/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const deepest = 12;

interface WidLike {
  server: string;
  user: string;
  toString(): string;
}

interface KeyLike {
  fromMe: boolean;
  remote: unknown;
  id: string;
  participant?: unknown;
  toString(): string;
}

/**
 * A model's value as the original API shows it: only data, ids as objects, binary data by index.
 * Ids are written explicitly, because WhatsApp's own `toJSON` makes strings of them, and because
 * `_serialized` has another name (`$1`) in recent versions. Undefined for values that JSON does not
 * have.
 */
export function plain(value: unknown, depth = 0): Json | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'object':
      return value === null ? null : depth > deepest ? undefined : plainObject(value, depth);
    default:
      return undefined;
  }
}

function plainObject(value: object, depth: number): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, depth + 1) ?? null);
  }
  if (isKey(value)) {
    return plainKey(value);
  }
  if (isWid(value)) {
    return plainWid(value);
  }
  if (value instanceof ArrayBuffer) {
    return plainEntries(Object.entries(new Uint8Array(value)), depth);
  }
  const serialize = (value as { serialize?: unknown }).serialize;
  if (typeof serialize !== 'function') {
    return plainEntries(Object.entries(value), depth);
  }
  const data: unknown = serialize.call(value);
  // A model's data may look like an id, so it is processed here entry by entry.
  return isPlainData(data) ? plainEntries(Object.entries(data), depth) : plain(data, depth + 1);
}

function isPlainData(data: unknown): data is object {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function plainEntries(entries: [string, unknown][], depth: number): Json {
  const result: { [key: string]: Json } = {};
  for (const [key, value] of entries) {
    const json = plain(value, depth + 1);
    if (json !== undefined) {
      result[key] = json;
    }
  }
  return result;
}

export interface PlainWid {
  [key: string]: Json;
  server: string;
  user: string;
  _serialized: string;
}

export function plainWid(wid: WidLike): PlainWid {
  return { server: wid.server, user: wid.user, _serialized: wid.toString() };
}

/** Whether a value is an id in the form of {@link plainWid}. */
export function isPlainWid(value: Json | undefined): value is PlainWid {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof value.server === 'string' &&
    typeof value.user === 'string' &&
    typeof value._serialized === 'string'
  );
}

/** A message's key with its ids as objects. The message's own key is `messageId` in ids.ts. */
function plainKey(key: KeyLike): Json {
  const participant = plain(key.participant);
  return {
    fromMe: key.fromMe,
    remote: plain(key.remote) ?? null,
    id: key.id,
    ...(participant === undefined || participant === null ? {} : { participant }),
    _serialized: key.toString(),
  };
}

/** Recognises an id by its methods, not its class: WhatsApp has several classes. */
function isWid(value: object): value is WidLike {
  const wid = value as { server?: unknown; user?: unknown; isUser?: unknown };
  return (
    typeof wid.server === 'string' &&
    typeof wid.user === 'string' &&
    typeof wid.isUser === 'function'
  );
}

function isKey(value: object): value is KeyLike {
  const key = value as { fromMe?: unknown; remote?: unknown; id?: unknown; equals?: unknown };
  return (
    typeof key.fromMe === 'boolean' &&
    typeof key.id === 'string' &&
    key.remote !== undefined &&
    typeof key.equals === 'function'
  );
}

/** An id as text, in any form that a model may have: WhatsApp's object, data, or text. */
export function idText(id: unknown): string | undefined {
  if (typeof id === 'string') {
    return id;
  }
  if (typeof id !== 'object' || id === null) {
    return undefined;
  }
  if (isWid(id)) {
    return id.toString();
  }
  const data = id as { user?: unknown; server?: unknown; _serialized?: unknown };
  return typeof data._serialized === 'string'
    ? data._serialized
    : typeof data.user === 'string' && typeof data.server === 'string'
      ? `${data.user}@${data.server}`
      : undefined;
}

/** A property that is omitted when it has no value, because JSON has no undefined. */
export function present<K extends string, V>(
  key: K,
  value: V | null | undefined,
): { [P in K]?: V } {
  return value === undefined || value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
