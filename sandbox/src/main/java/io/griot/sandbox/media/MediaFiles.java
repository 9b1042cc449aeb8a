package io.griot.sandbox.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files named by the SHA-256 of their bytes: equal bytes are one file, and a file never changes.
 * Unlike WhatsApp's, they are not encrypted. Thread-safe.
 */
public final class MediaFiles {
  /** The largest file, in bytes; WhatsApp accepts 100 MB of most kinds. */
  public static final long MAX_BYTES = 100L * 1024 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  /** The files in a folder, which is created with the first file. */
  public MediaFiles(Path folder) {
    this.folder = folder;
  }

  /** A file is larger than {@link #MAX_BYTES}. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Stores the stream's bytes.
   *
   * @return the file's id
   */
  public String put(InputStream bytes) throws IOException {
    Files.createDirectories(folder);
    Path arriving = Files.createTempFile(folder, "arriving", null);
    try {
      String id = copy(bytes, arriving);
      Files.move(arriving, folder.resolve(id), StandardCopyOption.REPLACE_EXISTING);
      return id;
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  /** The file with this id, if it exists. */
  public Optional<Path> find(String id) {
    Path file = folder.resolve(ID.matcher(id).matches() ? id : "none");
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** Deletes a file, as WhatsApp's servers do after some weeks. */
  public void forget(String id) throws IOException {
    Optional<Path> file = find(id);
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  private static String copy(InputStream bytes, Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        total += n;
        if (total > MAX_BYTES) {
          throw new TooLargeException();
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
