package io.griot.host.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments a session's browser is started with. Memory is what a session costs, so whatever
 * WhatsApp Web does not need is off; the processes that share one with the browser's are those
 * whose crash would end the session anyway.
 */
final class ChromiumArguments {
  private static final List<String> LEAN =
      List.of(
          "--in-process-gpu",
          "--disable-software-rasterizer",
          "--enable-features=NetworkServiceInProcess2",
          "--disable-site-isolation-trials",
          "--js-flags=--optimize-for-size",
          // What the caches would keep is fetched anew within a second; profiles stay small.
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

  /** A page nobody looks at must not be slowed down as a background tab is. */
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
    // The browser ends when its driver does, however that ended: the pipe between them closes.
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
