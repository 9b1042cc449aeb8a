// The phones' HTTP interface, as far as this page uses it.
import type { Channel, Chat, Device, Group, Message, Phone, Presences } from './model';

/** A refusal of the server; `message` is its reason. */
export class Refused extends Error {}

async function call<Answer = unknown>(
  method: string,
  path: string,
  body?: BodyInit,
  type = 'application/json',
): Promise<Answer> {
  const carries = body !== undefined;
  const response = await fetch(path, {
    method,
    ...(carries ? { headers: { 'Content-Type': type }, body } : {}),
  });
  if (response.status === 204) {
    return null as Answer;
  }
  const answer = (await response.json()) as Answer & { error?: string };
  if (!response.ok) {
    throw new Refused(answer.error);
  }
  return answer;
}

const at = (phone: string, rest = '') => `/phones/${phone}${rest}`;
const inChat = (phone: string, chat: string, rest: string) =>
  at(phone, `/chats/${encodeURIComponent(chat)}/${rest}`);
const json = (value: unknown) => JSON.stringify(value);

export const phones = () => call<Phone[]>('GET', '/phones');
export const createPhone = (phone: Partial<Phone>) => call<Phone>('POST', '/phones', json(phone));
export const changePhone = (phone: string, change: Partial<Phone>) =>
  call('PATCH', at(phone), json(change));

export const chats = (phone: string) => call<Chat[]>('GET', at(phone, '/chats'));
export const messages = (phone: string, chat: string) =>
  call<Message[]>('GET', inChat(phone, chat, 'messages?limit=300'));
export const mediaUrl = (phone: string, chat: string, message: Message) =>
  inChat(phone, chat, `messages/${encodeURIComponent(message.id)}/media`);
export const sendFile = (phone: string, chat: string, file: File, caption: string) => {
  const query = new URLSearchParams({ filename: file.name, ...(caption ? { caption } : {}) });
  return call(
    'POST',
    inChat(phone, chat, `media?${query}`),
    file,
    file.type || 'application/octet-stream',
  );
};
export const send = (phone: string, chat: string, text: string, quotedId?: string) =>
  call('POST', inChat(phone, chat, 'messages'), json(quotedId ? { text, quotedId } : { text }));
export const react = (phone: string, chat: string, message: Message, text: string) =>
  call(
    'POST',
    inChat(phone, chat, 'reactions'),
    json({ messageId: message.id, sender: message.sender, text }),
  );
export const vote = (phone: string, chat: string, message: Message, options: string[]) =>
  call('POST', inChat(phone, chat, 'votes'), json({ messageId: message.id, options }));
export const read = (phone: string, chat: string) => call('POST', inChat(phone, chat, 'read'));
export const presence = (phone: string, chat: string, state: string) =>
  call('POST', inChat(phone, chat, 'presence'), json({ state }));
export const leave = (phone: string, chat: string) => call('POST', inChat(phone, chat, 'leave'));

export const channels = (phone: string) => call<Channel[]>('GET', at(phone, '/channels'));
export const statuses = (phone: string) => call<Message[]>('GET', at(phone, '/statuses'));
export const acceptChannel = (phone: string, id: string) =>
  call('POST', at(phone, `/channels/${encodeURIComponent(id)}/accept`));

const inGroup = (phone: string, group: string, rest = '') =>
  at(phone, `/groups/${encodeURIComponent(group)}${rest}`);
export const group = (phone: string, id: string) => call<Group>('GET', inGroup(phone, id));
export const createGroup = (phone: string, subject: string, participants: string[]) =>
  call('POST', at(phone, '/groups'), json({ subject, participants }));
export const changeMembers = (phone: string, id: string, action: string, member: string) =>
  call('POST', inGroup(phone, id, '/members'), json({ action, phones: [member] }));
export const revokeInvite = (phone: string, id: string) =>
  call('POST', inGroup(phone, id, '/invite'));
export const join = (phone: string, code: string) =>
  call<{ pending: boolean }>('POST', at(phone, '/join'), json({ code }));

export const devices = (phone: string) => call<Device[]>('GET', at(phone, '/devices'));
export const logOut = (phone: string, device: string) =>
  call('DELETE', at(phone, `/devices/${encodeURIComponent(device)}`));
export const scanText = (phone: string, text: string) =>
  call('POST', at(phone, '/scan'), text, 'text/plain');
export const scanPicture = (phone: string, picture: File) =>
  call('POST', at(phone, '/scan'), picture, picture.type);
export const enterCode = (phone: string, code: string) =>
  call('POST', at(phone, '/link-code'), json({ code }));

/** The people who type in this phone's chats, and who are online. */
export const presences = (phone: string) => call<Presences>('GET', at(phone, '/changes?since=-1'));
/** Waits until something has changed on any phone since that version, at most 25 s. */
export const changes = async (since: number) =>
  (await call<{ version: number }>('GET', `/phones/changes?since=${since}`)).version;
