package io.griot.sandbox.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.URI;
import java.util.Set;

/**
 * Refuses requests of web pages from elsewhere. The sandbox has no passwords, and a browser on the
 * same machine would send it any site's requests.
 */
public final class SameOrigin {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private SameOrigin() {}

  /**
   * Refuses a request with another host than this machine, or from a page of another host or port.
   *
   * @throws ForbiddenResponse (403)
   */
  public static void require(Context context) {
    String host = context.header("Host");
    if (host == null || !LOOPBACK.contains(host.replaceFirst(":\\d+$", ""))) {
      throw new ForbiddenResponse("the sandbox answers to loopback names only");
    }
    String origin = context.header("Origin");
    if (origin != null && !host.equals(authority(origin))) {
      throw new ForbiddenResponse("the sandbox answers its own pages only");
    }
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
