package io.griot.host.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A session's place on the local disk: the browser's profile, and the token of the lease it was
 * last used under. One thread at a time.
 */
public final class ProfileFolder {
  private final Path folder;

  /**
   * @param profiles where all sessions have their folders
   */
  public ProfileFolder(Path profiles, SessionId session) {
    this.folder = profiles.resolve(session.value()).toAbsolutePath();
  }

  /** The browser's user data folder. */
  public Path userData() {
    return folder.resolve("data");
  }

  /** A place for what is being unpacked or packed; on the same file system. */
  Path work() {
    return folder.resolve("work");
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

  /** Removes everything; nothing happens when there is nothing. */
  public void remove() throws IOException {
    FileTree.delete(folder);
  }
}
