package io.griot.sandbox.protocol;

/**
 * A picture of a person or group; the paths are on the sandbox's media servers.
 *
 * @param preview the small version
 * @param tag changes with every picture
 */
public record WirePicture(String image, String preview, String tag) {}
