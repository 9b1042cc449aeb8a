package io.griot.functions.phone;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of a national plan that only inserted or removed digits. So each form of a number can be
 * computed from any other. Immutable.
 */
final class NumberMove {
  private final List<String> inserts;
  private final Pattern pattern;

  /**
   * Creates a change.
   *
   * @param head the part before the inserted digits: a regular expression without groups
   * @param inserts the inserted digits, the newest plan's first; may be empty
   * @param tail the part after them: a regular expression without groups
   */
  NumberMove(String head, List<String> inserts, String tail) {
    this.inserts = List.copyOf(inserts);
    this.pattern = Pattern.compile("(%s)(%s)(%s)".formatted(head, String.join("|", inserts), tail));
  }

  /** The number with its forms in the other plans; empty when the change does not apply to it. */
  Optional<PhoneNumber> apply(String digits) {
    Matcher matcher = pattern.matcher(digits);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> forms =
        inserts.stream().map(insert -> matcher.group(1) + insert + matcher.group(3)).toList();
    List<String> others = forms.stream().filter(form -> !form.equals(digits)).toList();
    return Optional.of(new PhoneNumber(digits, others, forms.getFirst()));
  }
}
