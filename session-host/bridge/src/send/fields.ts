import { widOf } from '../ids/wids';
import type { Page } from '../page';
import type { Options } from './types';

/**
 * The allowed fields of `options.extra`. The original merges all of it into the raw message; but a
 * wrong type, key or button makes WhatsApp's server close the connection, for everything that the
 * account sends.
 */
const extras = [
  'backgroundColor',
  'font',
  'fontStyle',
  'textColor',
  'isForwarded',
  'forwardingScore',
  'isQuestion',
  'isSpoiler',
] as const;

/** The message's own attributes for which wa-js has no option. */
export function rawFields(page: Page, options: Options): Record<string, unknown> {
  const { extra, groupMentions, invokedBotWid } = options;
  const fields: Record<string, unknown> = {};
  for (const name of extras) {
    if (extra?.[name] !== undefined) {
      fields[name] = extra[name];
    }
  }
  if (groupMentions && groupMentions.length > 0) {
    fields.groupMentions = groupMentions.map(({ subject, id }) => ({
      groupSubject: subject,
      groupJid: widOf(page, id, 'options.groupMentions'),
    }));
  }
  if (invokedBotWid) {
    fields.invokedBotWid = widOf(page, invokedBotWid, 'options.invokedBotWid');
  }
  return fields;
}
