package io.griot.functions.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Languages;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Serves the pages that are built in {@code functions/web}, and their files. A page is the same for
 * everybody; it gets its data from the API. It loads nothing from elsewhere, contains no inline
 * script, and cannot be framed by another page.
 */
public final class WebPages {
  private static final String HTML = "text/html; charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** The pages' files. Requests cannot reach any other file. */
  private static final Map<String, byte[]> ASSETS =
      Map.of(
          "pair.js", read("pair.js"),
          "pair.css", read("pair.css"),
          "console.js", read("console.js"),
          "console.css", read("console.css"),
          "icon.svg", read("icon.svg"));

  private static final byte[] PAIRING = read("pair.html");
  private static final byte[] CONSOLE = read("console.html");

  private static final Map<String, String> RETURNED =
      Map.of(
          "en", new String(read("returned.en.html"), UTF_8),
          "fr", new String(read("returned.fr.html"), UTF_8));

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /**
   * The console also shows pictures and sounds that it was answered: they need a key to ask for.
   */
  private static final String CONSOLE_POLICY =
      POLICY.replace("img-src 'self';", "img-src 'self' blob:; media-src blob:;");

  private WebPages() {}

  /**
   * The page of a pairing link. Its address is a secret: no referrer contains it, and no cache
   * keeps it.
   */
  public static Reply pairing(Request request) {
    return page(PAIRING, POLICY, request);
  }

  /** The console. It holds no key and shows nothing until somebody gives it theirs. */
  public static Reply console(Request request) {
    return page(CONSOLE, CONSOLE_POLICY, request);
  }

  private static Reply page(byte[] html, String policy, Request request) {
    String language = Languages.french(request) ? "fr" : "en";
    String page = new String(html, UTF_8).replace("<html>", "<html lang=\"" + language + "\">");
    return Reply.text(HTML, page)
        .with("Content-Security-Policy", policy)
        .with("Content-Language", language)
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
        .with("X-Robots-Tag", "noindex, nofollow")
        .compressedFor(request);
  }

  /** The page that a payer comes back to. It tells nothing of the payment: anybody may open it. */
  public static Reply returned(Request request) {
    String language = Languages.french(request) ? "fr" : "en";
    return Reply.text(HTML, RETURNED.getOrDefault(language, ""))
        .with("Content-Security-Policy", POLICY)
        .with("Content-Language", language)
        .with("X-Frame-Options", "DENY")
        .with("X-Robots-Tag", "noindex, nofollow");
  }

  /**
   * A file of the pages.
   *
   * @throws ApiFailure {@code ROUTE_NOT_FOUND} when there is no such file
   */
  public static Reply asset(String name, Request request) {
    byte[] file = ASSETS.get(name);
    if (file == null) {
      throw new ApiFailure(FailureCode.ROUTE_NOT_FOUND);
    }
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), HTML);
    return Reply.asset(type, file).compressedFor(request);
  }

  private static byte[] read(String name) {
    try (InputStream file = WebPages.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
