package io.griot.host.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of a profile, kept while its page starts. WhatsApp's client deletes its data when it
 * cannot open them in time; without the copy the phone's owner would have to scan again. One thread
 * at a time, and no browser may be running on the profile.
 */
final class ProfileCopy {
  private final ProfileFolder folder;

  ProfileCopy(ProfileFolder folder) {
    this.folder = folder;
  }

  /**
   * Copies the profile, unless there is a copy: the start that it was made for never got so far as
   * to be known to have left the profile whole.
   */
  void keep() throws IOException {
    if (Files.isDirectory(folder.copy())) {
      return;
    }
    Path draft = folder.copyDraft();
    FileTree.delete(draft);
    Files.createDirectories(draft);
    FileTree.copy(FileTree.files(folder.userData(), Profile::isKept), draft);
    Files.move(draft, folder.copy()); // a copy that was cut short is none
  }

  /**
   * Puts the copy in the profile's place.
   *
   * @return false when there is none; the profile is as it was
   */
  boolean putBack() throws IOException {
    if (!Files.isDirectory(folder.copy())) {
      return false;
    }
    FileTree.delete(folder.userData());
    Files.move(folder.copy(), folder.userData());
    return true;
  }

  /** Removes the copy; nothing happens when there is none. */
  void drop() throws IOException {
    FileTree.delete(folder.copy());
  }
}
