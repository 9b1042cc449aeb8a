import { useEffect, useMemo, useState } from 'preact/hooks';
import { keepLanguage } from '../language';
import type { Language } from '../messages';
import { Client } from './client';
import { ConsoleContext } from './context';
import { audienceOf, keepKey } from './key';
import { routeOf } from './route';
import { Shell } from './shell';
import { SignIn } from './signIn';

/** The console: somebody signs in with a key, and is where the address says. */
export function App({
  firstLanguage,
  firstKey,
}: {
  firstLanguage: Language;
  firstKey: string | null;
}) {
  const [language, setLanguage] = useState(firstLanguage);
  const [key, setKey] = useState(firstKey);
  const [hasFailed, setFailed] = useState(false);
  const [route, setRoute] = useState(routeOf(location.hash));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    const go = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }, []);
  const value = useMemo(
    () => ({
      client: new Client(key ?? ''),
      language,
      keyFailed: () => {
        keepKey(null);
        setFailed(true);
        setKey(null);
      },
    }),
    [key, language],
  );

  function choose(chosen: Language): void {
    keepLanguage(chosen);
    setLanguage(chosen);
  }

  function sign(given: string | null): void {
    keepKey(given);
    setFailed(false);
    setKey(given);
  }

  return (
    <ConsoleContext.Provider value={value}>
      {key === null ? (
        <SignIn hasFailed={hasFailed} onKey={sign} onLanguage={choose} />
      ) : (
        <Shell
          audience={audienceOf(key)}
          route={route}
          onLanguage={choose}
          onSignOut={() => sign(null)}
        />
      )}
    </ConsoleContext.Provider>
  );
}
