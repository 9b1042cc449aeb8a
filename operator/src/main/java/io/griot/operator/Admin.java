package io.griot.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code ./griot admin}: calls the admin API over HTTP and shows the answer. It contains no list of
 * operations: verbs, arguments, options and tables come from the catalogue.
 */
public final class Admin {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int WRONG_USAGE = 2;
  static final int UNREACHABLE = 3;

  private static final String JSON = "--json";
  private static final String DOCS = "docs";

  private final Verbs verbs = Verbs.load();
  private final PrintStream out;
  private final PrintStream errors;

  Admin(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Exits with 0 after a success, 1 when the API refuses, 2 when the command line is invalid, 3
   * when the API cannot be reached.
   */
  public static void main(String[] arguments) throws InterruptedException {
    int status =
        new Admin(System.out, System.err).run(Arrays.asList(arguments), System.getProperties());
    System.exit(status);
  }

  private int run(List<String> words, Map<Object, Object> properties) throws InterruptedException {
    Path caller = Path.of(String.valueOf(properties.getOrDefault("griot.caller", "")));
    try {
      return run(words, AdminConfig.fromEnvironment(), caller);
    } catch (IllegalArgumentException e) {
      return fail(WRONG_USAGE, String.valueOf(e.getMessage()));
    }
  }

  int run(List<String> words, AdminConfig config, Path caller) throws InterruptedException {
    try (AdminApi api = new AdminApi(config)) {
      if (!words.isEmpty() && words.getFirst().equals(DOCS)) {
        return docs(words, api, caller);
      }
      List<String> rest = new ArrayList<>(words);
      boolean json = rest.remove(JSON);
      if (!rest.isEmpty() && rest.getFirst().equals(StackClock.VERB)) {
        show(StackClock.call(rest.subList(1, rest.size()), api), json);
        return DONE;
      }
      Verb verb =
          verbs.of(rest).orElseThrow(() -> new WrongUsageException("no such verb: " + line(rest)));
      show(Call.parse(verb, rest.subList(verb.name().split(" ").length, rest.size())), json, api);
      return DONE;
    } catch (WrongUsageException e) {
      return fail(WRONG_USAGE, e.getMessage() + "; ./griot admin --help lists all verbs");
    } catch (RefusedException e) {
      return fail(REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return fail(UNREACHABLE, config.api() + " does not answer: " + e);
    }
  }

  private int docs(List<String> words, AdminApi api, Path caller)
      throws IOException, InterruptedException {
    if (words.size() != 2) {
      throw new WrongUsageException("where to? ./griot admin docs FILE");
    }
    DocsPage.write(api, caller.resolve(words.get(1)));
    return DONE;
  }

  private void show(AdminApi.Answer answer, boolean json) throws IOException {
    ObjectNode shown = Json.readObject(accepted(answer).text());
    out.print(json ? shown.toPrettyString() + "\n" : Shown.of(List.of(), shown));
  }

  private void show(Call call, boolean json, AdminApi api)
      throws IOException, InterruptedException {
    AdminApi.Answer answer = accepted(api.send(call));
    if (answer.isFile()) {
      out.print(answer.text());
      return;
    }
    ObjectNode shown = Json.readObject(answer.text());
    boolean all = call.verb().isPaged() && !call.values().containsKey("limit");
    while (all && shown.path("next").isTextual()) {
      append(
          shown,
          Json.readObject(accepted(api.send(call.after(shown.get("next").asText()))).text()));
    }
    out.print(json ? shown.toPrettyString() + "\n" : Shown.of(call.verb().columns(), shown));
  }

  /**
   * An answer that is neither JSON nor a file of the API comes from something else, such as a
   * proxy.
   */
  private static AdminApi.Answer accepted(AdminApi.Answer answer) throws IOException {
    if (!answer.isJson() && (answer.status() >= 300 || !answer.isFile())) {
      throw new IOException("status " + answer.status() + ", not from Griot");
    }
    if (answer.status() >= 300) {
      throw new RefusedException(answer);
    }
    return answer;
  }

  private static void append(ObjectNode all, ObjectNode more) {
    more.properties()
        .forEach(part -> {
          if (part.getValue() instanceof ArrayNode items
              && all.get(part.getKey()) instanceof ArrayNode known) {
            known.addAll(items);
          } else {
            all.set(part.getKey(), part.getValue());
          }
        });
  }

  private int fail(int status, String sentence) {
    errors.println("✗ " + sentence);
    return status;
  }

  private static String line(List<String> words) {
    return words.isEmpty() ? "(none)" : String.join(" ", words);
  }
}
