package io.griot.local.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds forbidden content that has a recognisable form. */
final class Secrets {
  /** The kinds of forbidden content. */
  enum Kind {
    KEY,
    SECRET,
    /** A QR code's content. Whoever scans it can link the session to a phone. */
    CODE,
    NUMBER,
    TEXT
  }

  private static final Map<Kind, Pattern> FORMS =
      Map.of(
          Kind.KEY, Pattern.compile("(?:live|test|admin)_[0-9A-Za-z]{32,46}"),
          Kind.SECRET, Pattern.compile("whsec_[0-9A-Za-z+/]{16,}|X-Amz-Signature=[0-9a-f]{16,}"),
          Kind.CODE, Pattern.compile("2@[0-9A-Za-z+/=]{40,}"),
          // Ids of people and groups, and bare numbers. 13 digits beginning with 1 are a time in
          // milliseconds.
          Kind.NUMBER,
              Pattern.compile(
                  "\\d{6,20}@(?:c\\.us|lid|g\\.us|s\\.whatsapp\\.net|newsletter)"
                      + "|(?<![0-9A-Za-z.-])\\+?(?!1\\d{12}(?!\\d))\\d{11,15}(?![0-9A-Za-z.-])"));

  private Secrets() {}

  /** A finding, with its first characters. */
  record Found(Kind kind, String what) {}

  /** All content of these kinds in a text. Texts of messages have no recognisable form. */
  static List<Found> in(String text, List<Kind> kinds) {
    List<Found> found = new ArrayList<>();
    for (Kind kind : kinds) {
      Pattern form = FORMS.get(kind);
      Matcher matcher = form == null ? Pattern.compile("(?!)").matcher("") : form.matcher(text);
      if (matcher.find()) {
        found.add(new Found(kind, begin(matcher.group())));
      }
    }
    return found;
  }

  /** The beginning of a text, enough to find it. */
  static String begin(String text) {
    return text.substring(0, Math.min(text.length(), 12)) + "…";
  }
}
