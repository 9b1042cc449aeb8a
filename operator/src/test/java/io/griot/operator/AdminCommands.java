package io.griot.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The command line of one operator.
 *
 * @param operator where it calls, and with which key
 * @param folder where it writes files
 */
record AdminCommands(AdminConfig operator, Path folder) {

  /** The output and exit status of a command. */
  record Ran(int status, String said, String errors) {
    ObjectNode json() {
      return Json.readObject(said);
    }
  }

  Ran run(String... words) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        new Admin(new PrintStream(out, true, UTF_8), new PrintStream(errors, true, UTF_8))
            .run(List.of(words), operator, folder);
    return new Ran(status, out.toString(UTF_8), errors.toString(UTF_8));
  }

  /** The text printed by a command that must succeed. */
  String text(String... words) throws InterruptedException {
    Ran ran = run(words);
    assertThat(ran.status()).as("%s: %s", List.of(words), ran.errors()).isZero();
    return ran.said();
  }

  /** The JSON printed by a command that must succeed. */
  ObjectNode json(String... words) throws InterruptedException {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    return Json.readObject(text(all));
  }

  /** The error text of a command that the API must refuse. */
  String refused(String... words) throws InterruptedException {
    Ran ran = run(words);
    assertThat(ran.status()).isEqualTo(Admin.REFUSED);
    return ran.errors();
  }
}
