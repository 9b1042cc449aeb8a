package io.griot.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The operator's documentation as a single file, which a browser opens without a server. */
final class DocsPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Griot: operator</title>
          <style>@STYLE@</style>
        </head>
        <body>
          <main id="docs"><p>This page needs JavaScript.</p></main>
          <script>window.word = (english) => english;</script>
          <script>@REDOC@</script>
          <script>Redoc.init(@DESCRIPTION@, { nativeScrollbars: true }, document.getElementById('docs'));</script>
        </body>
      </html>
      """;

  private DocsPage() {}

  /**
   * Writes the file from the documents that the API serves.
   *
   * @throws IOException when the API cannot be reached, or the file cannot be written
   * @throws RefusedException when the API refuses
   */
  static void write(AdminApi api, Path file) throws IOException, InterruptedException {
    String page =
        PAGE.replace("@STYLE@", text(api, "/api-docs/style.css"))
            .replace("@REDOC@", script(text(api, "/api-docs/redoc.js")))
            .replace("@DESCRIPTION@", script(text(api, "/admin/openapi.json")));
    Files.writeString(file, page);
  }

  /** Escapes the sequences that would end a script inside a page, also inside a string. */
  private static String script(String text) {
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  private static String text(AdminApi api, String path) throws IOException, InterruptedException {
    AdminApi.Answer answer = api.get(path);
    if (answer.status() != 200) {
      throw new RefusedException(answer);
    }
    return answer.text();
  }
}
