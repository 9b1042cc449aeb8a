import type { Content } from './types';

/**
 * Sends buttons and lists as texts. WhatsApp accepts them only from business partners: for a linked
 * device, its server may refuse the stanza and close the connection, and WhatsApp Web sends it
 * again after every reconnect. So the choices are sent as numbered lines, which arrive and can be
 * answered.
 */
export const sendButtons: Content<'Buttons'> = async (
  { content: { title, body, buttons, footer } },
  { page, chat, options },
) => {
  const choices = buttons.map((button) => ({ title: button.body }));
  const text = choiceText({ title, body, sections: [{ rows: choices }], footer });
  return page.wpp.chat.sendTextMessage(chat.id.toString(), text, options);
};

export const sendList: Content<'List'> = async ({ content }, { page, chat, options }) =>
  page.wpp.chat.sendTextMessage(chat.id.toString(), choiceText(content), options);

interface Choices {
  title?: string | null | undefined;
  body: string;
  sections: readonly {
    title?: string | null | undefined;
    rows: readonly { title: string; description?: string | null | undefined }[];
  }[];
  footer?: string | null | undefined;
}

/** The text: title and section titles in bold, the choices numbered, the footer in italics. */
export function choiceText({ title, body, sections, footer }: Choices): string {
  let number = 0;
  const blocks = sections.map((section) => [
    ...(section.title ? [`*${section.title}*`] : []),
    ...section.rows.map((row) => {
      number += 1;
      return row.description
        ? `${number}. ${row.title} – ${row.description}`
        : `${number}. ${row.title}`;
    }),
  ]);
  return [
    ...(title ? [`*${title}*`] : []),
    body,
    ...blocks.map((lines) => lines.join('\n')),
    ...(footer ? [`_${footer}_`] : []),
  ].join('\n\n');
}
