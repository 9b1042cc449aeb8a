import { contactOfWid } from '../ids/contacts';
import { phoneNumberOrSelf, widOf } from '../ids/wids';
import type { Content } from './types';

/** Content that wa-js composes from a few values. */

export const sendLocation: Content<'Location'> = async (
  { content: { latitude: lat, longitude: lng, description } },
  { page, chat, options },
) => {
  const place = typeof description === 'string' ? { name: description } : (description ?? {});
  return page.wpp.chat.sendLocationMessage(chat.id.toString(), {
    ...options,
    lat,
    lng,
    ...(place.name ? { name: place.name } : {}),
    ...('address' in place && place.address ? { address: place.address } : {}),
    ...('url' in place && place.url ? { url: place.url } : {}),
  });
};

export const sendContact: Content<'Contact'> = async (
  { content: { contactId } },
  { page, chat, options },
) => {
  const asked = contactId.includes('@') ? contactId : `${contactId}@c.us`;
  const wid = widOf(page, asked, 'content.contactId');
  const contact = await contactOfWid(page, wid);
  // A card with a hidden number is useless, so the phone number is used if known.
  const id = phoneNumberOrSelf(page, wid);
  const name = contact.name ?? contact.verifiedName ?? contact.pushname ?? `+${id.user}`;
  const card = { id: id.toString(), name };
  return page.wpp.chat.sendVCardContactMessage(chat.id.toString(), card, options);
};

export const sendPoll: Content<'Poll'> = async (
  { content: { pollName, pollOptions, options: poll } },
  { page, chat, options },
) => {
  const chatId = chat.id.toString();
  const name = pollName.trim();
  const choices = pollOptions.map((option) => option.trim());
  const selectableCount = poll?.allowMultipleAnswers === true ? 0 : 1;
  if (!poll?.messageSecret) {
    return page.wpp.chat.sendCreatePollMessage(chatId, name, choices, {
      ...options,
      selectableCount,
    });
  }
  // wa-js generates its own secret.
  const raw = {
    type: 'poll_creation',
    pollName: name,
    pollOptions: choices.map((choice, localId) => ({ name: choice, localId })),
    pollEncKey: crypto.getRandomValues(new Uint8Array(32)),
    pollSelectableOptionsCount: selectableCount,
    messageSecret: new Uint8Array(poll.messageSecret),
  };
  return page.wpp.chat.sendRawMessage(chatId, raw, options);
};
