import { useEffect, useState } from 'preact/hooks';
import { useConsole } from '../context';
import { Failure } from '../failure';
import { clock } from '../format';
import { useAction } from '../hooks';
import { Problem } from '../parts/problem';

/** A picture of WhatsApp's page in the session's browser, made on request. */
export function Picture({ name }: { name: string }) {
  const { client, language, t } = useConsole();
  const [picture, setPicture] = useState<{ url: string; at: number } | null>(null);
  const [hasNone, setHasNone] = useState(false);
  const url = picture?.url;
  useEffect(
    () => () => {
      if (url !== undefined) {
        URL.revokeObjectURL(url);
      }
    },
    [url],
  );
  const take = useAction(async () => {
    const path = `/session/getPageScreenshot/${encodeURIComponent(name)}`;
    const response = await client.send({ method: 'GET', path });
    const isPicture = response.headers.get('content-type')?.startsWith('image/');
    setHasNone(!isPicture && response.ok);
    if (isPicture) {
      setPicture({ url: URL.createObjectURL(await response.blob()), at: Date.now() });
    } else if (!response.ok) {
      const body = (await response.json().catch(() => ({}))) as { error?: string };
      throw new Failure(response.status, body.error ?? '');
    }
  });
  return (
    <section class="panel" aria-labelledby="picture-title">
      <h2 id="picture-title">{t('picture')}</h2>
      <p class="soft">{t('pictureHint')}</p>
      <button type="button" class="secondary" disabled={take.isRunning} onClick={() => take.run()}>
        {t(take.isRunning ? 'pictureTaking' : 'pictureTake')}
      </button>
      <Problem failure={take.failure} />
      {hasNone && <p role="status">{t('pictureNone')}</p>}
      {picture !== null && (
        <figure>
          <img src={picture.url} alt={t('pictureAlt', { name })} />
          <figcaption class="soft">
            {t('takenAt', { time: clock(language, picture.at) })}
          </figcaption>
        </figure>
      )}
    </section>
  );
}
