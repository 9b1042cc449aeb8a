import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { moment } from '../format';
import { useAction, usePoll } from '../hooks';
import { TextField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import { VirtualList } from '../parts/virtualList';
import { linkTo } from '../route';
import { Conversation } from './conversation';

type Chat = components['schemas']['ChatsAnswer']['chats'][number];

const ROW_PX = 68;
const PAGE = 100;
const EVERY_MS = 30_000;

/** A session's chats, and the one that is read. */
export function Chats({ session, chat }: { session: string; chat: string | undefined }) {
  const { t } = useConsole();
  return (
    <>
      <nav aria-label={t('youAreHere')} class="crumbs">
        <a href={linkTo('sessions')}>{t('sessions')}</a>
        <a href={linkTo('sessions', session)}>{session}</a>
        {chat !== undefined && <a href={linkTo('sessions', session, 'chats')}>{t('chats')}</a>}
      </nav>
      <h1>{t('chatsOf', { name: session })}</h1>
      <div class={chat === undefined ? 'split' : 'split open'}>
        <List session={session} chat={chat} />
        {chat === undefined ? (
          <p class="empty">{t('chooseChat')}</p>
        ) : (
          <Conversation session={session} chatId={chat} key={chat} />
        )}
      </div>
    </>
  );
}

function List({ session, chat }: { session: string; chat: string | undefined }) {
  const { client, t } = useConsole();
  const path = { sessionId: session };
  const [older, setOlder] = useState<{ list: readonly Chat[]; cursor?: string | undefined }>();
  const [known] = usePoll(
    `chats ${session}`,
    () => client.get('/client/getChats/{sessionId}', { path, query: { limit: PAGE } }),
    () => EVERY_MS,
  );
  const more = useAction(async (cursor: string) => {
    const answer = await client.get('/client/getChats/{sessionId}', {
      path,
      query: { limit: PAGE, cursor },
    });
    setOlder({ list: [...(older?.list ?? []), ...answer.chats], cursor: answer.cursor });
  });
  return (
    <div class="stack side">
      <NewChat session={session} />
      <Known known={known}>
        {(answer) => {
          const chats = each([...answer.chats, ...(older?.list ?? [])]);
          const cursor = older === undefined ? answer.cursor : older.cursor;
          return (
            <>
              {chats.length === 0 ? (
                <p class="empty">{t('noChats')}</p>
              ) : (
                <VirtualList
                  items={chats}
                  label={t('chats')}
                  rowPx={ROW_PX}
                  keyOf={({ id }) => id._serialized}
                >
                  {(one) => (
                    <Row session={session} chat={one} isOpen={one.id._serialized === chat} />
                  )}
                </VirtualList>
              )}
              {cursor !== undefined && (
                <button
                  type="button"
                  class="secondary"
                  disabled={more.isRunning}
                  onClick={() => more.run(cursor)}
                >
                  {t('older')}
                </button>
              )}
            </>
          );
        }}
      </Known>
      <Problem failure={more.failure} />
    </div>
  );
}

/** Each chat once: one that wrote meanwhile is on a newer page too. */
function each(chats: readonly Chat[]): readonly Chat[] {
  return [...new Map(chats.map((chat) => [chat.id._serialized, chat])).values()];
}

function Row({ session, chat, isOpen }: { session: string; chat: Chat; isOpen: boolean }) {
  const { language, t } = useConsole();
  return (
    <a
      class="row"
      href={linkTo('sessions', session, 'chats', chat.id._serialized)}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span class="grow">
        <strong>{chat.name || (chat.phoneNumber ? `+${chat.phoneNumber}` : chat.id.user)}</strong>
        <small>{chat.lastMessage?.body || chat.lastMessage?.type || ' '}</small>
      </span>
      <span class="end">
        {chat.timestamp !== undefined && <small>{moment(language, chat.timestamp * 1000)}</small>}
        {chat.unreadCount > 0 && (
          <span class="badge tone-busy">{t('unread', { count: chat.unreadCount })}</span>
        )}
      </span>
    </a>
  );
}

function NewChat({ session }: { session: string }) {
  const { t } = useConsole();
  const [number, setNumber] = useState('');
  return (
    <form
      class="inline"
      onSubmit={(event) => {
        event.preventDefault();
        location.hash = linkTo('sessions', session, 'chats', number.trim());
      }}
    >
      <TextField
        label={t('writeTo')}
        hint={t('chatHint')}
        type="tel"
        required
        value={number}
        onValue={setNumber}
      />
      <button type="submit" class="secondary">
        {t('open')}
      </button>
    </form>
  );
}
