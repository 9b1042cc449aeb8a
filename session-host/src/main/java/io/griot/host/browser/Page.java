package io.griot.host.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The script side of the browser's one page. Thread-safe. It stays the same object when the page
 * reloads; the {@linkplain Message#document() document} changes.
 */
public interface Page {

  /**
   * Has a function run in every document of the page before any of the document's own scripts, in
   * their world. Takes effect with the next {@link #open}.
   *
   * @param function a JavaScript function expression; its one argument is a function that sends
   *     what it is given to {@code messages}
   * @param messages called by several threads, perhaps out of order
   */
  void preload(String function, Consumer<Message> messages) throws IOException;

  /** Starts going to an address; does not wait for the document. */
  void open(URI address) throws IOException;

  /**
   * Calls a function in the document's own world and waits for the promise it may return.
   *
   * @param function a JavaScript function expression that returns a string or a promise of one
   * @param arguments strings
   * @return the string; completes exceptionally with {@link PageGoneException} when the document or
   *     the browser went before the answer came, with {@link PageScriptException} when the function
   *     threw. It has no deadline of its own.
   */
  CompletableFuture<String> call(String function, List<String> arguments);

  /**
   * Puts files of this machine into a file chooser of the document. No byte of them passes through
   * this process.
   *
   * @param function a JavaScript function expression that returns an {@code <input type="file">},
   *     which need not be shown
   * @param arguments strings
   * @return when they are in; completes exceptionally as {@link #call} does
   */
  CompletableFuture<String> giveFiles(String function, List<String> arguments, List<Path> files);

  /**
   * Calls a function that is done at once, past BiDi: its mapper, itself a page, keeps several
   * times the size of all that passes through it. While it runs, other calls do not start. Blocks.
   *
   * @param function as for {@link #call}
   * @param arguments strings and numbers
   * @throws PageGoneException when the browser went
   * @throws PageScriptException when the function threw, or its document went
   */
  String callDirectly(String function, List<?> arguments)
      throws PageGoneException, PageScriptException;

  /**
   * A picture of what the page shows, as a PNG.
   *
   * @return completes exceptionally as {@link #call} does
   */
  CompletableFuture<byte[]> screenshot();

  /**
   * What a document said.
   *
   * @param document names the document, not its address: a reloaded page is another document
   */
  record Message(String document, JsonNode content) {}
}
