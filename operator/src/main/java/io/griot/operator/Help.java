package io.griot.operator;

import java.util.Locale;

/**
 * The text of {@code ./griot admin --help}. It is stored in a file, so that it is available without
 * a build.
 */
final class Help {
  private static final String HEAD =
      """
        --json              the API's answer as it is, for scripts
        --help              this text

      GRIOT is the API's address (default http://127.0.0.1:3000), GRIOT_ADMIN_KEY an operator's key. For what
      ./griot up started here, neither is needed. Exit codes: 0 done, 1 refused by the API, 2 wrong usage,
      3 nobody answers. An option without a value (--contact=) takes away what is there; lists are separated
      by commas; a time is 2026-12-31 or 2026-12-31T23:59:59Z.

        docs FILE
            Write the description of the whole admin API as a page for a browser.

        clock [FORWARD]
            What time the stack on this machine goes by. With 31d or 12h, move it forward: subscriptions end,
            sessions stop, as if you had waited. An installation on AWS refuses.
      """;

  private Help() {}

  static String text(Verbs verbs) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Verb verb : verbs.all()) {
      text.append("\n  ").append(verb.usage()).append('\n');
      text.append("      ").append(verb.summary()).append(".\n");
      for (Verb.Field field : verb.options()) {
        text.append("      ").append(option(field)).append('\n');
      }
    }
    return text.toString();
  }

  private static String option(Verb.Field field) {
    String or = field.type() == Verb.Type.LIST ? "," : "|";
    String value = field.values().isEmpty() ? kind(field) : String.join(or, field.values());
    String head = field.option() + " " + value;
    String needed = field.required() ? "Needed. " : "";
    return head + " ".repeat(Math.max(2, 26 - head.length())) + needed + field.description();
  }

  private static String kind(Verb.Field field) {
    return switch (field.type()) {
      case LIST -> "A,B";
      case NUMBER -> "N";
      case FLAG -> "true|false";
      default -> field.type().name().toUpperCase(Locale.ROOT);
    };
  }
}
