import type { components } from '../../generated/api';
import type { Word } from '../words';

export type SendRequest = components['schemas']['SendMessageRequest'];

/** A part of a message that is typed. */
export interface Part {
  name: string;
  label: Word;
  hint?: Word;
  example: Word | number;
  type?: 'text' | 'url' | 'number';
  isLong?: boolean;
}

/** A kind of message: what is typed for it, and what is sent then. */
interface Kind {
  label: Word;
  parts: readonly Part[];
  content(values: Record<string, string>): Omit<SendRequest, 'chatId'>;
}

/** A file that was chosen, in base64. */
export interface ChosenFile {
  name: string;
  type: string;
  data: string;
}

/** Files go with the request; a larger one goes by `POST /media`, which takes a program. */
export const MAX_FILE_BYTES = 4_000_000;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const value = (values: Record<string, string>, name: string): string => values[name] ?? '';

/** Every kind of message that can be made of what is typed. */
export const KINDS = {
  text: {
    label: 'kindText',
    parts: [{ name: 'text', label: 'partText', example: 'exampleText', isLong: true }],
    content: (v) => ({ contentType: 'string', content: value(v, 'text') }),
  },
  url: {
    label: 'kindUrl',
    parts: [{ name: 'url', label: 'partUrl', example: 'exampleUrl', type: 'url' }],
    content: (v) => ({ contentType: 'MessageMediaFromURL', content: value(v, 'url') }),
  },
  location: {
    label: 'kindLocation',
    parts: [
      { name: 'latitude', label: 'partLatitude', example: 14.6937, type: 'number' },
      { name: 'longitude', label: 'partLongitude', example: -17.4441, type: 'number' },
      { name: 'place', label: 'partPlace', example: 'examplePlace' },
    ],
    content: (v) => ({
      contentType: 'Location',
      content: {
        latitude: Number(value(v, 'latitude')),
        longitude: Number(value(v, 'longitude')),
        description: value(v, 'place'),
      },
    }),
  },
  contact: {
    label: 'kindContact',
    parts: [{ name: 'contact', label: 'partContact', hint: 'chatHint', example: 'exampleNumber' }],
    content: (v) => ({ contentType: 'Contact', content: { contactId: value(v, 'contact') } }),
  },
  poll: {
    label: 'kindPoll',
    parts: [
      { name: 'question', label: 'partQuestion', example: 'exampleQuestion' },
      {
        name: 'choices',
        label: 'partChoices',
        hint: 'oneALine',
        example: 'exampleChoices',
        isLong: true,
      },
    ],
    content: (v) => ({
      contentType: 'Poll',
      content: { pollName: value(v, 'question'), pollOptions: lines(value(v, 'choices')) },
    }),
  },
  buttons: {
    label: 'kindButtons',
    parts: [
      { name: 'body', label: 'partText', example: 'exampleText' },
      {
        name: 'buttons',
        label: 'partButtons',
        hint: 'oneALine',
        example: 'exampleChoices',
        isLong: true,
      },
    ],
    content: (v) => ({
      contentType: 'Buttons',
      content: {
        body: value(v, 'body'),
        buttons: lines(value(v, 'buttons')).map((body) => ({ body })),
      },
    }),
  },
  list: {
    label: 'kindList',
    parts: [
      { name: 'body', label: 'partText', example: 'exampleText' },
      {
        name: 'rows',
        label: 'partRows',
        hint: 'oneALine',
        example: 'exampleChoices',
        isLong: true,
      },
    ],
    content: (v) => ({
      contentType: 'List',
      content: {
        body: value(v, 'body'),
        sections: [{ rows: lines(value(v, 'rows')).map((title) => ({ title })) }],
      },
    }),
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS | 'file';

/** A file as a message. */
export function fileContent(file: ChosenFile): Omit<SendRequest, 'chatId'> {
  return {
    contentType: 'MessageMedia',
    content: { mimetype: file.type, data: file.data, filename: file.name },
  };
}
