// The list of phones.

import * as api from './api';
import { ask } from './dialog';
import { avatar, h, iconButton, required, show } from './dom';
import type { Phone } from './model';
import { number, words } from './words';

const nav = required('#phones');
const list = h('ul.list');

nav.append(
  h('header.bar', {}, h('h1', {}, words.phones), iconButton('plus', words.newPhone, newPhone)),
  list,
  h('p.foot', {}, words.phonesHint),
);
nav.setAttribute('aria-label', words.phones);

export function showPhones(phones: Phone[], selected: Phone | null) {
  const items = phones.map((phone: Phone) => ({ ...phone, isSelected: phone.pn === selected?.pn }));
  show(list, items, (phone) => phone.pn, row);
}

function row(phone: Phone & { isSelected: boolean }) {
  return h(
    'li',
    {},
    h(
      'a.row',
      {
        href: `#/${phone.pn.split('@')[0]}`,
        title: `${phone.pushname}, ${number(phone.pn)}`,
        // On narrow screens only the avatar is visible.
        'aria-label': [phone.pushname, phone.unreadCount > 0 ? words.unread(phone.unreadCount) : '']
          .filter(Boolean)
          .join(', '),
        'aria-current': phone.isSelected ? 'true' : null,
      },
      avatar(phone.pushname, phone.lid, phone.delivers ? '' : 'off'),
      h(
        'span.text',
        {},
        h('span.line', {}, h('span.name', {}, phone.pushname)),
        h(
          'span.line.small',
          {},
          h('span.grow', {}, number(phone.pn)),
          phone.unreadCount > 0
            ? h(
                'span.badge',
                { 'aria-label': words.unread(phone.unreadCount) },
                String(phone.unreadCount),
              )
            : null,
        ),
      ),
    ),
  );
}

function newPhone() {
  ask({
    title: words.newPhone,
    fields: [
      {
        name: 'pn',
        label: words.number,
        hint: words.numberHint,
        inputmode: 'tel',
        pattern: '\\+?[0-9]{5,20}',
      },
      { name: 'pushname', label: words.name, maxlength: 100 },
    ],
    action: words.create,
    run: async ({ pn, pushname }) => {
      const phone = await api.createPhone({ pn, pushname });
      location.hash = `#/${phone.pn.split('@')[0]}`;
    },
  });
}
