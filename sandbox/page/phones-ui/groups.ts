// Groups on a phone: members, invite code, creating and joining.

import * as api from './api';
import { ask, choose, open } from './dialog';
import { avatar, h, notice } from './dom';
import { type Group, type Member, type Message, nameOf } from './model';
import { number, reason, words } from './words';

/** The text of a notice in a group's conversation; null for other messages. */
export function noticeText(message: Message): string | null {
  const { subtype, recipients = [] } = message.attributes;
  if (message.type !== 'gp2' || subtype === undefined) {
    return null;
  }
  const text = (
    words.notices as Record<string, (who: string, whom: string, text: string) => string>
  )[subtype];
  const whom = recipients.map((lid) => nameOf(message, lid)).join(', ');
  return text?.(message.fromMe ? words.you : nameOf(message), whom, message.body) ?? `[${subtype}]`;
}

type Run = (action: () => unknown) => Promise<void>;

/** Shows a group's details, with the owner's possible actions. */
export async function showGroup(phone: string, id: string) {
  const content = h('div.about');
  open(words.groupInfo, content);
  const refresh = async () =>
    content.replaceChildren(...parts(phone, await api.group(phone, id), run));
  const run: Run = async (action) => {
    try {
      await action();
      await refresh();
    } catch (error) {
      notice(reason(error), 'bad');
    }
  };
  await run(() => undefined);
}

function parts(phone: string, group: Group, run: Run) {
  const change = (action: string, member: Member) => () =>
    run(() => api.changeMembers(phone, group.id, action, member.lid));
  const button = (text: string, onclick: () => unknown) =>
    h('button.text-button', { type: 'button', onclick }, text);
  const actions = (member: Member) => [
    button(
      member.role === 'MEMBER' ? words.promote : words.demote,
      change(member.role === 'MEMBER' ? 'promote' : 'demote', member),
    ),
    button(words.remove, change('remove', member)),
  ];
  const isFixed = (member: Member) => !group.isAdmin || member.isMe || member.role === 'SUPERADMIN';
  return [
    group.description ? h('p', { dir: 'auto' }, group.description) : null,
    group.inviteCode
      ? h(
          'p.small',
          {},
          `${words.inviteCode}: `,
          h('code', {}, group.inviteCode),
          button(words.replace, () => run(() => api.revokeInvite(phone, group.id))),
        )
      : null,
    people(group.requests, (asking: Member) => [
      button(words.letIn, change('approve', asking)),
      button(words.refuse, change('reject', asking)),
    ]),
    people(group.members, (member: Member) => (isFixed(member) ? [] : actions(member))),
  ].filter((part) => part !== null);
}

const people = (all: readonly Member[], actions: (one: Member) => HTMLElement[]) =>
  h(
    'ul.list',
    {},
    all.map((one: Member) =>
      h(
        'li.row',
        {},
        avatar(one.name, one.lid),
        h(
          'span.text',
          {},
          h('span.name', {}, one.isMe ? words.you : one.name),
          h('span.small', {}, detail(one)),
          h('span.choices', {}, actions(one)),
        ),
      ),
    ),
  );

const detail = ({ pn, role }: Member): string =>
  [pn ? number(pn) : null, role === null ? words.asks : role === 'MEMBER' ? null : words.admin]
    .filter(Boolean)
    .join(' · ');

/** Lets the owner create or join a group. */
export function startGroup(phone: string) {
  choose({
    title: words.groups,
    options: [
      { key: 'new', name: words.newGroup, detail: words.newGroupHint },
      { key: 'join', name: words.followCode, detail: words.followCodeHint },
    ],
    run: (what: string) => (what === 'new' ? newGroup(phone) : followCode(phone)),
  });
}

/** Asks for a name and numbers, and creates a group. */
function newGroup(phone: string) {
  ask({
    title: words.newGroup,
    fields: [
      { name: 'subject', label: words.name, maxLength: 100 },
      { name: 'numbers', label: words.numbers, hint: words.numbersHint },
    ],
    action: words.create,
    run: ({ subject, numbers }) =>
      api.createGroup(phone, subject, numbers.split(/[\s,;]+/).filter(Boolean)),
  });
}

/** Asks for an invite code, and joins the group. */
function followCode(phone: string) {
  ask({
    title: words.followCode,
    fields: [{ name: 'code', label: words.inviteCode }],
    action: words.join,
    run: ({ code }) => join(phone, code.trim().replace(/^.*\//, '')),
  });
}

/** Joins by an invite code, and tells the owner if an admin must approve. */
export async function join(phone: string, code: string) {
  const { pending } = await api.join(phone, code);
  if (pending) {
    notice(words.asked);
  }
}
