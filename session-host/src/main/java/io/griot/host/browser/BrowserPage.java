package io.griot.host.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The browser's only page, for scripts. Thread-safe. The object stays the same when the page
 * reloads; the {@linkplain Message#document() document} changes.
 */
public interface BrowserPage {

  /**
   * Makes a function run in every document before the document's own scripts, in their world. Takes
   * effect with the next {@link #open}.
   *
   * @param function a JavaScript function expression. Its only argument is a function that sends
   *     its argument to {@code messages}
   * @param messages called by several threads, possibly out of order
   */
  void preload(String function, Consumer<Message> messages) throws IOException;

  /** Navigates to an address. Does not wait for the document. */
  void open(URI address) throws IOException;

  /**
   * Calls a function in the document's own world and waits for the promise that it may return.
   * Returns at once.
   *
   * @param function a JavaScript function expression that returns a string or a promise of one
   * @param arguments strings
   * @return the string. Completes exceptionally with {@link PageGoneException} when the document or
   *     the browser is gone before the answer, and with {@link PageScriptException} when the
   *     function threw. It has no deadline of its own.
   */
  CompletableFuture<String> call(String function, List<String> arguments);

  /**
   * Puts local files into a file chooser of the document. Their bytes do not pass through this
   * process. Returns at once.
   *
   * @param function a JavaScript function expression that returns an {@code <input type="file">},
   *     which may be hidden
   * @param arguments strings
   * @return completes when the files are in the chooser; completes exceptionally like {@link #call}
   */
  CompletableFuture<String> giveFiles(String function, List<String> arguments, List<Path> files);

  /**
   * Calls a short function without BiDi, whose mapper keeps several times the size of its traffic.
   * Other calls do not start while it runs. Blocks.
   *
   * @param function as for {@link #call}
   * @param arguments strings and numbers
   * @throws PageGoneException when the browser is gone
   * @throws PageScriptException when the function threw or its document is gone
   */
  String callDirectly(String function, List<?> arguments)
      throws PageGoneException, PageScriptException;

  /**
   * Takes a screenshot of the page as PNG. Returns at once.
   *
   * @return completes exceptionally like {@link #call}
   */
  CompletableFuture<byte[]> screenshot();

  /**
   * A message from a document.
   *
   * @param document id of the document, not its address: a reloaded page is another document
   */
  record Message(String document, JsonNode content) {}
}
