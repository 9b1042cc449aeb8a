package io.griot.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.client.Phone;
import java.util.Random;

/**
 * Measures three measures that keep a page's memory low, each without and with it in one run:
 * clearing the cache of downloaded files, bounding the caches of the models' getters, and reloading
 * the page. Each measurement begins with a page that was just loaded, so that none is affected by
 * another.
 *
 * <p>The caches of getters are simulated after the client's modules: messages have two, with 331
 * and 59 getters. Each has an entry for each message of which a getter was read, by key, without a
 * bound. An entry has three slots for each getter that was read. The rest is real behaviour of the
 * page.
 */
final class LightPage {
  private static final int FILES = 24;
  private static final int FILE_BYTES = 8_000_000;
  private static final int CHATS = 20;
  private static final int MESSAGES = 500;

  /** One getter of so many is read. */
  private static final int READ_OF = 5;

  private static final int BOUND = 500;

  /** Loads the models of everything in the page's database, for all chats. */
  private static final String READ_ALL =
      """
      const {ChatStore, MsgStore, functions} = WPP.whatsapp;
      for (const {id} of ChatStore.getModelsArray()) {
        const query = {anchor: {remote: id}, count: 1000, direction: 'before'};
        const {messages} = await functions.msgFindByDirection(query);
        await MsgStore.getMessagesById(messages.map((row) => row.id.toString()));
      }
      return MsgStore.getModelsArray().length;
      """;

  /** The calls that a file's download leads to. */
  private static final String DOWNLOAD =
      """
      const files = WPP.whatsapp.MsgStore.getModelsArray().filter(({mimetype}) => mimetype);
      for (const {id} of files) {
        await WPP.chat.downloadMedia(id.toString());
        %s
      }
      return files.length;
      """;

  private static final String KEEP_FILES = DOWNLOAD.formatted("");
  private static final String CLEAR_FILES =
      DOWNLOAD.formatted("WPP.whatsapp.MediaBlobCache.clear();");

  private static final String FILL_GETTERS =
      """
      const models = WPP.whatsapp.MsgStore.getModelsArray();
      window.benchGetters = [331, 59].map((getters) => new Map(models.map(({id}, at) => {
        const entry = {};
        for (let slot = 0; slot < 3 * getters; slot += 3 * %d) {
          entry[slot] = true;
          entry[slot + 1] = at;
          entry[slot + 2] = at;
        }
        return [id.toString(), entry];
      })));
      return models.length;
      """
          .formatted(READ_OF);

  private static final String BOUND_GETTERS =
      """
      for (const cache of window.benchGetters) {
        let left = cache.size - %d;
        for (const key of cache.keys()) if (left-- > 0) cache.delete(key); else break;
      }
      return window.benchGetters.length;
      """
          .formatted(BOUND);

  private final PlainSession page;
  private final Report report;

  LightPage(PlainSession page, Report report) {
    this.page = page;
    this.report = report;
  }

  /** Gives the account chats and files, before its page is linked. */
  static void fill(Phone phone, Phone friend) {
    phone.seed(CHATS, MESSAGES, 0);
    Random random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      byte[] file = new byte[FILE_BYTES];
      random.nextBytes(file);
      JsonNode _ =
          friend.sendFile(
              phone.id(),
              file,
              "application/octet-stream",
              "?type=document&filename=" + i + ".bin");
    }
  }

  /** The memory of a page that was reloaded, loaded all messages, and ran these scripts. */
  private double grown(String... work) {
    page.reload();
    long _ = page.run(READ_ALL);
    for (String script : work) {
      long _ = page.run(script);
    }
    return page.memoryAfterCollectionMb();
  }

  void measure() {
    report.section("what keeps a page light (PSS of its browser: without it → with it)");
    double fresh = page.memoryAfterCollectionMb();
    report.row("a fresh page", "%.0f MB".formatted(fresh));
    report.row("all messages read", "%.0f MB".formatted(grown()));
    row(
        "%d files of 8 MB, their cache cleared after each".formatted(FILES),
        grown(KEEP_FILES),
        grown(CLEAR_FILES));
    row(
        "both caches of messages' getters, each bounded to %d".formatted(BOUND),
        grown(FILL_GETTERS),
        grown(FILL_GETTERS, BOUND_GETTERS));
    double everything = grown(KEEP_FILES, FILL_GETTERS);
    page.reload();
    row("all of it, the page loaded anew", everything, page.memoryAfterCollectionMb());
  }

  private void row(String what, double without, double with) {
    report.row(what, "%.0f MB → %.0f MB, ratio %.2f".formatted(without, with, with / without));
  }
}
