import { rawFields } from './fields';
import type { Content, Options } from './types';

export const sendText: Content<'string'> = async (
  { content, options },
  { page, chat, options: shared },
) => {
  const chatId = chat.id.toString();
  const linkPreview = options?.linkPreview ?? true;
  const fields = rawFields(page, options ?? {});
  if (isVCard(content, options ?? {})) {
    return page.wpp.chat.sendRawMessage(chatId, vCard(content), shared);
  }
  if (Object.keys(fields).length === 0) {
    return page.wpp.chat.sendTextMessage(chatId, content, { ...shared, linkPreview });
  }
  const text = { type: 'chat', subtype: null, body: content, ...fields };
  const raw = await page.wpp.chat.prepareLinkPreview(text, { linkPreview });
  return page.wpp.chat.sendRawMessage(chatId, raw, shared);
};

/** Whether the text is a vCard, which is sent as a contact card, as in the original API. */
function isVCard(content: string, { parseVCards }: Options): boolean {
  return (parseVCards ?? true) && content.startsWith('BEGIN:VCARD');
}

function vCard(content: string): { type: string; body: string; vcardFormattedName: string } {
  const name = /^FN[^:\r\n]*:(.*)$/m.exec(content)?.[1]?.trim() ?? '';
  return { type: 'vcard', body: content, vcardFormattedName: name };
}
