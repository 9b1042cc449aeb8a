package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WirePicture;

/**
 * The profile picture of an account or the picture of a group.
 *
 * @param owner an account's LID, or a group
 * @param image its path on the media servers
 * @param preview the path of the small version
 * @param tag changes with every picture
 */
public record Picture(Jid owner, String image, String preview, String tag) {

  /** The picture in the wire's form. */
  public WirePicture wire() {
    return new WirePicture(image, preview, tag);
  }
}
