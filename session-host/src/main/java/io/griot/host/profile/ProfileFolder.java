package io.griot.host.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A generation's place on the local disk: the browser's profile, and the token of the lease it was
 * last used under. One thread at a time.
 */
public final class ProfileFolder {
  private final Path folder;
  private final SessionId session;

  /**
   * @param profiles where all sessions have their folders
   */
  public ProfileFolder(Path profiles, Generation generation) {
    this.folder = profiles.resolve(generation.toString()).toAbsolutePath();
    this.session = generation.session();
  }

  /** The browser's user data folder. */
  public Path userData() {
    return folder.resolve("data");
  }

  /** A place for what is being unpacked or packed; on the same file system. */
  Path work() {
    return folder.resolve("work");
  }

  /** Where a copy of the profile is kept while its page starts. */
  Path copy() {
    return folder.resolve("copy");
  }

  /** Where that copy is made. */
  Path copyDraft() {
    return folder.resolve("copy.new");
  }

  /** Whether no browser has ever run here, as far as can be seen. */
  boolean isEmpty() throws IOException {
    if (!Files.isDirectory(userData())) {
      return true;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(userData())) {
      return !files.iterator().hasNext();
    }
  }

  /** The token of the lease under which the profile was last used; 0 when there is none. */
  long token() throws IOException {
    Path file = folder.resolve("token");
    if (!Files.exists(file) || !Files.isDirectory(userData())) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return 0; // the disk was full, or a person was here: the profile's age is not known
    }
  }

  /** Says that from now on the profile is used under this token. */
  void useUnder(long token) throws IOException {
    Files.createDirectories(userData());
    Path draft = folder.resolve("token.new");
    Files.writeString(draft, Long.toString(token), UTF_8);
    Files.move(draft, folder.resolve("token"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Says that nobody knows how old the profile is. */
  void forgetToken() throws IOException {
    Files.deleteIfExists(folder.resolve("token"));
  }

  /**
   * Removes the folders of the session's other generations, which have ended: on this host, perhaps
   * while it was not the one that ran them.
   */
  void removeOthers() throws IOException {
    Path profiles = folder.getParent();
    if (profiles == null || Files.notExists(profiles)) {
      return;
    }
    try (DirectoryStream<Path> generations =
        Files.newDirectoryStream(profiles, session.value() + "-*")) {
      for (Path other : generations) {
        if (!other.equals(folder)) {
          FileTree.delete(other);
        }
      }
    }
  }

  /** Removes everything; nothing happens when there is nothing. */
  public void remove() throws IOException {
    FileTree.delete(folder);
  }
}
