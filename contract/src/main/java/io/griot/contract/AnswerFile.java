package io.griot.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer that is stored in S3 ({@link Names#answerObject}), because it is large or not JSON.
 *
 * @param mimetype the type of the file; {@link #JSON} for an ordinary answer
 * @param disposition the answer's {@code Content-Disposition}; empty when a browser may show it as
 *     it is
 * @param bytes the size of the file
 */
public record AnswerFile(String mimetype, Optional<String> disposition, long bytes) {
  public static final String JSON = "application/json";

  private static final Pattern TYPE =
      Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,120}(; ?[\\w-]{1,30}=\"?[\\w.,+-]{1,60}\"?)?");

  /** An ordinary JSON answer that is too large for the command's item. */
  public static AnswerFile json(long bytes) {
    return new AnswerFile(JSON, Optional.empty(), bytes);
  }

  /**
   * A file that a third party made. Its metadata is not trusted: browsers download it and never
   * show it, and a malformed type becomes {@code application/octet-stream}.
   *
   * @param filename the name that the sender gave it
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
