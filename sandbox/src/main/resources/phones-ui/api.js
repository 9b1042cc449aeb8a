// The phones' HTTP interface, as far as this page uses it.

/** What the server said no to; `message` is its reason. */
export class Refused extends Error {}

async function call(method, path, body, type = 'application/json') {
  const carries = body !== undefined;
  const response = await fetch(path, {
    method,
    ...(carries ? { headers: { 'Content-Type': type }, body } : {}),
  });
  if (response.status === 204) {
    return null;
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new Refused(answer.error);
  }
  return answer;
}

const at = (phone, rest = '') => `/phones/${phone}${rest}`;
const inChat = (phone, chat, rest) => at(phone, `/chats/${encodeURIComponent(chat)}/${rest}`);
const json = (value) => JSON.stringify(value);

export const phones = () => call('GET', '/phones');
export const createPhone = (phone) => call('POST', '/phones', json(phone));
export const changePhone = (phone, change) => call('PATCH', at(phone), json(change));

export const chats = (phone) => call('GET', at(phone, '/chats'));
export const messages = (phone, chat) => call('GET', inChat(phone, chat, 'messages?limit=300'));
export const mediaUrl = (phone, chat, message) => inChat(phone, chat, `messages/${encodeURIComponent(message.id)}/media`);
export const sendFile = (phone, chat, file, caption) => {
  const query = new URLSearchParams({ filename: file.name, ...(caption ? { caption } : {}) });
  return call('POST', inChat(phone, chat, `media?${query}`), file, file.type || 'application/octet-stream');
};
export const send = (phone, chat, text, quotedId) =>
  call('POST', inChat(phone, chat, 'messages'), json(quotedId ? { text, quotedId } : { text }));
export const react = (phone, chat, message, text) =>
  call('POST', inChat(phone, chat, 'reactions'), json({ messageId: message.id, sender: message.sender, text }));
export const vote = (phone, chat, message, options) =>
  call('POST', inChat(phone, chat, 'votes'), json({ messageId: message.id, options }));
export const read = (phone, chat) => call('POST', inChat(phone, chat, 'read'));
export const presence = (phone, chat, state) => call('POST', inChat(phone, chat, 'presence'), json({ state }));
export const leave = (phone, chat) => call('POST', inChat(phone, chat, 'leave'));

export const channels = (phone) => call('GET', at(phone, '/channels'));
export const statuses = (phone) => call('GET', at(phone, '/statuses'));
export const acceptChannel = (phone, id) => call('POST', at(phone, `/channels/${encodeURIComponent(id)}/accept`));

const inGroup = (phone, group, rest = '') => at(phone, `/groups/${encodeURIComponent(group)}${rest}`);
export const group = (phone, id) => call('GET', inGroup(phone, id));
export const createGroup = (phone, subject, participants) => call('POST', at(phone, '/groups'), json({ subject, participants }));
export const changeMembers = (phone, id, action, member) =>
  call('POST', inGroup(phone, id, '/members'), json({ action, phones: [member] }));
export const revokeInvite = (phone, id) => call('POST', inGroup(phone, id, '/invite'));
export const join = (phone, code) => call('POST', at(phone, '/join'), json({ code }));

export const devices = (phone) => call('GET', at(phone, '/devices'));
export const logOut = (phone, device) => call('DELETE', at(phone, `/devices/${encodeURIComponent(device)}`));
export const scanText = (phone, text) => call('POST', at(phone, '/scan'), text, 'text/plain');
export const scanPicture = (phone, picture) => call('POST', at(phone, '/scan'), picture, picture.type);
export const enterCode = (phone, code) => call('POST', at(phone, '/link-code'), json({ code }));

/** Who types on this phone's chats at the moment, and who is online. */
export const presences = (phone) => call('GET', at(phone, '/changes?since=-1'));
/** Answers when something has changed on any phone since that version, after 25 s at the latest. */
export const changes = async (since) => (await call('GET', `/phones/changes?since=${since}`)).version;
