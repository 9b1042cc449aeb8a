package io.griot.host.media;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Files for tests, as ffmpeg draws and plays them by itself. */
final class Samples {
  static final String PICTURE = "testsrc2=size=%s:rate=10";
  static final String TONE = "sine=440:sample_rate=44100";

  private Samples() {}

  /**
   * Writes a sample.
   *
   * @param arguments ffmpeg's, inputs included
   */
  static Path make(Path file, String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of(arguments.split(" ", -1)));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("no sample " + file.getFileName());
    }
    return file;
  }

  /** A moving picture of this size, so many seconds long, with a tone. */
  static Path video(Path file, String size, int seconds, String encoding)
      throws IOException, InterruptedException {
    String picture = "-f lavfi -i " + PICTURE.formatted(size);
    return make(file, picture + " -f lavfi -i " + TONE + " -t " + seconds + " " + encoding);
  }

  /** A tone. */
  static Path sound(Path file, int seconds, String encoding)
      throws IOException, InterruptedException {
    return make(file, "-f lavfi -i " + TONE + " -t " + seconds + " " + encoding);
  }

  /** One picture. */
  static Path picture(Path file, String size, String encoding)
      throws IOException, InterruptedException {
    return make(file, "-f lavfi -i " + PICTURE.formatted(size) + " -frames:v 1 " + encoding);
  }
}
