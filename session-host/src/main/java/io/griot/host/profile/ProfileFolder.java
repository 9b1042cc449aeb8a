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
 * A generation's folder on the local disk: the browser's profile, and the token of the lease under
 * which it was last used. For one thread at a time.
 */
public final class ProfileFolder {
  private final Path folder;
  private final SessionId session;

  /**
   * @param profiles folder of all sessions
   */
  public ProfileFolder(Path profiles, Generation generation) {
    this.folder = profiles.resolve(generation.toString()).toAbsolutePath();
    this.session = generation.session();
  }

  /** The browser's user data folder. */
  public Path userData() {
    return folder.resolve("data");
  }

  /** A folder for packing and unpacking, on the same file system. */
  Path work() {
    return folder.resolve("work");
  }

  /** The copy of the profile that is kept while its page starts. */
  Path copy() {
    return folder.resolve("copy");
  }

  /** The place where that copy is written. */
  Path copyDraft() {
    return folder.resolve("copy.new");
  }

  /** Whether no browser has ever used the profile. */
  boolean isEmpty() throws IOException {
    if (!Files.isDirectory(userData())) {
      return true;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(userData())) {
      return !files.iterator().hasNext();
    }
  }

  /** The token of the lease under which the profile was last used; 0 when unknown. */
  long token() throws IOException {
    Path file = folder.resolve("token");
    if (!Files.exists(file) || !Files.isDirectory(userData())) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return 0; // Written on a full disk, or edited: the profile's age is unknown.
    }
  }

  /** Records that the profile is used under this token from now on. */
  void useUnder(long token) throws IOException {
    Files.createDirectories(userData());
    Path draft = folder.resolve("token.new");
    Files.writeString(draft, Long.toString(token), UTF_8);
    Files.move(draft, folder.resolve("token"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Records that the profile's age is unknown. */
  void forgetToken() throws IOException {
    Files.deleteIfExists(folder.resolve("token"));
  }

  /**
   * Deletes the folders of the session's other generations. They have ended, perhaps on another
   * host.
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

  /** Deletes everything, if there is anything. */
  public void remove() throws IOException {
    FileTree.delete(folder);
  }
}
