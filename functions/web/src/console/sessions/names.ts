import { useConsole } from '../context';
import { useOnce } from '../hooks';

/** The names of all sessions that the key reaches, asked for once. */
export function useSessionNames(): readonly string[] {
  const { client } = useConsole();
  const [names] = useOnce('session names', async () =>
    [...(await client.get('/session/getSessions')).result].sort(),
  );
  return names.value ?? [];
}
