// Groups on a phone: who is in one, its invite code, making and joining them.
import * as api from './api.js';
import { ask, choose, open } from './dialog.js';
import { avatar, h, notice } from './dom.js';
import { number, reason, words } from './words.js';

/** What a notice in a group's conversation says. */
export function noticeText({ senderName, fromMe, body, notice: { subtype, concerned } }) {
  const text = words.notices[subtype];
  return text ? text(fromMe ? words.you : senderName, concerned.join(', '), body) : `[${subtype}]`;
}

/** Shows all about a group, with what this phone's owner may do there. */
export async function showGroup(phone, id) {
  const content = h('div.about');
  open(words.groupInfo, content);
  const refresh = async () => content.replaceChildren(...parts(phone, await api.group(phone, id), run));
  const run = async (action) => {
    try {
      await action();
      await refresh();
    } catch (error) {
      notice(reason(error), 'bad');
    }
  };
  await run(() => undefined);
}

function parts(phone, group, run) {
  const change = (action, member) => () => run(() => api.changeMembers(phone, group.id, action, member.lid));
  const button = (text, onclick) => h('button.text-button', { type: 'button', onclick }, text);
  const actions = (member) => [
    button(member.role === 'MEMBER' ? words.promote : words.demote, change(member.role === 'MEMBER' ? 'promote' : 'demote', member)),
    button(words.remove, change('remove', member)),
  ];
  const isFixed = (member) => !group.isAdmin || member.isMe || member.role === 'SUPERADMIN';
  return [
    group.description ? h('p', { dir: 'auto' }, group.description) : null,
    group.inviteCode
      ? h('p.small', {}, `${words.inviteCode}: `, h('code', {}, group.inviteCode), button(words.replace, () => run(() => api.revokeInvite(phone, group.id))))
      : null,
    people(group.requests, (asking) => [button(words.letIn, change('approve', asking)), button(words.refuse, change('reject', asking))]),
    people(group.members, (member) => (isFixed(member) ? [] : actions(member))),
  ].filter((part) => part !== null);
}

const people = (all, actions) =>
  h(
    'ul.list',
    {},
    all.map((one) =>
      h(
        'li.row',
        {},
        avatar(one.name, one.lid),
        h('span.text', {}, h('span.name', {}, one.isMe ? words.you : one.name), h('span.small', {}, detail(one)), h('span.choices', {}, actions(one))),
      ),
    ),
  );

const detail = ({ pn, role }) => [pn ? number(pn) : null, role === null ? words.asks : role === 'MEMBER' ? null : words.admin].filter(Boolean).join(' · ');

/** Makes a group, or joins one. */
export function startGroup(phone) {
  choose({
    title: words.groups,
    options: [
      { key: 'new', name: words.newGroup, detail: words.newGroupHint },
      { key: 'join', name: words.followCode, detail: words.followCodeHint },
    ],
    run: (what) => (what === 'new' ? newGroup(phone) : followCode(phone)),
  });
}

/** Asks for a name and numbers, and makes a group of them. */
function newGroup(phone) {
  ask({
    title: words.newGroup,
    fields: [
      { name: 'subject', label: words.name, maxLength: 100 },
      { name: 'numbers', label: words.numbers, hint: words.numbersHint },
    ],
    action: words.create,
    run: ({ subject, numbers }) => api.createGroup(phone, subject, numbers.split(/[\s,;]+/).filter(Boolean)),
  });
}

/** Asks for an invite code, and follows it. */
function followCode(phone) {
  ask({
    title: words.followCode,
    fields: [{ name: 'code', label: words.inviteCode }],
    action: words.join,
    run: ({ code }) => join(phone, code.trim().replace(/^.*\//, '')),
  });
}

/** Follows an invite code, and says so where an admin has to agree first. */
export async function join(phone, code) {
  const { pending } = await api.join(phone, code);
  if (pending) {
    notice(words.asked);
  }
}
