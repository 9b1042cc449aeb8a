import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../context';
import { failureOf } from '../failure';
import { usePoll } from '../hooks';
import { Known } from '../parts/known';
import { Composer } from './composer';
import { type Message, One } from './message';

const PAGE = 50;
const EVERY_MS = 15_000;

/** A chat's messages, and the form for a new one. */
export function Conversation({ session, chatId }: { session: string; chatId: string }) {
  const { client, t } = useConsole();
  const [limit, setLimit] = useState(PAGE);
  const [known, again] = usePoll(
    `messages ${session} ${chatId} ${limit}`,
    () => messagesOf(limit),
    () => EVERY_MS,
  );
  async function messagesOf(count: number): Promise<readonly Message[]> {
    try {
      const answer = await client.post('/chat/fetchMessages/{sessionId}', {
        path: { sessionId: session },
        body: { chatId, searchOptions: { limit: count } },
      });
      return [...answer.messages].sort((a, b) => a.timestamp - b.timestamp);
    } catch (e) {
      if (failureOf(e).error.startsWith('Chat not Found')) {
        return []; // nobody has written yet
      }
      throw e;
    }
  }
  return (
    <section class="stack conversation" aria-label={t('conversation')}>
      <Known known={known}>
        {(messages) => (
          <>
            {messages.length >= limit && (
              <button type="button" class="secondary" onClick={() => setLimit(limit + PAGE)}>
                {t('older')}
              </button>
            )}
            <Messages session={session} chatId={chatId} messages={messages} />
          </>
        )}
      </Known>
      <Composer session={session} chatId={chatId} onSent={again} />
    </section>
  );
}

function Messages({
  session,
  chatId,
  messages,
}: {
  session: string;
  chatId: string;
  messages: readonly Message[];
}) {
  const { t } = useConsole();
  const list = useRef<HTMLOListElement>(null);
  const newest = messages.at(-1)?.id._serialized;
  // A new message comes into sight.
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  if (messages.length === 0) {
    return <p class="empty">{t('noMessages')}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <ol class="messages" ref={list} tabIndex={0} aria-label={t('messages')}>
      {messages.map((message) => (
        <One key={message.id._serialized} session={session} chatId={chatId} message={message} />
      ))}
    </ol>
  );
}
