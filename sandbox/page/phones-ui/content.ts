// Messages other than texts: a place, a card, a poll, an order, a payment, an invitation.

import { avatar, type Child, h, icon } from './dom';
import { mediaText, mediaView } from './media';
import { type Attributes, type Message, nameOf } from './model';
import { number, words } from './words';

const NAMES = {
  location: (a: Attributes) => a.loc?.split('\n')[0] || words.place,
  vcard: (a: Attributes) => a.vcardFormattedName || words.card,
  multi_vcard: () => words.card,
  poll_creation: (a: Attributes) => a.pollName,
  poll_result_snapshot: (a: Attributes) => a.pollName,
  order: (a: Attributes) => `${words.order}${words.colon}${a.orderTitle} (${a.itemCount})`,
  payment: (a: Attributes) =>
    `${words.payment}${words.colon}${amount(a.paymentAmount1000, a.paymentCurrency)}`,
  newsletter_admin_invite: (a: Attributes) =>
    words.adminInvitation(a.newsletterAdminInviteInfo?.newsletterName ?? ''),
  groups_v4_invite: (a: Attributes) => words.invitation(a.inviteGrpName ?? ''),
};

const SYMBOLS: Record<string, string> = {
  location: '📍',
  vcard: '👤',
  multi_vcard: '👤',
  poll_creation: '📊',
  poll_result_snapshot: '📊',
  order: '🛒',
  payment: '💳',
  newsletter_admin_invite: '📢',
  groups_v4_invite: '👥',
};

const titleOf = (type: string): ((a: Attributes) => string | undefined) | undefined =>
  (NAMES as Record<string, (a: Attributes) => string | undefined>)[type];

/** One line for the chat list and for quotes; null for a text. */
export function contentText(message: Message) {
  const name = titleOf(message.type);
  return name ? `${SYMBOLS[message.type]} ${name(message.attributes)}` : mediaText(message);
}

/** The actions of the phone's owner on a message, and the URL of its file. */
export interface Deeds {
  url: string;
  vote(options: string[]): unknown;
  accept(channel: string): unknown;
  join(code: string): unknown;
  /** The address of the chat with a number. */
  chatWith(digits: string): string;
}

/**
 * The full content in the conversation; null for a text.
 *
 * @param does the actions: `vote(options)`, `accept(channel)`, `join(code)`, `url`, the address
 * of a file, and `chatWith(number)`, an address
 */
export function contentView(message: Message, does: Deeds) {
  const build = VIEWS[message.type];
  return build
    ? h('div.content', { dir: 'auto' }, build(message, does))
    : mediaView(message, does.url);
}

const VIEWS: Record<string, (message: Message, does: Deeds) => Child[]> = {
  location: ({ attributes: a }) => [
    h('div.map', { 'aria-hidden': 'true' }, icon('pin')),
    h('span.strong', {}, NAMES.location(a)),
    a.loc?.includes('\n') ? h('span.small', {}, a.loc.split('\n').slice(1).join(' ')) : null,
    h('span.small', {}, `${Number(a.lat).toFixed(5)}, ${Number(a.lng).toFixed(5)}`),
  ],
  vcard: ({ body, attributes: a }, does: Deeds) => [card(NAMES.vcard(a), body, does)],
  multi_vcard: ({ attributes: a }, does: Deeds) =>
    (a.vcardList ?? []).map(({ displayName, vcard }) =>
      card(displayName || words.card, vcard, does),
    ),
  poll_creation: poll,
  poll_result_snapshot: poll,
  order: (message: Message) => [
    row(
      'cart',
      contentText(message)?.slice(3) ?? '',
      (message.attributes.totalAmount1000 ?? 0) > 0
        ? amount(message.attributes.totalAmount1000, message.attributes.totalCurrencyCode)
        : '',
    ),
  ],
  payment: ({ attributes: a }) => [row('coins', NAMES.payment(a), a.paymentNoteMsg?.body ?? '')],
  newsletter_admin_invite: ({ fromMe, attributes: a }, does: Deeds) => [
    row(
      'megaphone',
      NAMES.newsletter_admin_invite(a),
      a.newsletterAdminInviteInfo?.inviteMessage ?? '',
    ),
    fromMe
      ? null
      : button(words.accept, () => does.accept(a.newsletterAdminInviteInfo?.newsletterId ?? '')),
  ],
  groups_v4_invite: ({ fromMe, attributes: a }, does: Deeds) => [
    row('people', NAMES.groups_v4_invite(a), a.comment ?? ''),
    fromMe ? null : button(words.join, () => does.join(a.inviteCode ?? '')),
  ],
};

const button = (text: string, onclick: () => unknown) =>
  h('button.text-button.whole', { type: 'button', onclick }, text);

const row = (name: string, text: string, detail: string) =>
  h(
    'span.inset',
    {},
    h('span.emblem', {}, icon(name)),
    h('span.text', {}, h('span.strong', {}, text), detail ? h('span.small', {}, detail) : null),
  );

/** A contact card: the name, and a link to a chat if the card has a number. */
function card(name: string, vcard: string, does: Deeds) {
  const digits = (/waid=(\d+)/.exec(vcard) ?? /^TEL[^:]*:([+\d ()-]+)/m.exec(vcard))?.[1]?.replace(
    /\D/g,
    '',
  );
  return h(
    'span.card',
    {},
    h(
      'span.inset',
      {},
      avatar(name, digits ?? name),
      h(
        'span.text',
        {},
        h('span.strong', {}, name),
        digits ? h('span.small', {}, number(digits)) : null,
      ),
    ),
    digits ? h('a.text-button.whole', { href: does.chatWith(digits) }, words.writeTo) : null,
  );
}

function poll(message: Message, does: Deeds) {
  const options = (message.attributes.pollOptions ?? []).map(({ name }) => name);
  const mine = message.votes.find((vote) => vote.fromMe)?.options ?? [];
  const isMultiple = message.attributes.pollSelectableOptionsCount !== 1;
  const most = Math.max(1, message.votes.length);
  return [
    h('span.strong', {}, message.attributes.pollName ?? ''),
    h('span.small', {}, isMultiple ? words.pickSome : words.pickOne),
    ...options.map((name, place) => {
      const isChosen = mine.includes(place);
      const rest = mine.filter((other) => other !== place);
      const next = isChosen ? rest : isMultiple ? [...mine, place] : [place];
      const votes = message.votes.filter((vote) => vote.options.includes(place));
      const share = h('span.share');
      share.style.width = `${(100 * votes.length) / most}%`;
      return h(
        'button.option',
        {
          type: 'button',
          'aria-pressed': String(isChosen),
          title: votes.map((vote) => nameOf(message, vote.sender)).join(', '),
          onclick: () => does.vote(next.map((one) => options[one] ?? '')),
        },
        share,
        h('span.grow', {}, name),
        h('small', {}, String(votes.length)),
      );
    }),
  ];
}

const amount = (thousandths: number | undefined, currency: string | undefined) =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(
    (thousandths ?? 0) / 1000,
  );
