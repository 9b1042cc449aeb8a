// What a message shows beside a text: a place, a card, a poll, an order, a payment.
import { h } from './dom.js';
import { words } from './words.js';

const NAMES = {
  location: (a) => a.loc || words.place,
  vcard: (a) => a.vcardFormattedName || words.card,
  multi_vcard: () => words.card,
  poll_creation: (a) => a.pollName,
  poll_result_snapshot: (a) => a.pollName,
  order: (a) => `${words.order}: ${a.orderTitle} (${a.itemCount})`,
  payment: (a) => `${words.payment}: ${amount(a.paymentAmount1000, a.paymentCurrency)}`,
};

const SYMBOLS = { location: '📍', vcard: '👤', multi_vcard: '👤', poll_creation: '📊', poll_result_snapshot: '📊', order: '🛒', payment: '💳' };

/** One line for the chat list and for quotes; null for what is a text or a file. */
export function contentText(message) {
  const name = NAMES[message.type];
  return name ? `${SYMBOLS[message.type]} ${name(message.attributes)}` : null;
}

/** The whole of it in the conversation; `onVote` gets the names of the options then chosen. */
export function contentView(message, onVote) {
  const text = contentText(message);
  if (text === null) {
    return null;
  }
  const details = message.type === 'poll_creation' ? poll(message, onVote) : [];
  return h('span.body.content', { dir: 'auto' }, text, details);
}

function poll(message, onVote) {
  const mine = message.votes.find((vote) => vote.fromMe)?.options ?? [];
  const isMultiple = message.attributes.pollSelectableOptionsCount !== 1;
  return message.attributes.pollOptions.map(({ name }) => {
    const voters = message.votes.filter((vote) => vote.options.includes(name));
    const isChosen = mine.includes(name);
    const rest = mine.filter((other) => other !== name);
    const next = isChosen ? rest : isMultiple ? [...mine, name] : [name];
    return h(
      'button.option',
      {
        type: 'button',
        'aria-pressed': String(isChosen),
        title: voters.map((vote) => vote.senderName).join(', '),
        onclick: () => onVote(next),
      },
      h('span.grow', {}, name),
      h('small', {}, String(voters.length)),
    );
  });
}

const amount = (thousandths, currency) =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(thousandths / 1000);
