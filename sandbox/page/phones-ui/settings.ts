// A phone's linked devices and settings.

import * as api from './api';
import { confirmed } from './dialog';
import { h, icon, notice, show } from './dom';
import { linkDevice } from './link';
import type { Device, Phone } from './model';
import { day, hour, reason, words } from './words';

/** The parts of the view that change. */
interface Parts {
  element: HTMLElement;
  devices: HTMLElement;
  none: HTMLElement;
  isOn: HTMLInputElement;
  readsAtOnce: HTMLInputElement;
}

let parts: Parts | null = null;
let phone = '';

export function showSettings(place: HTMLElement, account: Phone, devices: Device[]) {
  const digits = account.pn.split('@')[0] ?? '';
  if (parts === null || phone !== digits || !place.contains(parts.element)) {
    phone = digits;
    parts = build();
    place.replaceChildren(parts.element);
  }
  const items = devices.map((device: Device) => ({
    ...device,
    when: `${day(device.linkedAt).toLowerCase()}, ${hour(device.linkedAt)}`,
  }));
  parts.none.hidden = devices.length > 0;
  show(parts.devices, items, (device) => device.id, row);
  parts.isOn.checked = account.delivers;
  parts.readsAtOnce.checked = account.readsAtOnce;
}

function build(): Parts {
  const made = {
    devices: h('ul.devices'),
    none: h('p.hint', {}, words.noDevices),
    isOn: habit('delivers'),
    readsAtOnce: habit('readsAtOnce'),
  };
  const element = h(
    'div.settings',
    {},
    h(
      'header.bar',
      {},
      h(
        'a.round.plain.narrow',
        { href: `#/${phone}`, title: words.back, 'aria-label': words.back },
        icon('back'),
      ),
      h('h2.grow', {}, words.linkedDevices),
    ),
    h(
      'div.sheet',
      {},
      made.none,
      made.devices,
      h(
        'button.wide',
        { type: 'button', onclick: () => linkDevice(phone) },
        icon('plus'),
        words.linkDevice,
      ),
      h('h3', {}, words.habits),
      toggle(made.isOn, words.isOn, words.isOnHint),
      toggle(made.readsAtOnce, words.readsAtOnce, words.readsAtOnceHint),
    ),
  );
  return { element, ...made };
}

function row(device: Device & { when: string }) {
  const state = device.isConnected ? words.connected : words.away;
  return h(
    'li.device',
    {},
    h('span.emblem', {}, icon('laptop')),
    h(
      'span.text',
      {},
      h('span.name', {}, words.browser),
      h(
        'span.small',
        {},
        h('span.state', { 'data-on': String(device.isConnected) }, state),
        ` · ${words.linkedOn(device.when)}`,
      ),
      device.waiting > 0 ? h('span.small', {}, words.waiting(device.waiting)) : null,
    ),
    h('button.text-button.bad', { type: 'button', onclick: () => logOut(device) }, words.logOut),
  );
}

async function logOut(device: Device) {
  if (await confirmed(words.confirmLogOut, words.logOut)) {
    await api.logOut(phone, device.id).catch((error) => notice(reason(error), 'bad'));
  }
}

function habit(name: string) {
  const input = h('input', { type: 'checkbox', role: 'switch' });
  input.onchange = () =>
    api
      .changePhone(phone, { [name]: input.checked })
      .catch((error) => notice(reason(error), 'bad'));
  return input;
}

const toggle = (input: HTMLInputElement, label: string, hint: string) =>
  h(
    'label.toggle',
    {},
    h('span.text', {}, h('span.name', {}, label), h('span.small', {}, hint)),
    input,
  );
