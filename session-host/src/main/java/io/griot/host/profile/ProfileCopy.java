package io.griot.host.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of a profile, kept while its page starts. WhatsApp's client deletes its data if it cannot
 * open them in time; without the copy the phone would have to be linked again. For one thread at a
 * time, while no browser runs on the profile.
 */
final class ProfileCopy {
  private final ProfileFolder folder;

  ProfileCopy(ProfileFolder folder) {
    this.folder = folder;
  }

  /**
   * Copies the profile, unless a copy exists. An existing copy is from before a start with an
   * unknown end, so it is the safe one.
   */
  void keep() throws IOException {
    if (Files.isDirectory(folder.copy())) {
      return;
    }
    Path draft = folder.copyDraft();
    FileTree.delete(draft);
    Files.createDirectories(draft);
    FileTree.copy(FileTree.files(folder.userData(), Profile::isKept), draft);
    Files.move(draft, folder.copy()); // only a complete copy counts
  }

  /**
   * Replaces the profile by the copy.
   *
   * @return false when there is no copy; the profile is unchanged
   */
  boolean putBack() throws IOException {
    if (!Files.isDirectory(folder.copy())) {
      return false;
    }
    FileTree.delete(folder.userData());
    Files.move(folder.copy(), folder.userData());
    return true;
  }

  /** Deletes the copy, if there is one. */
  void drop() throws IOException {
    FileTree.delete(folder.copy());
  }
}
