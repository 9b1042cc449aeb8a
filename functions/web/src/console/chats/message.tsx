import { useEffect, useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { Failure } from '../failure';
import { moment } from '../format';
import { useAction } from '../hooks';
import { Problem } from '../parts/problem';
import type { Word } from '../words';
import { blobOf } from './media';

export type Message = components['schemas']['Message'];

/** The state of a message, by its `ack`. */
const ACKS: readonly Word[] = ['ackWaiting', 'ackSent', 'ackDelivered', 'ackRead', 'ackRead'];
const FAILED = -1;

/** One message of a conversation. */
export function One({
  session,
  chatId,
  message,
}: {
  session: string;
  chatId: string;
  message: Message;
}) {
  const { language, t } = useConsole();
  return (
    <li class={message.fromMe ? 'message mine' : 'message'}>
      {!message.fromMe && message.author !== undefined && (
        <small>{message.authorNumber ? `+${message.authorNumber}` : message.author}</small>
      )}
      {message.hasMedia && <Media session={session} chatId={chatId} message={message} />}
      {message.pollName !== undefined ? (
        <Poll message={message} />
      ) : message.location !== undefined ? (
        <p>
          {message.location.description || t('kindLocation')} ({message.location.latitude},{' '}
          {message.location.longitude})
        </p>
      ) : (
        <p class="body">
          {message.body || (message.hasMedia ? '' : t('noText', { type: message.type }))}
        </p>
      )}
      <small>
        {moment(language, message.timestamp * 1000)}
        {message.fromMe && ` · ${t(ackOf(message))}`}
      </small>
    </li>
  );
}

function ackOf({ ack = 0 }: Message): Word {
  return ack === FAILED ? 'ackFailed' : (ACKS[ack] ?? 'ackWaiting');
}

function Poll({ message }: { message: Message }) {
  return (
    <>
      <p>
        <strong>{message.pollName}</strong>
      </p>
      <ul>
        {message.pollOptions?.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}

/** The file of a message, once somebody asks for it: pictures and sounds here, others to keep. */
function Media({
  session,
  chatId,
  message,
}: {
  session: string;
  chatId: string;
  message: Message;
}) {
  const { client, t } = useConsole();
  const [file, setFile] = useState<{ url: string; type: string; name: string } | null>(null);
  const url = file?.url;
  useEffect(
    () => () => {
      if (url !== undefined) {
        URL.revokeObjectURL(url);
      }
    },
    [url],
  );
  const load = useAction(async () => {
    const { messageMedia } = await client.post('/message/downloadMedia/{sessionId}', {
      path: { sessionId: session },
      body: { chatId, messageId: message.id._serialized },
    });
    if (messageMedia?.data === undefined) {
      throw new Failure(404, 'Message media not found');
    }
    const { mimetype, data, filename } = messageMedia;
    setFile({
      url: URL.createObjectURL(blobOf(mimetype, data)),
      type: mimetype.split('/')[0] ?? '',
      name: filename ?? 'file',
    });
  });
  if (file === null) {
    return (
      <>
        <button
          type="button"
          class="secondary small"
          disabled={load.isRunning}
          onClick={() => load.run()}
        >
          {t('showFile', { type: message.type })}
        </button>
        <Problem failure={load.failure} />
      </>
    );
  }
  if (file.type === 'image') {
    return <img src={file.url} alt={message.body || t('pictureSent')} />;
  }
  if (file.type === 'audio' || file.type === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: messages have none
    return <video src={file.url} controls aria-label={message.type} />;
  }
  return (
    <a href={file.url} download={file.name}>
      {t('keepFile', { name: file.name })}
    </a>
  );
}
