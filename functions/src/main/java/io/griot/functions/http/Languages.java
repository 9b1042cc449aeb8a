package io.griot.functions.http;

import java.util.List;
import java.util.Locale;

/** Which of Griot's two languages somebody reads. */
public final class Languages {
  private Languages() {}

  /**
   * Whether it is French: the address says so ({@code ?lang=fr}), or says nothing and the browser
   * prefers it to English.
   */
  public static boolean french(Request request) {
    if (request.query().matches("(.*&)?lang=(en|fr)(&.*)?")) {
      return request.query().contains("lang=fr");
    }
    try {
      List<Locale.LanguageRange> wanted =
          Locale.LanguageRange.parse(request.header("accept-language").orElse("en"));
      return "fr".equals(Locale.lookupTag(wanted, List.of("fr", "en")));
    } catch (IllegalArgumentException e) {
      return false; // not a list of languages
    }
  }
}
