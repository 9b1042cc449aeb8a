package io.griot.host.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Truncates incomplete records at the end of a browser's LevelDB logs and manifests. IndexedDB and
 * local storage are LevelDB databases. A full disk or a kill during a write leaves such an end.
 * LevelDB ignores it, and then appends to the same file. At the next start it finds a damaged
 * record in the middle, and Chromium deletes the whole database, and with it the session's link.
 *
 * <p>It removes only bytes that LevelDB itself would not read. No browser may be running. Blocks.
 *
 * <p>The format is that of LevelDB's own documentation (log_format.md): blocks of 32 KiB; records
 * of a masked CRC-32C, a length and a type, which is whole, first, middle or last part.
 */
final class LevelDbLogs {
  private static final String LOG = ".log";
  private static final String MANIFEST = "MANIFEST-";
  private static final String MARK = "CURRENT";
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int CRC_MASK = 0xa282ead8;
  private static final int WHOLE = 1;
  private static final int LAST = 4;

  private LevelDbLogs() {}

  /**
   * Repairs all databases of a profile.
   *
   * @return the number of logs that were truncated
   */
  static int cutTornEnds(Path userData) throws IOException {
    if (!Files.isDirectory(userData)) {
      return 0;
    }
    List<Path> logs;
    try (Stream<Path> files = Files.walk(userData)) {
      logs = files.filter(LevelDbLogs::isLog).toList();
    }
    int torn = 0;
    for (Path log : logs) {
      torn += cutTornEnd(log) ? 1 : 0;
    }
    return torn;
  }

  private static boolean isLog(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(LOG) || name.startsWith(MANIFEST))
        && Files.isRegularFile(file)
        && Files.exists(file.resolveSibling(MARK));
  }

  private static boolean cutTornEnd(Path log) throws IOException {
    try (FileChannel file =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long whole = endOfWholeRecords(file);
      if (whole == file.size()) {
        return false;
      }
      file.truncate(whole);
      return true;
    }
  }

  /** The end of the last complete and undamaged record. */
  private static long endOfWholeRecords(FileChannel file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    long end = 0;
    for (long start = 0; start < file.size(); start += BLOCK) {
      read(file, start, block);
      while (block.remaining() >= HEADER) {
        int type = next(block);
        if (type == 0) {
          return end;
        }
        if (type == WHOLE || type == LAST) {
          end = start + block.position();
        }
      }
      // The last bytes of a full block are too few for a header, so they belong to the record
      // before.
      if (block.limit() == BLOCK && end == start + block.position()) {
        end = start + BLOCK;
      }
    }
    return end;
  }

  private static void read(FileChannel file, long start, ByteBuffer block) throws IOException {
    block.clear();
    while (block.hasRemaining()) {
      if (file.read(block, start + block.position()) < 0) {
        break;
      }
    }
    block.flip();
  }

  /**
   * Reads a record.
   *
   * @return its type, or 0 when it is incomplete or damaged
   */
  private static int next(ByteBuffer block) {
    int at = block.position();
    int sum = block.getInt(at);
    int length = Short.toUnsignedInt(block.getShort(at + 4));
    int type = block.get(at + 6);
    if (type < WHOLE || type > LAST || length > block.remaining() - HEADER) {
      return 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(block.slice(at + HEADER - 1, length + 1)); // the checksum covers the type
    block.position(at + HEADER + length);
    return mask((int) crc.getValue()) == sum ? type : 0;
  }

  private static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + CRC_MASK;
  }
}
