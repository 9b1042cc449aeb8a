package io.griot.functions.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPagesTest {
  private static final int MAX_COMPRESSED_BYTES = 60_000;

  private static List<Function<Request, Reply>> pages() {
    return List.of(WebPages::pairing, WebPages::console);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void holdsAPageToItself(Function<Request, Reply> page) {
    Map<String, String> headers = page.apply(request(Map.of())).headers();

    assertThat(headers)
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("X-Frame-Options", "DENY")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Cache-Control", "no-store");
    assertThat(headers.get("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("style-src 'self';", "connect-src 'self';")
        .doesNotContain("unsafe", "data:", "http:", "https:", "*");
  }

  /** With the policy, nothing of it would run or apply. */
  @ParameterizedTest
  @MethodSource("pages")
  void hasNothingInline(Function<Request, Reply> page) {
    assertThat(text(page.apply(request(Map.of()))))
        .doesNotContain("style=", "onload=", "onclick=", "http://", "https://")
        .doesNotContainPattern("<script[^>]*>[^<]")
        .doesNotContain("<style");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void speaksFrenchToAFrenchBrowser(Function<Request, Reply> page) {
    assertThat(text(page.apply(request(Map.of("Accept-Language", "fr-BF,fr;q=0.9")))))
        .contains("<html lang=\"fr\">");
    assertThat(text(page.apply(request(Map.of("Accept-Language", "de")))))
        .contains("<html lang=\"en\">");
  }

  @Test
  void thanksWhoComesBackFromPayingInTheirLanguage() {
    assertThat(text(WebPages.returned(request(Map.of("Accept-Language", "fr"))))).contains("Merci");
    Reply english = WebPages.returned(request(Map.of()));
    assertThat(text(english)).contains("Thank you").doesNotContain("<script", "style");
    assertThat(english.headers().get("Content-Security-Policy")).contains("default-src 'none'");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isSmallEnoughForASlowNetwork(Function<Request, Reply> page) {
    Request gzip = request(Map.of("Accept-Encoding", "gzip"));
    Matcher files =
        Pattern.compile("\"/web/([^\"]+)\"").matcher(text(page.apply(request(Map.of()))));
    int bytes = page.apply(gzip).body().length;
    int found = 0;
    while (files.find()) {
      bytes += WebPages.asset(files.group(1), gzip).body().length;
      found++;
    }

    assertThat(found).isEqualTo(3);
    assertThat(bytes).isLessThan(MAX_COMPRESSED_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pair.html", "console.html", "package-info.class", "../docs/index.html", ""})
  void servesNothingElse(String name) {
    assertThatThrownBy(() -> WebPages.asset(name, request(Map.of())))
        .isInstanceOf(ApiFailure.class);
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }

  private static Request request(Map<String, String> headers) {
    return new Request("GET", "/pair/x", "", headers, new byte[0], Instant.MAX);
  }
}
