import { useId, useState } from 'preact/hooks';
import { address, isPending } from '../client';
import { useConsole } from '../context';
import { curl } from '../curl';
import { clock } from '../format';
import { useAction } from '../hooks';
import { Copy } from '../parts/copy';
import { SelectField, TextField } from '../parts/field';
import { Problem } from '../parts/problem';
import {
  type ChosenFile,
  fileContent,
  KINDS,
  type KindName,
  MAX_FILE_BYTES,
  type Part,
  type SendRequest,
} from './kinds';
import { base64Of } from './media';

const SEND = '/client/sendMessage/{sessionId}';

/** Writes a message of any kind, and says how the line for a shell would be. */
export function Composer({
  session,
  chatId,
  onSent,
}: {
  session: string;
  chatId: string;
  onSent(): void;
}) {
  const { client, language, t } = useConsole();
  const [kind, setKind] = useState<KindName>('text');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [said, setSaid] = useState('');
  const parts: readonly Part[] = kind === 'file' ? [] : KINDS[kind].parts;
  const values = Object.fromEntries(
    parts.map(({ name, example }) => [
      name,
      typed[name] ?? (typeof example === 'number' ? String(example) : t(example)),
    ]),
  );
  const content = kind !== 'file' ? KINDS[kind].content(values) : file && fileContent(file);
  const body = content && ({ chatId, ...content } as SendRequest);
  const path = { sessionId: session };
  const send = useAction(async () => {
    if (!body) {
      return;
    }
    setSaid('');
    const answer: object = await client.post(SEND, { path, body });
    if (isPending(answer)) {
      const until = answer.heldUntil;
      setSaid(until ? t('sentLater', { time: clock(language, until * 1000) }) : t('sentPending'));
    } else {
      setSaid(t('sent'));
    }
    onSent();
  });
  return (
    <form
      class="panel composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send.run();
      }}
    >
      <SelectField
        label={t('kind')}
        value={kind}
        onValue={(value) => {
          setKind(value);
          setTyped({});
        }}
        options={[
          ...Object.entries(KINDS).map(
            ([name, { label }]) => [name as KindName, t(label)] as const,
          ),
          ['file', t('kindFile')] as const,
        ]}
      />
      {parts.map((part) => (
        <TextField
          key={`${kind} ${part.name}`}
          label={t(part.label)}
          hint={part.hint && t(part.hint)}
          type={part.type ?? 'text'}
          isLong={part.isLong ?? false}
          required
          value={values[part.name] ?? ''}
          onValue={(value) => setTyped({ ...typed, [part.name]: value })}
        />
      ))}
      {kind === 'file' && <FileField onFile={setFile} />}
      <Problem failure={send.failure} />
      <div class="actions start">
        <button type="submit" class="primary" disabled={send.isRunning || !body}>
          {t(send.isRunning ? 'sending' : 'send')}
        </button>
        {body && kind !== 'file' && (
          <Copy
            text={curl(
              { method: 'POST', path: address(SEND, { path }), body: JSON.stringify(body) },
              location.origin,
            )}
            label={t('copyCurl')}
          />
        )}
      </div>
      <p role="status">{said}</p>
    </form>
  );
}

/** A file from this device. */
function FileField({ onFile }: { onFile(file: ChosenFile | null): void }) {
  const { t } = useConsole();
  const id = useId();
  const [isTooLarge, setTooLarge] = useState(false);
  async function choose(file: File | undefined): Promise<void> {
    const isLarge = file !== undefined && file.size > MAX_FILE_BYTES;
    setTooLarge(isLarge);
    onFile(
      file === undefined || isLarge
        ? null
        : {
            name: file.name,
            type: file.type || 'application/octet-stream',
            data: await base64Of(file),
          },
    );
  }
  return (
    <div class="field">
      <label for={id}>{t('partFile')}</label>
      <input
        id={id}
        type="file"
        required
        onChange={(event) => void choose(event.currentTarget.files?.[0])}
      />
      {isTooLarge && (
        <p class="notice bad" role="alert">
          {t('fileTooLarge')}
        </p>
      )}
    </div>
  );
}
