package io.griot.host.media;

import io.griot.contract.SessionId;
import io.griot.host.browser.Spawner;
import io.griot.host.media.FairLimiter.Permit;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs ffmpeg and ffprobe on untrusted files. Each process has one thread, low priority, its own
 * process group, and limits enforced by the kernel. A process may open local files only, and only
 * as one of the formats listed here: no network, and no playlist that names other files. Its
 * standard output and error are discarded. Thread-safe; every call blocks until its process has
 * ended.
 */
final class Ffmpeg {
  /** Containers of sound, video and pictures. Playlists and scripted images are left out. */
  private static final String FORMATS =
      "mov,matroska,avi,asf,flv,mpeg,mpegts,mpegvideo,m4v,h264,ogg,wav,w64,aiff,caf,au,mp3,aac,ac3,"
          + "amr,flac,gif,apng,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,j2k_pipe,jpegls_pipe";

  private static final String PRIORITY = "15";
  private static final Duration PROBE_CPU = Duration.ofSeconds(10);
  private static final int PROBES_AT_ONCE = 4;
  private static final long MAX_PROBE_BYTES = 1 << 20;

  private final Spawner spawner;
  private final FfmpegPrograms programs;
  private final ConversionLimits limits;
  private final FairLimiter probes = new FairLimiter(PROBES_AT_ONCE);
  private final FairLimiter conversions;

  /**
   * @param spawner starts the processes and ends them when it ends
   * @param atOnce how many files may be converted at the same time
   */
  Ffmpeg(Spawner spawner, FfmpegPrograms programs, ConversionLimits limits, int atOnce) {
    this.spawner = spawner;
    this.programs = programs;
    this.limits = limits;
    this.conversions = new FairLimiter(atOnce);
  }

  /**
   * Reads a file's container and streams.
   *
   * @return empty when the file is no sound, video or picture
   * @throws IOException when no slot is free in time, or ffprobe runs too long
   */
  Optional<Probe> probe(SessionId session, Path file) throws IOException, InterruptedException {
    Path answer = Files.createTempFile(file.getParent(), "probe-", null);
    try (Permit _ = probes.take(session, limits.turn())) {
      List<String> command = bounded(programs.ffprobe(), PROBE_CPU);
      command.addAll(List.of("-of", "json", "-show_entries", Probe.ENTRIES));
      command.addAll(List.of("-o", answer.toString(), "-i", file.toString()));
      boolean isKnown = run(command) && Files.size(answer) <= MAX_PROBE_BYTES;
      return isKnown ? Optional.of(Probe.of(Files.readString(answer))) : Optional.empty();
    } finally {
      Files.deleteIfExists(answer);
    }
  }

  /**
   * Converts a file in place.
   *
   * @return false when ffmpeg cannot read it; the file is then unchanged
   * @throws IOException when no slot is free in time, ffmpeg runs too long, or the disk fails
   */
  boolean convert(SessionId session, Path file, Recipe recipe)
      throws IOException, InterruptedException {
    return convert(session, file, List.of(recipe), Long.MAX_VALUE);
  }

  /**
   * Converts a file in place with the first recipe whose result is at most {@code goodBytes} long.
   * If none is, the last recipe's result is kept.
   *
   * @param recipes best quality first
   */
  boolean convert(SessionId session, Path file, List<Recipe> recipes, long goodBytes)
      throws IOException, InterruptedException {
    Path made = Files.createTempFile(file.getParent(), "made-", null);
    try (Permit _ = conversions.take(session, limits.turn())) {
      for (Recipe recipe : recipes) {
        if (!run(conversion(file, made, recipe)) || Files.size(made) == 0) {
          return false;
        }
        if (Files.size(made) <= goodBytes) {
          break;
        }
      }
      Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private List<String> conversion(Path from, Path to, Recipe recipe) {
    List<String> command = bounded(programs.ffmpeg(), limits.cpu());
    command.addAll(List.of("-nostdin", "-y", "-threads", "1", "-i", from.toString()));
    command.addAll(List.of("-threads", "1", "-filter_threads", "1", "-dn", "-sn"));
    command.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
    command.addAll(recipe.arguments());
    command.add(to.toString());
    return command;
  }

  private List<String> bounded(Path program, Duration cpu) {
    return new ArrayList<>(
        Stream.of(
                List.of("nice", "-n", PRIORITY, "prlimit", "--core=0"),
                List.of("--cpu=" + cpu.toSeconds(), "--data=" + limits.memoryBytes()),
                List.of("--fsize=" + limits.maxOutputBytes(), "--", program.toString()),
                List.of("-v", "quiet", "-protocol_whitelist", "file"),
                List.of("-format_whitelist", FORMATS, "-max_pixels", limits.maxPixels() + ""))
            .flatMap(List::stream)
            .toList());
  }

  /**
   * Runs a command.
   *
   * @return whether the process exited with code 0
   */
  private boolean run(List<String> command) throws IOException, InterruptedException {
    Process process = spawner.start(command, Redirect.DISCARD);
    try {
      if (!process.waitFor(limits.wall().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("not done within " + limits.wall());
      }
      return process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }
}
