// A phone's linked devices, and its habits.
import * as api from './api.js';
import { confirmed } from './dialog.js';
import { h, icon, notice, show } from './dom.js';
import { linkDevice } from './link.js';
import { day, hour, reason, words } from './words.js';

let element = null;
let parts = null;
let phone = null;

export function showSettings(place, account, devices) {
  const digits = account.pn.split('@')[0];
  if (phone !== digits || !place.contains(element)) {
    phone = digits;
    build();
    place.replaceChildren(element);
  }
  const items = devices.map((device) => ({ ...device, when: `${day(device.linkedAt).toLowerCase()}, ${hour(device.linkedAt)}` }));
  parts.none.hidden = devices.length > 0;
  show(parts.devices, items, (device) => device.id, row);
  parts.isOn.checked = account.delivers;
  parts.readsAtOnce.checked = account.readsAtOnce;
}

function build() {
  parts = {
    devices: h('ul.devices'),
    none: h('p.hint', {}, words.noDevices),
    isOn: habit('delivers'),
    readsAtOnce: habit('readsAtOnce'),
  };
  element = h(
    'div.settings',
    {},
    h(
      'header.bar',
      {},
      h('a.round.plain.narrow', { href: `#/${phone}`, title: words.back, 'aria-label': words.back }, icon('back')),
      h('h2.grow', {}, words.linkedDevices),
    ),
    h(
      'div.sheet',
      {},
      parts.none,
      parts.devices,
      h('button.wide', { type: 'button', onclick: () => linkDevice(phone) }, icon('plus'), words.linkDevice),
      h('h3', {}, words.habits),
      toggle(parts.isOn, words.isOn, words.isOnHint),
      toggle(parts.readsAtOnce, words.readsAtOnce, words.readsAtOnceHint),
    ),
  );
}

function row(device) {
  const state = device.isConnected ? words.connected : words.away;
  return h(
    'li.device',
    {},
    h('span.emblem', {}, icon('laptop')),
    h(
      'span.text',
      {},
      h('span.name', {}, words.browser),
      h('span.small', {}, h('span.state', { 'data-on': String(device.isConnected) }, state), ` · ${words.linkedOn(device.when)}`),
      device.waiting > 0 ? h('span.small', {}, words.waiting(device.waiting)) : null,
    ),
    h('button.text-button.bad', { type: 'button', onclick: () => logOut(device) }, words.logOut),
  );
}

async function logOut(device) {
  if (await confirmed(words.confirmLogOut, words.logOut)) {
    await api.logOut(phone, device.id).catch((error) => notice(reason(error), 'bad'));
  }
}

function habit(name) {
  const input = h('input', { type: 'checkbox', role: 'switch' });
  input.onchange = () =>
    api.changePhone(phone, { [name]: input.checked }).catch((error) => notice(reason(error), 'bad'));
  return input;
}

const toggle = (input, label, hint) =>
  h('label.toggle', {}, h('span.text', {}, h('span.name', {}, label), h('span.small', {}, hint)), input);
