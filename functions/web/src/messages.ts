// The pages' texts in English and French. `{name}` is replaced with a value. A test checks that
// both languages have the same texts.

const en = {
  title: 'Link your WhatsApp',
  intro:
    'Whoever sent you this link would like to send and receive messages with your WhatsApp account. Your phone goes on as before, and you can undo this at any time in WhatsApp, under Linked devices.',
  onlyIfYouKnow: 'Go on only if you know who sent you this link.',
  language: 'Language',

  way: 'How would you like to link it?',
  wayScan: 'Scan a QR code',
  wayCode: 'Type a code',
  scanHint: 'WhatsApp is on another phone than this page.',
  codeHint: 'WhatsApp is on this phone, or its camera does not work.',

  phoneKind: 'Which phone has WhatsApp?',
  steps: 'On your phone',
  stepOpen: 'Open WhatsApp.',
  stepSettingsIphone: 'Tap Settings, at the bottom right.',
  stepMenuAndroid: 'Tap the three dots ⋮, at the top right.',
  stepDevices: 'Tap Linked devices, then Link a device.',
  stepScan: 'Point the camera at the code on this page.',
  stepNumber: 'Tap Link with phone number instead, at the bottom.',
  stepType: 'Type the code that you see here.',

  qrLabel: 'QR code to scan with WhatsApp',
  qrChanges: 'The code changes by itself every few seconds.',

  number: 'Phone number of the WhatsApp account',
  numberHint: 'With the country code, for instance +226 70 12 34 56.',
  numberWrong:
    'This is no phone number with its country code. Write for instance +226 70 12 34 56.',
  getCode: 'Get a code',
  newCode: 'Get another code',
  asking: 'Asking WhatsApp for a code…',
  yourCode: 'Your code',
  codeValid: 'It is valid for a few minutes. WhatsApp may also show you a message to tap.',
  codeTooMany: 'WhatsApp gives no more codes for now. Wait some minutes, or scan the QR code.',
  codeFailed: 'WhatsApp gave no code. Check the number and try again.',

  preparing: 'Getting the code ready…',
  preparingHint: 'This takes about twenty seconds, sometimes a minute.',
  preparingLong: 'It takes longer than usual. You can leave this page open: the code will appear.',
  linking: 'Your phone has read the code. Linking…',
  linkingHint: 'Leave WhatsApp open on your phone.',
  linked: 'Linked',
  linkedAs: 'Linked as {name}',
  linkedHint: 'All is done. You can close this page.',
  linkedWrong:
    'Not the right account? In WhatsApp, open Linked devices and log this device out, then ask for a new link.',

  passkey: 'WhatsApp asks for your passkey',
  passkeyWhy:
    'For some accounts WhatsApp wants a passkey (fingerprint, face or screen lock) before it links a device. It cannot be given on this page: it is in your own phone.',
  passkeyDo:
    'Close what your phone shows and try again with a new code. If WhatsApp asks again: in WhatsApp on your phone, open Settings, Account, Passkeys. You can remove the passkey there, link, and create it again afterwards.',
  passkeyTell: 'Whoever sent you the link can see this too.',
  tryAgain: 'Try again with a new code',

  unlinked: 'The phone that was linked before has removed this device. Link it again here.',
  expired: 'This link has expired',
  used: 'This link has been used',
  usedHint:
    'A phone was linked with it. If it was not yours, tell whoever sent you the link, at once.',
  replaced: 'There is a newer link',
  replacedHint: 'Look for the last link that you were sent. This one does not work any more.',
  unknown: 'This link does not work',
  unknownHint: 'Perhaps a part of it was lost. Open it again from the message that it came in.',
  notServed: 'This cannot be linked at the moment',
  notServedHint: 'Whoever sent you the link has to sort something out first. Tell them so.',
  askForAnother: 'Ask whoever sent you the link for a new one.',

  paused: 'The page is resting',
  pausedHint: 'Nobody has touched it for a while, so it saves your data.',
  goOn: 'Show the code',
  offline: 'No connection. The page goes on by itself when it is back.',

  help: 'It does not work?',
  helpDevices: 'Your phone says that too many devices are linked',
  helpDevicesDo:
    'WhatsApp allows four. Under Linked devices, tap one that you do not use any more, then Log out. Then try again here.',
  helpInvalid: 'Your phone says that the code is not valid',
  helpInvalidDo:
    'The code changes every few seconds. Hold the phone still until it reads the one that is shown now. Update WhatsApp if it goes on.',
  helpPasskey: 'Your phone asks for a passkey',
  helpPasskeyDo: 'Wait a moment: this page then says what you can do.',
  helpNothing: 'Nothing happens after the scan',
  helpNothingDo:
    'Both the phone and this page need the internet. Reload this page: the link stays valid.',
} as const;

/** The key of a text. */
export type Message = keyof typeof en;

const fr: Record<Message, string> = {
  title: 'Liez votre WhatsApp',
  intro:
    'La personne qui vous a envoyé ce lien souhaite envoyer et recevoir des messages avec votre compte WhatsApp. Votre téléphone continue comme avant, et vous pouvez revenir en arrière à tout moment dans WhatsApp, sous Appareils connectés.',
  onlyIfYouKnow: 'Ne continuez que si vous savez qui vous a envoyé ce lien.',
  language: 'Langue',

  way: 'Comment voulez-vous le lier ?',
  wayScan: 'Scanner un QR code',
  wayCode: 'Saisir un code',
  scanHint: 'WhatsApp est sur un autre téléphone que cette page.',
  codeHint: 'WhatsApp est sur ce téléphone, ou son appareil photo ne marche pas.',

  phoneKind: 'Sur quel téléphone est WhatsApp ?',
  steps: 'Sur votre téléphone',
  stepOpen: 'Ouvrez WhatsApp.',
  stepSettingsIphone: 'Touchez Réglages, en bas à droite.',
  stepMenuAndroid: 'Touchez les trois points ⋮, en haut à droite.',
  stepDevices: 'Touchez Appareils connectés, puis Connecter un appareil.',
  stepScan: 'Visez le code affiché sur cette page.',
  stepNumber: 'En bas, touchez le choix par numéro de téléphone.',
  stepType: 'Saisissez le code que vous voyez ici.',

  qrLabel: 'QR code à scanner avec WhatsApp',
  qrChanges: 'Le code change tout seul au bout de quelques secondes.',

  number: 'Numéro de téléphone du compte WhatsApp',
  numberHint: 'Avec l’indicatif du pays, par exemple +226 70 12 34 56.',
  numberWrong:
    'Ce n’est pas un numéro avec l’indicatif de son pays. Écrivez par exemple +226 70 12 34 56.',
  getCode: 'Obtenir un code',
  newCode: 'Obtenir un autre code',
  asking: 'Le code est demandé à WhatsApp…',
  yourCode: 'Votre code',
  codeValid: 'Il est valable quelques minutes. WhatsApp peut aussi afficher un message à toucher.',
  codeTooMany:
    'WhatsApp ne donne plus de code pour l’instant. Attendez quelques minutes, ou scannez le QR code.',
  codeFailed: 'WhatsApp n’a pas donné de code. Vérifiez le numéro et réessayez.',

  preparing: 'Le code se prépare…',
  preparingHint: 'Cela prend une vingtaine de secondes, parfois une minute.',
  preparingLong:
    'C’est plus long que d’habitude. Vous pouvez laisser cette page ouverte : le code va apparaître.',
  linking: 'Votre téléphone a lu le code. Liaison en cours…',
  linkingHint: 'Laissez WhatsApp ouvert sur votre téléphone.',
  linked: 'C’est lié',
  linkedAs: 'Lié au compte {name}',
  linkedHint: 'Tout est fait. Vous pouvez fermer cette page.',
  linkedWrong:
    'Ce n’est pas le bon compte ? Dans WhatsApp, ouvrez Appareils connectés et déconnectez cet appareil, puis demandez un nouveau lien.',

  passkey: 'WhatsApp demande votre clé d’accès',
  passkeyWhy:
    'Pour certains comptes, WhatsApp veut une clé d’accès (empreinte, visage ou verrouillage de l’écran) avant de lier un appareil. Elle ne peut pas être donnée sur cette page : elle est dans votre téléphone.',
  passkeyDo:
    'Fermez ce que montre votre téléphone et réessayez avec un nouveau code. Si WhatsApp la demande encore : dans WhatsApp sur votre téléphone, ouvrez Réglages ou Paramètres, Compte, Clés d’accès. Vous pouvez y supprimer la clé, lier l’appareil, puis la recréer ensuite.',
  passkeyTell: 'La personne qui vous a envoyé le lien le voit aussi.',
  tryAgain: 'Réessayer avec un nouveau code',

  unlinked: 'Le téléphone lié auparavant a retiré cet appareil. Liez-le de nouveau ici.',
  expired: 'Ce lien a expiré',
  used: 'Ce lien a déjà servi',
  usedHint:
    'Un téléphone a été lié avec ce lien. Si ce n’était pas le vôtre, prévenez tout de suite la personne qui vous l’a envoyé.',
  replaced: 'Il y a un lien plus récent',
  replacedHint: 'Cherchez le dernier lien que vous avez reçu. Celui-ci ne fonctionne plus.',
  unknown: 'Ce lien ne fonctionne pas',
  unknownHint:
    'Une partie en a peut-être été perdue. Ouvrez-le de nouveau depuis le message où vous l’avez reçu.',
  notServed: 'La liaison n’est pas possible en ce moment',
  notServedHint:
    'La personne qui vous a envoyé le lien doit d’abord régler quelque chose. Dites-le-lui.',
  askForAnother: 'Demandez-en un autre à la personne qui vous l’a envoyé.',

  paused: 'La page se repose',
  pausedHint: 'Personne ne l’a touchée depuis un moment : elle ménage vos données.',
  goOn: 'Afficher le code',
  offline: 'Pas de connexion. La page continue toute seule dès son retour.',

  help: 'Cela ne marche pas ?',
  helpDevices: 'Votre téléphone dit que trop d’appareils sont connectés',
  helpDevicesDo:
    'WhatsApp en permet quatre. Sous Appareils connectés, touchez-en un que vous n’utilisez plus, puis Se déconnecter. Réessayez ensuite ici.',
  helpInvalid: 'Votre téléphone dit que le code n’est pas valable',
  helpInvalidDo:
    'Le code change au bout de quelques secondes. Tenez le téléphone immobile jusqu’à ce qu’il lise celui qui est affiché. Si cela continue, mettez WhatsApp à jour.',
  helpPasskey: 'Votre téléphone demande une clé d’accès',
  helpPasskeyDo: 'Attendez un instant : cette page dit alors ce que vous pouvez faire.',
  helpNothing: 'Rien ne se passe après le scan',
  helpNothingDo:
    'Le téléphone et cette page ont tous deux besoin d’internet. Rechargez cette page : le lien reste valable.',
};

export const messages = { en, fr };
export type Language = keyof typeof messages;

/** The text in a language, with its values inserted. */
export function say(language: Language, message: Message, values: Record<string, string> = {}) {
  const text: string = messages[language][message];
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}
