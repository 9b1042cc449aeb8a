package io.griot.host.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a session's browser. Memory is the main cost of a session, so everything that
 * WhatsApp Web does not need is off. Only those processes are merged into the browser's whose crash
 * would end the session anyway.
 */
final class ChromiumArguments {
  private static final List<String> LEAN =
      List.of(
          "--in-process-gpu",
          "--disable-software-rasterizer",
          "--enable-features=NetworkServiceInProcess2",
          "--disable-site-isolation-trials",
          "--js-flags=--optimize-for-size",
          // Without caches files are fetched again within a second, and profiles stay small.
          "--disk-cache-size=1",
          "--media-cache-size=1",
          "--disable-gpu-shader-disk-cache");

  private static final List<String> QUIET =
      List.of(
          "--no-first-run",
          "--no-default-browser-check",
          "--no-pings",
          "--disable-background-networking",
          "--disable-breakpad",
          "--disable-client-side-phishing-detection",
          "--disable-component-extensions-with-background-pages",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-domain-reliability",
          "--disable-extensions",
          "--disable-sync",
          "--metrics-recording-only",
          "--mute-audio",
          "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,"
              + "BackForwardCache,InterestFeedContentSuggestions");

  /** The page is never in the foreground and must not be throttled like a background tab. */
  private static final List<String> AWAKE =
      List.of(
          "--disable-background-timer-throttling",
          "--disable-backgrounding-occluded-windows",
          "--disable-renderer-backgrounding");

  private ChromiumArguments() {}

  static List<String> of(BrowserSettings settings, Path profile, UserAgent userAgent) {
    List<String> arguments = new ArrayList<>();
    if (!settings.isHeadlessShell()) {
      arguments.add("--headless=new");
    }
    // The browser ends when its driver ends, however it ends, because the pipe between them closes.
    arguments.add("--remote-debugging-pipe");
    arguments.add(OrphanProcesses.PROFILE_ARGUMENT + profile);
    arguments.add("--user-agent=" + userAgent.text());
    arguments.addAll(LEAN);
    arguments.addAll(QUIET);
    arguments.addAll(AWAKE);
    arguments.addAll(settings.arguments());
    return arguments;
  }
}
