package io.griot.host.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies, packs, unpacks and deletes whole folders. Regular files only; links are skipped. Every
 * method blocks.
 */
public final class FileTree {
  private FileTree() {}

  /**
   * A regular file of a folder.
   *
   * @param name path inside the folder, with {@code /}
   */
  record Entry(Path path, String name, long bytes, long modifiedMillis) {}

  /** Lists the wanted files of a folder. */
  static List<Entry> files(Path folder, Predicate<Path> wanted) throws IOException {
    List<Entry> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            return at.equals(folder) || wanted.test(at)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && wanted.test(at)) {
              String name = folder.relativize(at).toString().replace('\\', '/');
              long modified = attributes.lastModifiedTime().toMillis();
              files.add(new Entry(at, name, attributes.size(), modified));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path at, IOException failure) throws IOException {
            // A running browser deletes files while they are listed.
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    return files;
  }

  /** Copies files into a folder, under their names. */
  static void copy(List<Entry> files, Path target) throws IOException {
    for (Entry file : files) {
      Path copy = target.resolve(file.name());
      Files.createDirectories(copy.getParent());
      Files.copy(file.path(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Packs a folder into a zip file. Its comment is a checksum of all names, because zip has
   * checksums of contents only.
   */
  static void pack(Path folder, Path zip) throws IOException {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream packed = new ZipOutputStream(file)) {
      List<Entry> entries = files(folder, path -> true);
      packed.setComment(sumOf(entries.stream().map(Entry::name).toList()));
      for (Entry entry : entries) {
        packed.putNextEntry(new ZipEntry(entry.name()));
        Files.copy(entry.path(), packed);
        packed.closeEntry();
      }
    }
  }

  /**
   * Unpacks a file that {@link #pack} wrote. The directory at the end of the file is read first, so
   * a truncated file is rejected as a whole. It checks the checksum of every file, and, if present,
   * that of all names; earlier versions did not write it.
   *
   * @throws ZipException when the file is damaged
   * @throws IOException when it is damaged in another way, the disk fails, or an entry would be
   *     outside the folder
   */
  static void unpack(Path zip, Path folder) throws IOException {
    try (ZipFile packed = new ZipFile(zip.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(packed.entries());
      String sum = sumOf(entries.stream().map(ZipEntry::getName).toList());
      if (packed.getComment() != null && !packed.getComment().equals(sum)) {
        throw new ZipException("a name is damaged");
      }
      for (ZipEntry entry : entries) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("an entry leaves the folder");
        }
        Files.createDirectories(file.getParent());
        CRC32 content = new CRC32();
        try (InputStream bytes = new CheckedInputStream(packed.getInputStream(entry), content)) {
          Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        }
        if (content.getValue() != entry.getCrc()) {
          throw new ZipException("an entry is damaged");
        }
      }
    }
  }

  private static String sumOf(List<String> names) {
    CRC32 sum = new CRC32();
    names.forEach(name -> sum.update((name + "\n").getBytes(UTF_8)));
    return "names " + Long.toHexString(sum.getValue());
  }

  /** Deletes a folder with its contents, if it exists. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(at);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path at, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(at);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
