package io.griot.sandbox;

import io.griot.sandbox.wire.Pairing.QrTimes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration of a sandbox.
 *
 * @param host a loopback address or name; the sandbox has no passwords, so other addresses are
 *     refused
 * @param port 0 for any free one
 * @param dataFolder the folder of the world, for later runs too; one server per folder
 * @param pageFolder a built page to serve instead of the one in the jar
 * @param qrTimes the display times of QR codes
 * @param fillers the number of unused modules that the page registers beside its own, 0 to 50 000:
 *     the real client has about 20 300 of them
 * @param receiptDelay the time in which a simulated phone confirms a message, and then again in
 *     which it reads it
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

  /**
   * The defaults: a free port of 127.0.0.1, the page in the jar, WhatsApp's times, receipts after
   * 100 ms.
   */
  public static SandboxConfig in(Path dataFolder) {
    return new SandboxConfig(
        "127.0.0.1", 0, dataFolder, Optional.empty(), QrTimes.REAL, 0, Duration.ofMillis(100));
  }

  /** A copy with this port. */
  public SandboxConfig withPort(int wanted) {
    return new SandboxConfig(host, wanted, dataFolder, pageFolder, qrTimes, fillers, receiptDelay);
  }

  /** A copy with this data folder. */
  public SandboxConfig withDataFolder(Path folder) {
    return new SandboxConfig(host, port, folder, pageFolder, qrTimes, fillers, receiptDelay);
  }

  /** A copy with the page in this folder. */
  public SandboxConfig withPageFolder(Path folder) {
    return new SandboxConfig(
        host, port, dataFolder, Optional.of(folder), qrTimes, fillers, receiptDelay);
  }

  /** A copy with these display times of QR codes. */
  public SandboxConfig withQrTimes(QrTimes wanted) {
    return new SandboxConfig(host, port, dataFolder, pageFolder, wanted, fillers, receiptDelay);
  }

  /** A copy with this number of filler modules. */
  public SandboxConfig withFillers(int wanted) {
    return new SandboxConfig(host, port, dataFolder, pageFolder, qrTimes, wanted, receiptDelay);
  }

  /** A copy with this delay of receipts. */
  public SandboxConfig withReceiptDelay(Duration wanted) {
    return new SandboxConfig(host, port, dataFolder, pageFolder, qrTimes, fillers, wanted);
  }
}
