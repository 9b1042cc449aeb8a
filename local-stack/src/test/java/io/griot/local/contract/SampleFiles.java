package io.griot.local.contract;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Small files of the kinds that people send. */
final class SampleFiles {
  private static final int SAMPLES_PER_SECOND = 8000;

  private SampleFiles() {}

  static byte[] png(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A tone that grows louder. */
  static byte[] wav(int seconds) {
    byte[] samples = new byte[SAMPLES_PER_SECOND * seconds];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (127.0 * i / samples.length * Math.sin(i * 0.3));
    }
    AudioFormat format = new AudioFormat(SAMPLES_PER_SECOND, 8, 1, true, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AudioInputStream sound =
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * What ffmpeg draws and plays by itself: a moving picture of 320 × 240 and a tone, two seconds
   * long.
   *
   * @param output ffmpeg's arguments for its output
   */
  static byte[] moving(String output) {
    return recorded(
        "-f lavfi -i testsrc2=size=320x240:rate=10 -f lavfi -i sine=440 -t 2 " + output);
  }

  /** A tone of so many seconds. */
  static byte[] tone(int seconds, String output) {
    return recorded("-f lavfi -i sine=440 -t " + seconds + " " + output);
  }

  private static byte[] recorded(String arguments) {
    try {
      Path file = Files.createTempFile("sample-", null);
      try {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments.split(" ", -1)));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new AssertionError("ffmpeg made no sample");
        }
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Bytes that no compression makes smaller. */
  static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return noise;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static BufferedImage image(byte[] bytes) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image == null) {
        throw new AssertionError("no image");
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
