import type { Content, Options } from './types';

export const sendText: Content<'string'> = async (
  { content, options },
  { page, chat, options: shared },
) => {
  const chatId = chat.id.toString();
  if (isVCard(content, options ?? {})) {
    await page.wpp.chat.sendRawMessage(chatId, vCard(content), shared);
  } else {
    const linkPreview = options?.linkPreview ?? true;
    await page.wpp.chat.sendTextMessage(chatId, content, { ...shared, linkPreview });
  }
};

/** As in the original API, a text that is a vCard goes out as a contact card. */
function isVCard(content: string, { parseVCards }: Options): boolean {
  return (parseVCards ?? true) && content.startsWith('BEGIN:VCARD');
}

function vCard(content: string): { type: string; body: string; vcardFormattedName: string } {
  const name = /^FN[^:\r\n]*:(.*)$/m.exec(content)?.[1]?.trim() ?? '';
  return { type: 'vcard', body: content, vcardFormattedName: name };
}
