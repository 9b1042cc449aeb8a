package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WirePicture;

/**
 * The profile picture of an account or the picture of a group.
 *
 * @param owner whose: an account's LID, or a group
 * @param image where the media servers have it
 * @param preview the small one
 * @param tag changes with every picture
 */
public record Picture(Jid owner, String image, String preview, String tag) {

  /** The picture on the wire. */
  public WirePicture wire() {
    return new WirePicture(image, preview, tag);
  }
}
