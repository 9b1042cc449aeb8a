package io.griot.sandbox.phones;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the phones' page at {@code /phones/ui}. */
final class PhonesPage {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' blob: data:; media-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Pattern FILE = Pattern.compile("[a-z]+\\.(html|css|svg|js)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "js", "text/javascript; charset=utf-8");

  private PhonesPage() {}

  static void configure(RoutesConfig routes) {
    routes.get("/phones/ui", context -> serve(context, "index.html"));
    routes.get("/phones/ui/{file}", context -> serve(context, context.pathParam("file")));
  }

  private static void serve(Context context, String file) throws IOException {
    Matcher name = FILE.matcher(file);
    if (!name.matches()) {
      throw noSuchFile();
    }
    try (InputStream resource = PhonesPage.class.getResourceAsStream("/page/phones-ui/" + file)) {
      if (resource == null) {
        throw noSuchFile();
      }
      context.header("Content-Security-Policy", POLICY);
      context.header("Cache-Control", "no-cache");
      context.contentType(TYPES.getOrDefault(name.group(1), "text/plain"));
      context.result(resource.readAllBytes());
    }
  }

  private static NotFoundResponse noSuchFile() {
    return new NotFoundResponse("the phones' page has no such file");
  }
}
