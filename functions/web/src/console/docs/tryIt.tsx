import { useEffect, useState } from 'preact/hooks';
import { address, type Sent } from '../client';
import { useConsole } from '../context';
import { curl } from '../curl';
import { useAction } from '../hooks';
import { Copy } from '../parts/copy';
import { Confirmation } from '../parts/dialog';
import { TextField } from '../parts/field';
import { Json } from '../parts/json';
import { Problem } from '../parts/problem';
import { type Described, firstValues } from './operations';

interface Answered {
  status: number;
  ms: number;
  text: string;
  picture?: string;
}

/** One operation: what it does, and a request to send as it stands or changed. */
export function TryIt({ operation, session }: { operation: Described; session: string | null }) {
  const { client, t } = useConsole();
  const [values, setValues] = useState(firstValues(operation, session));
  const [body, setBody] = useState(operation.body);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [isAsked, setAsked] = useState(false);
  const picture = answered?.picture;
  useEffect(
    () => () => {
      if (picture !== undefined) {
        URL.revokeObjectURL(picture);
      }
    },
    [picture],
  );
  const request = requestOf(operation, values, body);
  const send = useAction(async () => {
    setAsked(false);
    const began = performance.now();
    const response = await client.send(request);
    setAnswered(await read(response, Math.round(performance.now() - began)));
  });
  const isDangerous = /terminate|delete|clear|revoke|suspend/i.test(operation.id);
  return (
    <section class="panel" aria-labelledby="operation-title">
      <h2 id="operation-title">{operation.summary}</h2>
      <p>
        <code>
          {operation.method} {operation.path}
        </code>
      </p>
      <p class="prose">{operation.description}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isDangerous) {
            setAsked(true);
          } else {
            void send.run();
          }
        }}
      >
        {operation.parameters.map((parameter) => (
          <TextField
            key={parameter.name}
            label={parameter.name}
            hint={parameter.description}
            required={parameter.required}
            value={values[parameter.name] ?? ''}
            onValue={(value) => setValues({ ...values, [parameter.name]: value })}
          />
        ))}
        {body !== undefined && (
          <TextField label={t('body')} isLong value={body} onValue={setBody} />
        )}
        <Problem failure={send.failure} />
        <div class="actions start">
          <button type="submit" class="primary" disabled={send.isRunning}>
            {t(send.isRunning ? 'sending' : 'tryIt')}
          </button>
          <Copy text={curl(request, location.origin)} label={t('copyCurl')} />
        </div>
      </form>
      {isAsked && (
        <Confirmation
          title={t('tryTitle')}
          confirm={t('tryIt')}
          isRunning={send.isRunning}
          onConfirm={() => send.run()}
          onClose={() => setAsked(false)}
        >
          <p>{t('tryText')}</p>
        </Confirmation>
      )}
      <div role="status">
        {answered !== null && <p>{t('answered', { status: answered.status, ms: answered.ms })}</p>}
      </div>
      {answered !== null &&
        (answered.picture === undefined ? (
          <Json value={answered.text} label={t('answer')} />
        ) : (
          <img src={answered.picture} alt={t('answer')} />
        ))}
    </section>
  );
}

function requestOf(
  operation: Described,
  values: Record<string, string>,
  body: string | undefined,
): Sent {
  const of = (place: string) =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place && values[parameter.name] !== '')
        .map(({ name }) => [name, values[name] ?? '']),
    );
  return {
    method: operation.method,
    path: address(operation.path, { path: of('path'), query: of('query') }),
    headers: of('header'),
    ...(body === undefined || body.trim() === '' ? {} : { body }),
  };
}

async function read(response: Response, ms: number): Promise<Answered> {
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('image/')) {
    return { status, ms, text: '', picture: URL.createObjectURL(await response.blob()) };
  }
  return { status, ms, text: pretty(await response.text()) };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // it is no JSON
  }
}
