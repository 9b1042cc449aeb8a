package io.griot.sandbox.phones;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Serves the phones' page at {@code /phones/ui}. */
final class PhonesPage {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' blob: data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** The page's files and their types; there are no others. */
  private static final Map<String, String> FILES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "style.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "main.js", "text/javascript; charset=utf-8");

  private PhonesPage() {}

  static void configure(RoutesConfig routes) {
    routes.get("/phones/ui", context -> serve(context, "index.html"));
    routes.get("/phones/ui/{file}", context -> serve(context, context.pathParam("file")));
  }

  private static void serve(Context context, String file) throws IOException {
    String type = FILES.get(file);
    if (type == null) {
      throw new NotFoundResponse("the phones' page has no such file");
    }
    try (InputStream resource = PhonesPage.class.getResourceAsStream("/phones-ui/" + file)) {
      if (resource == null) {
        throw new IllegalStateException("the jar lacks /phones-ui/" + file);
      }
      context.header("Content-Security-Policy", POLICY);
      context.header("Cache-Control", "no-cache");
      context.contentType(type);
      context.result(resource.readAllBytes());
    }
  }
}
