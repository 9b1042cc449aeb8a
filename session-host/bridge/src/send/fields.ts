import { widOf } from '../ids/wids';
import type { Page } from '../page';
import type { Options } from './types';

/**
 * What `options.extra` may say. The original merges all of it into the raw message; but a wrong type,
 * key or button there makes WhatsApp's server close the connection, for all that the account sends.
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

/** The message's own attributes that no option of wa-js sets. */
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
