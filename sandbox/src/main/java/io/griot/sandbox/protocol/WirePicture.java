package io.griot.sandbox.protocol;

/**
 * A picture of a person or group, as the media servers have it: paths on this server.
 *
 * @param preview the small one
 * @param tag changes with every picture
 */
public record WirePicture(String image, String preview, String tag) {}
