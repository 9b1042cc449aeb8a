package io.griot.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer that is an object in S3 ({@link Names#answerObject}), because it is large or no JSON.
 *
 * @param mimetype what it is; {@link #JSON} for an answer like all others
 * @param disposition its {@code Content-Disposition}; empty for what may be shown as it is
 * @param bytes its size
 */
public record AnswerFile(String mimetype, Optional<String> disposition, long bytes) {
  public static final String JSON = "application/json";

  private static final Pattern TYPE =
      Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,120}(; ?[\\w-]{1,30}=\"?[\\w.,+-]{1,60}\"?)?");

  /** An answer as all others are, but large. */
  public static AnswerFile json(long bytes) {
    return new AnswerFile(JSON, Optional.empty(), bytes);
  }

  /**
   * A file that somebody else made. What it says of itself is not trusted: it is never shown, only
   * stored, and a type that is none becomes {@code application/octet-stream}.
   *
   * @param filename as its sender called it
   */
  public static AnswerFile attachment(String mimetype, Optional<String> filename, long bytes) {
    String type = TYPE.matcher(mimetype).matches() ? mimetype : "application/octet-stream";
    String name =
        filename
            .map(text -> URLEncoder.encode(text, UTF_8).replace("+", "%20"))
            .map(text -> "; filename=%s; filename*=UTF-8''%s".formatted(text, text))
            .orElse("");
    return new AnswerFile(type, Optional.of("attachment" + name), bytes);
  }

  public boolean isJson() {
    return mimetype.equals(JSON) && disposition.isEmpty();
  }
}
