package io.griot.functions.phone;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A move of a national plan that put digits into its numbers, or took some out, and changed nothing
 * else. So each form of a number tells every other, one to one. Immutable.
 */
final class NumberMove {
  private final List<String> inserts;
  private final Pattern pattern;

  /**
   * A move.
   *
   * @param head what stands before the digits that come and go: a regular expression without groups
   * @param inserts those digits, the newest plan's first; may be empty
   * @param tail what stands after them: a regular expression without groups
   */
  NumberMove(String head, List<String> inserts, String tail) {
    this.inserts = List.copyOf(inserts);
    this.pattern = Pattern.compile("(%s)(%s)(%s)".formatted(head, String.join("|", inserts), tail));
  }

  /** The number with its forms in the other plans; empty when the move does not concern it. */
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
