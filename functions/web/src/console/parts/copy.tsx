import { useState } from 'preact/hooks';
import { useConsole } from '../context';

/** Puts a text where it can be pasted from, and says so. */
export function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useConsole();
  const [said, setSaid] = useState('');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t('copied'));
    } catch {
      setSaid(t('notCopied'));
    }
  }
  return (
    <span class="copy">
      <button type="button" class="secondary small" onClick={copy}>
        {label}
      </button>
      <span role="status">{said}</span>
    </span>
  );
}
