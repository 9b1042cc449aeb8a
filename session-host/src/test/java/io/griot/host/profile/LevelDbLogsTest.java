package io.griot.host.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelDbLogsTest {
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;

  @TempDir Path profile;
  private Path database;

  @BeforeEach
  void makeDatabase() throws IOException {
    database = Files.createDirectories(profile.resolve("Default/IndexedDB/page.leveldb"));
    Files.writeString(database.resolve("CURRENT"), "MANIFEST-000001\n");
  }

  /** A log as LevelDB writes it, and where its entries end. */
  private static final class Log {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final NavigableSet<Integer> ends = new TreeSet<>(Set.of(0));

    Log add(int length) {
      byte[] entry = new byte[length];
      Arrays.fill(entry, (byte) ends.size());
      int from = 0;
      do {
        int left = BLOCK - bytes.size() % BLOCK;
        if (left < HEADER) {
          bytes.writeBytes(new byte[left]);
          left = BLOCK;
        }
        int part = Math.min(left - HEADER, length - from);
        boolean isFirst = from == 0;
        boolean isLast = from + part == length;
        bytes.writeBytes(record(isFirst ? (isLast ? 1 : 2) : (isLast ? 4 : 3), entry, from, part));
        from += part;
      } while (from < length);
      ends.add(bytes.size());
      return this;
    }

    private static byte[] record(int type, byte[] entry, int from, int length) {
      CRC32C crc = new CRC32C();
      crc.update(type);
      crc.update(entry, from, length);
      int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
      return ByteBuffer.allocate(HEADER + length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(masked)
          .putShort((short) length)
          .put((byte) type)
          .put(entry, from, length)
          .array();
    }
  }

  @Test
  void cutsALogBehindItsLastWholeEntryWhereverItWasTorn() throws IOException {
    Log log = new Log().add(100).add(0).add(300);
    byte[] whole = log.bytes.toByteArray();

    for (int size = 0; size <= whole.length; size++) {
      Path file = write("000003.log", Arrays.copyOf(whole, size));
      boolean isTorn = !log.ends.contains(size);

      assertThat(LevelDbLogs.cutTornEnds(profile)).as("torn at %d", size).isEqualTo(isTorn ? 1 : 0);
      assertThat(Files.readAllBytes(file))
          .as("torn at %d", size)
          .isEqualTo(Arrays.copyOf(whole, log.ends.floor(size)));
    }
  }

  @Test
  void cutsAnEntryOfWhichABlockIsMissing() throws IOException {
    Log log = new Log().add(BLOCK - 2 * HEADER - 3).add(5 * BLOCK / 2);
    byte[] whole = log.bytes.toByteArray();
    int end = log.ends.higher(0);
    Path file = write("000003.log", Arrays.copyOf(whole, 2 * BLOCK));

    assertThat(LevelDbLogs.cutTornEnds(profile)).isEqualTo(1);
    assertThat(Files.size(file)).isEqualTo(end);

    write("000003.log", whole);
    assertThat(LevelDbLogs.cutTornEnds(profile)).isZero();
  }

  @Test
  void leavesALogWhoseLastBlockIsFull() throws IOException {
    byte[] filled = new Log().add(BLOCK - HEADER).bytes.toByteArray();
    write("000003.log", filled);
    byte[] padded = Arrays.copyOf(new Log().add(BLOCK - HEADER - 5).bytes.toByteArray(), BLOCK);
    write("000004.log", padded);

    assertThat(LevelDbLogs.cutTornEnds(profile)).isZero();
  }

  @Test
  void cutsWhatWasAppendedBehindATornEntry() throws IOException {
    byte[] first = new Log().add(100).bytes.toByteArray();
    byte[] torn = Arrays.copyOf(new Log().add(100).add(200).bytes.toByteArray(), 150);
    byte[] appended = Arrays.copyOf(torn, torn.length + first.length);
    System.arraycopy(first, 0, appended, torn.length, first.length);
    Path file = write("000003.log", appended);

    assertThat(LevelDbLogs.cutTornEnds(profile)).isEqualTo(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void cutsAnEntryThatIsDamaged() throws IOException {
    Log log = new Log().add(100).add(200);
    byte[] bytes = log.bytes.toByteArray();
    bytes[bytes.length - 1]++;
    Path file = write("000003.log", bytes);

    assertThat(LevelDbLogs.cutTornEnds(profile)).isEqualTo(1);
    assertThat(Files.size(file)).isEqualTo(HEADER + 100);
  }

  @Test
  void repairsManifestsToo() throws IOException {
    byte[] whole = new Log().add(16).bytes.toByteArray();
    Path manifest = write("MANIFEST-000001", Arrays.copyOf(whole, whole.length + 3));

    assertThat(LevelDbLogs.cutTornEnds(profile)).isEqualTo(1);
    assertThat(Files.readAllBytes(manifest)).isEqualTo(whole);
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Path text = Files.writeString(profile.resolve("Default/chrome_debug.log"), "text", UTF_8);
    Path table = write("000005.ldb", new byte[] {1, 2, 3});

    assertThat(LevelDbLogs.cutTornEnds(profile)).isZero();
    assertThat(text).hasContent("text");
    assertThat(table).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void findsNothingInAProfileThatIsNotThereYet() throws IOException {
    assertThat(LevelDbLogs.cutTornEnds(profile.resolve("none"))).isZero();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(database.resolve(name), bytes);
  }
}
