package io.griot.sandbox.media;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The HTTP routes of the media servers for pages and phones: {@code POST /media} stores bytes and
 * answers {@code {"directPath"}}, {@code GET} returns them from there, {@code DELETE} deletes them.
 * Thread-safe.
 */
public final class MediaRoutes {
  private static final String PREFIX = "/media/";

  private final MediaFiles files;

  public MediaRoutes(MediaFiles files) {
    this.files = files;
  }

  /** Adds the routes. */
  public void configure(RoutesConfig routes) {
    routes.post(
        "/media",
        context -> {
          context.json(Map.of("directPath", take(files, context)));
          context.status(HttpStatus.CREATED);
        });
    routes.get("/media/{id}", context -> give(files, context, context.pathParam("id")));
    routes.delete(
        "/media/{id}",
        context -> {
          files.forget(context.pathParam("id"));
          context.status(HttpStatus.NO_CONTENT);
        });
  }

  /**
   * Stores the request's body, however large, without holding it in memory.
   *
   * @return the path from which it can be read
   */
  public static String take(MediaFiles files, Context context) throws IOException {
    try (InputStream body = context.bodyInputStream()) {
      return PREFIX + files.put(body);
    } catch (MediaFiles.TooLargeException e) {
      throw new ContentTooLargeResponse("a file has at most " + MediaFiles.MAX_BYTES + " bytes");
    }
  }

  /** Answers with a file. */
  public static void give(MediaFiles files, Context context, String id) throws IOException {
    Path file = find(files, id);
    context.header("Cache-Control", "no-store");
    context.header("X-Content-Type-Options", "nosniff");
    context.contentType("application/octet-stream");
    context.result(Files.newInputStream(file));
  }

  /** The file of a path that {@link #take} returned. */
  public static Path find(MediaFiles files, String directPath) {
    return files
        .find(directPath.substring(directPath.lastIndexOf('/') + 1))
        .orElseThrow(() -> new NotFoundResponse("no such file, or not any more"));
  }
}
