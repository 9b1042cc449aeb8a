import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Common {
  label: string;
  hint?: string | undefined;
  value: string;
  onValue(value: string): void;
}

/** A line that is typed. */
export function TextField({
  label,
  hint,
  value,
  onValue,
  type = 'text',
  required = false,
  placeholder,
  isLong = false,
}: Common & {
  type?: 'text' | 'url' | 'tel' | 'number' | 'password' | 'search' | 'datetime-local';
  required?: boolean;
  placeholder?: string;
  isLong?: boolean;
}) {
  const id = useId();
  const shared = {
    id,
    required,
    value,
    spellcheck: false,
    autoComplete: 'off',
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
  };
  return (
    <Labelled id={id} label={label} hint={hint}>
      {isLong ? (
        <textarea {...shared} rows={4} onInput={(event) => onValue(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={type}
          step={type === 'number' ? 'any' : undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

/** One of several. */
export function SelectField<V extends string>({
  label,
  hint,
  value,
  onValue,
  options,
}: Omit<Common, 'value' | 'onValue'> & {
  value: V;
  onValue(value: NoInfer<V>): void;
  options: readonly (readonly [NoInfer<V>, string])[];
}) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <select id={id} value={value} onChange={(event) => onValue(event.currentTarget.value as V)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Yes or no. */
export function CheckField({
  label,
  checked,
  onChecked,
}: {
  label: string;
  checked: boolean;
  onChecked(checked: boolean): void;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChecked(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

function Labelled({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}
