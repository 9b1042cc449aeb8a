interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

interface Props<Value extends string> {
  name: string;
  legend: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange(value: Value): void;
}

/** A choice between a few values, as radio buttons, which keyboards and screen readers support. */
export function Choice<Value extends string>({
  name,
  legend,
  value,
  options,
  onChange,
}: Props<Value>) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="options">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>
              <strong>{option.label}</strong>
              {option.hint && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
