// The page's words in English and French; functions insert numbers and names.

const en = {
  title: 'Griot phones',
  phones: 'Phones',
  phonesHint: 'Simulated phones. Nothing here reaches WhatsApp.',
  newPhone: 'New phone',
  pickPhone: 'Pick up a phone',
  pickPhoneHint:
    'Each is somebody in the sandbox. See their chats, write as them, or link a device to their account.',
  chats: 'Chats',
  newChat: 'New chat',
  noChats: 'No chats yet.',
  back: 'Back',
  settings: 'Linked devices and settings',
  linkDevice: 'Link a device',
  linkedDevices: 'Linked devices',
  noDevices:
    'No device is linked. Link the browser that Griot has opened: scan its QR code, or type its code.',
  browser: 'WhatsApp Web',
  connected: 'Connected',
  away: 'Not connected',
  linkedOn: (when: string) => `Linked ${when}`,
  waiting: (n: number) => (n === 1 ? '1 update waiting' : `${n} updates waiting`),
  logOut: 'Log out',
  confirmLogOut: 'Log this device out? It will have to be linked again.',
  habits: 'This phone',
  isOn: 'Phone is on',
  isOnHint: 'Confirms what arrives: two ticks. Off, senders see one tick.',
  readsAtOnce: 'Reads everything at once',
  readsAtOnceHint: 'Senders see blue ticks without anybody opening the chat.',
  pickChat: 'Pick a chat',
  pickChatHint: 'Or link a device to this account, and let it do the talking.',
  message: 'Message',
  send: 'Send',
  you: 'You',
  typing: 'typing…',
  online: 'online',
  pinned: 'pinned',
  muted: 'muted',
  archived: 'archived',
  recording: 'recording…',
  members: (n: number) => `${n} participants`,
  left: 'You are no longer in this group.',
  leave: 'Leave group',
  confirmLeave: 'Leave this group?',
  groups: 'Groups',
  newGroup: 'New group',
  newGroupHint: 'With people by their numbers',
  numbers: 'Phone numbers',
  numbersHint: 'Of who is to be in it, with spaces between them',
  groupInfo: 'Group',
  admin: 'admin',
  asks: 'asks to be let in',
  promote: 'Make admin',
  demote: 'Make member',
  remove: 'Remove',
  letIn: 'Let in',
  refuse: 'Turn away',
  inviteCode: 'Invite code',
  replace: 'Replace',
  followCode: 'Follow an invite code',
  followCodeHint: 'Join a group, or ask to be let in',
  join: 'Join',
  asked: 'Asked to be let in.',
  invitation: (group: string) => `Invitation into “${group}”`,
  notices: {
    create: (who: string, _whom: string, text: string) => `${who} made the group “${text}”`,
    add: (who: string, whom: string) => `${who} added ${whom}`,
    invite: (_who: string, whom: string) => `${whom} came by the invite link`,
    remove: (who: string, whom: string) => `${who} removed ${whom}`,
    leave: (who: string) => `${who} left`,
    promote: (who: string, whom: string) => `${who} made ${whom} admin`,
    demote: (who: string, whom: string) => `${who} made ${whom} member`,
    subject: (who: string, _whom: string, text: string) => `${who} named the group “${text}”`,
    description: (who: string) => `${who} changed the description`,
    announce: (who: string, _whom: string, text: string) =>
      `${who} lets ${text === 'on' ? 'only admins' : 'everybody'} write`,
    restrict: (who: string, _whom: string, text: string) =>
      `${who} lets ${text === 'on' ? 'only admins' : 'everybody'} change the group`,
    revoke_invite: (who: string) => `${who} replaced the invite link`,
    membership_approval_mode: (who: string, _whom: string, text: string) =>
      text === 'on'
        ? `${who} lets admins decide who joins`
        : `${who} lets everybody join by the link`,
    membership_approval_request: (who: string) => `${who} asks to be let in`,
  },
  reply: 'Reply',
  react: 'React',
  cancelReply: 'Cancel reply',
  edited: 'edited',
  deleted: 'This message was deleted',
  place: 'Place',
  card: 'Contact',
  order: 'Order',
  payment: 'Payment',
  receivedTimes: (n: number) => `The server received this id ${n} times`,
  today: 'Today',
  yesterday: 'Yesterday',
  ack: ['Waiting', 'Sent', 'Delivered', 'Read'],
  qrCode: 'QR code',
  phoneCode: 'Code',
  qrHint:
    'Choose or drop a picture of the QR code, or paste it here: the picture, or the code’s text.',
  choosePicture: 'Choose a picture',
  pasteText: 'Text of the QR code',
  link: 'Link',
  codeHint: 'Type the eight characters that the other device shows.',
  linking: 'Linking…',
  linked: 'Device linked.',
  cancel: 'Cancel',
  create: 'Create',
  number: 'Phone number',
  numberHint: 'Digits with country code, for example 237690000009',
  name: 'Name',
  unread: (n: number) => `${n} unread`,
  lost: 'No connection to the sandbox. Trying again…',
  colon: ': ',
  photo: 'Photo',
  openPhoto: 'Open the photo',
  viewOnce: 'View once',
  video: 'Video',
  gif: 'GIF',
  audio: 'Audio',
  voice: 'Voice message',
  sticker: 'Sticker',
  document: 'Document',
  pages: (n: number) => (n === 1 ? '1 page' : `${n} pages`),
  play: 'Play',
  pause: 'Pause',
  attach: 'Send a file',
  pickOne: 'Choose one',
  pickSome: 'Choose one or more',
  writeTo: 'Message',
  accept: 'Accept',
  adminInvitation: (channel: string) => `Invitation to be an admin of “${channel}”`,
  news: 'Status posts and channels',
  statuses: 'Status',
  statusesHint: 'Posts of the people this phone knows',
  noStatuses: 'No posts yet.',
  followers: (n: number) => (n === 1 ? '1 follower' : `${n} followers`),
  readOnly: 'Only the channel’s owner and admins write here.',
  errors: {
    pairing_code_not_valid:
      'This code is not shown by any page, or it is too old. Take the one on the screen now.',
    not_a_pairing_code: 'This is not a code for linking a device.',
    page_did_not_answer: 'The page did not finish linking. Try its new code.',
    passkey_required:
      'This account is linked with a passkey only, and the page has been asked for it.',
    too_many_devices: 'Four devices are linked already. Log one out first.',
    account_exists: 'Somebody has this number already.',
    not_on_whatsapp: 'Nobody has this number.',
    not_an_admin: 'Only admins of the group may do this.',
    invite_not_valid: 'This invitation is not, or no longer, good.',
    'the picture shows no QR code': 'There is no QR code in this picture.',
    'the picture is no PNG or JPEG': 'The picture must be a PNG or a JPEG.',
  },
};

const fr = {
  title: 'Téléphones Griot',
  phones: 'Téléphones',
  phonesHint: 'Téléphones simulés. Rien ici n’atteint WhatsApp.',
  newPhone: 'Nouveau téléphone',
  pickPhone: 'Prenez un téléphone',
  pickPhoneHint:
    'Chacun est à quelqu’un du bac à sable. Voyez ses discussions, écrivez à sa place, ou liez un appareil à son compte.',
  chats: 'Discussions',
  newChat: 'Nouvelle discussion',
  noChats: 'Aucune discussion.',
  back: 'Retour',
  settings: 'Appareils liés et réglages',
  linkDevice: 'Lier un appareil',
  linkedDevices: 'Appareils liés',
  noDevices:
    'Aucun appareil lié. Liez le navigateur que Griot a ouvert : scannez son code QR ou saisissez son code.',
  browser: 'WhatsApp Web',
  connected: 'Connecté',
  away: 'Déconnecté',
  linkedOn: (when: string) => `Lié ${when}`,
  waiting: (n: number) => (n === 1 ? '1 mise à jour en attente' : `${n} mises à jour en attente`),
  logOut: 'Déconnecter',
  confirmLogOut: 'Déconnecter cet appareil ? Il faudra le lier à nouveau.',
  habits: 'Ce téléphone',
  isOn: 'Téléphone allumé',
  isOnHint: 'Confirme ce qui arrive : deux coches. Éteint, l’expéditeur n’en voit qu’une.',
  readsAtOnce: 'Lit tout aussitôt',
  readsAtOnceHint: 'L’expéditeur voit les coches bleues sans que personne n’ouvre la discussion.',
  pickChat: 'Choisissez une discussion',
  pickChatHint: 'Ou liez un appareil à ce compte, et laissez-le parler.',
  message: 'Message',
  send: 'Envoyer',
  you: 'Vous',
  typing: 'écrit…',
  online: 'en ligne',
  pinned: 'épinglée',
  muted: 'silencieuse',
  archived: 'archivée',
  recording: 'enregistre…',
  members: (n: number) => `${n} participants`,
  left: 'Vous n’êtes plus dans ce groupe.',
  leave: 'Quitter le groupe',
  confirmLeave: 'Quitter ce groupe ?',
  groups: 'Groupes',
  newGroup: 'Nouveau groupe',
  newGroupHint: 'Avec des gens, par leurs numéros',
  numbers: 'Numéros de téléphone',
  numbersHint: 'De ceux qui y seront, séparés par des espaces',
  groupInfo: 'Groupe',
  admin: 'admin',
  asks: 'demande à entrer',
  promote: 'Nommer admin',
  demote: 'Rétrograder',
  remove: 'Retirer',
  letIn: 'Admettre',
  refuse: 'Refuser',
  inviteCode: 'Code d’invitation',
  replace: 'Remplacer',
  followCode: 'Suivre un code d’invitation',
  followCodeHint: 'Rejoindre un groupe, ou demander à y entrer',
  join: 'Rejoindre',
  asked: 'Demande envoyée.',
  invitation: (group: string) => `Invitation dans « ${group} »`,
  notices: {
    create: (who: string, _whom: string, text: string) => `${who} : groupe « ${text} » créé`,
    add: (who: string, whom: string) => `${who} : ${whom} ajouté`,
    invite: (_who: string, whom: string) => `${whom} : arrivée par le lien d’invitation`,
    remove: (who: string, whom: string) => `${who} : ${whom} retiré`,
    leave: (who: string) => `${who} : départ du groupe`,
    promote: (who: string, whom: string) => `${who} : ${whom} nommé admin`,
    demote: (who: string, whom: string) => `${who} : ${whom} n’est plus admin`,
    subject: (who: string, _whom: string, text: string) =>
      `${who} : le groupe s’appelle « ${text} »`,
    description: (who: string) => `${who} : description modifiée`,
    announce: (who: string, _whom: string, text: string) =>
      `${who} : ${text === 'on' ? 'seuls les admins écrivent' : 'tous peuvent écrire'}`,
    restrict: (who: string, _whom: string, text: string) =>
      `${who} : ${text === 'on' ? 'seuls les admins modifient le groupe' : 'tous peuvent modifier le groupe'}`,
    revoke_invite: (who: string) => `${who} : lien d’invitation remplacé`,
    membership_approval_mode: (who: string, _whom: string, text: string) =>
      `${who} : ${text === 'on' ? 'les admins décident qui entre' : 'tous entrent par le lien'}`,
    membership_approval_request: (who: string) => `${who} demande à entrer`,
  },
  reply: 'Répondre',
  react: 'Réagir',
  cancelReply: 'Annuler la réponse',
  edited: 'modifié',
  deleted: 'Ce message a été supprimé',
  place: 'Lieu',
  card: 'Contact',
  order: 'Commande',
  payment: 'Paiement',
  receivedTimes: (n: number) => `Le serveur a reçu cet identifiant ${n} fois`,
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  ack: ['En attente', 'Envoyé', 'Distribué', 'Lu'],
  qrCode: 'Code QR',
  phoneCode: 'Code',
  qrHint:
    'Choisissez ou déposez une image du code QR, ou collez-la ici : l’image, ou le texte du code.',
  choosePicture: 'Choisir une image',
  pasteText: 'Texte du code QR',
  link: 'Lier',
  codeHint: 'Saisissez les huit caractères affichés par l’autre appareil.',
  linking: 'Liaison en cours…',
  linked: 'Appareil lié.',
  cancel: 'Annuler',
  create: 'Créer',
  number: 'Numéro de téléphone',
  numberHint: 'Chiffres avec l’indicatif du pays, par exemple 237690000009',
  name: 'Nom',
  unread: (n: number) => `${n} non lus`,
  lost: 'Pas de connexion au bac à sable. Nouvel essai…',
  colon: ' : ',
  photo: 'Photo',
  openPhoto: 'Ouvrir la photo',
  viewOnce: 'Vue unique',
  video: 'Vidéo',
  gif: 'GIF',
  audio: 'Audio',
  voice: 'Message vocal',
  sticker: 'Autocollant',
  document: 'Document',
  pages: (n: number) => (n === 1 ? '1 page' : `${n} pages`),
  play: 'Écouter',
  pause: 'Pause',
  attach: 'Envoyer un fichier',
  pickOne: 'Une réponse possible',
  pickSome: 'Plusieurs réponses possibles',
  writeTo: 'Écrire',
  accept: 'Accepter',
  adminInvitation: (channel: string) => `Invitation à administrer « ${channel} »`,
  news: 'Statuts et chaînes',
  statuses: 'Statuts',
  statusesHint: 'Publications des contacts de ce téléphone',
  noStatuses: 'Aucune publication.',
  followers: (n: number) => (n < 2 ? `${n} abonné` : `${n} abonnés`),
  readOnly: 'Seuls le propriétaire et les administrateurs écrivent ici.',
  errors: {
    pairing_code_not_valid:
      'Aucune page n’affiche ce code, ou il est trop ancien. Prenez celui qui est à l’écran.',
    not_a_pairing_code: 'Ce n’est pas un code pour lier un appareil.',
    page_did_not_answer: 'La page n’a pas terminé la liaison. Essayez son nouveau code.',
    passkey_required:
      'Ce compte ne se lie qu’avec une clé d’accès ; elle a été demandée à la page.',
    too_many_devices: 'Quatre appareils sont déjà liés. Déconnectez-en un d’abord.',
    account_exists: 'Ce numéro est déjà pris.',
    not_on_whatsapp: 'Personne n’a ce numéro.',
    not_an_admin: 'Seuls les admins du groupe le peuvent.',
    invite_not_valid: 'Cette invitation ne vaut rien, ou plus rien.',
    'the picture shows no QR code': 'Cette image ne contient pas de code QR.',
    'the picture is no PNG or JPEG': 'L’image doit être un PNG ou un JPEG.',
  },
};

export const language = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
export const words = language === 'fr' ? fr : en;

/** The reason of a refusal for people; the server's own text if there is none. */
export const reason = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return (words.errors as Record<string, string>)[message] ?? message;
};

const DAY_MS = 86_400_000;
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(language, { weekday: 'long' });
const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat(language, {
  day: '2-digit',
  month: '2-digit',
  year: '2-digit',
});

const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
const daysAgo = (time: number) => Math.round((midnight(Date.now()) - midnight(time)) / DAY_MS);

/** Minutes and seconds of a sound. */
export const clockTime = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

const KILO = 1000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

export function amountOfBytes(bytes: number) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(KILO)));
  const format: Intl.NumberFormatOptions = {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: step < 2 ? 0 : 1,
  };
  return new Intl.NumberFormat(language, format).format(bytes / KILO ** step);
}

export const hour = (seconds: number) => clock.format(seconds * 1000);

/** A day as a line between messages. */
export function day(seconds: number) {
  const ago = daysAgo(seconds * 1000);
  if (ago < 2) {
    return ago < 1 ? words.today : words.yesterday;
  }
  return ago < 7 ? weekday.format(seconds * 1000) : date.format(seconds * 1000);
}

/** A time in the chat list: the hour today, the day before that. */
export function moment(seconds: number) {
  const ago = daysAgo(seconds * 1000);
  if (ago < 2) {
    return ago < 1 ? hour(seconds) : words.yesterday;
  }
  return ago < 7 ? weekday.format(seconds * 1000) : short.format(seconds * 1000);
}

/**
 * A number such as `+237 6 90 00 00 01`: the country code is separated if the default world has it.
 */
export function number(jid: string) {
  const digits = jid.split('@')[0] ?? jid;
  const code = /^(237|221)/.exec(digits)?.[0];
  if (!code) {
    return `+${digits}`;
  }
  return `+${code} ${digits
    .slice(code.length)
    .replace(/^(\d)(?=(\d{2})+$)/, '$1 ')
    .replace(/(\d{2})(?=(\d{2})+$)/g, '$1 ')}`;
}
