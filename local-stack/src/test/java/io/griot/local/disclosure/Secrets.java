package io.griot.local.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must not be in a text, and is known by its form. */
final class Secrets {
  /** What was found. */
  enum Kind {
    KEY,
    SECRET,
    /** A QR code's content: whoever scans it has the session linked to their phone. */
    CODE,
    NUMBER,
    TEXT
  }

  private static final Map<Kind, Pattern> FORMS =
      Map.of(
          Kind.KEY, Pattern.compile("(?:live|test|admin)_[0-9A-Za-z]{32,46}"),
          Kind.SECRET, Pattern.compile("whsec_[0-9A-Za-z+/]{16,}|X-Amz-Signature=[0-9a-f]{16,}"),
          Kind.CODE, Pattern.compile("2@[0-9A-Za-z+/=]{40,}"),
          // Of people and groups, and bare. 13 digits that begin with 1 are a time in milliseconds.
          Kind.NUMBER,
              Pattern.compile(
                  "\\d{6,20}@(?:c\\.us|lid|g\\.us|s\\.whatsapp\\.net|newsletter)"
                      + "|(?<![0-9A-Za-z.-])\\+?(?!1\\d{12}(?!\\d))\\d{11,15}(?![0-9A-Za-z.-])"));

  private Secrets() {}

  /** Something that was found, with the first characters of what it is. */
  record Found(Kind kind, String what) {}

  /** All of these kinds that are in a text; texts of messages have no form. */
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

  /** Enough to find it by. */
  static String begin(String text) {
    return text.substring(0, Math.min(text.length(), 12)) + "…";
  }
}
