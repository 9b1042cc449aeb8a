package io.griot.functions.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Languages;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the API's description and the page that renders it. Both are in French for requests with
 * {@code ?lang=fr} and for browsers that prefer French to English. The page may load nothing from
 * elsewhere.
 */
public final class ApiDocs {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  /** The page's other files, and their types. */
  private static final Map<String, String> ASSETS =
      Map.of(
          "redoc.js", "text/javascript; charset=utf-8",
          "start.js", "text/javascript; charset=utf-8",
          "style.css", "text/css; charset=utf-8");

  /**
   * The page's Content-Security-Policy. Redoc writes its styles into the page, and searches in a
   * worker that it makes from a blob.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  /** The server in the catalogue: the origin of the document itself. */
  private static final String HERE = "\"servers\":[{\"url\":\"/\"}]";

  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(:\\d{1,5})?");

  private ApiDocs() {}

  /**
   * {@code openapi.json}, with the API's address as seen by the caller, so that a client generated
   * from a saved copy finds the API too. Tools of any origin may read it.
   */
  public static Reply description(Request request) {
    return Reply.asset(JSON, addressed(Catalogue.document(Languages.french(request)), request))
        .with("Access-Control-Allow-Origin", "*")
        .compressedFor(request);
  }

  /** The operators' description. It is not public, so no cache may keep it. */
  public static Reply operatorsDescription(Request request) {
    return Reply.asset(JSON, addressed(Catalogue.operatorsDocument(), request))
        .with("Cache-Control", "no-store")
        .compressedFor(request);
  }

  private static byte[] addressed(byte[] json, Request request) {
    String document = new String(json, UTF_8);
    return address(request)
        .map(address -> document.replace(HERE, HERE.replace("/", address)))
        .orElse(document)
        .getBytes(UTF_8);
  }

  public static Reply page(Request request) {
    String language = Languages.french(request) ? "fr" : "en";
    String page = new String(read("index.html"), UTF_8);
    return Reply.asset(
            HTML, page.replace("<html>", "<html lang=\"" + language + "\">").getBytes(UTF_8))
        .with("Content-Security-Policy", POLICY)
        .with("Content-Language", language)
        .compressedFor(request);
  }

  /**
   * One of the page's other files.
   *
   * @throws ApiFailure {@code ROUTE_NOT_FOUND} when there is no such file
   */
  public static Reply asset(String name, Request request) {
    String type = ASSETS.get(name);
    if (type == null) {
      throw new ApiFailure(FailureCode.ROUTE_NOT_FOUND);
    }
    return Reply.asset(type, read(name)).compressedFor(request);
  }

  /**
   * The API's address as seen by the caller; empty when the request does not contain it in a form
   * that can be written into a document. This machine is written as a number, because linters take
   * {@code localhost} for a forgotten example.
   */
  public static Optional<String> address(Request request) {
    String scheme = request.header("x-forwarded-proto").orElse("http");
    return request
        .header("host")
        .map(host -> host.replaceFirst("^localhost(?=:|$)", "127.0.0.1"))
        .filter(host -> HOST.matcher(host).matches() && scheme.matches("https?"))
        .map(host -> scheme + "://" + host);
  }

  private static byte[] read(String name) {
    try (InputStream file = ApiDocs.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
