import { isPlainWid, type Json } from '../models/plain';

/**
 * An event's data with every id in WhatsApp's own models as text: the original's events pass
 * through `JSON.stringify`, which turns ids into texts, while its answers keep ids as objects. A
 * chat is an exception: the original reads it again for its event, so its ids stay objects, except
 * those in its last message.
 */
export function withIdsAsTexts(data: object): Json {
  const { chat, ...rest } = data as { chat?: { lastMessage?: Json } };
  const texts = asTexts(rest as Json) as { [key: string]: Json };
  if (typeof chat !== 'object' || chat === null) {
    return chat === undefined ? texts : { ...texts, chat };
  }
  const { lastMessage } = chat;
  const shown = lastMessage === undefined ? chat : { ...chat, lastMessage: asTexts(lastMessage) };
  return { chat: shown, ...texts } as Json;
}

function asTexts(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(asTexts);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (isPlainWid(value)) {
    return value._serialized;
  }
  const texts: { [key: string]: Json } = {};
  for (const [key, one] of Object.entries(value)) {
    if (one !== undefined) {
      texts[key] = asTexts(one);
    }
  }
  return texts;
}
