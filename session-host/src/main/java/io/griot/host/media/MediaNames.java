package io.griot.host.media;

import io.griot.host.media.UrlFetch.Fetched;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives type and name of a fetched file, by the original API's rules. The type follows from the
 * URL's extension, else from {@code Content-Type}. The name comes from {@code Content-Disposition},
 * else from the URL's last segment, else it is {@code file}.
 */
final class MediaNames {
  private static final int MAX_NAME = 255;

  private static final Pattern EXTENDED = Pattern.compile("filename\\*=(?:UTF-8|utf-8)''([^;]+)");
  private static final Pattern PLAIN = Pattern.compile("filename=(?:\"([^\"]*)\"|([^;\\s]+))");

  /** Common types that the JDK's table lacks. */
  private static final Map<String, String> MORE =
      Map.of(
          "webp", "image/webp",
          "ogg", "audio/ogg",
          "opus", "audio/ogg",
          "m4a", "audio/mp4",
          "mp4", "video/mp4",
          "webm", "video/webm",
          "mov", "video/quicktime");

  private MediaNames() {}

  static String mimetype(Fetched fetched) {
    String segment = lastSegment(fetched);
    String ending = segment.substring(segment.lastIndexOf('.') + 1);
    return Optional.ofNullable(MORE.get(ending.toLowerCase(java.util.Locale.ROOT)))
        .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(segment)))
        .or(() -> fetched.contentType().filter(type -> type.matches("[\\w.+-]+/[\\w.+-]+")))
        .orElse("application/octet-stream");
  }

  static String filename(Fetched fetched) {
    String name = fetched.disposition().flatMap(MediaNames::named).orElse(lastSegment(fetched));
    String plain = name.replaceAll("[\\p{Cntrl}/\\\\]", "").strip();
    return plain.isEmpty() ? "file" : plain.substring(0, Math.min(plain.length(), MAX_NAME));
  }

  private static Optional<String> named(String disposition) {
    Matcher extended = EXTENDED.matcher(disposition);
    if (extended.find()) {
      return decoded(extended.group(1).strip());
    }
    Matcher plain = PLAIN.matcher(disposition);
    return plain.find()
        ? Optional.ofNullable(plain.group(1)).or(() -> Optional.ofNullable(plain.group(2)))
        : Optional.empty();
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a malformed name counts as none
    }
  }

  private static String lastSegment(Fetched fetched) {
    String path = Optional.ofNullable(fetched.from().getPath()).orElse("");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
