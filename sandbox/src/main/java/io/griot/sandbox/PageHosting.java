package io.griot.sandbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.griot.sandbox.http.ApiError;
import io.griot.sandbox.wire.Faults;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the page that stands in for web.whatsapp.com: its files at {@code /}, and its settings and
 * faults as {@code /page-config.json}: {@code {"fillers": <number>, "leaveOut": [<module name>…],
 * "slowStorage": <boolean>, "brokenBundles": [<module name>…], "searchHangs": <boolean>,
 * "uploadsHang": <boolean>}}. Thread-safe.
 */
final class PageHosting {
  /** The form of names: the folder is flat, and no other paths can be requested. */
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "map", "application/json",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon");

  /**
   * A content policy that allows wa-js what the real client's does: inline scripts, eval, blobs,
   * any media.
   */
  private static final String POLICY =
      "default-src 'self' data: blob:; script-src 'self' 'unsafe-eval' 'unsafe-inline' blob:;"
          + " style-src 'self' 'unsafe-inline' data:; connect-src * data: blob:;"
          + " img-src * data: blob:; media-src * data: blob:; worker-src 'self' blob:;"
          + " frame-ancestors 'none'";

  private final Optional<Path> folder;
  private final int fillers;
  private final Faults faults;

  PageHosting(Optional<Path> folder, int fillers, Faults faults) {
    this.folder = folder;
    this.fillers = fillers;
    this.faults = faults;
  }

  private record PageConfig(int fillers, @JsonUnwrapped Faults.OfPages faults) {}

  void configure(RoutesConfig routes) {
    routes.get("/", context -> serve(context, "index.html"));
    routes.get("/page-config.json", this::config);
    routes.get("/{file}", context -> serve(context, context.pathParam("file")));
  }

  private void config(Context context) {
    context.header("Cache-Control", "no-store");
    context.json(new PageConfig(fillers, faults.ofPages()));
  }

  private void serve(Context context, String file) throws IOException {
    Optional<byte[]> content = FILE.matcher(file).matches() ? read(file) : Optional.empty();
    if (content.isEmpty()) {
      context.status(HttpStatus.NOT_FOUND);
      context.json(new ApiError("no such file: the page has none of this name"));
      return;
    }
    String extension = file.substring(file.lastIndexOf('.') + 1);
    context.header("Content-Security-Policy", POLICY);
    context.header("Cache-Control", "no-cache");
    context.contentType(TYPES.getOrDefault(extension, "application/octet-stream"));
    context.result(content.get());
  }

  private Optional<byte[]> read(String file) throws IOException {
    if (folder.isPresent()) {
      Path path = folder.get().resolve(file);
      return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }
    try (InputStream resource = PageHosting.class.getResourceAsStream("/page/" + file)) {
      return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
    }
  }
}
