package io.griot.sandbox;

import io.griot.sandbox.wire.Pairing.QrTimes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a sandbox runs.
 *
 * @param host a loopback address or name; the sandbox has no passwords and serves nobody else
 * @param port 0 for any free one
 * @param dataFolder where the world is kept between runs; one server per folder
 * @param pageFolder a built page to serve instead of the one in the jar
 * @param qrTimes how long each QR code is shown
 * @param fillers modules without a use that the page registers beside its own, 0 to 50 000: the
 *     real client has about 20 300 of them
 * @param receiptDelay how long a simulated phone takes to confirm a message, and again to read it
 */
public record SandboxConfig(
    String host,
    int port,
    Path dataFolder,
    Optional<Path> pageFolder,
    QrTimes qrTimes,
    int fillers,
    Duration receiptDelay) {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_FILLERS = 50_000;

  /** Checks the values' ranges. */
  public SandboxConfig {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is 0 to " + MAX_PORT + ", not " + port);
    }
    if (fillers < 0 || fillers > MAX_FILLERS) {
      throw new IllegalArgumentException("fillers is 0 to " + MAX_FILLERS + ", not " + fillers);
    }
    if (receiptDelay.isNegative()) {
      throw new IllegalArgumentException("receiptDelay is not negative");
    }
    requireLoopback(host);
  }

  private static void requireLoopback(String host) {
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        throw new IllegalArgumentException("host is not a loopback address: " + host);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host is unknown: " + host, e);
    }
  }

  /** On any free port of 127.0.0.1, with the page in the jar, WhatsApp's times, 100 ms receipts. */
  public static SandboxConfig in(Path dataFolder) {
    return new SandboxConfig(
        "127.0.0.1", 0, dataFolder, Optional.empty(), QrTimes.REAL, 0, Duration.ofMillis(100));
  }

  /** The same on this port. */
  public SandboxConfig withPort(int wanted) {
    return new SandboxConfig(host, wanted, dataFolder, pageFolder, qrTimes, fillers, receiptDelay);
  }

  /** The same with its world in this folder. */
  public SandboxConfig withDataFolder(Path folder) {
    return new SandboxConfig(host, port, folder, pageFolder, qrTimes, fillers, receiptDelay);
  }

  /** The same with a page from this folder. */
  public SandboxConfig withPageFolder(Path folder) {
    return new SandboxConfig(
        host, port, dataFolder, Optional.of(folder), qrTimes, fillers, receiptDelay);
  }

  /** The same with QR codes shown for these times. */
  public SandboxConfig withQrTimes(QrTimes wanted) {
    return new SandboxConfig(host, port, dataFolder, pageFolder, wanted, fillers, receiptDelay);
  }

  /** The same with so many filler modules. */
  public SandboxConfig withFillers(int wanted) {
    return new SandboxConfig(host, port, dataFolder, pageFolder, qrTimes, wanted, receiptDelay);
  }

  /** The same with phones that take this long. */
  public SandboxConfig withReceiptDelay(Duration wanted) {
    return new SandboxConfig(host, port, dataFolder, pageFolder, qrTimes, fillers, wanted);
  }
}
