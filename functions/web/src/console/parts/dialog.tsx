import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useConsole } from '../context';

/** A question before something that cannot be undone. The browser keeps the keyboard inside, and Escape closes it. */
export function Confirmation({
  title,
  children,
  confirm,
  isBad = true,
  isRunning = false,
  onConfirm,
  onClose,
}: {
  title: string;
  children: ComponentChildren;
  confirm: string;
  isBad?: boolean;
  isRunning?: boolean;
  onConfirm(): void;
  onClose(): void;
}) {
  const { t } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) {
        opener.focus(); // it is gone from under the keyboard otherwise
      }
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="dialog-title" onClose={onClose}>
      <h2 id="dialog-title">{title}</h2>
      <div class="stack">{children}</div>
      <div class="actions">
        <button type="button" class="secondary" onClick={() => dialog.current?.close()}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class={isBad ? 'primary bad' : 'primary'}
          disabled={isRunning}
          onClick={onConfirm}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
